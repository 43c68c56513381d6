"""`zhibiao calendar`: what is owed when, and what a calendar program makes of it."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.conftest import HERE, Run
from tui.cli import Exit

EXPECTED = [
    ("2022-06-30", "step", True, "rules", None, "hear"),
    ("2022-08-05", "report", True, "sites", "2022-M07", None),
    ("2022-09-01", "step", False, "rules", None, "issue"),
    ("2022-10-20", "report", False, "aides", "2022-Q3", None),
    ("2023-01-02", "deadline", False, "aides", None, None),
    ("2023-01-31", "closing", False, "aides", None, None),
]
"""Late ones first; neither what is done, suspended or computed, nor a step that nobody must take any more."""


@pytest.fixture
def dated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(HERE / "calendar.toml", tmp_path / "indicators.toml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def calendar(run: Run, *arguments: str, language: str = "en") -> str:
    code, out, err = run("calendar", "--store", ":memory:", *arguments, language=language)
    assert (code, err) == (Exit.OK, "")
    return out


def test_json_lists_what_is_owed(dated: Path, run: Run) -> None:
    found = json.loads(calendar(run, "--format", "json"))
    said = [
        (each["date"], each["kind"], each["late"], each["id"], each["period"], each["step"] and each["step"]["id"])
        for each in found["dates"]
    ]
    assert said == EXPECTED
    assert [each["days"] for each in found["dates"]] == [-63, -27, 0, 49, 123, 152]


def test_text_is_for_people(dated: Path, run: Run) -> None:
    out = calendar(run, "--id", "rules")
    assert out == (
        "Dates, and; more: what is due, as of 2022-09-01\n\n"
        "late: 1\n"
        "2022-06-30  63 days late  step: Hearing  Rules (rules)\n\n"
        "ahead: 1\n"
        "2022-09-01  today         step: Issue    Rules (rules)\n"
    )
    assert calendar(run, "--id", "met").endswith("nothing is due\n")
    assert not calendar(run, language="zh").isascii()


def test_a_selection_narrows_it(dated: Path, run: Run) -> None:
    for chosen in (("--group", "all"), ("--owner", "司法局"), ("--id", "aid*")):
        found = json.loads(calendar(run, "--format", "json", *chosen))
        assert {each["id"] for each in found["dates"]} == {"aides"}
    assert run("calendar", "--id", "nothing", "--store", ":memory:")[0] == Exit.USAGE


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_calendar_program_reads_every_event(language: str, dated: Path, run: Run) -> None:
    """Days, texts with commas, semicolons and backslashes, and names of their own."""
    calendar(run, "--format", "ics", "-o", "dates.ics", language=language)
    read = Calendar.from_ical((dated / "dates.ics").read_bytes())
    events = read.walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [date.fromisoformat(day) for day, *_ in EXPECTED]
    assert len({str(event["UID"]) for event in events}) == len(EXPECTED)
    assert all(event.errors == [] for event in events)
    if language == "en":
        assert [str(event["SUMMARY"]) for event in events][:2] == [
            "LATE Rules: step: Hearing",
            "LATE Sites\\n; with, signs: figure for 2022-M07",
        ]
        assert b"X-WR-CALNAME:Dates\\, and\\; more\r\n" in (dated / "dates.ics").read_bytes()
        assert str(events[3]["DESCRIPTION"]) == "司法局\naides"


def test_lines_are_short_and_no_character_is_torn(dated: Path, run: Run) -> None:
    """RFC 5545, 3.1: CRLF, 75 octets; every piece is text by itself."""
    calendar(run, "--format", "ics", "-o", "dates.ics", language="zh")
    data = (dated / "dates.ics").read_bytes()
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    assert all(line.decode() for line in lines)


def test_the_same_day_gives_the_same_bytes(dated: Path, run: Run) -> None:
    calendar(run, "--format", "ics", "-o", "a.ics", "--as-of", "2022-09-01")
    calendar(run, "--format", "ics", "-o", "b.ics", "--as-of", "2022-09-01")
    assert (dated / "a.ics").read_bytes() == (dated / "b.ics").read_bytes()
