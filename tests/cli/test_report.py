"""`zhibiao report` refuses what it cannot stand for, and a template can do nothing but write."""

import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

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


def test_what_is_listed_first_lists_what_is_used_later_too(polled: Path, run: Run) -> None:
    """Wherever footnotes and table stand: no mark leads nowhere, and no figure is left out."""
    text = '{{ figures() }}\n\n{{ footnotes() }}\n\n{{ "aides" | value }}{{ "aides" | note }}, {{ "sites" | value }}\n'
    out = report(run, text)[1]
    assert "| Legal aides (aides) | 12 persons | 2022 | [^1] |\n| Service sites (sites) |" in out
    assert out.count("[^1]: drop") == 1
    page = run("report", write(text, "t.html"), "--store", "h.db")[1]
    for anchor in ("n1", "r1"):
        assert (page.count(f'id="{anchor}"'), f'href="#{anchor}"' in page) == (1, True)


def test_a_note_that_only_the_table_has_leads_back_nowhere(polled: Path, run: Run) -> None:
    page = run("report", write('{{ "aides" | value }}{{ figures() }}{{ footnotes() }}', "t.html"), "--store", "h.db")[1]
    assert 'href="#n1"' in page
    assert 'href="#r1"' not in page


def test_a_word_document_lists_what_is_used_later_too(polled: Path, run: Run) -> None:
    document = Document()
    for text in ("{%p for each in notes() %}", "{{ each.text }}", "{%p endfor %}", '{{ "aides" | note }}'):
        document.add_paragraph(text)
    document.save("early.docx")
    assert run("report", "early.docx", "-o", "out.docx", "--store", "h.db")[0] == Exit.OK
    note, mark = (each.text for each in Document("out.docx").paragraphs)
    assert (note.startswith("drop (known since "), mark) == (True, "[1]")


def test_a_count_says_in_which_power_of_ten_it_is(polled: Path, run: Run) -> None:
    """Without its unit it is the same number all the same."""
    path = polled / "indicators.toml"
    text = path.read_text(encoding="utf-8").replace('unit = "PERSONS"', 'unit = "PERSONS"\nunit_mult = 4')
    path.write_text(text, encoding="utf-8")
    assert report(run, '{{ "aides" | value }}, {{ "aides" | number }}')[1] == "120000 persons, 120000"
    chinese = run("report", write('{{ "aides" | number }}'), "--store", "h.db", language="zh")[1]
    assert (chinese.split()[0], chinese.isascii()) == ("12", False)


def test_a_figure_without_document_says_so(small: Path, run: Run) -> None:
    path = small / "indicators.toml"
    text = path.read_text(encoding="utf-8").partition("[sources.drop]")[0]
    groups = path.read_text(encoding="utf-8").partition("[groups.all]")[2]
    typed = '[[observations]]\nindicator = "aides"\nperiod = "2022"\nvalue = 7\n'
    path.write_text(f"{text}[groups.all]{groups}\n{typed}", encoding="utf-8")
    out = run("report", write('{{ "aides" | note }}\n{{ footnotes() }}'), "--store", ":memory:")[1]
    assert out == "[^1]\n[^1]: source not named"


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
    for filter in ("value", "fraction", "numerator", "denominator"):
        assert report(run, f'{{{{ "aides" | {filter} }}}}', "--allow-missing")[:2] == (Exit.OK, "-")


def test_what_fails_a_check_is_refused_unless_allowed(polled: Path, run: Run) -> None:
    path = polled / "indicators.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[checks.many]\nexpr = "aides >= 99"\nseverity = "error"\n', encoding="utf-8")
    code, out, err = report(run, '{{ "aides" | value }}')
    assert (code, out) == (Exit.USAGE, "")
    assert "aides fails the check many" in err
    assert report(run, '{{ "sites" | value }}')[0] == Exit.OK
    assert report(run, '{{ "aides" | value }}', "--allow-missing")[0] == Exit.OK


