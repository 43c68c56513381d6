"""A reporting unit is called by its name where people read, and by its id where machines do."""

import re
from datetime import date

import pytest

from tests.exports import case
from tests.exports.test_xlsx import cells_of
from tui.exports import Selection, render
from tui.exports.cited import Cited
from tui.exports.duedates import render_due_dates
from tui.exports.medium import MARKDOWN
from tui.model.due import Due
from tui.model.roster import Roster, Unit
from tui.model.snapshot import Snapshot
from tui.words import Words

ID = case.TEXT["unit"]
NAME = "Beijing Subdistrict"
ENGLISH = Words("en")
CHECK = f"{case.AIDES.name.en} / {NAME} (a count is whole and not negative)"
"""What the built-in check of that unit's figure is called."""


def named(*others: Unit) -> Snapshot:
    """The snapshot made by hand, whose unit stands on a roster."""
    found = case.snapshot()
    roster = Roster("streets", (Unit(ID, NAME), *others))
    return found._replace(framework=found.framework._replace(rosters={"streets": roster}))


@pytest.mark.parametrize("format", ["text", "md", "html", "xlsx"])
def test_people_read_names(format: str) -> None:
    """Of series and of checks, whose rule is not said to be of the unit a second time."""
    written = render(named(), format, ENGLISH, width=200)
    if format == "xlsx":
        assert cells_of(written, "Units", case.AIDES.id)["Unit"] == NAME
        assert cells_of(written, "Units", case.AIDES.id)["Unit id"] == ID
        assert cells_of(written, "Cross-checks", CHECK)
        return
    text = written.decode()
    assert f"{case.AIDES.name.en} / {NAME}" in text
    assert CHECK in " ".join(text.replace("\\", "").split())
    assert "count:" not in text
    assert ID not in text


def test_a_picture_names_units() -> None:
    """In lines of its own where the name is long."""
    text = render(named(), "svg", ENGLISH).decode()
    assert all(f"{word}</text>" in text or f">{word}" in text for word in (f"/ {NAME.split()[0]}", NAME.split()[1]))
    assert ID not in text


def test_a_rule_that_is_built_in_names_its_unit_once() -> None:
    snapshot = named()
    checks = tuple(
        each._replace(check=each.check._replace(id=f"{each.check.id}@{ID}")) if each.unit else each
        for each in snapshot.checks
    )
    text = render(snapshot._replace(checks=checks), "text", ENGLISH).decode()
    assert CHECK in text


def test_units_that_are_called_alike_are_told_apart() -> None:
    text = render(named(Unit("other", NAME)), "text", ENGLISH, width=200).decode()
    assert f"{case.AIDES.name.en} / {NAME} ({ID})" in text


def test_a_badge_of_one_unit_names_it() -> None:
    badge = render(named(), "badge", ENGLISH, select=Selection(units=(ID,))).decode()
    assert f"{case.AIDES.name.en} / {NAME}" in badge


def test_dates_of_a_unit_name_it() -> None:
    due = Due(date(2022, 12, 31), "deadline", case.AIDES, False, 92, unit=ID)
    for format in ("text", "ics"):
        said = render_due_dates(named(), (due,), format, ENGLISH).decode()
        assert f"{case.AIDES.name.en} / {NAME}" in said.replace("\r\n ", "")


def test_the_table_of_a_report_names_it() -> None:
    cited = Cited(named(), ENGLISH, MARKDOWN)
    cited.value(f"{case.AIDES.id}[{ID}]")
    assert f"| {case.AIDES.name.en} / {NAME} (" in cited.table()


def test_every_date_has_an_identity_of_its_own() -> None:
    """However the parts of an indicator's, a unit's and a step's id could be put together."""
    one, two = (case.RULES._replace(id=id) for id in ("a", "a.b"))
    step, day = case.RULES.steps[0], date(2022, 12, 31)
    dues = (
        Due(day, "deadline", one, False, 92, unit="b.c"),
        Due(day, "deadline", two, False, 92, unit="c"),
        Due(day, "deadline", two._replace(id="a.b.c"), False, 92),
        Due(day, "step", one, False, 92, step=step._replace(id="b.c")),
        Due(day, "step", two, False, 92, step=step._replace(id="c")),
        Due(day, "step", one, False, 92, step=step._replace(id="c"), unit="b"),
    )
    said = render_due_dates(named(), dues, "ics", ENGLISH).decode()
    assert len(set(re.findall(r"UID:(\S+)", said))) == len(dues)


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "openmetrics"])
def test_machines_read_ids(format: str) -> None:
    text = render(named(), format, ENGLISH).decode()
    assert ID in text
    assert NAME not in text
    assert format == "csv" or f"count:{case.AIDES.id}" in text
