"""Tables on a page: what does not fit is left out by a declared order, and nothing is torn."""

import pytest

from tests.views.scenes import look
from tui.views.line import Span, plain, width_of
from tui.views.paper import Paper

NAME = "\u6cd5\u6cbb\u653f\u5e9c\u5efa\u8bbe\u793a\u8303\u6307\u6807\u5b8c\u6210\u60c5\u51b5"


def table(cells: int, drops: tuple[int, ...]) -> list[str]:
    paper = Paper(look(), cells)
    rows = [[Span("2022-12-31"), Span("in 92 days"), Span(NAME), Span("deadline"), Span("office")]]
    paper.table(["by", "when", "name", "what", "owner"], rows, 2, drops)
    assert all(width_of(line) <= cells for line in paper.lines)
    return [plain(line).rstrip() for line in paper.lines]


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (80, ["by", "when", "name", "what", "owner"]),
        (70, ["by", "name", "what", "owner"]),
        (56, ["by", "name", "what"]),
        (34, ["by", "name", "what"]),
    ],
)
def test_columns_go_in_the_declared_order(cells: int, shown: list[str]) -> None:
    """The name stays readable as long as something else can go; then it gives way itself."""
    heads, row = table(cells, (1, 4))
    assert heads.split() == shown
    assert (NAME in row) == (cells > 50)


def test_without_an_order_only_one_column_gives_way() -> None:
    heads, _ = table(60, ())
    assert len(heads.split()) == 5