def test_a_built_in_check_is_called_by_what_it_demands(polled: Path, run: Run) -> None:
    (polled / "drop.csv").write_text("id,year,figure\naides,2022,9.5\nsites,2022,3\n", encoding="utf-8")
    run("poll", "-q", "--store", "h.db")
    assert (
        "aides fails the check Legal aides (a count is whole and not negative)"
        in report(run, '{{ "aides" | value }}')[2]
    )


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ 'aides' | value", "t.md.j2:1: not a template: "),
        ("\n{{ 'aides' | percent }}", "t.md.j2:2: aides is not in per cent"),
        ("\n\n{{ nothing }}", "t.md.j2:3: 'nothing' is undefined"),
        ("{{ 'aides' | covered('first') }}", "aides has no tier first"),
        ("{{ 'aides' | covered }}", "t.md.j2:1: the filter covered takes label, level"),
        ("{{ 'aides' | value(1, 2) }}", "t.md.j2:1: the filter value takes label"),
        ("{{ 'aides' | fraction }}", "t.md.j2:1: aides is no share of anything"),
        ("{{ 'aides' | numerator }}", "t.md.j2:1: aides is no share of anything"),
        ("{{ 'aides' | missing }}", "t.md.j2:1: aides has no roster"),
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


def test_what_a_branch_leaves_out_is_not_used(polled: Path, run: Run) -> None:
    """A figure that is missing is refused only where it would be written."""
    (polled / "drop.csv").write_text("id,year,figure\naides,2022,12\n", encoding="utf-8")
    run("poll", "-q", "--store", "new.db")
    text = '{% if "sites" | is_known %}{{ "sites" | value }}{% else %}{{ "aides" | value }}{% endif %}'
    assert run("report", write(text), "--store", "new.db") == (Exit.OK, "12 persons", "")


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("10", "12", "+2 persons (+20 %)"),
        ("12", "9", "-3 persons (-25 %)"),
        ("12", "12", "unchanged"),
        ("0", "12", "+12 persons"),
        ("<10", "12", "-"),
        ("10", ">12", "-"),
    ],
)
def test_the_change_in_a_year(before: str, now: str, said: str, small: Path, run: Run) -> None:
    """Against the same period of the year before; a bound has no difference."""
    rows = f"aides,2021,{before}\naides,2022,{now}\nsites,2020,1\nsites,2022,3\n"
    (small / "drop.csv").write_text(f"id,year,figure\n{rows}", encoding="utf-8")
    run("poll", "-q", "--store", "h.db")
    text = '{{ "aides" | change }}{% if "sites" | has_change %}!{% endif %}\n\n{{ figures() }}'
    out = report(run, text)[1].splitlines()
    assert out[0].replace("\\", "") == said
    head = ["Indicator", "Figure", *(["Change in a year"] if said != "-" else []), "Period", "Document"]
    assert out[1] == f"| {' | '.join(head)} |"


@pytest.mark.parametrize("day", ["2022-12-31", "2023-03-06", "2024-02-29"])
def test_the_change_in_a_year_is_the_same_on_the_day_of_the_report(day: str, small: Path, run: Run) -> None:
    """An annual report is written when the next year has begun; the year before is judged when it ended."""
    rows = "aides,2021,10\naides,2022,12\nsites,2021-M12,2\nsites,2022-M12,3\nsites,2022-M01,9\n"
    (small / "drop.csv").write_text(f"id,year,figure\n{rows}", encoding="utf-8")
    path = small / "indicators.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("2022-12-31", day), encoding="utf-8")
    run("poll", "-q", "--store", "h.db")
    said = report(run, '{{ "aides" | change }} {{ "sites" | change }}', "--allow-missing")
    assert said == (Exit.OK, "+2 persons (+20 %) +1 site (+50 %)", "")


