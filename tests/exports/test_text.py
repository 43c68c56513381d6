"""The text snapshot is for people: aligned by cells, wrapped and never cut, without a byte that moves a cursor."""

import re
from decimal import Decimal

import pytest

from tests.exports import case
from tui.errors import Message
from tui.exports import render
from tui.exports.text import bar
from tui.model.snapshot import Assessment
from tui.words import LANGUAGES, Language, Words
from tui.words.cells import width
from tui.words.numbers import share_text


def lines(language: Language = "zh", columns: int = 80, *, ascii: bool = False, sample: bool = False) -> list[str]:
    data = render(case.snapshot(), "text", Words(language), width=columns, ascii=ascii, sample=sample)
    return data.decode().splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [40, 63, 80, 120, 200])
def test_every_line_fits(language: Language, columns: int) -> None:
    """Lines are as wide as asked, in cells, and end without spaces."""
    for line in lines(language, columns):
        assert width(line) <= columns
        assert line == line.rstrip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("raw", ["12.345", "-123456", "1e27"])
def test_a_long_progress_leaves_names_their_room(language: Language, columns: int, raw: str) -> None:
    """The bar goes below a name that it would squeeze; a space stands before what it says."""
    found = Assessment(case.AIDES, value=Decimal(raw) * 889, progress=Decimal(1), progress_raw=Decimal(raw))
    snapshot = case.empty()._replace(assessments=(found,))
    text = render(snapshot, "text", Words(language), width=columns).decode().splitlines()
    assert all(width(line) <= columns for line in text)
    assert any(case.AIDES.name.said(language).split()[0] in line for line in text)
    assert f"]{share_text(Decimal(raw))}".replace(" ", "") in "".join("".join(text).split())
    assert not any(re.search(r"\]\S", line) for line in text)


def test_no_word_of_a_name_is_broken_for_a_bar() -> None:
    narrow = "\n".join(lines("en", 40))
    assert all(word in narrow for word in case.NAMES["indicators"]["reduced"]["en"].split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gap_is_said_once(language: Language) -> None:
    """By the sentence that says why, where that says it."""
    values = {"plan": Decimal("0.751"), "actual": Decimal("0.61"), "gap": Decimal("14.1")}
    found = Assessment(case.AIDES, value=Decimal(542), gap_pp=Decimal("14.1"), why=Message("why.behind", values))
    for format in ("text", "md", "html"):
        text = render(case.empty()._replace(assessments=(found,)), format, Words(language)).decode()
        assert text.count("14.1") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ascii", [False, True])
def test_no_control_character(language: Language, ascii: bool) -> None:
    """Nothing but printable characters and line ends, whatever the names hold."""
    text = render(case.snapshot(), "text", Words(language), ascii=ascii).decode()
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", text
    )


def test_bars_stand_below_each_other() -> None:
    """Chinese names of any length leave the bars in one column."""
    starts = {width(line[: match.start()]) for line in lines() if (match := re.search(r"\[[#.|]{10}\]", line))}
    assert len(starts) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_ascii_replaces_all_ambiguous_characters_of_ours(language: Language) -> None:
    """In a GBK terminal nothing of ours is drawn two cells wide."""
    text = "\n".join(lines(language, ascii=True))
    assert not set("✔●▲■✘○‖–·≥≤≈…—“”") & set(text)


def test_every_name_is_whole() -> None:
    """Who is missing is said by name, and no name is shortened."""
    text = "".join(re.sub(r" *\[[#.|]{10}\].*", "", line).strip() for line in lines())
    for name in [*case.TEXT["missing"], case.NAMES["indicators"]["revoked"]["zh"]]:
        assert name in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_step_is_called_open_of_a_list_of_which_nothing_is_known(language: Language) -> None:
    words, snapshot = Words(language), case.snapshot()
    left = words.say("text.steps_left", names=("",)).rstrip()
    assert left in render(snapshot, "text", words).decode()
    unknown = tuple(each._replace(value=None) if each.indicator.steps else each for each in snapshot.assessments)
    assert left not in render(snapshot._replace(assessments=unknown), "text", words).decode()


def test_the_packaged_sample_is_named() -> None:
    """Nobody mistakes the example for their own figures."""
    assert Words("zh").say("text.sample") in lines(sample=True)
    assert Words("zh").say("text.sample") not in lines()


@pytest.mark.parametrize(
    ("progress", "plan", "drawn"),
    [
        ("0", None, "[..........]"),
        ("0.001", None, "[#.........]"),
        ("0.5", None, "[#####.....]"),
        ("0.999", None, "[#########.]"),
        ("1", None, "[##########]"),
        ("1", "0.5", "[##########]"),
        ("0.674916", "0.747945", "[######.|..]"),
        ("0.8", "0.5", "[#####|##..]"),
        ("0", "1", "[.........|]"),
        (None, None, " " * 12),
    ],
)
def test_bar(progress: str | None, plan: str | None, drawn: str) -> None:
    """A bar is full only when all is done and empty only when nothing is; the plan is a mark on it."""
    assert bar(None if progress is None else Decimal(progress), None if plan is None else Decimal(plan)) == drawn


def test_a_long_snapshot_is_whole() -> None:
    """Pieces are cut between blocks."""
    many = case.snapshot()._replace(assessments=case.assessments() * 60)
    assert render(many, "text", Words("en")).decode().count("[pufa.aides]") == 120
