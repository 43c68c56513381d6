"""Another dashboard as a source: its figures with their counts, bounds and ages, and never our own in a circle."""

import json
import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.sources.parts import NOW, brief, read, refusal, said, source
from tests.sources.server import PATHS, Exchange, Server
from tui.errors import SourceError
from tui.model.source import Source, SourceMap, SourceState, Validators, lineage

OURS, THEIRS = "0" * 16, "a" * 16


def series(id: str, value: object, **fields: Any) -> dict[str, Any]:
    """A series as a snapshot says it."""
    return {
        "id": id,
        "unit": "",
        "period": "2022-Q4",
        "value": value,
        "op": "eq",
        "numerator": None,
        "denominator": None,
        "unit_measure": "CASES",
        "unit_mult": 0,
        "flag": "A",
        "status": None,
        "provenance": {"source": "s", "document": "Report", "section": "4", "recorded": "2023-01-19T00:00:00+08:00"},
        **fields,
    }


def snapshot(*found: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "schema": 1,
        "generator": "zhibiao 0.1.0",
        "title": {"zh": "District", "en": "District"},
        "sample": False,
        "as_of": "2023-03-06T11:00:00+08:00",
        "taken_at": "2023-03-06T11:00:00+08:00",
        "config_sha256": THEIRS + "b" * 48,
        "origins": [THEIRS],
        "indicators": list(found),
        **fields,
    }


def relay(theirs: str, ours: str = "x.y", unit: str = "north", **fields: Any) -> SourceMap:
    return SourceMap(ours, theirs=theirs, const={"unit": unit}, unit_measure="CASES", **fields)


def district(tmp_path: Path, said: object, *maps: SourceMap, **fields: Any) -> Source:
    path = tmp_path / "district.json"
    path.write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    maps = maps or (relay("a"),)
    return source(str(path), *maps, kind="snapshot", format="json", origin=OURS, **fields)


def failure(declared: Source) -> str:
    with pytest.raises(SourceError) as refused:
        read(declared)
    return refusal(refused.value)


def test_figures_become_those_of_one_unit_of_ours(tmp_path: Path) -> None:
    """Digit for digit, with counts, bound and flag; only the whole area's, only what is mapped."""
    rate = series("rate", Decimal("14.5"), numerator=22, denominator=152, unit_measure="PERCENT")
    text = json.dumps(
        snapshot(
            series("a", 600),
            series("a", 7, unit="street"),
            series("b", 30, op="lt", flag="P"),
            {**rate, "value": 0},
            series("other", 1),
        )
    ).replace('"value": 0,', '"value": 14.470,')
    maps = (relay("a"), relay("b", "x.b"), relay("rate", "x.rate")._replace(unit_measure="PERCENT"))
    reading = read(district(tmp_path, text, *maps))
    assert brief(reading.observations) == [
        ("x.y", "north", "2022-Q4", "600", "A"),
        ("x.b", "north", "2022-Q4", "<30", "P"),
        ("x.rate", "north", "2022-Q4", "14.470", "A"),
    ]
    first, _, third = reading.observations
    assert (third.numerator, third.denominator) == (Decimal(22), Decimal(152))
    assert (first.provenance.document, first.provenance.section, first.provenance.publisher) == (
        "Report",
        "4",
        "District",
    )
    assert (first.provenance.locator, first.provenance.sha256) == ("a", reading.sha256)


def test_a_long_count_comes_with_all_its_digits(tmp_path: Path) -> None:
    """That dashboard wrote every digit of it, and nobody between us has read it as a double."""
    digits = "1234567890" * 2 + "1234567"
    reading = read(district(tmp_path, snapshot(series("a", int(digits)))))
    assert [seen.value for seen in reading.observations] == [Decimal(digits)]


def test_ages_are_kept(tmp_path: Path) -> None:
    """A figure is as old as it is there; one that was worked out is as old as the snapshot."""
    computed = series("b", 1, provenance={"source": None, "document": None, "section": None, "recorded": None})
    reading = read(district(tmp_path, snapshot(series("a", 1), computed), relay("a"), relay("b", "x.b")))
    assert [seen.recorded for seen in reading.observations] == [
        datetime(2023, 1, 18, 16, tzinfo=UTC),
        datetime(2023, 3, 6, 3, tzinfo=UTC),
    ]
    assert reading.warning is None


def test_a_snapshot_that_is_old_is_stale_however_new_its_file_is(tmp_path: Path) -> None:
    old = snapshot(series("a", 1), taken_at="2023-03-01T00:00:00+08:00")
    declared = district(tmp_path, old, max_age=86_400.0)
    reading = read(declared)
    assert said(reading.warning) == "not written since 2023-03-01 00:00, longer ago than max_age allows"
    assert read(declared, reading.validators).warning == reading.warning


def test_a_snapshot_from_the_future_is_said(tmp_path: Path) -> None:
    """H14."""
    ahead = series(
        "a", 1, provenance={"source": "s", "document": "", "section": "", "recorded": "2024-01-01T00:00:00Z"}
    )
    reading = read(district(tmp_path, snapshot(ahead)))
    assert [(seen.flag, seen.recorded) for seen in reading.observations] == [("V", NOW)]
    assert said(reading.warning) == "some figures are dated in the future; they are marked as not validated"
    assert reading.validators.origins == (THEIRS,)