def test_a_page_escapes_every_value(polled: Path, run: Run) -> None:
    """Names of figures and the title alike; marks, footnotes and the table are ours."""
    path = polled / "indicators.toml"
    text = path.read_text(encoding="utf-8").replace("Legal aides", "<b>&\\\"'").replace('en = "Small"', 'en = "<i>"')
    path.write_text(text, encoding="utf-8")
    template = '<p title="{{ title }}">{{ "aides" | name }}{{ "aides" | note }}</p>{{ figures() }}{{ footnotes() }}'
    code, out, err = run("report", write(template, "t.html"), "--store", "h.db")
    assert (code, err) == (Exit.OK, "")
    assert out.startswith('<p title="&lt;i&gt;">&lt;b&gt;&amp;&quot;&#39;<sup id="r1" class="mark">')
    assert '<th scope="row">&lt;b&gt;&amp;&quot;&#39; (aides)</th><td class="num">12 persons</td>' in out
    assert '<li id="n1">drop' in out


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_the_outputs_name_says_which_template_is_meant(ending: str, small: Path, run: Run) -> None:
    """Without one of one's own; the packaged ones are refused here for indicators that this file has not."""
    code, out, err = run("report", "-o", f"out.{ending}", "--store", "h.db")
    assert (code, out) == (Exit.USAGE, "")
    assert err.startswith(f"zhibiao: report.en.{ending}")
    assert not Path(f"out.{ending}").exists()
    assert run("report", "--format", "txt", "--store", "h.db")[0] == Exit.USAGE


def test_the_samples_own_template_is_not_for_other_files(small: Path, run: Run) -> None:
    """One sentence instead of forty ids that somebody else's file has not."""
    code, _, err = run("report", "--store", "h.db")
    said = f"names indicators that {small}/indicators.toml does not have; give a TEMPLATE of your own\n"
    assert (code, err) == (Exit.USAGE, f"zhibiao: report.en.md.j2 comes with the packaged sample and {said}")


def test_of_many_problems_ten_are_told(polled: Path, run: Run) -> None:
    text = "".join(f'{{{{ "x{number}" | value }}}}' for number in range(12))
    _, _, err = report(run, text)
    assert err.count("no indicator is called") == 10
    assert err.endswith(", and 2 more\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "out.pdf"), "there is no packaged template for pdf; there are: md, html, docx"),
        (("-o", "out.doc"), "there is no packaged template for doc; there are: md, html, docx"),
        (("t.md.j2", "-o", "out.docx"), "out.docx would hold no such document: the report is written as md"),
        (("t.docx", "-o", "out.md"), "out.md would hold no such document: the report is written as docx"),
        (("--format", "docx", "-o", "out.HTML"), "out.HTML would hold no such document: the report is written as docx"),
    ],
)
def test_no_file_gets_a_name_that_nothing_could_open(
    arguments: tuple[str, ...], said: str, polled: Path, run: Run
) -> None:
    word("{{ title }}")
    write("{{ title }}")
    assert run("report", *arguments, "--store", "h.db") == (Exit.USAGE, "", f"zhibiao: {said}\n")
    assert not list(Path().glob("out.*"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("t.md.j2", "\\<b\\>\\|"),
        ("t.html", "&lt;b&gt;|"),
        ("T.HTM.j2", "&lt;b&gt;|"),
        ("t.md.xhtml", "&lt;b&gt;|"),
        ("t.txt", "<b>|"),
    ],
)
def test_a_title_is_text_too(name: str, said: str, polled: Path, run: Run) -> None:
    path = polled / "indicators.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('en = "Small"', 'en = "<b>|"'), encoding="utf-8")
    assert run("report", write("{{ title }}", name), "--store", "h.db") == (Exit.OK, said, "")


def test_a_template_that_wants_all_memory_is_refused(polled: Path, run: Run) -> None:
    said = "zhibiao: t.md.j2:1 was stopped: it would write more than 64 MiB\n"
    assert report(run, '{{ "a" * 99999999999999 }}') == (Exit.USAGE, "", said)


def word(*paragraphs: str, **parts: bytes) -> str:
    """A Word document that somebody made, with more parts than it should have."""
    name = "t.docx"
    made, written = Document(), BytesIO()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.save(written)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(f"word/{part}.xml", data)
    Path(name).write_bytes(written.getvalue())
    return name


