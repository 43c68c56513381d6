"""Markdown that any reader sets as it is meant, and in which data is never markup."""

import re

import pytest
from markdown_it import MarkdownIt

from tests.exports import case
from tui.exports import render
from tui.model.indicator import Indicator
from tui.model.phrase import Phrase
from tui.model.snapshot import Assessment
from tui.words import LANGUAGES, Language, Words
from tui.words.cells import visible


def text_of(language: Language, assessments: tuple[Assessment, ...] = ()) -> str:
    snapshot = case.empty()._replace(assessments=assessments) if assessments else case.snapshot()
    return render(snapshot, "md", Words(language)).decode()


def cells(text: str) -> list[list[str]]:
    """The text of every table cell, by row, as a CommonMark reader finds it."""
    rows: list[list[str]] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for token, inner in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in {"td_open", "th_open"}:
            assert inner is not None
            children = inner.children or []
            assert {child.type for child in children} <= {"text", "text_special"}, inner.content
            rows[-1].append("".join(child.content for child in children))
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_its_cells(language: Language) -> None:
    """No name, however hostile, adds a cell or becomes markup."""
    found = cells(text_of(language))
    assert {len(row) for row in found} == {10, 4}
    names = [row[1] for row in found if len(row) == 10]
    for each in case.assessments():
        name = visible(each.indicator.name.said(language) + (f" / {each.unit}" if each.unit else ""))
        assert name in names


@pytest.mark.parametrize(
    "text",
    [
        "a|b",
        "`x`",
        "**b** _i_ ~~s~~",
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](http://example.org/x.png)",
        "<http://example.org>",
        "&lt;&#60;",
        "# h",
        "$x$",
        "a\\|b",
        "line\nbreak",
    ],
)
def test_data_is_no_markup(text: str) -> None:
    """What was written is what is read."""
    rows = cells(text_of("en", (Assessment(Indicator("a", Phrase(text, text), owner=text)),)))
    assert rows[1][1] == visible(text)


@pytest.mark.parametrize("name", ["- x", "1. x", "+ x", "2) x", "=== x", "--- "])
def test_a_name_begins_no_list(name: str) -> None:
    """What stands at the beginning of an item is text too."""
    found = Assessment(Indicator("a", Phrase(name, name)), missing_units=("u",))
    html = MarkdownIt("commonmark").enable("table").render(text_of("en", (found,)))
    assert html.count("<ul>") == 2
    assert "<ol>" not in html
    assert f"<li>{name}: missing" in html


def test_no_control_character() -> None:
    """Nothing but printable characters and line ends."""
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]", text_of("zh"))