@pytest.mark.parametrize(
    "one",
    [
        series("a", None, period=None, flag=None, status="no_data"),
        series("a", None),
        series("a", 7, status="invalid"),
    ],
    ids=["nothing", "no-value", "invalid"],
)
def test_what_that_dashboard_does_not_stand_for_is_not_reported(tmp_path: Path, one: dict[str, Any]) -> None:
    assert read(district(tmp_path, snapshot(one))).observations == ()


def test_why_there_is_no_value_is_passed_on(tmp_path: Path) -> None:
    assert brief(read(district(tmp_path, snapshot(series("a", None, flag="Q")))).observations) == [
        ("x.y", "north", "2022-Q4", None, "Q")
    ]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("[]", "not a snapshot of a zhibiao dashboard"),
        ('{"schema": 1, "generator": "other 1"}', "not a snapshot of a zhibiao dashboard"),
        (snapshot(series("a", 1), title=None), "not a snapshot of a zhibiao dashboard"),
        (snapshot(series("a", 1), origins=["x y"]), "not a snapshot of a zhibiao dashboard"),
        (snapshot(series("a", 1), as_of="2023-03-06T11:00:00"), "not a snapshot of a zhibiao dashboard"),
        (snapshot(series("a", 1), schema=2), "a snapshot of version 2; this program reads version 1"),
        (
            snapshot(series("a", 1), sample=True),
            "District: a snapshot of the packaged sample, which is nobody's figures",
        ),
        (snapshot(series("b", 1)), "a: not found"),
        (snapshot(series("a", "many")), "a: not as a snapshot says it"),
        (snapshot(series("a", True)), "a: not as a snapshot says it"),
        (snapshot(series("a", 1, period="2022-13")), "a: not as a snapshot says it"),
        (snapshot(series("a", 1, op="ne")), "a: not as a snapshot says it"),
        (snapshot({"id": "a", "unit": ""}), "a: not as a snapshot says it"),
        (snapshot(series("a", 1, unit_measure="PERSONS")), "a: in PERSONS there, in CASES here"),
        (snapshot(series("a", 1, unit_mult=4)), "a: in CASES × 10^4 there, in CASES here"),
        ('{"schema": 1, "generator": "zhibiao 1", "value": NaN}', "value: NaN or Infinity is not a number"),
    ],
)
def test_what_is_no_snapshot_for_us_is_refused_whole(tmp_path: Path, document: object, words: str) -> None:
    assert failure(district(tmp_path, document)) == words


def test_what_both_have_is_taken_where_nothing_is_mapped(tmp_path: Path) -> None:
    maps = (relay("a", "a", optional=True), relay("b", "b", optional=True))
    assert [seen[0] for seen in brief(read(district(tmp_path, snapshot(series("b", 1)), *maps)).observations)] == ["b"]
    assert failure(district(tmp_path, snapshot(series("c", 1)), *maps)) == (
        "District: has no indicator that is also one of ours"
    )


LOOP = "District: has figures of this dashboard among its own; they would go in a circle"


def test_our_own_figures_do_not_come_back(tmp_path: Path) -> None:
    """Directly, or through any number of other dashboards; also from one that does not name its sources yet."""
    assert failure(district(tmp_path, snapshot(series("a", 1), origins=[THEIRS, "c" * 16, OURS]))) == LOOP
    own = snapshot(series("a", 1), config_sha256=OURS + "1" * 48)
    del own["origins"]
    assert failure(district(tmp_path, own)) == LOOP


def test_who_is_in_it_is_kept_and_passed_on(tmp_path: Path) -> None:
    """So that whoever reads ours can find its own; kept also where an answer did not change."""
    reading = read(district(tmp_path, snapshot(series("a", 1), origins=[THEIRS, "c" * 16])))
    assert reading.validators.origins == (THEIRS, "c" * 16)
    states = [
        SourceState("s", validators=reading.validators),
        SourceState("t", validators=Validators(fingerprint="abc")),
        SourceState("u", validators=Validators("etag").of_snapshot(["d" * 16])),
    ]
    assert lineage(OURS + "9" * 48, states) == (OURS, THEIRS, "c" * 16, "d" * 16)


def test_a_snapshot_at_an_address(web: Server) -> None:
    """Asked for conditionally; "not modified" keeps who is in it."""
    body = json.dumps(snapshot(series("a", 5))).encode()

    async def behaviour(exchange: Exchange) -> None:
        if "if-none-match" in exchange.request.headers:
            await exchange.answer(b"", "304 Not Modified")
        else:
            await exchange.answer(body, Content_Type="application/json", ETag='"1"')

    PATHS["/district.json"] = behaviour
    declared = source(
        f"http://127.0.0.1:{web.port}/district.json", relay("a"), kind="snapshot", format="json", origin=OURS
    )
    first = read(declared)
    assert brief(first.observations) == [("x.y", "north", "2022-Q4", "5", "A")]
    again = read(declared, first.validators)
    assert again.unchanged
    assert again.validators.origins == (THEIRS,)
