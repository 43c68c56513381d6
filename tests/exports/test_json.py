"""The JSON snapshot can be read back by any reader, to the digit, and nothing in it is a float on our side."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports import case
from tui.exports import Selection, render, stream
from tui.model.indicator import Indicator, Measure
from tui.model.phrase import Phrase
from tui.model.snapshot import Assessment, Snapshot
from tui.words import Words

CHINESE = Words("zh")


def read(snapshot: Snapshot, **how: Any) -> dict[str, Any]:
    """The document as a reader sees it that keeps digits and refuses what JSON does not know."""

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    found: dict[str, Any] = json.loads(
        render(snapshot, "json", CHINESE, **how),
        parse_float=Decimal,
        parse_int=Decimal,
        parse_constant=refuse,
        object_pairs_hook=unique,
    )
    return found


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names all differ."""
    assert len({name for name, _ in pairs}) == len(pairs)
    return dict(pairs)


def one(assessment: Assessment) -> dict[str, Any]:
    """What becomes of a single assessment."""
    found: dict[str, Any] = read(case.empty()._replace(assessments=(assessment,)))["indicators"][0]
    return found


def numbers(document: Any) -> Iterator[Decimal]:
    """All numbers of a document."""
    if isinstance(document, Decimal):
        yield document
    for inner in document.values() if isinstance(document, dict) else document if isinstance(document, list) else ():
        yield from numbers(inner)


def measured(value: str, measure: Measure = "value") -> Assessment:
    """An assessment of a value, as it was recorded or computed."""
    seen = case.seen("a", value) if measure == "value" else None
    indicator = Indicator("a", Phrase("a", "a"), measure=measure)
    return Assessment(indicator, value=Decimal(value), observation=seen)


def test_names_are_those_of_the_design() -> None:
    """Every name that scripts were promised is there, in every record."""
    document = read(case.snapshot())
    promised = {
        "schema": Decimal(1),
        "as_of": "2022-09-30T23:59:59+08:00",
        "taken_at": "2022-10-08T09:30:00+08:00",
        "config_sha256": "cd" * 32,
        "seal": "ef" * 32,
    }
    assert promised.items() <= document.items()
    assert document["generator"].startswith("zhibiao ")
    records = {
        "indicators": "id unit name group owner measure period value op numerator denominator unit_measure flag target "
        "status reason light freshness final late early revised progress progress_raw plan pace_ratio gap_pp forecast "
        "trend missing_units explain provenance",
        "groups": "id counts light progress undetermined",
        "checks": "id severity result explain",
        "sources": "id type state last_success last_attempt failures error",
    }
    for name, fields in records.items():
        for record in document[name]:
            assert set(fields.split()) <= set(record)
    assert all(
        {"source", "document", "section", "recorded"} <= set(each["provenance"]) for each in document["indicators"]
    )


def test_every_assessment_comes_back() -> None:
    """What goes in comes out: ids, units, status, words in both languages, and numbers to six digits."""
    snapshot = case.snapshot()
    document = read(snapshot)
    assert len(document["indicators"]) == len(snapshot.assessments)
    for found, got in zip(snapshot.assessments, document["indicators"], strict=True):
        assert (got["id"], got["unit"]) == (found.id, found.unit)
        assert got["status"] == found.status
        assert got["missing_units"] == list(found.missing_units)
        assert got["name"] == found.indicator.name._asdict()
        for field in ("value", "progress", "progress_raw", "plan", "pace_ratio", "gap_pp", "forecast"):
            exact = getattr(found, field)
            assert got[field] == (exact if exact is None else round(exact, 6)), field
    assert document["counts"] == snapshot.counts
    assert [check["result"] for check in document["checks"]] == ["pass", "fail", "unknown", "fail", "pass"]


@pytest.mark.parametrize(
    ("value", "measure", "written"),
    [
        ("14.470", "value", "14.470"),
        ("1E+3", "value", "1000"),
        ("1E-9", "value", "0.000000001"),
        ("-0", "value", "0"),
        ("0.12345678901234567890123456789", "value", "0.12345678901234567890123456789"),
        ("14.473684210526315789", "ratio", "14.473684"),
        ("14.4736845", "ratio", "14.473685"),
        ("-14.4736845", "ratio", "-14.473685"),
        ("100.000", "ratio", "100"),
        ("1E+30", "expr", "1" + "0" * 30),
        ("-0.0000001", "expr", "0"),
        ("NaN", "value", "null"),
        ("Infinity", "expr", "null"),
        ("-Infinity", "value", "null"),
    ],
)
def test_digits(value: str, measure: Measure, written: str) -> None:
    """Recorded figures keep their digits; computed ones are rounded half up to six; nothing has an exponent."""
    text = render(case.empty()._replace(assessments=(measured(value, measure),)), "json", CHINESE).decode()
    assert f'"value": {written}, ' in text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
