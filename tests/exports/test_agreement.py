"""One snapshot, every format: the same figure everywhere, compared cell by cell with the JSON form."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from tests.exports import case, test_html, test_md, test_openmetrics
from tests.exports.reread import document, exact
from tests.exports.test_taken import taken
from tests.views.scenes import RUNNING, look
from tests.views.screenshots import screen_text
from tui.app import Dashboard
from tui.exports import FORMATS, render
from tui.exports.columns import COLUMNS, LIST_SEPARATOR
from tui.exports.sdmx import code
from tui.model.snapshot import Assessment, Snapshot
from tui.views.scene import Scene
from tui.words import LANGUAGES, Language, Words, figures
from tui.words.cells import visible
from tui.words.numbers import share_text
from tui.words.statuses import status_word, symbol

SNAPSHOTS = {"made by hand": case.snapshot(), "taken": taken()}
COMPARED = {
    "text",
    "json",
    "jsonl",
    "csv",
    "datapackage",
    "csvw",
    "sdmx-csv",
    "xlsx",
    "openmetrics",
    "md",
    "html",
    "svg",
    "badge",
    "badge-svg",
}
"""Formats that are compared here; the descriptors hold no figures, and badges are compared in a test of their own."""

pytestmark = pytest.mark.parametrize("snapshot", SNAPSHOTS.values(), ids=list(SNAPSHOTS))


def records(snapshot: Snapshot) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document(snapshot)["indicators"]
    return found


def table(snapshot: Snapshot, format: str) -> list[dict[str, str]]:
    text = render(snapshot, format, Words("zh"), raw=True).decode()
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def nested(record: dict[str, Any], column: str) -> Any:
    """What a column of the long table is called in the JSON form."""
    for outer in ("target", "name", "explain"):
        if column.startswith(f"{outer}_"):
            return (record[outer] or {}).get(column.removeprefix(f"{outer}_"))
    return record["provenance"][column] if column in {"source", "document", "section", "recorded"} else record[column]


def flat(column: str, value: Any) -> Any:
    """A value of the JSON form as it stands in a cell."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return value
        case list() if column == "tiers":
            return LIST_SEPARATOR.join(f"{each['level']}={each['covered']}/{each['applicable']}" for each in value)
        case list() if column == "steps":
            return LIST_SEPARATOR.join(f"{each['id']}={each['state']}" for each in value)
        case list():
            return LIST_SEPARATOR.join(value)
        case _:
            return visible(value)


def test_every_format_is_compared(snapshot: Snapshot) -> None:
    """A new format comes with its comparison."""
    assert set(FORMATS) == COMPARED


def test_lines_of_json(snapshot: Snapshot) -> None:
    """Every record is the JSON form's own."""
    lines = map(exact, render(snapshot, "jsonl", Words("zh")).decode().splitlines())
    found = [line for line in lines if line["record"] == "indicator"]
    assert [{name: value for name, value in line.items() if name != "record"} for line in found] == records(snapshot)


def test_the_long_table(snapshot: Snapshot) -> None:
    """Every cell of every row."""
    for row, record in zip(table(snapshot, "csv"), records(snapshot), strict=True):
        for column in COLUMNS:
            if column.name != "as_of":
                expected = flat(column.name, nested(record, column.name))
                cell = row[column.name]
                assert (Decimal(cell) if isinstance(expected, Decimal) else cell) == expected, (row["id"], column.name)


def test_sdmx(snapshot: Snapshot) -> None:
    """Values, bounds, parts, limits and standing."""
    for row, record in zip(table(snapshot, "sdmx-csv"), records(snapshot), strict=True):
        assert row["INDICATOR"] == code(record["id"])
        value = row["OBS_VALUE"] or row["BOUND_VALUE"]
        assert (Decimal(value) if value else None) == record["value"]
        assert (row["BOUND_OP"] or "eq") == record["op"]
        for column, name in (("NUMERATOR", "numerator"), ("PROGRESS_RAW", "progress_raw"), ("PLAN", "plan")):
            assert (Decimal(row[column]) if row[column] else None) == record[name]
        assert (row["ASSESSMENT"] or None) == record["status"]
        assert row["FRESHNESS"] == record["freshness"]


