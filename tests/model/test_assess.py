"""One assessment: whose instant, which vintage, what it carries."""

from datetime import timedelta

import pytest

from tests.model.cases import D, assessed, at, day, framework, indicator, reach, roster, seen, target
from tui.errors import Message
from tui.model.assess import assess
from tui.model.observation import Observation, Provenance, Record
from tui.model.roster import Roster, Unit

GOAL = reach(">= 100", deadline="2022-12-31")


def test_a_revision_stays_visible() -> None:
    one = indicator(target=GOAL)
    first = seen(60, "2022-M06", recorded="2022-07-05")
    again = seen(60, "2022-M06", recorded="2022-07-20")
    corrected = seen(55, "2022-M06", recorded="2022-08-01", provenance=Provenance(document="correction 3"))
    assert not assessed(one, [first], "2022-09-30").revised
    assert not assessed(one, [first, again], "2022-09-30").revised
    found = assessed(one, [first, again, corrected], "2022-09-30")
    assert (found.revised, found.value, found.provenance.document) == (True, D(55), "correction 3")


def test_what_was_known_then() -> None:
    """The correction of August is not known in July."""
    figures = [seen(60, "2022-M06", recorded="2022-07-05"), seen(20, "2022-M06", recorded="2022-08-01")]
    one = indicator(target=GOAL)
    july = at("2022-07-31")
    found = assess(one, Record(figures, known_by=july), july, framework(one), known_by=july)
    assert (found.status, found.value, found.revised) == ("on_track", D(60), False)


def test_the_newest_observation_behind_a_calculation_is_carried() -> None:
    rate = indicator("rate", measure="ratio", numerator="n", denominator="d")
    n, d = seen(1, id="n", recorded="2022-03-01"), seen(4, id="d", recorded="2022-04-01")
    found = assessed(rate, [n, d], "2022-12-31", indicator("n"), indicator("d"))
    assert found.observation is d


def test_the_file_may_ask_for_a_day() -> None:
    one = indicator(target=GOAL)
    defined = framework(one)._replace(evaluate_on=day("2022-06-30"))
    record = Record([seen(50, "2022-06-30")])
    assert assess(one, record, at("2023-05-01"), defined).status == "on_track"
    assert assess(one, record, at("2023-05-01"), defined, known_by=at("2023-05-01")).status == "missed"


def test_a_single_unit() -> None:
    one = indicator(units="r", target=GOAL)
    record = Record([seen(50, "2022-06-30", unit="a1"), seen(10, "2022-06-30", unit="a2")])
    defined = framework(one, rosters=[roster("r", {"a": 2})])
    assert [assess(one, record, at("2022-06-30"), defined, unit).status for unit in ("a1", "a2")] == [
        "on_track",
        "off_track",
    ]


@pytest.mark.parametrize(
    ("figures", "when", "shown"),
    [
        ([seen(50, "2022-06-30"), seen(60, "2022-07-31")], "2022-07-15", "50"),  # July's day has not come
        ([seen(50, "2022-06-30"), seen(60, "2022-M07")], "2022-07-15", "60"),  # July has begun
        ([seen(50, "2022-06-30"), seen(60, "2022")], "2022-07-15", "60"),
    ],
)
def test_what_has_not_begun_is_not_seen(figures: list[Observation], when: str, shown: str) -> None:
    found = assessed(indicator(target=GOAL), figures, when)
    assert (found.value, found.series[-1].value) == (D(shown), D(shown))


def test_a_unit_that_came_late_is_not_asked_for_before() -> None:
    units = Roster("r", (Unit("a", "A"), Unit("b", "B", valid_from=day("2022-07-01"))))
    one = indicator(units="r", target=target("< 30"))
    record = Record([seen(20, "2022-06-30", unit="a")])
    whole = assess(one, record, at("2022-06-30"), framework(one, rosters=[units]))
    assert whole.status == "met"
    later = assess(one, record, at("2022-07-01"), framework(one, rosters=[units]))
    assert (later.status, later.missing_units) == ("at_risk", ("B",))


def test_a_newcomer_owes_its_first_report_later() -> None:
    """The second quarter was due for all in July; who joined in July owes the third, in October."""
    units = Roster("r", (Unit("a", "A"), Unit("b", "B", valid_from=day("2022-07-01"))))
    one = indicator(units="r", freq="Q", report_lag=20, target=target("< 30"))
    defined, record = framework(one, rosters=[units]), Record([])
    found = [(assess(one, record, at("2022-08-01"), defined, unit)) for unit in "ab"]
    assert [(each.status, each.reason) for each in found] == [("no_data", "unreported"), ("not_started", "awaiting")]
    assert found[1].why.values["due"] == day("2022-10-20")
    assert assess(one, record, at("2022-10-20"), defined, "b").status == "no_data"


def test_the_clock_may_be_naive_or_far_away() -> None:
    one = indicator(target=GOAL)
    record = Record([seen(50, "2022-06-30")])
    naive = at("2022-06-30").replace(tzinfo=None)
    assert assess(one, record, naive, framework(one)).status == "on_track"
    assert assess(one, record, at("2022-06-30") + timedelta(days=365 * 7000), framework(one)).status == "missed"


def test_what_stands_beside_a_figure_reached_late_belongs_to_it() -> None:
    """90 at the deadline, 100 a quarter later: the bar is full, and there is no gap to a plan that is over."""
    one = indicator(target=reach(">= 100", start="2022-01-01", deadline="2022-12-31"))
    found = assessed(one, [seen(90, "2022"), seen(100, "2023-Q1")], "2023-05-01")
    assert (found.reason, found.value, found.progress, found.progress_raw) == ("reached_late", D(100), D(1), D(1))
    assert (found.gap_pp, found.pace_ratio, found.forecast, found.needed_per_month) == (None, None, None, None)
    told = next(step.values for step in found.arithmetic if step.key == "why.step_travelled_from_0")
    assert (told["value"], told["raw"]) == (100, Message("why.share_eq", {"share": D(1)}))
