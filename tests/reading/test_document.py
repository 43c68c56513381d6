"""JSON is read strictly: every refusal names the path (H11)."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import SourceError
from tui.reading.document import parse_json


def test_numbers_are_exact() -> None:
    assert parse_json('{"rate": 14.47, "n": 22, "big": 9007199254740992, "small": 0e-999, "e": 1.5E2}') == {
        "rate": Decimal("14.47"),
        "n": 22,
        "big": 2**53,
        "small": Decimal(0),
        "e": 150,
    }


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ('{"a": [1, {"b": NaN}]}', "not_finite", {"path": "a[1].b"}),
        ("[-Infinity]", "not_finite", {"path": "[0]"}),
        ("Infinity", "not_finite", {"path": "$"}),
        ('{"a": 1e400}', "number_range", {"path": "a"}),
        ('{"a": 1e-400}', "number_range", {"path": "a"}),
        ('{"a": 0.' + "1" * 500 + "}", "number_range", {"path": "a"}),
        ('{"a": 9007199254740993}', "big_integer", {"path": "a"}),
        ('{"a": -9007199254740993}', "big_integer", {"path": "a"}),
        ('{"a": ' + "1" * 6000 + "}", "big_integer", {"path": "a"}),
        ('{"x": {"a": 1, "b": 2, "a": 1}}', "duplicate_key", {"path": "x.a"}),
        ('{"x": "\\ud83d"}', "surrogate", {"path": "x"}),
        ('{"x": {"\\uDC00": 1}}', "surrogate", {"path": "x"}),
        ('{"a b": [NaN]}', "not_finite", {"path": '["a b"][0]'}),
        ("{", "syntax", {"line": 1, "column": 2}),
        ('{"a": 1,\n "b": }', "syntax", {"line": 2, "column": 7}),
        ("", "syntax", {"line": 1, "column": 1}),
        ("1 2", "syntax", {"line": 1, "column": 3}),
        ("[" * 100_000 + "]" * 100_000, "too_deep", {"path": "$", "limit": 100}),
    ],
    ids=lambda each: each if isinstance(each, str) and each.isidentifier() else "",
)
def test_what_is_refused_and_where(text: str, key: str, values: dict[str, object]) -> None:
    with pytest.raises(SourceError) as refused:
        parse_json(text)
    assert refused.value.message == (f"source.json.{key}", values)


def test_a_snapshot_keeps_every_digit() -> None:
    """Of ours: its writer and its readers take numbers for what they say."""
    digits = "1234567890" * 2 + "1234567"
    assert parse_json(f'{{"a": {digits}, "b": -{digits}}}', ours=True) == {"a": int(digits), "b": -int(digits)}
    with pytest.raises(SourceError, match=r"source\.json\.big_integer"):
        parse_json("1" * 6000, ours=True)


def test_nesting_is_bounded_at_a_hundred() -> None:
    assert parse_json("[" * 100 + "]" * 100)
    with pytest.raises(SourceError, match=r"source\.json\.too_deep"):
        parse_json("[" * 101 + "]" * 101)
    wide = "[" + ",".join(["[]"] * 1000) + "]"
    assert parse_json(wide)


def test_a_pair_of_surrogates_is_a_character() -> None:
    assert parse_json('"\\ud83d\\ude00"') == "\U0001f600"


def test_a_path_in_a_message_is_clean() -> None:
    with pytest.raises(SourceError) as refused:
        parse_json('{"\\u001b]0;x": NaN}')
    assert "\x1b" not in str(refused.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(json_values)
def test_every_sound_document_comes_back(document: object) -> None:
    assert parse_json(json.dumps(document)) == document
    assert parse_json(json.dumps(document, ensure_ascii=False)) == document
