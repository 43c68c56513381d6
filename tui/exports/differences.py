"""A comparison of two snapshots for people (text, Markdown) and for scripts (JSON)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from tui import __version__
from tui.errors import Message
from tui.exports.compact import json_lines, json_text
from tui.exports.comparison import Change, Check, Comparison, Part, Series
from tui.exports.md import changes_table, item
from tui.exports.options import Changes
from tui.model.amount import Amount
from tui.model.observation import ObservationOp
from tui.words import Words
from tui.words.cells import visible
from tui.words.checks import is_built_in, rule_name
from tui.words.numbers import NONE, count_text
from tui.words.statuses import code_word, status_word

__all__ = ["FORMATS", "changes_of", "render_comparison"]

_SCHEMA: Final = 1


def render_comparison(found: Comparison, format: str, words: Words) -> bytes:
    """The comparison, one of `FORMATS`, UTF-8."""
    return "".join(f"{line}\n" for line in _WRITERS[format](found, words)).encode()


def changes_of(found: Comparison, words: Words) -> Changes:
    """The comparison as a part of the second snapshot."""
    return Changes(
        tuple(_head(found, words)),
        tuple(_rows(found, words)),
        json_text(found.old),
        tuple(json_text(_series_json(series)) for series in found.series),
        tuple(json_text(_check_json(check)) for check in found.checks),
    )


def _text_lines(found: Comparison, words: Words) -> Iterator[str]:
    yield from map(visible, _head(found, words))
    for series in found.series:
        yield visible(f"{_title(series, words)}{_kind(series, words)}")
        for what, old, new in _said(series, words):
            yield visible(f"  {words.say('diff.line', what=what, old=old, new=new)}")
    for name, old, new in _checks(found, words):
        yield visible(words.say("diff.line", what=name, old=old, new=new))


def _markdown_lines(found: Comparison, words: Words) -> Iterator[str]:
    yield from map(item, _head(found, words))
    if found.is_same:
        return
    yield ""
    yield from changes_table(words, _rows(found, words))


def _rows(found: Comparison, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Every difference: of what, which, before, after."""
    for series in found.series:
        for said in _said(series, words):
            yield _title(series, words) + _kind(series, words), *said
    for name, old, new in _checks(found, words):
        yield name, words.say("diff.what.result"), old, new


def _head(found: Comparison, words: Words) -> Iterator[str]:
    moments = {name: datetime.fromisoformat(head["as_of"]) for name, head in (("old", found.old), ("new", found.new))}
    if found.is_same:
        yield words.say("diff.same", **moments)
    else:
        counts = {kind: sum(each.kind == kind for each in found.series) for kind in ("changed", "new", "gone")}
        yield words.say("diff.head", **moments, changed=counts["changed"], come=counts["new"], gone=counts["gone"])
    if found.old["config_sha256"] != found.new["config_sha256"]:
        yield words.say("diff.definitions")


def _title(series: Series, words: Words) -> str:
    name = series.name[words.language] or series.name["zh"] or series.name["en"]
    return f"{name} ({series.id}[{series.unit}])" if series.unit else f"{name} ({series.id})"


def _kind(series: Series, words: Words) -> str:
    return "" if series.kind == "changed" else words.say(f"diff.kind.{series.kind}")


def _said(series: Series, words: Words) -> Iterator[tuple[str, str, str]]:
    """What changed, before and after, in words."""
    for change in series.changes:
        if change.what == "roster":
            yield from _roster(change, words)
        else:
            said = _VALUES[change.what]
            # What is not there on one side has no status there, which is not the same as having no target.
            old = NONE if series.kind == "new" else said(change.old, series, words)
            new = NONE if series.kind == "gone" else said(change.new, series, words)
            yield words.say(f"diff.what.{change.what}"), old, new


