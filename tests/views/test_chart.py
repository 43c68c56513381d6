"""The chart shows what was recorded, what the plan asks and where it leads; nothing is made up, and both axes speak."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings, strategies

from tests.views.scenes import look, scene
from tui.model.number import as_fraction
from tui.model.observation import Observation
from tui.model.period import Period
from tui.model.snapshot import Assessment
from tui.views.chart import chart_part
from tui.views.course import course
from tui.views.line import Line, plain, width_of
from tui.views.paper import Paper
from tui.words import LANGUAGES, Language


def observed(indicator: str, figures: dict[str, object]) -> Assessment:
    """How an indicator stands with other figures than those of the file."""
    seen = []
    for period, said in figures.items():
        text = str(said)
        known = Observation(indicator, "", Period.parse(period), Decimal(text.lstrip("<>")))
        seen.append(known._replace(op="lt" if text[0] == "<" else "eq"))
    found = scene(seen).snapshot.assessment(indicator)
    assert found is not None
    return found


def assessed(indicator: str) -> Assessment:
    found = scene().snapshot.assessment(indicator)
    assert found is not None
    return found


def drawn(found: Assessment, cells: int = 79, language: Language = "en", *, ascii_only: bool = False) -> list[Line]:
    paper = Paper(look(language, ascii_only=ascii_only), cells)
    chart_part(paper, found)
    return paper.lines


def text(lines: Iterable[Line]) -> str:
    return "\n".join(plain(line) for line in lines)


def field(lines: Iterable[Line], edges: str = "\u2502\u2524") -> list[str]:
    """What stands right of the axis of values, row by row."""
    said = [plain(line) for line in lines]
    places = {row.index(edge) for row in said for edge in edges if edge in row[:14]}
    assert len(places) == 1, "one axis, upright"
    place = places.pop()
    return [row[place + 1 :] for row in said if len(row) > place and row[place] in edges]


def test_marks_are_the_recorded_figures_and_nothing_else() -> None:
    found = course(assessed("people.aides"))
    assert found is not None
    assert [mark.day for mark in found.marks] == [date(2022, 6, 30), date(2022, 9, 30)]
    assert [str(mark.value) for mark in found.marks] == ["380", "600"]
    rows = field(drawn(assessed("people.aides")))
    assert sum(row.count("\u25cf") for row in rows) == 2


def test_the_plan_is_the_models_own() -> None:
    found = course(assessed("people.aides"))
    assert found is not None
    assert found.asked(date(2021, 12, 31)) == 0
    assert found.asked(date(2022, 12, 31)) == 889
    assert found.asked(date(2022, 9, 30)) == pytest.approx(Decimal(889 * 273) / 365)


def test_the_forecast_is_the_models_own_and_stands_on_the_deadline() -> None:
    aides = assessed("people.aides")
    found = course(aides)
    assert found is not None
    assert found.forecast == aides.forecast
    rows = field(drawn(aides))
    assert [row.rstrip()[-1] for row in rows if "\u25cb" in row] == ["\u25cb"]
    assert "at this pace 802.2 persons by 2022-12-31" in text(drawn(aides))


def test_without_a_figure_there_is_a_plan_and_no_mark() -> None:
    rows = drawn(assessed("people.next"))
    assert "\u25cf" not in text(rows)
    assert "\u25cb" not in text(rows)
    assert "no figure yet" in text(rows)
    assert "2023-01-01" in text(rows)


def test_a_missing_period_breaks_the_line() -> None:
    """Who reported the first and the third quarter said nothing of the second."""
    found = course(observed("people.training", {"2022-Q1": 10, "2022-Q3": 30}))
    assert found is not None
    quarters = [mark for mark in found.marks if mark.period and mark.period.freq == "Q"]
    assert [mark.joins for mark in quarters] == [False, False]
    found = course(observed("people.training", {"2022-Q1": 10, "2022-Q2": 20}))
    assert found is not None
    assert [mark.joins for mark in found.marks[:2]] == [False, True]


def test_a_bound_is_drawn_as_a_bound_and_joined_to_nothing() -> None:
    lines = drawn(observed("people.training", {"2022-Q1": "<10", "2022-Q2": 20}))
    assert sum(row.count("<") for row in field(lines)) == 1
    assert "a bound, no value" in text(lines)


def test_a_period_that_goes_on_stands_on_the_day_that_is_judged() -> None:
    """A figure of the whole year, known in September, is not drawn on New Year's Eve."""
    found = course(observed("people.training", {"2022": 33}))
    assert found is not None
    assert found.marks[-1].day == date(2022, 9, 30)