def test_any_figure_comes_back(value: Decimal) -> None:
    """A recorded figure survives any writer and reader in between."""
    assert one(measured(str(value)))["value"] == value


@given(st.decimals(allow_nan=None, allow_infinity=None))
def test_no_number_is_a_float_or_not_finite(value: Decimal) -> None:
    """Every number of the document is finite and written without exponent, whatever was computed."""
    assessment = measured("1")._replace(progress=value, progress_raw=value, gap_pp=value, forecast=value, plan=value)
    text = render(case.empty()._replace(assessments=(assessment,)), "json", CHINESE).decode()
    assert not re.search(r"[:\[] ?-?(NaN|Infinity|sNaN)|[0-9][eE][-+]?[0-9]", text)
    assert all(number.is_finite() for number in numbers(json.loads(text, parse_float=Decimal, parse_int=Decimal)))


@given(st.text(st.characters()))
def test_any_text_comes_back(text: str) -> None:
    """Text survives; half characters, which are none, become U+FFFD."""
    whole = re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert one(Assessment(Indicator("a", Phrase(text, text), owner=text)))["owner"] == whole


def test_nothing_steers_a_terminal() -> None:
    """`cat` of a snapshot with hostile names is harmless: controls and direction marks are escaped."""
    text = render(case.snapshot(), "json", CHINESE).decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", text)


def test_one_record_a_line() -> None:
    """A difference between two snapshots shows the indicators that changed, and no others."""
    lines = render(case.snapshot(), "json", CHINESE).decode().splitlines()
    records = [json.loads(line.rstrip(",")) for line in lines if line.startswith('{"')]
    assert len(records) == len(case.assessments()) + 3 + 5 + 3


def test_bytes_do_not_depend_on_the_reader() -> None:
    """The same snapshot gives the same bytes, whoever asks in whatever language."""
    assert render(case.snapshot(), "json", Words("en"), width=40, ascii=True) == render(
        case.snapshot(), "json", CHINESE
    )


def test_pieces_make_the_whole() -> None:
    """A large snapshot is written piece by piece: the same bytes, never all of them at once."""
    many = case.snapshot()._replace(assessments=case.assessments() * 200)
    pieces = list(stream(many, "json", CHINESE))
    assert b"".join(pieces) == render(many, "json", CHINESE)
    assert len(pieces) > 4
    assert len(json.loads(b"".join(pieces))["indicators"]) == len(many.assessments)


def test_the_past_is_said_to_be_cut() -> None:
    """`--as-of`: what was known by then, and no moment of taking, so that the bytes can be made again."""
    document = read(case.empty())
    assert document["known_by"] == "2022-09-30T23:59:59+08:00"
    assert document["taken_at"] is None


def test_a_selection_is_named() -> None:
    """Whoever reads a part is told that it is one."""
    document = read(case.snapshot(), select=Selection(groups=("law",)), sample=True)
    assert document["sample"] is True
    assert document["selection"]["groups"] == ["law"]
    assert (document["selection"]["selected"], document["selection"]["of"]) == (5, 14)
    assert read(case.snapshot())["selection"] is None


def test_instants_are_local_to_the_framework() -> None:
    """Every instant is in the framework's zone, to the second; a vintage without a date is null."""
    observation = case.seen("a", "1")._replace(recorded=datetime(2023, 3, 5, 16, 0, 0, 999999, tzinfo=UTC))
    retrieved = observation.provenance._replace(retrieved=observation.recorded + timedelta(hours=1))
    got = one(measured("1")._replace(observation=observation._replace(provenance=retrieved)))
    assert got["provenance"]["recorded"] == "2023-03-06T00:00:00+08:00"
    assert got["provenance"]["retrieved"] == "2023-03-06T01:00:00+08:00"
