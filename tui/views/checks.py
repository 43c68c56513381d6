"""The checks: which equations the figures satisfy, which they do not, and with which figures that was found."""

from collections.abc import Mapping
from typing import Final

from tui.model.snapshot import Assessment, CheckResult, Snapshot
from tui.views.line import Line, Span
from tui.views.look import Look
from tui.views.paper import Paper
from tui.views.scene import Scene
from tui.words import figures
from tui.words.checks import check_name

__all__ = ["RESULT_ROLES", "RESULT_SYMBOLS", "check_title", "checks", "failing"]

RESULT_ROLES: Final = {"pass": "green", "fail": "red", "unknown": "grey"}
"""What a check found, as a role."""

RESULT_SYMBOLS: Final = {"pass": "✔", "fail": "✘", "unknown": "?"}
"""What a check found, as a sign; in no order."""

_ORDER: Final = ("fail", "unknown", "pass")
"""What calls for somebody comes first."""

_MOST: Final = 200
"""Checks of a result that are shown; who has more is told how many."""

_Known = Mapping[tuple[str, str], Assessment]


def checks(scene: Scene, look: Look, cells: int) -> list[Line]:
    """The page of the checks: failing first, then those that cannot tell, then those that pass; in the file's order."""
    paper = Paper(look, cells)
    found = scene.snapshot.checks
    if not found:
        paper.text(look.say("no_checks"), "dim")
    known = _entered(scene.snapshot)
    for result in _ORDER:
        members = [check for check in found if check.result == result]
        if not members:
            continue
        head = f"{look.text(RESULT_SYMBOLS[result])} {look.word('result', result)}"
        paper.heading(f"{head} {len(members)}")
        for check in members[:_MOST]:
            _check(paper, check, scene.snapshot, known)
        if len(members) > _MOST:
            paper.text(look.say("changes.more", count=len(members) - _MOST), "dim")
    return paper.lines


def _entered(snapshot: Snapshot) -> _Known:
    """The figures that entered any check, for the first of each result: a rule may be about a hundred thousand."""
    shown = [
        check for result in _ORDER for check in [each for each in snapshot.checks if each.result == result][:_MOST]
    ]
    wanted = {indicator for check in shown for indicator in check.indicators}
    units = {"", *(check.unit for check in shown)}
    if not wanted:
        return {}
    return {(one.id, one.unit): one for one in snapshot.assessments if one.unit in units and one.id in wanted}


def failing(snapshot: Snapshot) -> list[CheckResult]:
    """The checks that fail, errors before warnings."""
    found = [check for check in snapshot.checks if check.result == "fail"]
    return sorted(found, key=lambda check: check.check.severity != "error")


def check_title(check: CheckResult, snapshot: Snapshot, look: Look) -> str:
    """What a check is called, as it may stand on the screen."""
    return look.text(check_name(look.words, check, snapshot.framework))


def _check(paper: Paper, check: CheckResult, snapshot: Snapshot, known: _Known) -> None:
    look = paper.look
    sign = look.text(RESULT_SYMBOLS[check.result])
    severity = "" if check.result == "pass" else f"  {look.word('severity', check.check.severity)}"
    role = RESULT_ROLES[check.result]
    title = check_title(check, snapshot, look)
    paper.line(Span(" "), Span(f"{sign} ", role), Span(title, "strong"), Span(severity, "dim"))
    paper.text(look.told(check.why), indent=3)
    for indicator in check.indicators:
        entered = known.get((indicator, check.unit)) or known.get((indicator, ""))
        if entered is not None:
            _figure(paper, entered, hit=indicator in check.hits)


def _figure(paper: Paper, entered: Assessment, *, hit: bool) -> None:
    """A figure that entered; and whether the check makes it invalid."""
    look = paper.look
    name = look.text(entered.indicator.name.said(look.words.language))
    said = look.text(figures.figure(look.words, entered))
    made = f"  {look.symbol('invalid')} {look.word('code', 'invalid')}" if hit else ""
    paper.line(Span("     "), Span(said, "strong"), Span(f"  {name}", "dim"), Span(made, "invalid"))
