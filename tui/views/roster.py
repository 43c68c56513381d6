"""The roster of an indicator: every unit by its tier, who is covered and who is missing, and which document says so."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from tui.errors import Message
from tui.model.coverage import Members, members_on
from tui.model.observation import Observation
from tui.model.roster import Unit
from tui.model.snapshot import Assessment
from tui.named import NamedTuple
from tui.views.line import Span
from tui.views.panel import LIGHT_OF
from tui.views.paper import Paper
from tui.views.scene import Scene
from tui.words import figures
from tui.words.dates import period_text
from tui.words.statuses import CONTEXT

__all__ = ["State", "few", "roster_part", "states"]

State = Literal["missing", "covered", "exempt", "unknown"]
"""`unknown`: the roster has several units of that name, some of which are missing; or the history is being asked."""

_SYMBOLS: Final[Mapping[State, str]] = {"missing": "✘", "covered": "✔", "exempt": "–", "unknown": "?"}
_ROLES: Final[Mapping[State, str]] = {"missing": "red", "covered": "green", "exempt": "none", "unknown": "grey"}
_DROPS: Final = (3, 2)
"""Columns that go first where there is little room: the period, the id."""
_NAMED: Final = 12
"""Units that a sentence names."""
_MOST: Final = 3000
"""Lines of a roster; a longer one is read in the list, whose rows are drawn when they are looked at."""


class _Row(NamedTuple):
    unit: Unit
    state: State
    seen: Observation | None


def roster_part(paper: Paper, scene: Scene, assessment: Assessment, recorded: Sequence[Observation]) -> None:
    """Add tiers and units; nothing, for an indicator that has neither.

    Args:
        paper: The page.
        scene: What is around it.
        assessment: Of a coverage, or of an indicator whose units have series of their own.
        recorded: Figures of its units, as far as they are known by now.
    """
    if not (assessment.tiers or assessment.missing_units or assessment.parts):
        return
    look = paper.look
    paper.heading(look.say("part.coverage"))
    paper.field(look.say("field.tiers"), figures.tiers(look.words, assessment))
    missing = assessment.missing_units
    said = look.words.plain(few(missing)) if missing else look.say("nobody_missing")
    label = "field.unreported" if assessment.parts else "field.missing"
    paper.field(look.say(label, count=len(missing)), said, "red" if missing else "green")
    _units(paper, scene, assessment, recorded)
    _parts(paper, assessment)


def few(names: tuple[object, ...]) -> object:
    """Names for a sentence: all, or the first of many with their number, since the roster has them all."""
    if len(names) <= _NAMED:
        return names
    return Message("why.and_others", {"units": names[:_NAMED], "count": len(names)})


def states(assessment: Assessment, members: Members, newest: Mapping[str, Observation]) -> Iterator[tuple[Unit, State]]:
    """How every unit of the roster stands, in roster order.

    The assessment says who is missing, by name; of the others a unit without a duty is told by its flag, so as long
    as its figure is not known, and the tiers leave somebody out, nothing is claimed.
    """
    missing = Counter(assessment.missing_units)
    named = Counter(unit.name or unit.id for unit in members.units.values())
    everybody_owes = sum(tier.applicable for tier in assessment.tiers) == len(members.units)
    for unit in members.units.values():
        name = unit.name or unit.id
        seen = newest.get(unit.id)
        if seen is not None and seen.flag == "M":
            yield unit, "exempt"
        elif missing[name]:
            yield unit, "missing" if missing[name] == named[name] else "unknown"
        else:
            yield unit, "covered" if everybody_owes or seen is not None else "unknown"


def _units(paper: Paper, scene: Scene, assessment: Assessment, recorded: Sequence[Observation]) -> None:
    """The units of a coverage: one table a tier, the missing ones first."""
    roster = scene.snapshot.framework.rosters.get(assessment.indicator.roster or "")
    if roster is None or assessment.indicator.measure != "coverage":
        return
    members = members_on(roster, scene.snapshot.as_of.date())
    newest = _newest(members, recorded)
    by_level: dict[str, list[_Row]] = {}
    for unit, state in states(assessment, members, newest):
        by_level.setdefault(unit.level, []).append(_Row(unit, state, newest.get(unit.id)))
    for level, rows in by_level.items():
        _tier(paper, level, rows)
    if roster.example:
        paper.text(paper.look.say("roster.example"), "note")


def _newest(members: Members, recorded: Sequence[Observation]) -> Mapping[str, Observation]:
    """The newest figure of each unit; some are recorded under another name of it."""
    found: dict[str, Observation] = {}
    for seen in recorded:
        unit = members.ids.get(seen.unit)
        if unit and (unit not in found or (found[unit].period, found[unit].recorded) <= (seen.period, seen.recorded)):
            found[unit] = seen
    return found


def _tier(paper: Paper, level: str, rows: Sequence[_Row]) -> None:
    look = paper.look
    counted = Counter(row.state for row in rows)
    said = look.say("roster.tier", count=len(rows), missing=counted["missing"])
    paper.blank()
    paper.line(Span(f" {look.text(level)} {said}".replace("  ", " "), "section"))
    ordered = sorted(rows, key=lambda row: row.state != "missing")
    heads = [look.say(f"roster.{name}") for name in ("state", "unit", "id", "period", "document")]
    paper.table(heads, [_cells(paper, row) for row in ordered[:_MOST]], drops=_DROPS)
    if len(ordered) > _MOST:
        paper.text(look.say("changes.more", count=len(ordered) - _MOST), "dim")


def _cells(paper: Paper, row: _Row) -> tuple[Span, ...]:
    look = paper.look
    seen = row.seen
    document = "" if seen is None else seen.provenance.evidence or seen.provenance.document or seen.provenance.source
    role = _ROLES[row.state]
    return (
        Span(f"{look.text(_SYMBOLS[row.state])} {look.say(f'roster.{row.state}')}", role),
        Span(row.unit.name or row.unit.id, "strong" if row.state == "missing" else "text"),
        Span(row.unit.id, "dim"),
        Span(period_text(look.words, seen.period) if seen else "", "dim"),
        Span(document, "dim"),
    )


def _parts(paper: Paper, assessment: Assessment) -> None:
    """Units with a series of their own, or the members of a group: how each stands."""
    look = paper.look
    rows = []
    for part in assessment.parts[:_MOST]:
        unit = (assessment.part_names or {}).get(part.unit)
        named = unit.name if unit and unit.name else part.unit
        status = f"{look.symbol(part.status)} {look.word('code', part.status or CONTEXT)}"
        rows.append(
            (
                Span(status, LIGHT_OF[part.status or CONTEXT]),
                Span(named or part.indicator.name.said(look.words.language)),
                Span(part.unit or part.id, "dim"),
                Span(unit.level if unit else "", "dim"),
                Span(figures.figure(look.words, part), "strong"),
            )
        )
    if rows:
        paper.blank()
        paper.table([look.say(f"roster.{name}") for name in ("state", "unit", "id", "level", "value")], rows)
    if len(assessment.parts) > _MOST:
        paper.text(look.say("changes.more", count=len(assessment.parts) - _MOST), "dim")
