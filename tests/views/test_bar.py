"""Bars: full only of the whole, empty only of nothing, and marked where the plan says they should be."""

from decimal import Decimal

import pytest

from tui.views.bar import bar
from tui.views.line import plain, width_of
from tui.views.look import ASCII, UNICODE, Glyphs


@pytest.mark.parametrize(
    ("progress", "plan", "drawn"),
    [
        ("0", None, "----------"),
        ("1", None, "##########"),
        ("0.5", None, "#####-----"),
        ("0.001", None, "#---------"),
        ("0.999", None, "#########-"),
        ("0.59", None, "#####-----"),
        ("0.5", "0.75", "#####--|--"),
        ("0.9", "0.25", "##|######-"),
        ("0.5", "0", "|####-----"),
        ("0.5", "1", "#####-----"),
        (None, "0.5", ".........."),
    ],
)
def test_bars_of_ten_cells(progress: str | None, plan: str | None, drawn: str) -> None:
    """The reached part never rounds to all or nothing; after the deadline there is no mark."""
    line = bar(number(progress), number(plan), 10, "green", ASCII)
    assert plain(line) == drawn


@pytest.mark.parametrize("glyphs", [ASCII, UNICODE], ids=["ascii", "unicode"])
@pytest.mark.parametrize("cells", [1, 2, 8, 33])
def test_a_bar_takes_exactly_its_cells(glyphs: Glyphs, cells: int) -> None:
    for hundredth in range(101):
        line = bar(Decimal(hundredth) / 100, Decimal(hundredth) / 100, cells, "red", glyphs)
        assert width_of(line) == cells


def test_half_cells_show_where_there_are_glyphs_for_them() -> None:
    """Five per cent of ten cells are half a cell."""
    assert plain(bar(Decimal("0.05"), None, 10, "green", UNICODE))[0] == UNICODE.partial
    assert plain(bar(Decimal("0.15"), None, 10, "green", UNICODE))[:2] == UNICODE.filled + UNICODE.partial


def test_the_reached_part_has_the_role_of_the_light() -> None:
    line = bar(Decimal("0.5"), Decimal("0.8"), 10, "yellow", ASCII)
    assert [span.role for span in line] == ["yellow", "rest", "mark", "rest"]


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
