"""Text from outside is decoded by rule and cannot steer a terminal."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import SourceError
from tui.reading import clean, decode

UNITS = (Path(__file__).parent / "fixtures" / "units.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\tcells\nand lines\r\n", "two cells and lines  "),
        ("\x1b[31mred", "\u241b[31mred"),
        ("\x1b]52;c;AAAA\x07", "\u241b]52;c;AAAA\u2407"),
        ("nul\0", "nul\u2400"),
        ("del\x7f", "del\u2421"),
        ("csi\x9b31m", "csi\ufffd31m"),
        ("\u202egnp.exe", "\ufffdgnp.exe"),
        ("\u2066a\u2069", "\ufffda\ufffd"),
        ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("next\x85line\u2028", "next line "),
        ("wide\u3000blank", "wide\u3000blank"),
        ("[/b] [link=x]", "[/b] [link=x]"),
        ("tag\U000e0041", "tag"),
    ],
)
def test_what_could_steer_a_terminal_is_shown_or_gone(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text())
def test_nothing_unseen_is_left(text: str) -> None:
    """No control, no half pair, and the result is stable."""
    shown = clean(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert clean(shown) == shown


def test_a_long_text_ends_with_an_ellipsis() -> None:
    assert clean("x" * 4001) == "x" * 3999 + "\u2026"
    assert clean("x" * 4000) == "x" * 4000
    assert clean("abcdef", 4) == "abc\u2026"


@pytest.mark.parametrize(
    ("codec", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-32", "utf-32"), ("gb18030", "gb18030")],
)
def test_auto_is_the_mark_then_utf8_then_gb18030(codec: str, found: str) -> None:
    """Whatever a spreadsheet saved is read, and the answer says as what."""
    assert decode(UNITS.encode(codec)) == (UNITS, found)


def test_gbk_is_read_as_its_superset() -> None:
    assert decode(UNITS.encode("gbk")) == (UNITS, "gb18030")


def test_a_declared_encoding_is_not_second_guessed() -> None:
    assert decode(UNITS.encode("utf-8-sig"), "utf-8") == (UNITS, "utf-8")
    assert decode(UNITS.encode("gbk"), "gbk") == (UNITS, "gbk")
    with pytest.raises(SourceError, match=r"source\.text\.undecodable") as refused:
        decode(UNITS.encode("gbk"), "utf-8")
    assert refused.value.message.values == {"encoding": "utf-8", "byte": 0}


@pytest.mark.parametrize("data", [b"ok \xff\xff\xff", b"\xef\xbb\xbf\xff", b"\xff\xfe\x00"])
def test_bytes_that_are_no_text_name_the_byte(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"source\.text\.undecodable"):
        decode(data)


@pytest.mark.parametrize("encoding", ["no-such", "hex", "rot13", "nul\0", ""])
def test_an_encoding_that_is_none_is_refused(encoding: str) -> None:
    with pytest.raises(SourceError, match=r"source\.text\.unknown_encoding"):
        decode(b"x", encoding)


def test_sanitising_is_cheap_where_nothing_is_wrong() -> None:
    """The same object comes back: no copy is made of a clean text."""
    text = " ".join(["clean", "text"])
    assert clean(text) is text
