"""The packaged templates write what the report says in its sections 1, 4 and 5, figure by figure."""

import csv
import re
from pathlib import Path

import pytest

from tests.sample.conftest import NOW
from tests.sample.test_figures import ROWS
from tui.config import Config
from tui.exports.report import write_report
from tui.monitor import take_now
from tui.store import Store
from tui.words import Language, Words

SECTIONS = {"1": "leadership", "4": "oversight", "5": "society"}
FIGURES = list(csv.DictReader(Path(__file__).with_name("report_figures.csv").read_text(encoding="utf-8").splitlines()))
TEMPLATES = Path(__file__).parent.parent.parent / "tui" / "sample"
SIGNS = {"eq": "", "ge": "≥", "lt": "<", "gt": ">"}


def template(language: Language) -> str:
    return (TEMPLATES / f"report.{language}.md.j2").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def written(config: Config, store: Store) -> dict[str, str]:
    """The report by language, for which nothing had to be allowed."""
    snapshot = take_now(config, store, lambda: NOW)
    languages: tuple[Language, ...] = ("zh", "en")
    return {each: write_report(snapshot, template(each), f"report.{each}.md.j2", Words(each)) for each in languages}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure["en"])
def test_the_prose_states_it_in_its_section(figure: dict[str, str], language: str, written: dict[str, str]) -> None:
    parts = re.split(r"^## ", written[language], flags=re.MULTILINE)
    place = [number for number, part in enumerate(parts) if figure[language] in part]
    assert place == [{"1": 1, "4": 2, "5": 3}[figure["section"]]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_of_the_sections_is_there_and_right(
    language: str, config: Config, written: dict[str, str]
) -> None:
    """All that have a figure stand in the table, as expected; all that have none are said to have none."""
    table = {
        found["id"].replace("\\", ""): found["figure"].replace("\\", "")
        for found in re.finditer(
            r"^\| .* \((?P<id>[a-z_.\\]+)\) \| (?P<figure>[^|]+) \|", written[language], re.MULTILINE
        )
    }
    chosen = [row for row in ROWS if config.framework.indicators[row["id"]].group in SECTIONS.values()]
    assert set(table) == {row["id"] for row in chosen if row["value"]}
    for row in chosen:
        if row["value"]:
            parts = table[row["id"]].split()
            if row["numerator"]:
                assert parts.pop(0) == f"{row['numerator']}/{row['denominator']}"
            assert not parts or parts[0] == f"{SIGNS[row['op']]}{row['value']}"
        else:
            name = config.framework.indicators[row["id"]].name._asdict()[language]
            (line,) = [line for line in written[language].splitlines() if line.startswith(f"- {name}")]
            assert not any(map(str.isdigit, line.removeprefix(f"- {name}")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_has_its_document_and_vintage(language: str, written: dict[str, str]) -> None:
    """Each mark has one footnote, in order; each footnote has the day since which the figure is known."""
    text = written[language]
    notes = re.findall(r"^\[\^(\d+)\]: (.+)$", text, re.MULTILINE)
    assert [number for number, _ in notes] == [str(each) for each in range(1, len(notes) + 1)]
    assert set(re.findall(r"\[\^(\d+)\]", text)) == {number for number, _ in notes}
    assert all("2023-03-06" in said for _, said in notes)


def test_both_templates_use_the_same_figures() -> None:
    used = [set(re.findall(r'"([a-z_]+\.[a-z_]+)"', template(language))) for language in ("zh", "en")]
    assert used[0] == used[1]
