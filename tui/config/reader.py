"""From the file to a `Config`: reads every table in turn, and stops only when all of them have been looked at."""

import os
from collections.abc import Mapping
from typing import Any

from tui.config.config import Config
from tui.config.dashboard import TOP, Head, read_calendar, read_head, read_polling, read_reports, read_store
from tui.config.document import bytes_of, parse, text_of
from tui.config.findings import Findings
from tui.config.indicators import read_groups, read_indicators
from tui.config.mapping import sourced
from tui.config.observations import read_observations
from tui.config.place import is_sample
from tui.config.references import check_references, read_checks
from tui.config.rosters import read_rosters
from tui.config.scope import Scope, names_of
from tui.config.shown import shown
from tui.config.source import located, read_sources
from tui.config.table import Table
from tui.model.calendar import zone
from tui.model.snapshot import Framework
from tui.reading import digest

__all__ = ["read"]

_SCHEMA = 1
"""The version of the file's shape that this program reads."""


def read(path: str, environ: Mapping[str, str]) -> Config:
    """What the files say now; as `tui.config.load` has it."""
    data = bytes_of(path)
    text = text_of(data, path)
    raw = parse(text, path)
    findings = Findings()
    _check_version(raw, findings)
    if findings:
        raise findings.error(path, text)
    Table(raw, (), findings).fields(TOP)
    config = _config(raw, data, path, environ, findings)
    if findings:
        raise findings.error(path, text)
    return config._replace(sources=located(config.sources, text))


def _config(raw: dict[str, Any], data: bytes, path: str, environ: Mapping[str, str], findings: Findings) -> Config:
    head = read_head(raw, path, findings)
    store = read_store(raw, path, environ, findings)
    here, sha256 = os.path.abspath(path), digest(data)
    scope = _scope(raw, head, path, findings)._replace(sha256=sha256)
    indicators = read_indicators(raw, scope)
    check_references(indicators, scope)
    sources = read_sources(raw, scope)
    framework = Framework(
        title=head.title,
        timezone=head.timezone,
        evaluate_on=head.evaluate_on,
        indicators=sourced(indicators, sources),
        groups=read_groups(raw, scope),
        rosters={name: roster for name, roster in scope.rosters.items() if roster is not None},
        checks=read_checks(raw, scope),
        observations=read_observations(raw, scope),
        holidays=scope.holidays,
        workdays=scope.workdays,
        reports=read_reports(raw, findings),
        sha256=scope.sha256,
    )
    return Config(
        framework=framework,
        sources=sources,
        store=store,
        language=head.language,
        path=here,
        is_sample=is_sample(path, environ),
        alert=head.alert,
        files=((here, sha256), *findings.files.items()),
        **read_polling(raw, findings),
    )


def _check_version(raw: dict[str, Any], findings: Findings) -> None:
    """A file of another version is not looked at: what it holds may mean something else there."""
    version = raw.get("schema", _SCHEMA)
    if isinstance(version, int) and not isinstance(version, bool) and version > _SCHEMA:
        findings.add(("schema",), "problem.schema.newer", found=shown(version), known=_SCHEMA)
    elif version != _SCHEMA or isinstance(version, bool):
        findings.add(("schema",), "problem.schema.unknown", found=shown(version), known=_SCHEMA)


def _scope(raw: dict[str, Any], head: Head, path: str, findings: Findings) -> Scope:
    holidays, workdays = read_calendar(raw, findings)
    rosters = read_rosters(raw, path, findings)
    return Scope(
        config=path,
        findings=findings,
        indicators=_section(raw, "indicators"),
        groups=_section(raw, "groups"),
        rosters=rosters,
        units={name: names_of(roster) for name, roster in rosters.items() if roster is not None},
        timezone=head.timezone,
        zone=zone(head.timezone),
        holidays=holidays,
        workdays=workdays,
    )


def _section(raw: dict[str, Any], key: str) -> dict[str, Any]:
    section = raw.get(key)
    return section if isinstance(section, dict) else {}