def paragraphs(path: str) -> list[str]:
    return [paragraph.text for paragraph in Document(path).paragraphs if paragraph.text]


def test_a_word_document_is_filled(polled: Path, run: Run) -> None:
    path = polled / "indicators.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Legal aides", "<b>&{{ title }}"), encoding="utf-8")
    name = word('{{ "aides" | name }}: {{ "aides" | value }}{{ "aides" | note }}', "{{ footnotes() }}")
    for out in ("a.docx", "b.docx"):
        assert run("report", name, "-o", out, "--store", "h.db", "--as-of", "2099-12-31") == (Exit.OK, "", "")
    said, note = paragraphs("a.docx")
    assert said == "<b>&{{ title }}: 12 persons[1]"
    assert note.startswith("[1] drop")
    assert Path("a.docx").read_bytes() == Path("b.docx").read_bytes()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ('{{ "aidez" | value }}', "no indicator is called aidez (did you mean aides?)"),
        ('{{ "aides" | percent }}', "aides is not in per cent"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ ''.__class__.__mro__ }}", "t.docx: "),
        ("{{ cycler }}", "t.docx: "),
        ("{% include 'a' %}", "t.docx: "),
        ("{{ 'aides' | value", "t.docx"),
        ("{%p for a in range(9) %}", "t.docx"),
    ],
)
def test_a_word_document_can_do_no_more_than_a_text(template: str, said: str, polled: Path, run: Run) -> None:
    code, out, err = run("report", word(template), "-o", "out.docx", "--store", "h.db")
    assert (code, out) == (Exit.USAGE, "")
    assert said in err
    assert "Traceback" not in err
    assert not Path("out.docx").exists()


def test_a_word_document_is_refused_like_a_text(small: Path, run: Run) -> None:
    """A figure that is not known, unless that is allowed."""
    name = word('{{ "aides" | number }}')
    code, _, err = run("report", name, "-o", "out.docx", "--store", "h.db")
    assert code == Exit.USAGE
    assert "aides has no figure (" in err
    assert run("report", name, "-o", "out.docx", "--store", "h.db", "--allow-missing")[0] == Exit.OK
    assert paragraphs("out.docx") == ["-"]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: Path("t.docx").write_bytes(b"PK\x03\x04 no archive"), "it is no archive, or damaged"),
        (lambda: Path("t.docx").write_text("{{ 'aides' | value }}", encoding="utf-8"), "it is no archive, or damaged"),
        (lambda: zipfile.ZipFile("t.docx", "w").close(), "the part [Content_Types].xml is missing"),
        (lambda: word(bomb=b" " * (40 * 1024 * 1024)), "it is too large once unpacked"),
        (lambda: word(**{f"p{each}": b"<a/>" for each in range(600)}), "it is too large once unpacked"),
        (lambda: word(x=b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'), "it declares entities"),
        (lambda: word(x="<!DOCTYPE a>".encode("utf-16")), "it declares entities"),
    ],
    ids=["torn", "text", "empty", "bomb", "many", "entities", "hidden"],
)
def test_a_template_is_opened_within_bounds(made: Callable[[], object], said: str, polled: Path, run: Run) -> None:
    """Before any library sees it."""
    made()
    code, out, err = run("report", "t.docx", "-o", "out.docx", "--store", "h.db")
    assert (code, out) == (Exit.USAGE, "")
    assert f"t.docx is no template of a Word document (.docx): {said}" in err


def test_without_the_word_engine_it_says_what_to_install(
    polled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    monkeypatch.setitem(sys.modules, "docxtpl.template", None)
    monkeypatch.delitem(sys.modules, "tui.exports.docx", raising=False)
    code, _, err = run("report", word("x"), "-o", "out.docx", "--store", "h.db")
    assert code == Exit.USAGE
    assert "pip install 'zhibiao[docx]'" in err


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
