"""`zhibiao man`: the formatters find nothing to say, and everything that a verb takes is on the page."""

import re
import subprocess

import pytest

from tests.cli.conftest import Run
from tests.lacking import needed
from tui.cli import VERBS, Exit
from tui.cli.completion import parsers
from tui.words import LANGUAGES, Language, Words


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return "zh" if request.param == "zh" else "en"


@pytest.fixture
def page(language: Language, run: Run) -> str:
    code, out, err = run("man", language=language)
    assert (code, err) == (Exit.OK, "")
    return out


def formatted(page: str, program: str, package: str, *how: str) -> subprocess.CompletedProcess[str]:
    path = needed(program, package)
    return subprocess.run([path, *how], input=page, capture_output=True, text=True, check=False, timeout=60)


def test_mandoc_has_nothing_to_remark(page: str) -> None:
    done = formatted(page, "mandoc", "mandoc", "-Tlint", "-W", "warning")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_groff_has_nothing_to_warn_of(page: str) -> None:
    """All warnings on, lines that cannot be broken among them."""
    done = formatted(page, "groff", "groff-base", "-k", "-man", "-ww", "-z", "-Tutf8")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_verb_and_option_is_explained(page: str, language: Language) -> None:
    """As it is read: bold and italics taken away, lines joined."""
    read = formatted(page, "mandoc", "mandoc", "-Tutf8", "-Owidth=300").stdout
    said = re.sub(".\x08", "", read)
    squeezed = re.sub(r"\s", "", said)
    words = Words(language)
    for parser in parsers(words):
        assert f"zhibiao {parser.verb}" in said
        for taken in (*parser.options.taken, *parser.arguments.taken):
            assert all(name in said for name in taken.names if name.startswith("-")), (parser.verb, taken.names)
            assert re.sub(r"\s", "", words.say(taken.help)) in squeezed, (parser.verb, taken.names)
            assert all(choice in said for choice in taken.choices)
    assert "man" in VERBS


def test_every_exit_code_stands_there(page: str) -> None:
    codes = {int(code) for code in re.findall(r"^\\fB([0-9]+)\\fP$", page, re.MULTILINE)}
    assert codes == {code.value for code in Exit} - {Exit.INTERRUPTED}


def test_no_line_begins_with_a_request_by_chance(page: str) -> None:
    """Whatever begins with a point is one of ours."""
    requests = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert requests == {"'\\\"", ".TH", ".SH", ".SS", ".TP", ".PP", ".br", ".ad", ".nh"}