def _roster(change: Change, words: Words) -> Iterator[tuple[str, str, str]]:
    if change.old:
        yield words.say("diff.what.arrived"), words.plain(tuple(change.old)), NONE
    if change.new:
        yield words.say("diff.what.missing"), NONE, words.plain(tuple(change.new))


def _checks(found: Comparison, words: Words) -> Iterator[tuple[str, str, str]]:
    for check in found.checks:
        old, new = (code_word(words, "result", result) if result else NONE for result in (check.old, check.new))
        yield words.say("diff.check", name=_called(check, words)), old, new


def _called(check: Check, words: Words) -> str:
    """What a check is called, as far as the two documents tell; else its id."""
    name = None if check.name is None else check.name[words.language] or check.name["zh"] or check.name["en"]
    if name is None:
        return f"{check.id}[{check.unit}]" if check.unit else check.id
    if not is_built_in(check.id):
        return name
    figure = Message("check.of_unit", {"name": name, "unit": check.unit}) if check.unit else name
    return rule_name(words, check.id, figure)


def _status(value: str | None, series: Series, words: Words) -> str:
    return status_word(words, value)


def _figure(value: Part | None, series: Series, words: Words) -> str:
    if value is None:
        return NONE
    parts = []
    if value["numerator"] is not None and value["denominator"] is not None:
        parts.append("/".join(count_text(Decimal(value[name])) for name in ("numerator", "denominator")))
    if value["value"] is not None and value["value"] != value["numerator"]:
        parts.append(_amount(value["value"], value["op"], series, words))
    said = " ".join(parts) or (code_word(words, "flag", value["flag"]) if value["flag"] else NONE)
    return f"{said} ({value['period']})" if value["period"] else said


def _target(value: Part | None, series: Series, words: Words) -> str:
    if value is None:
        return NONE
    if value["op"] == "between":
        said = "–".join(_amount(value[name], "eq", series, words) for name in ("low", "high"))
    elif value["value"] is None:
        said = words.say("number.all_steps")
    else:
        said = _amount(value["value"], value["op"], series, words)
    days = tuple(str(value[name]) for name in ("start", "deadline") if value[name])
    return f"{said} ({words.plain(days)})" if days else said


def _tiers(value: Part, series: Series, words: Words) -> str:
    return words.plain(tuple(f"{level} {count}".strip() for level, count in value.items())) or NONE


def _amount(value: Decimal | int, op: ObservationOp, series: Series, words: Words) -> str:
    units = series.units
    unit, power = str(units["unit_measure"]), int(units["unit_mult"])
    return words.plain(Amount(Decimal(value), op, unit, power, computed=units["measure"] != "value"))


def _json_lines(found: Comparison, words: Words) -> Iterator[str]:
    """One series or check a line; `words` chooses nothing, since codes and both names stand in it."""
    yield "{"
    head = {"schema": _SCHEMA, "generator": f"zhibiao {__version__}", "changed": not found.is_same}
    head |= {"from": found.old, "to": found.new}
    for name, value in head.items():
        yield f"{json_text(name)}: {json_text(value)},"
    yield f'"series": {json_lines([_series_json(series) for series in found.series])},'
    yield f'"checks": {json_lines([_check_json(check) for check in found.checks])}'
    yield "}"


def _series_json(series: Series) -> Part:
    changes = [change._asdict() for change in series.changes]
    return {**series._asdict(), "units": series.units, "changes": changes}


def _check_json(check: Check) -> Part:
    """Without its name: a script tells checks apart by their ids."""
    return {name: value for name, value in check._asdict().items() if name != "name"}


_VALUES: Final[Mapping[str, Callable[..., str]]] = {
    "status": _status,
    "figure": _figure,
    "revision": _figure,
    "target": _target,
    "tiers": _tiers,
}
_WRITERS: Final[Mapping[str, Callable[[Comparison, Words], Iterator[str]]]] = {
    "text": _text_lines,
    "json": _json_lines,
    "md": _markdown_lines,
}
FORMATS: Final = tuple(_WRITERS)
