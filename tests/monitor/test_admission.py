"""Whether an answer fits what the dashboard knows: read from files, against indicators and a roster."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.monitor.parts import START
from tui.cli import main
from tui.config import load
from tui.errors import Message
from tui.model.source import Reading, Validators
from tui.monitor.admission import admitted
from tui.monitor.intake import Result
from tui.sources.readers import Readers
from tui.store import open_store
from tui.words import Words

CONFIG = """
schema = 1
[rosters.streets]
file = "streets.csv"
[indicators.aides]
[indicators.cases]
[indicators.covered]
measure = "coverage"
roster = "streets"
[indicators.built]
measure = "steps"
steps = [{ id = "plan" }]
"""

TABLE = """
[sources.drop]
type = "file"
path = "DROP"
every = "1h"
[[sources.drop.map]]
indicator_column = "series"
unit = "unit"
period = "year"
value = "figure"
"""

ROSTER = """unit_id,name,aliases
u1,First Street,First;Old First
u2,Second Street,Second
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "streets.csv").write_text(ROSTER, encoding="utf-8")
    return tmp_path


def brought(folder: Path, figures: str, source: str = TABLE, name: str = "drop.csv") -> Result:
    """What came of reading a file, as it may be recorded."""
    (folder / name).write_text(figures, encoding="utf-8")
    (folder / "indicators.toml").write_text(CONFIG + source.replace("DROP", name), encoding="utf-8")
    config = load(str(folder / "indicators.toml"), {})
    declared = config.sources["drop"]

    async def once() -> Reading:
        async with Readers({}) as readers:
            return await readers.read(declared, Validators(), START)

    return admitted(Result(declared, START, 0.0, asyncio.run(once())), config.framework)


def refusal(result: Result, language: Any = "en") -> str:
    assert result.reading is None
    assert result.error is not None
    return Words(language).say(result.error.key, **result.error.values)


def rows(result: Result) -> list[tuple[str, str, str]]:
    assert result.error is None
    assert result.reading is not None
    return [(seen.indicator, seen.unit, f"{seen.value}") for seen in result.reading.observations]


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ("aides,,2022,1\nzz,,2022,5\n", "row 3, column series: no indicator is called zz"),
        ("aides,,2022,1\ncase,,2022,5\n", "row 3, column series: no indicator is called case (did you mean cases?)"),
    ],
)
def test_an_indicator_that_is_not_defined_fails_the_reading(folder: Path, figures: str, said: str) -> None:
    """Whole: neither is the good row taken."""
    result = brought(folder, "series,unit,year,figure\n" + figures)
    assert refusal(result) == said
    assert "zz" in refusal(result, "zh") or "cases" in refusal(result, "zh")


def test_its_place_in_a_tree_is_named(folder: Path) -> None:
    figures = '[{"series": "zz", "unit": "", "year": "2022", "figure": 5}]'
    assert refusal(brought(folder, figures, name="drop.json")) == "[0].series: no indicator is called zz"


def test_units_are_taken_under_their_ids(folder: Path) -> None:
    """Once each, whichever names they go by; a unit on no roster as it is: a check tells of it."""
    figures = "covered,First,2022,1\ncovered,Old First,2022,1\ncovered,u2,2022,0\ncovered,Third,2022,1\n"
    result = brought(folder, "series,unit,year,figure\n" + figures)
    assert rows(result) == [("covered", "u1", "1"), ("covered", "u2", "0"), ("covered", "Third", "1")]


@pytest.mark.parametrize("other", ["Old First", "u1"])
def test_two_figures_for_one_unit_under_two_names_contradict_each_other(folder: Path, other: str) -> None:
    """The order of rows decides nothing."""
    for first, second in ((1, 0), (0, 1)):
        result = brought(
            folder, f"series,unit,year,figure\ncovered,First,2022,{first}\ncovered,{other},2022,{second}\n"
        )
        assert refusal(result) == "covered[u1]: row 2 and row 3 state different figures for 2022"


def test_a_name_that_units_had_in_turn_is_left_to_the_day(folder: Path) -> None:
    """Which of them is meant follows from the day that is judged, not from the reading."""
    (folder / "streets.csv").write_text(
        "unit_id,name,valid_from,valid_to,aliases\nu1,One,,2022-06-30,Street\nu2,Two,2022-07-01,,Street\n",
        encoding="utf-8",
    )
    assert rows(brought(folder, "series,unit,year,figure\ncovered,Street,2022,1\n")) == [("covered", "Street", "1")]


@pytest.mark.parametrize(("indicator", "unit"), [("covered", "u1"), ("built", "plan")])
def test_true_says_that_something_is_done(folder: Path, indicator: str, unit: str) -> None:
    figures = f'[{{"series": "{indicator}", "unit": "{unit}", "year": "2022", "figure": true}}]'
    assert rows(brought(folder, figures, name="drop.json")) == [(indicator, unit, "1")]


def test_true_is_no_number(folder: Path) -> None:
    figures = '[{"series": "aides", "unit": "", "year": "2022", "figure": true}]'
    result = brought(folder, figures, name="drop.json")
    assert refusal(result) == "[0].figure: true is no number"
    assert "true" in refusal(result, "zh")


def test_what_cannot_be_taken_fails_its_source_and_is_not_recorded(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`poll` and the collector alike end with 3."""
    brought(folder, "series,unit,year,figure\naides,,2022,1\nzz,,2022,5\n")
    monkeypatch.chdir(folder)
    for verb in (["poll"], ["collect", "--once"]):
        store = str(folder / f"{verb[0]}.db")
        assert main(["-c", "indicators.toml", "--store", store, "--lang", "en", *verb]) == 3
        said = capsys.readouterr()
        assert said.out == ""
        assert "row 3, column series: no indicator is called zz" in said.err
        opened = open_store(store)
        assert opened.history().units("aides") == []
        assert opened.source_states()["drop"].error == Message(
            "source.map.unknown_indicator",
            {"at": Message("source.at.cell", {"row": 3, "column": "series"}), "id": "zz", "nearest": ""},
        )
        opened.close()