def test_the_axes_say_values_and_dates() -> None:
    lines = drawn(assessed("people.aides"))
    said = text(lines)
    labelled = {plain(line).split()[0] for line in lines if "\u2524" in plain(line)}
    assert {"889", "600", "0"} <= labelled
    assert "2022-01-01" in said
    assert "2022-12-31" in said
    assert "2022-09-30" in said
    top = next(line for line in lines if plain(line).split()[:1] == ["889"])
    assert "\u25cb" in plain(top) or "\u2804" in plain(top), "the plan ends at the target"


def test_a_target_that_is_kept_is_a_level_line() -> None:
    found = observed("cases.heads", {"2020": 96, "2021": 98, "2022": 97})
    assert "Course" in text(drawn(found))
    shape = course(found)
    assert shape is not None
    assert [str(limit) for limit in shape.limits] == ["100"]
    assert shape.way is None


def test_one_figure_makes_no_course() -> None:
    assert drawn(assessed("duties.filing")) == []
    assert drawn(assessed("duties.rules")) == []


@pytest.mark.parametrize(
    ("cells", "language", "ascii_only"), list(product((12, 33, 34, 48, 79, 199), LANGUAGES, (0, 1)))
)
def test_no_line_is_wider_than_the_page(cells: int, language: Language, ascii_only: bool) -> None:
    for found in scene().snapshot.assessments:
        for line in drawn(found, cells, language, ascii_only=ascii_only):
            assert width_of(line) <= cells


def test_without_room_the_legend_says_it_all() -> None:
    said = " ".join(text(drawn(assessed("people.aides"), 30)).split())
    assert "actual 600 persons" in said
    assert "802.2" in said


def test_in_ascii_there_is_nothing_else() -> None:
    lines = drawn(assessed("people.aides"), ascii_only=True)
    assert text(lines).isascii()
    rows = field(lines, "|")
    assert sum(row.count("o") for row in rows) == 2
    assert sum(row.count("+") for row in rows) == 1


def test_lines_differ_without_colour() -> None:
    """What was reached is a whole line, the plan has every other dot, the forecast every third."""
    rows = "".join(field(drawn(observed("people.training", {"2022-Q1": 36, "2022-Q2": 36}))))
    assert "\u28c0" in rows or "\u2809" in rows or "\u2812" in rows or "\u2824" in rows


FIGURES = strategies.dictionaries(
    strategies.sampled_from(
        ["0001", "1800", "2021-S2", "2022-Q1", "2022-M04", "2022-Q2", "2022-08-31", "2022-W39", "9998"]
    ),
    strategies.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e40"), max_value=Decimal("1e300")),
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(FIGURES, strategies.sampled_from(["people.training", "people.aides", "cases.heads", "cases.revoked"]))
def test_whatever_was_recorded_can_be_drawn(figures: dict[str, Decimal], indicator: str) -> None:
    """Of any size, sign and period; and every mark is one of the figures."""
    found = observed(indicator, dict(figures))
    shape = course(found)
    for cells in (34, 79):
        for ascii_only in (False, True):
            assert all(width_of(line) <= cells for line in drawn(found, cells, ascii_only=ascii_only))
    if shape is not None:
        known = {as_fraction(seen.value) for seen in found.series if seen.value is not None}
        assert {as_fraction(mark.value) for mark in shape.marks} <= known
