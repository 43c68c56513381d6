"""The snapshot as metrics (OpenMetrics 1.0), for a web server or the node exporter's textfile folder.

Every family is declared a gauge, also state sets (one sample per state, 1 for the one that holds) and infos: the
node exporter and `promtool` read the older text format, which knows neither type, and a gauge reads the same in both.

A figure that is stale, expired or not there has no sample, so that nobody graphs it as current; `up` is then 0 and its
status remains. A bound such as `<30` is no value: it stands in a family of its own. No sample carries a timestamp.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Final

from tui import __version__
from tui.exports.json import computed, limit_text, value_text
from tui.exports.options import Options
from tui.exports.shared import Shared, Texts
from tui.model.indicator import Indicator
from tui.model.progress import bound_of
from tui.model.snapshot import Assessment, CheckResult, GroupAssessment, Snapshot
from tui.model.source import SourceState
from tui.words import Words
from tui.words.cells import visible
from tui.words.statuses import CONTEXT, SYMBOLS

__all__ = ["pieces"]

_LINES_A_PIECE: Final = 2000
_NONE: Final = "null"
"""What the JSON form's numbers read where there is none."""
_FRESHNESS: Final = ("fresh", "due", "stale", "expired")
_LIGHTS: Final = ("green", "yellow", "red", "grey", "none")
_RESULTS: Final = ("pass", "fail", "unknown")

_OF: Final = "\x00"
"""Where the labels of a series are to stand; no such character is in any text."""

_Read = Callable[[Assessment], str]


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The exposition in pieces; `words` says names and help, the rest is the same in every language."""
    lines = _lines(snapshot, words)
    while some := list(islice(lines, _LINES_A_PIECE)):
        yield "".join(some).encode()


def _lines(snapshot: Snapshot, words: Words) -> Iterator[str]:
    yield from _about(snapshot, words)
    yield from _series(snapshot.assessments, words)
    yield from _groups(snapshot.groups, words)
    yield from _checks(snapshot.checks, words)
    yield from _sources(snapshot.sources, words)
    yield "# EOF\n"


def _family(words: Words, name: str, samples: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A family that has samples: type and help once, then one sample a line.

    Args:
        words: The language of the help.
        name: Without the program's.
        samples: Label names and values, ready to be written, and the number.
    """
    begun = False
    for labels, number in samples:
        if not begun:
            begun = True
            yield _head(words, name)
        yield f"zhibiao_{name}{{{labels}}} {number}\n" if labels else f"zhibiao_{name} {number}\n"


def _about(snapshot: Snapshot, words: Words) -> Iterator[str]:
    framework = snapshot.framework
    about = {
        "version": __version__,
        "title": framework.title.said(words.language),
        "config_sha256": framework.sha256,
        "evaluate_on": "" if framework.evaluate_on is None else framework.evaluate_on.isoformat(),
    }
    yield from _family(words, "info", [(_labels(about), "1")])
    yield from _family(words, "as_of_timestamp_seconds", [("", str(int(snapshot.as_of.timestamp())))])
    if snapshot.taken_at is not None:
        yield from _family(words, "taken_timestamp_seconds", [("", str(int(snapshot.taken_at.timestamp())))])
    counts = ((f'status="{code}"', str(number)) for code, number in snapshot.counts.items())
    yield from _family(words, "indicators", counts)


def _series(assessments: tuple[Assessment, ...], words: Words) -> Iterator[str]:
    escaped = Texts(_escaped)
    known = [(f'id="{escaped[found.id]}",unit="{escaped[found.unit]}"', found) for found in assessments]
    indicators = {found.id: found.indicator for found in assessments}
    named = {id: _named(indicator, words) for id, indicator in indicators.items()}
    yield from _family(words, "indicator_info", ((f"{of},{named[found.id]}", "1") for of, found in known))
    yield from _family(words, "indicator_up", ((of, "1" if _is_current(found) else "0") for of, found in known))
    current = [(of, found) for of, found in known if _is_current(found)]
    # Of a bound, how far it is at most or at least is no number to graph.
    stated = [(of, found) for of, found in current if bound_of(found.op, found.reason) not in {"le", "ge"}]
    for name, read in _FIGURES:
        numbers = ((of, read(found)) for of, found in (stated if name in _STATED else current))
        yield from _family(words, name, (sample for sample in numbers if sample[1] != _NONE))
    bounds = ((f'{of},op="{found.op}"', value_text(found)) for of, found in current if _is_bound(found))
    yield from _family(words, "indicator_bound", bounds)
    target = Shared(_target)
    targets = ((of, *target(found)) for of, found in known)
    yield from _family(words, "indicator_target", ((of + op, limit) for of, op, limit in targets if limit != _NONE))
    statuses = ((of, found.status or CONTEXT) for of, found in known)
    yield from _states(words, "indicator_status", SYMBOLS, statuses)
    yield from _states(words, "indicator_freshness", _FRESHNESS, ((of, found.freshness) for of, found in known))


