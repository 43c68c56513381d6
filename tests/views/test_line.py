"""Lines of spans: measured in cells, cut between characters, compared column by column."""

import pytest

from tui.views.line import Line, Span, changed, fit, joined, plain, width_of
from tui.words import Words

WIDE = Words("zh").say("view.command.quit")
"""Two wide characters."""


def test_a_wide_character_counts_two_cells() -> None:
    assert width_of((Span(WIDE), Span("ab"))) == 6


@pytest.mark.parametrize("cells", range(1, 12))
def test_a_fitted_line_takes_exactly_its_cells(cells: int) -> None:
    """Whatever is cut, and wherever: never through a wide character."""
    line = fit((Span("ab"), Span(WIDE, "name"), Span("cd", "dim")), cells, "~")
    assert width_of(line) == cells


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    assert plain(fit((Span("abcdef"),), 4, "~")) == "abc~"
    assert plain(fit((Span("ab"), Span("cdef", "dim")), 5, "~")) == "abcd~"


def test_equal_neighbours_and_spaces_become_one_span() -> None:
    """Every span costs bytes on the terminal line."""
    line = joined((Span("a", "x"), Span(""), Span("b", "x"), Span("  ", "y"), Span("c", "z")))
    assert line == (Span("ab  ", "x"), Span("c", "z"))


def test_spaces_on_a_band_keep_their_colour() -> None:
    assert joined((Span("a", "x"), Span(" ", "bar!"))) == (Span("a", "x"), Span(" ", "bar!"))


@pytest.mark.parametrize(
    ("old", "new", "columns"),
    [
        ("aa|bb|cc", "aa|bb|cc", None),
        ("aa|bb|cc", "aa|xx|cc", (2, 4)),
        ("aa|bb|cc", "xx|bb|cc", (0, 2)),
        ("aa|bb|cc", "aa|bb|xx", (4, 6)),
        ("aa|bb|cc", "xx|bb|yy", (0, 6)),
        ("aa|bb|cc", "aa|b|bcc", (3, 4)),
    ],
)
def test_changed_columns(old: str, new: str, columns: tuple[int, int] | None) -> None:
    """From the first character that differs to the last."""
    assert changed(spans(old), spans(new)) == columns


def test_a_changed_role_is_a_change() -> None:
    assert changed((Span("a"), Span("b", "green")), (Span("a"), Span("b", "red"))) == (1, 2)


def test_repeated_spans_are_not_counted_twice() -> None:
    """A line that grows by a repetition of itself differs at its end."""
    assert changed((Span("x"), Span("x", "y"), Span("  ")), (Span("x"), Span("x", "y"), Span("x"), Span(" "))) == (2, 3)


@pytest.mark.parametrize(
    ("old", "new", "columns"),
    [
        ("  544 cases", "  545 cases", (4, 5)),
        ("xae   ", "xae\u0301   ", (2, 4)),
        ("a\u00e9\uff01c", "a\u00e8\uff01c", (0, 5)),
    ],
)
def test_no_character_is_torn(old: str, new: str, columns: tuple[int, int]) -> None:
    """Digits are told apart one by one; an accent goes with its letter, and what is no ASCII with its span."""
    assert changed((Span(old),), (Span(new),)) == columns


def spans(text: str) -> Line:
    return tuple(Span(part, str(place)) for place, part in enumerate(text.split("|")))
