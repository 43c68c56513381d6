"""`zhibiao calendar`: what is owed when, and what a calendar program makes of it."""

import json
import re
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
            "LATE Sites\\n; with, signs: figure for July 2022",
        ]
        assert b"X-WR-CALNAME:Dates\\, and\\; more\r\n" in (dated / "dates.ics").read_bytes()
        assert str(events[3]["DESCRIPTION"]) == "司法局\naides"


YEARLY = """
[calendar]
holidays = [2023-03-01]
[calendar.reports.superiors]
name = { zh = "报上级", en = "To superiors and congress" }
day = "03-01"
owner = "office"
roll = "next_workday"
[calendar.reports.public]
name = { zh = "公布", en = "Made public" }
day = "04-01"
"""


def test_reports_that_come_back_every_year(dated: Path, run: Run) -> None:
    """The next day of each, rolled over days off where it says so, and never late."""
    path = dated / "indicators.toml"
    path.write_text(path.read_text(encoding="utf-8") + YEARLY, encoding="utf-8")
    for day, expected in {
        "2022-09-01": ["2023-03-02", "2023-04-01"],
        "2023-03-02": ["2023-03-02", "2023-04-01"],
        "2023-03-03": ["2024-03-01", "2023-04-01"],
        "2023-04-02": ["2024-03-01", "2024-04-01"],
    }.items():
        found = json.loads(calendar(run, "--format", "json", "--as-of", day))["dates"]
        yearly = {each["id"]: each for each in found if each["kind"] == "yearly"}
        assert [yearly[f"calendar.{name}"]["date"] for name in ("superiors", "public")] == expected
        assert not any(each["late"] for each in yearly.values())
    assert re.search(r"yearly report +To superiors and congress \(calendar.superiors\)  office\n", calendar(run))
    assert "yearly" not in calendar(run, "--id", "aides")


@pytest.mark.parametrize(
    ("owed", "day", "expected"),
    [
        ("12-31", "2022-12-31", ["2023-01-02"]),
        ("12-31", "2023-01-01", ["2023-01-02"]),
        ("12-31", "2023-01-03", ["2024-01-01"]),
        ("12-31", "9999-12-31", ["9999-12-31"]),
        ("03-01", "9999-12-31", []),
        ("03-01", "0001-01-01", ["0001-03-01"]),
    ],
)
def test_a_report_at_the_turn_of_a_year(owed: str, day: str, expected: list[str], dated: Path, run: Run) -> None:
    """Where last year's was rolled it is still to come; after the last year that there is, none is."""
    path = dated / "indicators.toml"
    added = f'\n[calendar.reports.end]\nname = {{ zh = "x", en = "x" }}\nday = "{owed}"\nroll = "next_workday"\n'
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    found = json.loads(calendar(run, "--format", "json", "--as-of", day))["dates"]
    assert [each["date"] for each in found if each["kind"] == "yearly"] == expected


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('day = "02-29"', 'a day of every year such as "03-01" is expected'),
        ("day = 2023-03-01", 'a day of every year such as "03-01" is expected'),
        ('day = "03-01"\nroll = "back"', "roll"),
        ("", "day"),
    ],
)
def test_a_day_that_not_every_year_has_is_refused(written: str, said: str, dated: Path, run: Run) -> None:
    path = dated / "indicators.toml"
    added = f'\n[calendar.reports.x]\nname = {{ zh = "x", en = "x" }}\n{written}\n'
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    code, _, err = run("calendar", "--store", ":memory:")
    assert code == Exit.USAGE
    assert said in err