def _groups(groups: tuple[GroupAssessment, ...], words: Words) -> Iterator[str]:
    language = words.language
    known = [(_labels({"group": found.group.id}), found) for found in groups]
    named = ((f"{of},{_labels({'name': found.group.name.said(language)})}", "1") for of, found in known)
    yield from _family(words, "group_info", named)
    yield from _states(words, "group_light", _LIGHTS, ((of, found.light) for of, found in known))
    yield from _family(words, "group_undetermined", ((of, str(found.undetermined)) for of, found in known))
    progress = ((of, computed(found.progress)) for of, found in known if found.progress is not None)
    yield from _family(words, "group_progress_ratio", progress)
    yield from _family(
        words, "group_score", ((of, computed(found.score)) for of, found in known if found.score is not None)
    )


def _checks(checks: tuple[CheckResult, ...], words: Words) -> Iterator[str]:
    known = (
        (_labels({"check": found.check.id, "unit": found.unit, "severity": found.check.severity}), found.result)
        for found in checks
    )
    yield from _states(words, "check_result", _RESULTS, known)


def _sources(sources: tuple[SourceState, ...], words: Words) -> Iterator[str]:
    known = [(_labels({"source": found.id, "type": found.type}), found) for found in sources]
    yield from _family(words, "source_up", ((of, "1" if found.state == "ok" else "0") for of, found in known))
    yield from _family(words, "source_failures", ((of, str(found.failures)) for of, found in known))
    for name in ("attempt", "success", "change"):
        instants = ((of, getattr(found, f"last_{name}")) for of, found in known)
        yield from _family(
            words,
            f"source_last_{name}_timestamp_seconds",
            ((of, str(int(at.timestamp()))) for of, at in instants if at is not None),
        )


def _states(words: Words, name: str, codes: Iterable[str], states: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A family that is a state set: of each series every code a sample, 1 for the one that holds.

    Args:
        words: The language of the help.
        name: Without the program's; its last part is the label of the codes.
        codes: All that there are.
        states: Label names and values, ready to be written, and the code that holds.
    """
    lines = [(code, f'zhibiao_{name}{{{_OF},{name.rpartition("_")[2]}="{code}"}} ') for code in codes]
    samples: dict[str, str] = {}
    for of, state in states:
        if not samples:
            yield _head(words, name)
        if state not in samples:
            samples[state] = "".join(f"{line}{int(code == state)}\n" for code, line in lines)
        yield samples[state].replace(_OF, of)


def _head(words: Words, name: str) -> str:
    return f"# TYPE zhibiao_{name} gauge\n# HELP zhibiao_{name} {words.say(f'export.metric.{name}')}\n"


def _is_current(found: Assessment) -> bool:
    return found.value is not None and found.value.is_finite() and found.freshness not in {"stale", "expired"}


def _is_bound(found: Assessment) -> bool:
    return found.op not in {"eq", "approx"} and _is_current(found)


def _value(found: Assessment) -> str:
    return _NONE if found.op not in {"eq", "approx"} else value_text(found)


def _target(found: Assessment) -> tuple[str, str]:
    """The label of its operator, and the limit."""
    target = found.indicator.target
    return f',op="{"" if target is None else target.op}"', limit_text(found)


def _number(name: str) -> _Read:
    def read(found: Assessment) -> str:
        number: Decimal | None = getattr(found, name)
        return computed(number)

    return read


_FIGURES: Final[tuple[tuple[str, _Read], ...]] = (
    ("indicator_value", _value),
    ("indicator_numerator", _number("numerator")),
    ("indicator_denominator", _number("denominator")),
    ("indicator_progress_ratio", _number("progress")),
    ("indicator_progress_raw_ratio", _number("progress_raw")),
    ("indicator_plan_ratio", _number("plan")),
    ("indicator_pace_ratio", _number("pace_ratio")),
    ("indicator_gap_points", _number("gap_pp")),
    ("indicator_forecast", _number("forecast")),
    ("indicator_needed_per_month", _number("needed_per_month")),
)
"""Families of figures, and how each is read; none of them has a sample where the figure is not current."""
_STATED: Final = frozenset(
    {"indicator_progress_ratio", "indicator_progress_raw_ratio", "indicator_pace_ratio", "indicator_gap_points"}
)
"""Those of them that say how far one has come."""


def _named(indicator: Indicator, words: Words) -> str:
    return _labels(
        {
            "name": indicator.name.said(words.language),
            "group": indicator.group,
            "owner": indicator.owner,
            "measure": indicator.measure,
            "unit_measure": indicator.unit_measure,
            "unit_mult": str(indicator.unit_mult),
        }
    )


def _labels(values: dict[str, str]) -> str:
    return ",".join(f'{name}="{_escaped(value)}"' for name, value in values.items())


def _escaped(text: str) -> str:
    return visible(text).replace("\\", "\\\\").replace('"', '\\"')
