"""The packaged templates write what the report says in its sections 1, 4 and 5, figure by figure."""

import csv
import re
from pathlib import Path

import pytest

from tests.exports.browser import Browser, findings
from tests.office import TEXT, Office
from tests.sample import templates
from tests.sample.conftest import NOW
from tests.sample.test_figures import ROWS
from tui.config import Config
from tui.exports.docx import write_document
from tui.exports.medium import HTML, MARKDOWN
from tui.exports.report import write_report
from tui.monitor import take_now
from tui.store import Store
from tui.words import LANGUAGES, Language, Words

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
    return {each: write_report(snapshot, template(each), "t", Words(each), MARKDOWN) for each in languages}


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


def plain(markdown: str) -> list[str]:
    """Markdown as a word processor shows it, a paragraph or cell a line."""
    found: list[str] = []
    for line in markdown.splitlines():
        said = re.sub(r"\[\^(\d+)\]", r"[\1]", line)
        if said.startswith("| ---") or not said:
            continue
        parts = re.split(r"(?<!\\)\|", said)[1:-1] if said.startswith("|") else [said]
        parts = [re.sub(r"^(#+ |- |(\[\d+\]):(?= ))", r"\2", part.strip()) for part in parts]
        found += [re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", part) for part in parts]
    return found


def documents(config: Config, store: Store) -> dict[Language, bytes]:
    snapshot = take_now(config, store, lambda: NOW)
    languages: tuple[Language, ...] = ("zh", "en")
    templates = {each: (TEMPLATES / f"report.{each}.docx").read_bytes() for each in languages}
    return {each: write_document(snapshot, template, "t", Words(each)) for each, template in templates.items()}


def test_a_word_processor_reads_the_same_text(
    config: Config, store: Store, written: dict[str, str], office: Office, tmp_path: Path
) -> None:
    """LibreOffice opens the document, and every paragraph and cell is that of the Markdown report."""
    paths = []
    for language, data in documents(config, store).items():
        paths.append(tmp_path / f"{language}.docx")
        paths[-1].write_bytes(data)
    made = office.convert(paths, TEXT)
    for path in paths:
        text = (made / f"{path.stem}.txt").read_text(encoding="utf-8-sig")
        said = [line.strip().removeprefix("• ") for line in text.splitlines() if line.strip()]
        assert said == plain(written[path.stem])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_browser_reads_the_same_text(
    language: Language, config: Config, store: Store, written: dict[str, str], browser: Browser, tmp_path: Path
) -> None:
    """The page needs nothing, complains of nothing, has what it says in Markdown, and no serious finding of axe."""
    text = (TEMPLATES / f"report.{language}.html.j2").read_text(encoding="utf-8")
    path = tmp_path / "report.html"
    path.write_text(write_report(take_now(config, store, lambda: NOW), text, "t", Words(language), HTML), "utf-8")
    seen = browser.open(path)
    assert (seen.requests, seen.complaints) == ((path.as_uri(),), ())
    said = browser.evaluate(
        "[...document.querySelectorAll('h1,h2,p,li,th,td')].map(each => each.textContent.replace('\u21a9', '').trim())"
    )
    notes = [
        re.sub(r"^\[\d+\] ", "", line) if line.startswith("[") and "] " in line else line
        for line in plain(written[language])
    ]
    assert said == notes
    assert findings(browser) == []


def test_the_document_is_the_same_bytes_again(config: Config, store: Store) -> None:
    assert documents(config, store) == documents(config, store)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_packaged_is_what_is_made(language: Language) -> None:
    """The sentences stand in the Markdown templates alone: `python -m tests.sample.templates` makes the others."""
    assert (TEMPLATES / f"report.{language}.html.j2").read_text(encoding="utf-8") == templates.page(language)
    packaged = (TEMPLATES / f"report.{language}.docx").read_bytes()
    assert (
        templates.parts(packaged)["word/document.xml"]
        == templates.parts(templates.document(language))["word/document.xml"]
    )


def test_both_templates_use_the_same_figures() -> None:
    used = [set(re.findall(r'"([a-z_]+\.[a-z_]+)"', template(language))) for language in ("zh", "en")]
    assert used[0] == used[1]