def test_what_each_unit_owes(dated: Path, run: Run) -> None:
    """Of indicators with units; a unit that reported owes the next figure, another the one before."""
    path = dated / "indicators.toml"
    text = path.read_text(encoding="utf-8").replace('unit = "SITES"\n\n[indicators.met]', UNITS)
    path.write_text(text + SEEN, encoding="utf-8")
    (dated / "streets.csv").write_text("unit_id,name\neast,East\nwest,West\n", encoding="utf-8")
    found = {}
    for unit in ("east", "west"):
        dates = json.loads(calendar(run, "--format", "json", "--unit", unit))["dates"]
        found[unit] = [(each["unit"], each["id"], each["period"], each["late"]) for each in dates]
    assert found == {"east": [("east", "sites", "2022-M08", False)], "west": [("west", "sites", "2022-M07", True)]}
    out = calendar(run, "--format", "ics", "--unit", "east", "--unit", "west")
    assert len(set(re.findall(r"UID:(\S+)", out))) == 2
    assert run("calendar", "--unit", "north", "--store", ":memory:")[0] == Exit.USAGE
    assert calendar(run, "--format", "ics", "--unit", "East", "--unit", "West") == out


@pytest.mark.parametrize("verb", ["calendar", "snapshot"])
def test_a_unit_may_be_named(verb: str, dated: Path, run: Run) -> None:
    """By its id, its name, what it was called before; what may mean several, or nobody, is refused."""
    path = dated / "indicators.toml"
    text = path.read_text(encoding="utf-8").replace('unit = "SITES"\n\n[indicators.met]', UNITS)
    path.write_text(text + SEEN, encoding="utf-8")
    roster = "unit_id,name,aliases\neast,东街道,旧东街道\nwest,西街道,\nnorth,站,\nsouth,站,\n"
    (dated / "streets.csv").write_text(roster, encoding="utf-8")

    def asked(unit: str) -> tuple[int, str, str]:
        code, out, err = run(verb, "--format", "json", "--store", ":memory:", "--unit", unit)
        return code, re.sub('"taken_at": .*', "", out), err

    code, out, _ = asked("east")
    assert code == Exit.OK
    assert asked("东街道") == asked("旧东街道") == (code, out, "")
    assert asked("站") == (Exit.USAGE, "", "zhibiao: 站 may mean any of north, south: give the id\n")
    said = "zhibiao: no indicator has figures of its own for a unit {}\n"
    assert asked("西街") == (Exit.USAGE, "", said.format("西街 (did you mean 西街道?)"))
    assert asked("nowhere") == (Exit.USAGE, "", said.format("nowhere"))


UNITS = """unit = "SITES"
units = "streets"

[rosters.streets]
file = "streets.csv"

[indicators.met]"""
SEEN = """
[[observations]]
indicator = "sites"
unit = "east"
period = "2022-M07"
value = 3
"""


def test_a_calendar_program_reminds(dated: Path, run: Run) -> None:
    """A week before, or as it was asked; never of what is late already."""
    for asked, days in (((), [7]), (("--remind", "30", "--remind", "1", "--remind", "0"), [30, 1, 0])):
        read = Calendar.from_ical(calendar(run, "--format", "ics", *asked))
        for event in read.walk("VEVENT"):
            alarms = event.walk("VALARM")
            is_late = str(event["SUMMARY"]).startswith("LATE ")
            assert [-alarm.decoded("TRIGGER").days for alarm in alarms] == ([] if is_late else days)
            assert all(alarm["ACTION"] == "DISPLAY" and alarm["DESCRIPTION"] == event["SUMMARY"] for alarm in alarms)
    assert run("calendar", "--remind", "-1", "--store", ":memory:")[0] == Exit.USAGE


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


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_have_a_calendar_too(day: str, small: Path, run: Run) -> None:
    """Wherever their midnight lies in UTC."""
    path = small / "indicators.toml"
    west = path.read_text(encoding="utf-8").replace("evaluate_on = 2022-12-31", 'timezone = "America/New_York"')
    path.write_text(west, encoding="utf-8")
    code, out, _ = run("calendar", "--format", "ics", "--as-of", day, "--store", ":memory:")
    assert code == Exit.OK
    assert Calendar.from_ical(out)
