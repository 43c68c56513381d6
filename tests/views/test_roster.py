"""The roster: every unit by its tier, the missing ones first, and nothing claimed that is not known."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.views.scenes import district, look, scene
from tui.errors import Message
from tui.model.coverage import members_on
from tui.model.observation import Observation, Provenance
from tui.model.period import Period
from tui.model.roster import Roster, Unit
from tui.model.snapshot import Assessment, TierCount
from tui.views.detail import detail
from tui.views.line import plain, width_of
from tui.views.paper import Paper
from tui.views.roster import roster_part, states
from tui.views.scene import Scene
from tui.words import LANGUAGES, Language

YEAR = Period.parse("2022")


def reported(unit: str, value: int | None = 1, flag: str = "A", document: str = "") -> Observation:
    known = Observation("people.coverage", unit, YEAR, None if value is None else Decimal(value), flag=flag)
    return known._replace(provenance=Provenance(document=document))


def covered(more: Iterable[Observation] = ()) -> tuple[Scene, Assessment, list[Observation]]:
    """The district with figures of more units."""
    figures = list(more)
    shown = scene(figures)
    found = shown.snapshot.assessment("people.coverage")
    assert found is not None
    return shown, found, [*figures, *(one for one in district().framework.observations if one.unit)]


def said(more: Iterable[Observation] = (), cells: int = 79, language: Language = "en") -> list[str]:
    shown, found, recorded = covered(more)
    paper = Paper(look(language), cells)
    roster_part(paper, shown, found, recorded)
    return [plain(line) for line in paper.lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_stands_in_its_tier_and_the_missing_ones_come_first(language: Language) -> None:
    lines = said(language=language)
    places = {
        unit: next(place for place, line in enumerate(lines) if f" {unit} " in line) for unit in ("c1", "s1", "s3")
    }
    assert places["c1"] < places["s3"] < places["s1"]
    assert look(language).say("roster.missing") in lines[places["s3"]]
    assert look(language).say("roster.covered") in lines[places["s1"]]


def test_a_unit_shows_the_document_that_covers_it() -> None:
    lines = said([reported("s3", document="Letter 7")])
    row = next(line for line in lines if " s3 " in line)
    assert "covered" in row
    assert "Letter 7" in row


def test_a_unit_without_the_duty_is_neither_covered_nor_missing() -> None:
    lines = said([reported("s3", None, "M")])
    assert "no duty" in next(line for line in lines if " s3 " in line)


def test_nothing_is_claimed_before_the_history_has_been_asked() -> None:
    """Somebody has no duty; who that is, nobody knows yet."""
    shown, found, _ = covered([reported("s3", None, "M")])
    paper = Paper(look(), 79)
    roster_part(paper, shown, found, ())
    assert sum("not known" in plain(line) for line in paper.lines) == 4


def test_two_units_of_one_name_of_which_one_is_missing() -> None:
    units = tuple(Unit(id, "Station") for id in ("a", "b"))
    members = members_on(Roster("r", units), date(2022, 9, 30))
    _, found, _ = covered()
    found = found._replace(missing_units=("Station",), tiers=(TierCount("", 1, 2),))
    assert [state for _, state in states(found, members, {})] == ["unknown", "unknown"]


def test_a_unit_may_be_reported_under_another_name_of_it() -> None:
    units = (Unit("a", "New", aliases=("old",)),)
    members = members_on(Roster("r", units), date(2022, 9, 30))
    assert members.ids["old"] == "a"


@pytest.mark.parametrize("cells", [12, 30, 48, 79, 199])
def test_two_hundred_units_fit_every_width(cells: int) -> None:
    """The roster of the report: 222 units of the third tier."""
    shown, found, _ = covered()
    units = tuple(Unit(f"u{n}", f"\u7b2c{n}\u5355\u4f4d", level="3") for n in range(222))
    framework = shown.snapshot.framework._replace(rosters={"units": Roster("units", units, example=True)})
    shown = shown._replace(snapshot=shown.snapshot._replace(framework=framework))
    found = found._replace(missing_units=(units[221].name,), tiers=(TierCount("3", 221, 222),))
    paper = Paper(look("zh"), cells)
    roster_part(paper, shown, found, ())
    assert all(width_of(line) <= cells for line in paper.lines)
    assert sum("u" in plain(line) for line in paper.lines) >= 222 or cells < 40


def test_steps_that_a_source_reports_show_when_and_what_proves_it() -> None:
    """`done` is the period of the figure, and evidence stands bare; a document that only claims it, in parentheses."""
    figures = [
        Observation("duties.rules", "issue", Period.parse("2022-M08"), Decimal(1)),
        Observation("duties.rules", "train", Period.parse("2022-M09"), Decimal(1)),
    ]
    proofs = [Provenance(evidence="Order 12"), Provenance(document="Annual report", section="4(1)")]
    told = [
        seen._replace(provenance=proof, recorded=datetime(2022, 9, 1, tzinfo=UTC))
        for seen, proof in zip(figures, proofs, strict=True)
    ]
    shown = scene(told)
    rules = shown.snapshot.assessment("duties.rules")
    assert rules is not None
    lines = [plain(line) for line in detail(shown, rules, told, look(), 120)]
    issue = next(line for line in lines if "Issue" in line)
    assert "verified" in issue
    assert "2022-M08" in issue
    assert "Order 12" in issue
    assert "(" not in issue
    training = next(line for line in lines if "(optional)" in line)
    assert "claimed" in training
    assert "(Annual report 4(1))" in training


def test_units_with_series_of_their_own_show_how_each_stands() -> None:
    shown, found, _ = covered()
    aides = shown.snapshot.assessment("people.aides")
    assert aides is not None
    parts = (aides._replace(unit="east"), aides._replace(unit="west"))
    paper = Paper(look(), 79)
    roster_part(paper, shown, found._replace(parts=parts), ())
    rows = [plain(line) for line in paper.lines if "at risk" in plain(line)]
    assert ["east" in rows[0], "west" in rows[1]] == [True, True]
    assert "600 persons" in rows[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_many_missing_units_the_reason_names_a_dozen(language: Language) -> None:
    """The rest of the page is to be seen too; the roster below names them all."""
    shown, found, _ = covered()
    names = tuple(f"\u7b2c{n:03}\u5355\u4f4d" for n in range(174))
    units = tuple(Unit(f"u{n}", name, level="3") for n, name in enumerate(names))
    framework = shown.snapshot.framework._replace(rosters={"units": Roster("units", units)})
    shown = shown._replace(snapshot=shown.snapshot._replace(framework=framework))
    step = Message("why.step_missing", {"count": 174, "units": names})
    found = found._replace(
        missing_units=names, tiers=(TierCount("3", 0, 174),), arithmetic=(step,), why=Message("why.context")
    )
    lines = [plain(line) for line in detail(shown, found, (), look(language), 79)]
    part = lines.index(next(line for line in lines if look(language).say("roster.state") in line))
    above = "".join(lines[:part])
    assert names[11] in above
    assert names[12] not in above
    assert "174" in above
    assert sum(names[173] in line for line in lines[part:]) == 1
