"""Every key of a TOML document is found on the line on which it stands."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from tests.config.loading import FIXTURES
from tui.config.findings import line_of, scan
from tui.config.place import sample
from tui.config.shown import Path as Keys
from tui.config.source import header_lines

FILES = sorted(FIXTURES.rglob("*.toml"))

NASTY = r'''
# [not.a.table]
top = "a # no comment" # [[nor.this]]
"quoted key" = 'lit"eral'
'single' . "dou\"ble" . bare = 1979-05-27 07:32:00Z
multi = """
[no.table]
key = "no key" \
  # no comment
"""""
literal = \'\'\'
[[no.array]]
\'\'\'\'
empty = ""
[ a . "b.c" ] # spaced
list = [ # comment ] with brackets
  1, [2, 3], # and = more
  { x = 1, y = { z = "}" } },
  "]", """]
""",
]
"\u4e2d\u0041" = { p.q = 1, r = [ { s = 2 },
  { s = 3 } ] }
[[a."b.c".items]]
n = 1
[a."b.c".items.inner]
m = 2
[[a."b.c".items.inner.deep]]
[[a."b.c".items]]
n = 3
[[a."b.c".items.more]]
k = -inf
'''.replace("\\'\\'\\'", "'''").replace("\\'", "'")


def leaves(value: object, path: Keys = ()) -> Iterator[Keys]:
    """The paths of everything in a document."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*path, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from leaves(each, (*path, place))


def assert_agrees(text: str) -> None:
    """The scan finds the paths that the parser finds, in ascending lines, each where its last key is written."""
    lines = scan(text)
    assert set(lines.of) == set(leaves(tomli.loads(text)))
    assert lines.again is None
    written = text.replace("\r\n", "\n").split("\n")
    for path, line in lines.of.items():
        key = path[-1]
        if isinstance(key, str) and key.isalnum() and key.isascii():
            assert key in written[line - 1], (path, line)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_scan_agrees_with_the_parser_on_every_fixture(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        scan(text)
    else:
        assert_agrees(text)


def test_the_scan_agrees_with_the_parser_on_the_sample() -> None:
    with open(sample(), encoding="utf-8") as file:
        assert_agrees(file.read())


def test_strings_and_comments_hide_what_looks_like_keys() -> None:
    assert_agrees(NASTY)
    lines = scan(NASTY).of
    assert lines["single", 'dou"ble', "bare"] == 5
    assert lines["a", "b.c", "list", 2, "y", "z"] == 18
    assert lines["a", "b.c", "\u4e2dA", "r", 1, "s"] == 23
    assert lines["a", "b.c", "items", 1, "more", 0, "k"] == 32


KEYS = st.sampled_from(["a", "b-1", '"c d"', "'e.f'", '"\\u00e9"', '"g\\"h"', "1"])
SCALARS = st.sampled_from(
    [
        "1",
        "-1.5e3",
        "true",
        '"x"',
        "''",
        '"# ] }"',
        "'''\n[a]\n'''",
        '"""\n\\""", = 1\n"""',
        "1979-05-27 07:32:00",
        "inf",
    ]
)
GAPS = st.sampled_from(["", " ", "\n", " # ] comment\n", "\n\n  "])


@st.composite
def arrays(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    inside = draw(st.lists(st.tuples(GAPS, values, GAPS), max_size=3))
    return "[" + ",".join("".join(each) for each in inside) + draw(st.sampled_from(["]", "\n]"]))


@st.composite
def inline_tables(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    keys = draw(st.lists(KEYS, max_size=3, unique=True))
    return "{ " + ", ".join(f"{key} = {draw(values)}" for key in keys) + " }"


VALUES = st.recursive(SCALARS, lambda values: arrays(values) | inline_tables(values), max_leaves=6)


@st.composite
def documents(draw: st.DrawFn) -> str:
    parts = []
    for number in range(draw(st.integers(0, 4))):
        header = draw(
            st.sampled_from(["", f"[t{number}]", f"[t{number}.'x.y']", "[[many]]", f"[ many2 . t{number} ] # x"])
        )
        keys = draw(st.lists(KEYS, max_size=3, unique=True)) if header else []
        parts += [header, *(f"{key} = {draw(VALUES)}" for key in keys), draw(st.sampled_from(["", "# [x]", "  "]))]
    return draw(st.sampled_from(["\n", "\r\n"])).join(parts)


@given(documents())
def test_the_scan_agrees_with_the_parser_on_anything(text: str) -> None:
    """Whatever is valid TOML: the same paths, each where its key is written."""
    assert_agrees(text)


@given(documents(), st.randoms(use_true_random=False))
def test_the_scan_survives_what_is_no_toml(text: str, chance: random.Random) -> None:
    """Cut and mangled text is scanned as far as it goes, without an exception and without an end."""
    letters = list(text)
    for _ in range(chance.randint(1, 5)):
        if letters:
            letters[chance.randrange(len(letters))] = chance.choice("[]{}\"'=.,#\n\\a")
    lines = scan("".join(letters[: chance.randint(0, len(letters))]))
    assert all(1 <= line <= text.count("\n") + 20 for line in lines.of.values())


@pytest.mark.parametrize("opening", ['"""', '"', "'''", "[", "{", "a = [", 'a = """', "#", '["', "\\" * 9, "a." * 9])
def test_unfinished_text_costs_no_more_than_finished(opening: str) -> None:
    """No pattern tries again and again: half a mebibyte ends at once, or this test would not."""
    scan(opening + "ab\"'\\ [{,}]\n" * 50_000)


def test_deep_nesting_is_no_recursion() -> None:
    depth = 2_000
    assert depth > sys.getrecursionlimit()
    lines = scan("a = " + "[" * depth + "]" * depth)
    assert len(lines.of) == depth


def test_the_line_of_what_is_missing_is_its_tables() -> None:
    lines = scan("\n[a]\nb = { c = 1 }\n")
    assert line_of(("a", "b", "nowhere"), lines) == 3
    assert line_of(("a", "nowhere", 3), lines) == 2
    assert line_of(("nowhere",), lines) is None
    assert line_of((), lines) is None


def test_headers_alone_are_found_without_a_scan() -> None:
    headers: dict[str, Keys] = {"[s.a]": ("s", "a"), "[[s.a.map]]": ("s", "a", "map")}
    text = "[s.a] # first\nx = 1\n[[s.a.map]]\n[other]\n[[s.a.map]]\r\n[s.b]"
    assert header_lines(text, "s", headers) == {("s", "a"): 1, ("s", "a", "map", 0): 3, ("s", "a", "map", 1): 5}