def test_metrics(snapshot: Snapshot) -> None:
    """Every sample of a figure that is current, and none besides."""
    found = {
        (name, labels["id"], labels["unit"]): number
        for name, labels, number in test_openmetrics.samples(snapshot)
        if "id" in labels and (name not in {"indicator_status", "indicator_freshness"} or number)
    }
    names = {
        "indicator_numerator": "numerator",
        "indicator_denominator": "denominator",
        "indicator_progress_ratio": "progress",
        "indicator_progress_raw_ratio": "progress_raw",
        "indicator_plan_ratio": "plan",
        "indicator_pace_ratio": "pace_ratio",
        "indicator_gap_points": "gap_pp",
        "indicator_forecast": "forecast",
        "indicator_needed_per_month": "needed_per_month",
    }
    for record in records(snapshot):
        key = (record["id"], record["unit"])
        is_current = record["value"] is not None and record["freshness"] not in {"stale", "expired"}
        assert found["indicator_up", *key] == is_current
        for metric, name in names.items():
            assert found.get((metric, *key)) == (record[name] if is_current else None), (metric, key)
        kind = "indicator_value" if record["op"] in {"eq", "approx"} else "indicator_bound"
        assert found.get((kind, *key)) == (record["value"] if is_current else None)
        assert found.get(("indicator_target", *key)) == (record["target"] or {}).get("value")


def test_the_workbook(snapshot: Snapshot) -> None:
    """Numbers of the sheets of indicators and units, as a spreadsheet holds them."""
    book = openpyxl.load_workbook(BytesIO(render(snapshot, "xlsx", Words("en"))))
    rows: dict[tuple[Any, Any], dict[str, Any]] = {}
    for name in ("Indicators", "Units"):
        titles, *lines = book[name].values
        for line in lines:
            row = dict(zip(map(str, titles), line, strict=True))
            rows[row["Id"], row["Unit id"] or ""] = row
    assert len(rows) == len(records(snapshot))
    for record in records(snapshot):
        row = rows[record["id"], record["unit"]]
        if record["op"] == "eq":
            assert number(row["Value"]) == record["value"]
        for title, name in (
            ("Numerator", "numerator"),
            ("Denominator", "denominator"),
            ("Progress", "progress_raw"),
            ("Plan", "plan"),
            ("Gap", "gap_pp"),
            ("Forecast", "forecast"),
        ):
            assert number(row[title]) == record[name], (record["id"], title)
        limit = (record["target"] or {}).get("value")
        assert number(row["Target"]) == limit


def number(cell: Any) -> Decimal | None:
    """A cell as a decimal: the shortest digits that make the float."""
    return None if cell is None else Decimal(str(cell))


def shown(words: Words, found: Assessment, record: dict[str, Any]) -> Iterator[str]:
    """What people read of a series, made from the JSON form where that has the number itself."""
    yield f"{symbol(record['status'])} {status_word(words, record['status'])}"
    yield figures.figure(words, found)
    yield figures.target(words, found)
    if record["progress_raw"] is not None:
        yield share_text(record["progress_raw"])
    yield record["explain"][words.language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_pictures(snapshot: Snapshot, language: Language) -> None:
    """Status, figure, target, progress and reason, in every format that people read, row by row."""
    words = Words(language)
    text = squeezed(render(snapshot, "text", words, width=200).decode())
    page = [squeezed(row) for row in test_html.rows(render(snapshot, "html", words).decode())]
    lines = [squeezed("".join(row)) for row in test_md.cells(render(snapshot, "md", words).decode()) if len(row) == 10]
    svg = ElementTree.fromstring(render(snapshot, "svg", words))
    picture = squeezed("".join("".join(each.itertext()) for each in svg.iter("{http://www.w3.org/2000/svg}text")))
    for found, record in zip(snapshot.assessments, records(snapshot), strict=True):
        name = squeezed(found.indicator.name.said(language) + (f" / {found.unit}" if found.unit else ""))
        (row,) = (each for each in page if f"{name}{found.id}" in each)
        parts = [squeezed(part) for part in shown(words, found, record)]
        assert any(all(part in line for part in (name, *parts)) for line in lines), found.id
        for part in parts:
            assert part in row, (found.id, part)
            assert part in text, (found.id, part)
            assert part in picture, (found.id, part)


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_dashboard(snapshot: Snapshot, language: Language) -> None:
    """On the screen each series has the same status, figure and target in its line, as in every format."""
    words = Words(language)
    app = Dashboard(Scene(snapshot, RUNNING), look(language), theme="dark")
    async with app.run_test(size=(260, 60)) as pilot:
        await pilot.pause()
        lines = screen_text(app).splitlines()
    for found, record in zip(snapshot.assessments, records(snapshot), strict=True):
        name = squeezed(found.unit or found.indicator.name.said(language))[:24]
        sign = symbol(record["status"])
        named = [squeezed(line) for line in lines if sign in line[:4] and name in squeezed(line)]
        # That all steps are wanted is said shorter on a screen; there is no figure in it.
        target = "" if record["measure"] == "steps" else figures.target(words, found)
        parts = (status_word(words, record["status"]), figures.figure(words, found), target)
        assert any(all(squeezed(part) in line for part in parts) for line in named), (record["id"], parts, named)


def squeezed(text: str) -> str:
    """A text without spaces and line ends, which each format sets as it likes."""
    return "".join(visible(text.replace("\n", "")).split()).replace("\ufffd", "")
