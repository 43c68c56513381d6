"""`zhibiao report` refuses what it cannot stand for, and a template can do nothing but write."""

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tui.cli import Exit


@pytest.fixture
def polled(small: Path, run: Run) -> Path:
    run("poll", "-q", "--store", "h.db")
    return small


def write(text: str, name: str = "t.md.j2") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def report(run: Run, text: str, *arguments: str) -> tuple[int, str, str]:
    return run("report", write(text), "--store", "h.db", *arguments)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ('{{ "aides" | value }}', "12 persons"),
        ('{{ "aides" | number }}', "12"),
        ('{{ "aides" | name }}: {{ "aides" | status }}, {{ "aides" | target }}', "Legal aides: met, ≥10 persons"),
        ('{{ "aides" | period }}', "2022"),
        ('{{ "aides" | before }}', "-"),
        ("{{ title }}, {{ as_of | date }}", "Small, 31 December 2022"),
        ('{{ "2023-03-06" | date }}', "6 March 2023"),
        ('{% if "aides" | is_known %}yes{% endif %}', "yes"),
        ('{{ "aides" | value }}{{ "aides" | note }}\n{{ footnotes() }}', "12 persons[^1]\n[^1]: drop"),
    ],
)
def test_a_figure_is_named_and_never_typed(template: str, said: str, polled: Path, run: Run) -> None:
    code, out, err = report(run, template)
    assert (code, err) == (Exit.OK, "")
    assert out.startswith(said)


def test_a_table_lists_what_was_used(polled: Path, run: Run) -> None:
    out = report(run, '{{ "aides" | value }}\n{{ figures() }}\n')[1]
    assert out.splitlines()[1:] == [
        "| Indicator | Figure | Period | Document |",
        "| --- | ---: | --- | --- |",
        "| Legal aides (aides) | 12 persons | 2022 | [^1] |",
    ]


def test_it_is_written_whole_or_not_at_all(polled: Path, run: Run) -> None:
    assert report(run, '{{ "aides" | value }}\n', "-o", "out.md")[:2] == (Exit.OK, "")
    assert Path("out.md").read_text(encoding="utf-8") == "12 persons\n"
    assert report(run, '{{ "aidez" | value }}\n', "-o", "out.md")[0] == Exit.USAGE
    assert Path("out.md").read_text(encoding="utf-8") == "12 persons\n"


def test_an_unknown_id_is_always_refused(polled: Path, run: Run) -> None:
    for more in ((), ("--allow-missing",)):
        code, out, err = report(run, '{{ "aidez" | value }}', *more)
        assert (code, out) == (Exit.USAGE, "")
        assert "no indicator is called aidez (did you mean aides?)" in err


def test_a_missing_figure_is_refused_unless_allowed(small: Path, run: Run) -> None:
    code, out, err = report(run, '{{ "aides" | value }} {{ "sites" | fraction }}')
    assert (code, out) == (Exit.USAGE, "")
    assert "aides has no figure (" in err
    assert "sites has no figure (" in err
    code, out, _ = report(run, '{{ "aides" | number }}', "--allow-missing")
    assert (code, out) == (Exit.OK, "-")


def test_what_fails_a_check_is_refused_unless_allowed(polled: Path, run: Run) -> None:
    path = polled / "indicators.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[checks.many]\nexpr = "aides >= 99"\nseverity = "error"\n', encoding="utf-8")
    code, out, err = report(run, '{{ "aides" | value }}')
    assert (code, out) == (Exit.USAGE, "")
    assert "aides fails the check many" in err
    assert report(run, '{{ "sites" | value }}')[0] == Exit.OK
    assert report(run, '{{ "aides" | value }}', "--allow-missing")[0] == Exit.OK


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ 'aides' | value", "t.md.j2:1: not a template: "),
        ("\n{{ 'aides' | percent }}", "t.md.j2:2: aides is not in per cent"),
        ("\n\n{{ nothing }}", "t.md.j2:3: 'nothing' is undefined"),
        ("{{ 'aides' | covered('first') }}", "aides has no tier first"),
        ("{{ 'aides' | valu }}", "t.md.j2:1: not a template: "),
        ("{{ 1 / 0 }}", "t.md.j2:1: division by zero"),
        ("{{ ''.__class__.__mro__ }}", "t.md.j2:1: "),
        ("{{ footnotes.__self__ }}", "t.md.j2:1: "),
        ("{{ figures.__func__.__globals__ }}", "t.md.j2:1: "),
        ("{% include '/etc/passwd' %}", "t.md.j2:1: "),
        ("{{ cycler }}", "t.md.j2:1: "),
        ("{% for _ in range(1000000000) %}{% endfor %}", "t.md.j2:1: "),
    ],
)
def test_a_template_can_do_nothing_but_write(template: str, said: str, polled: Path, run: Run) -> None:
    code, out, err = report(run, template)
    assert (code, out) == (Exit.USAGE, "")
    assert said in err
    assert "Traceback" not in err


def test_names_are_text_in_markdown_and_themselves_elsewhere(polled: Path, run: Run) -> None:
    path = polled / "indicators.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Legal aides", "<b>|*x*"), encoding="utf-8")
    assert report(run, '{{ "aides" | name }}')[1] == "\\<b\\>\\|\\*x\\*"
    assert run("report", write('{{ "aides" | name }}', "t.txt"), "--store", "h.db")[1] == "<b>|*x*"


def test_a_template_that_is_not_there_is_2(polled: Path, run: Run) -> None:
    code, out, err = run("report", "absent.md.j2", "--store", "h.db")
    assert (code, out) == (Exit.USAGE, "")
    assert "absent.md.j2" in err


def test_without_the_engine_it_says_what_to_install(polled: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("jinja2", "jinja2.sandbox", "tui.exports.report"):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, "tui.exports.report")
    code, out, err = report(run, "")
    assert (code, out) == (Exit.USAGE, "")
    assert "pip install 'zhibiao[report]'" in err
