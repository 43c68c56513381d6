"""Text is measured in terminal cells, and no wide character is ever cut in two."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.words.cells import ascii_text, cut, pad, visible, width, wrap

TEXTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.sampled_from("，。、（）“”…—·≥≤≈→✔✘●▲■○‖–％Ａéü①Ⅲ℃👍가"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("指标", 4),
        ("指标 ok", 7),
        ("撤改率：14.47 %", 15),
        ("ｅ", 2),
        ("é", 1),
        ("👍", 2),
        ("e\u0301", 1),
    ],
)
def test_width(text: str, cells: int) -> None:
    """Chinese takes two cells, an accent none."""
    assert width(text) == cells


@given(TEXTS)
def test_width_is_what_the_dashboard_measures(text: str) -> None:
    """The dashboard's library and this room agree, so that a column fits in both."""
    assert width(text) == cell_len(text)


@given(TEXTS, st.integers(0, 30))
def test_cut_fits_and_keeps_the_beginning(text: str, cells: int) -> None:
    """A cut text fits, is a beginning, and says that it was cut where there is room to."""
    short = cut(text, cells)
    assert width(short) <= cells
    assert short == text or text.startswith(short.removesuffix("…"))
    assert (short == text) == (width(text) <= cells)
    assert width(text) <= cells or cells == 0 or short.endswith("…")


@given(TEXTS, st.integers(0, 30), st.booleans())
def test_pad_fills_exactly(text: str, cells: int, right: bool) -> None:
    """A column is as wide as it was asked to be, also where half a character would remain."""
    assert width(pad(text, cells, right=right)) == cells


@given(TEXTS, st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_only_spaces(text: str, cells: int) -> None:
    """No line is too wide and no character is lost."""
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_wide_character_is_not_cut() -> None:
    """Of two cells of a character either both are shown or none."""
    assert cut("指标体系", 5, ellipsis="") == "指标"
    assert cut("指标体系", 6) == "指标…"
    assert cut("指标体系", 4, ellipsis="...") == "..."
    assert pad("指标", 3, ellipsis="") == "指 "
    assert pad("12", 5, right=True) == "   12"


@pytest.mark.parametrize("cells", [-5, 0, 1, 2])
def test_wrapping_ends_where_there_is_no_room(cells: int) -> None:
    """A character goes on each line, also one that is wider than the line."""
    assert wrap("指标", cells) == ["指", "标"]
    clusters = "\u1100\u0e33" * 3
    assert "".join(wrap(clusters, cells)) == clusters


def test_thousands_of_names_are_wrapped_whole() -> None:
    """Line by line, and not all that is left for every line."""
    names = "、".join(f"第{number}号站点" for number in range(20_000))
    lines = wrap(names, 60)
    assert "".join(lines) == names
    assert all(50 <= width(line) <= 60 for line in lines[:-1])


def test_lines_end_where_lines_may_end() -> None:
    """Words stay whole, and closing punctuation does not begin a line."""
    assert wrap("the figure is missing", 10) == ["the figure", "is missing"]
    assert wrap("已审结，撤改率", 6) == ["已审", "结，撤", "改率"]
    assert wrap("达到 14.47 % 的", 9) == ["达到", "14.47 %", "的"]
    assert wrap("supercalifragilistic", 8) == ["supercal", "ifragili", "stic"]
    assert wrap("", 8) == [""]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b]52;c;x\x07", "␛]52;c;x\ufffd"),
        ("a\x00b\x7f\x9bc", "a\ufffdb\ufffd\ufffdc"),
        ("\u202eabc\u2066", "\ufffdabc\ufffd"),
        ("\ud83d", "\ufffd"),
        ("line\nline\ttab\u2028", "line\ufffdline\ufffdtab\ufffd"),
        ("指标 ✔", "指标 ✔"),
    ],
)
def test_nothing_invisible_is_shown(raw: str, shown: str) -> None:
    """What could steer a terminal becomes a visible mark."""
    assert visible(raw) == shown


def test_ambiguous_characters_have_an_ascii_form() -> None:
    """Terminals set up for GBK draw these two cells wide."""
    assert ascii_text("“≥30”—✔…·①Ⅲ") == '">=30"-v....(1)III'
    assert ascii_text("指标，完成") == "指标，完成"


def test_usual_text_is_measured_without_the_library() -> None:
    """The width library costs 21 ms to load and is for rare characters alone."""
    code = (
        "import sys; from tui.words.cells import width, wrap\n"
        "wrap('“撤改率”≥14.47 % — 前10名…（截至2022年）✔●▲■✘○‖–·', 10)\n"
        "assert 'wcwidth' not in sys.modules\n"
        "assert width('👍🏽') and 'wcwidth' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
