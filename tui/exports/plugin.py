"""A snapshot as a check of the Monitoring Plugins: one short line, details below it, performance data at the end.

Missed and far behind are CRITICAL; at risk, and a failing check of severity `warn`, are WARNING; no data, contradicting
figures, a stale figure that would be well, and a source that fails or was never read are UNKNOWN: nothing is well only
because nobody knows better. Of several the worst counts, in the order CRITICAL, WARNING, UNKNOWN, OK.
"""

from collections import Counter
from collections.abc import Iterator
from enum import IntEnum
from typing import Final

from tui.exports.perfdata import perfdata
from tui.model.snapshot import Assessment, CheckResult, Framework, Snapshot
from tui.model.source import SourceState
from tui.named import NamedTuple
from tui.words import Words, figures
from tui.words.cells import cut, visible
from tui.words.checks import check_name

__all__ = ["Answer", "State", "answer", "first_line"]

_CELLS: Final = 79
"""Of the first line: it becomes a text message or a row of a table."""
_DETAILS: Final = 100
"""Lines below it; how many more there are is said."""


class State(IntEnum):
    """What a plugin returns to the shell."""

    OK = 0
    WARNING = 1
    CRITICAL = 2
    UNKNOWN = 3


_WORST_FIRST: Final = (State.CRITICAL, State.WARNING, State.UNKNOWN, State.OK)
_BY_STATUS: Final = {
    "off_track": State.CRITICAL,
    "missed": State.CRITICAL,
    "at_risk": State.WARNING,
    "no_data": State.UNKNOWN,
    "invalid": State.UNKNOWN,
}
_WELL: Final = frozenset({"met", "on_track"})
"""What a stale figure must not pass for; nothing is owed by what is suspended or does not apply."""
_STALE: Final = "stale"
_FAILING: Final = "failing"


class Answer(NamedTuple):
    """What a plugin says."""

    state: State
    text: str
    """Lines, with an end of line after the last."""


class _Finding(NamedTuple):
    """Something that is not well."""

    state: State
    code: str
    """What it is counted as: a status, `stale`, `checks` or `sources`."""
    line: str


def answer(snapshot: Snapshot, words: Words, *, whole: bool, reads: bool) -> Answer:
    """How a snapshot stands.

    Args:
        snapshot: What was selected.
        words: The language of everything but the state.
        whole: Nothing was left out: then all sources concern it, else those that its figures came from.
        reads: Sources are read at all; a store that keeps nothing reads none.
    """
    findings = list(_findings(snapshot, words, whole=whole, reads=reads))
    judged = sum(found.status is not None for found in snapshot.assessments)
    states = {found.state for found in findings} or {State.OK if judged else State.UNKNOWN}
    state = next(each for each in _WORST_FIRST if each in states)
    said = _counted(findings, words) if findings else words.say(f"plugin.{'well' if judged else 'none'}", count=judged)
    lines = [first_line(state, said, words), _safe(_head(snapshot, words))]
    ordered = sorted(findings, key=lambda found: _WORST_FIRST.index(found.state))
    lines += [_safe(found.line) for found in ordered[:_DETAILS]]
    if len(ordered) > _DETAILS:
        lines.append(words.say("plugin.more", count=len(ordered) - _DETAILS))
    figures_said = "\n".join(map(perfdata, snapshot.assessments))
    return Answer(state, "\n".join(lines) + f" | {figures_said}\n")


def first_line(state: State, said: str, words: Words) -> str:
    """The line that everybody sees, shorter than 80 cells."""
    return cut(_safe(words.say("plugin.line", state=state.name, said=said)), _CELLS)


def _findings(snapshot: Snapshot, words: Words, *, whole: bool, reads: bool) -> Iterator[_Finding]:
    for found in snapshot.assessments:
        state, code = _judged(found)
        if state is not State.OK:
            yield _Finding(state, code, _series_line(state, found, words))
    for check in snapshot.checks:
        if check.result == "fail" and check.check.severity != "info":
            yield _check_finding(check, snapshot.framework, words)
    used = {found.provenance.source for found in snapshot.assessments}
    for source in snapshot.sources if reads else ():
        if (whole or source.id in used) and (source.state == _FAILING or source.last_attempt is None):
            yield _source_finding(source, words)


def _judged(found: Assessment) -> tuple[State, str]:
    code = "" if found.status is None else found.status.value
    state = _BY_STATUS.get(code, State.OK)
    if code in _WELL and found.freshness == _STALE:
        return State.UNKNOWN, _STALE
    return state, code


def _series_line(state: State, found: Assessment, words: Words) -> str:
    figure, target = figures.figure(words, found), figures.target(words, found)
    return words.say(
        "plugin.series",
        state=state.name,
        name=found.indicator.name,
        figure=f"{figure} ({target})" if target else figure,
        why=found.why,
    )


def _check_finding(check: CheckResult, framework: Framework, words: Words) -> _Finding:
    """A figure that an error-level check contradicts is invalid anyway."""
    state = State.WARNING if check.check.severity == "warn" else State.UNKNOWN
    line = words.say("plugin.check", state=state.name, name=check_name(words, check, framework), why=check.why)
    return _Finding(state, "checks", line)


def _source_finding(source: SourceState, words: Words) -> _Finding:
    if source.error is None:
        line = words.say("plugin.never_read", state=State.UNKNOWN.name, source=source.id)
    else:
        line = words.say("plugin.failing", state=State.UNKNOWN.name, source=source.id, error=source.error)
    return _Finding(State.UNKNOWN, "sources", line)


def _counted(findings: list[_Finding], words: Words) -> str:
    """The findings by kind, worst first; a kind stands where its worst does."""
    counts = Counter(found.code for found in findings)
    ranks = {code: min(_WORST_FIRST.index(found.state) for found in findings if found.code == code) for code in counts}
    parts = tuple(
        words.say(f"plugin.count.{code}", count=counts[code])
        if code in {_STALE, "checks", "sources"}
        else words.say("plugin.count", count=counts[code], status=code)
        for code in sorted(counts, key=lambda code: (ranks[code], code))
    )
    return words.plain(parts)


def _head(snapshot: Snapshot, words: Words) -> str:
    return words.say("plugin.head", title=snapshot.framework.title, at=snapshot.as_of, count=len(snapshot.assessments))


def _safe(text: str) -> str:
    """Text without what a plugin's output gives a meaning to: a bar begins performance data, a line ends a line."""
    return visible(text).replace("|", "/")
