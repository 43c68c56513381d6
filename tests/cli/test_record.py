"""Figures by hand: held to the rules of any source, signed by the account, whole or not at all."""

import io
import os
import pwd
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.cli.conftest import HERE, Run
from tests.processes import python
from tui.cli import Exit
from tui.model.observation import Observation
from tui.store import open_store

ME = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with a configuration without sources."""
    shutil.copy(HERE / "ledger.toml", tmp_path / "indicators.toml")
    (tmp_path / "offices.csv").write_text(
        "unit_id,name,level,aliases\nfinance,Finance,first,Treasury\naudit,Audit,first,\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def latest(indicator: str, unit: str = "") -> Observation:
    """The newest figure that the history has."""
    store = open_store(os.path.abspath("history.db"))
    try:
        found = store.history().latest(indicator, unit)
    finally:
        store.close()
    assert found is not None
    return found


def test_a_figure_is_recorded_with_its_document_and_who_entered_it(ledger: Path, run: Run) -> None:
    code, out, err = run(
        *("record", "aides", "889", "--period", "2022-Q4", "--document", "Report 5", "--section", "4(1)"),
        *("--evidence", "scan.pdf", "--note", "typed", "--flag", "P"),
    )
    assert (code, out, err) == (Exit.OK, "aides 2022-Q4: 889 persons\n", f"recorded as {ME}; figures: 1\n")
    seen = latest("aides")
    assert (str(seen.value), seen.period.text, seen.flag) == ("889", "2022-Q4", "P")
    told = seen.provenance
    assert (told.source, told.document, told.section, told.evidence, told.note, told.entered_by) == (
        *("", "Report 5", "4(1)", "scan.pdf", "typed"),
        ME,
    )
    assert seen.entered == seen.recorded


@pytest.mark.parametrize(
    ("value", "flag", "kept"),
    [
        ("<30", "A", ("lt", "30", None, None)),
        ("~12", "A", ("approx", "12", None, None)),
        ("14.47%", "A", ("eq", "14.47", None, None)),
        ("22/152", "A", ("eq", None, "22", "152")),
        ("", "O", ("eq", None, None, None)),
    ],
)
def test_bounds_counts_and_nothing_are_figures_too(
    value: str, flag: str, kept: tuple[str | None, ...], ledger: Path, run: Run
) -> None:
    code, _, err = run("record", "rate", value, "--period", "2022", "--document", "Report", "--flag", flag)
    assert code == Exit.OK, err
    seen = latest("rate")
    found = (seen.op, *(None if n is None else str(n) for n in (seen.value, seen.numerator, seen.denominator)))
    assert found == kept


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["aide", "1"], "indicator: no indicator "),
        (["aide", "1"], "(did you mean aides?)"),
        (["total", "1"], "it is computed and takes no figures"),
        (["aides", "1_000"], "value: a number, or a bound such as"),
        (["aides", "nan"], "value: a number, or a bound such as"),
        (["aides", "1e9"], "value: a number, or a bound such as"),
        (["aides", "22/152"], "value: a number, or a bound such as"),
        (["aides"], "value: a number, or a bound such as"),
        (["aides", "1", "--flag", "M"], "says that there is no value, yet there is one"),
        (["aides", "1", "--flag", "Z"], "is no SDMX observation flag"),
        (["aides", "1", "--published", "6 March"], "published: a day such as 2023-03-06 is expected"),
        (["aides", "1", "--published", "2999-01-01"], "has not come yet"),
        (["online", "1"], "needs the unit, or the step"),
        (["online", "1", "--unit", "finances"], "(did you mean finance?)"),
        (["rules", "1", "--unit", "issue"], "no such unit or step"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_no_source_may_say_no_hand_may(arguments: list[str], said: str, ledger: Path, run: Run) -> None:
    """One line for each problem on stderr, exit 2, nothing recorded."""
    code, out, err = run("record", *arguments, "--period", "2022", "--document", "Report")
    assert (code, out) == (Exit.USAGE, "")
    assert said in err
    assert err.splitlines()[-1] == "zhibiao: nothing was recorded; problems: 1"


def test_every_problem_is_told_at_once(ledger: Path, run: Run) -> None:
    code, _, err = run("record", "aides", "x", "--period", "last year")
    assert code == Exit.USAGE
    assert [line.partition(":")[0] for line in err.splitlines()] == ["period", "value", "document", "zhibiao"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_said_in_the_readers_language(language: str, ledger: Path, run: Run) -> None:
    code, _, err = run("record", "aides", "1", "--period", "2022", language=language)
    assert code == Exit.USAGE
    assert err.isascii() == (language == "en")


def test_units_and_steps_are_those_of_the_roster_and_the_list(ledger: Path, run: Run) -> None:
    """A name that the roster also knows is recorded as its unit."""
    for indicator, unit in (("online", "Treasury"), ("online", "Audit"), ("rules", "draft")):
        code, _, err = run("record", indicator, "1", "--period", "2022", "--document", "R", "--unit", unit)
        assert code == Exit.OK, err
    assert str(latest("online", "finance").value) == "1"
    assert str(latest("rules", "draft").value) == "1"


def test_a_correction_is_one_more_vintage_and_says_why(ledger: Path, run: Run) -> None:
    """Also of a figure that stands in indicators.toml; the same figure again is nothing to record."""
    asked = ("record", "cases", "41", "--period", "2021", "--document", "Yearbook 2022")
    code, _, err = run(*asked)
    assert code == Exit.USAGE
    assert err.startswith("note: 2021 has another figure already")
    assert run(*asked, "--reason", "a case was counted twice")[:2] == (Exit.OK, "cases 2021: 41 cases\n")
    assert run(*asked) == (Exit.OK, "", "figures that the history has already: 1\n")
    back = ("record", "cases", "40", "--period", "2021", "--document", "Yearbook 2021", "--reason", "it was not")
    assert run(*back)[1] == "cases 2021: 41 cases -> 40 cases\n"
    assert run(*asked, "--reason", "it was")[1] == "cases 2021: 40 cases -> 41 cases\n"


def test_the_day_of_publication_is_the_vintage_and_the_entry_stays_visible(ledger: Path, run: Run) -> None:
    """Semantics section 9: a back-dated entry cannot hide."""
    code, _, err = run("record", "aides", "5", "--period", "2022", "--document", "Report", "--published", "2023-03-06")
    assert code == Exit.OK, err
    seen = latest("aides")
    assert seen.recorded.isoformat() == "2023-03-05T16:00:00+00:00"
    assert seen.entered is not None
    assert seen.entered > seen.recorded
    assert seen.provenance.published == "2023-03-06"


TABLE = "indicator,unit,period,value,note\naides,,2022,5,\nonline,finance,2022,1,\ncases,,2022,<7,about\n"


@pytest.mark.parametrize("place", ["-", "figures.csv"])
def test_a_table_is_recorded_in_one_tick(place: str, ledger: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a file or from stdin; an option holds for the rows that say nothing of their own."""
    Path("figures.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    code, out, err = run("record", "--from", place, "--document", "Return 3")
    assert (code, out) == (
        Exit.OK,
        "aides 2022: 5 persons\nonline[finance] 2022: 1\ncases 2022: <7 cases\n",
    ), err
    assert latest("cases").entered == latest("aides").entered
    assert latest("cases").provenance.document == "Return 3"


def test_a_table_is_recorded_whole_or_not_at_all(ledger: Path, run: Run) -> None:
    """Each problem with its row, as a spreadsheet numbers it."""
    Path("figures.csv").write_text(f"{TABLE}aides,,2022,6,\naides,,2023,x,\n", encoding="utf-8")
    code, out, err = run("record", "--from", "figures.csv", "--document", "Return 3")
    assert (code, out) == (Exit.USAGE, "")
    assert [line.rpartition(": ")[0].partition(": ")[0] for line in err.splitlines()] == [
        *("figures.csv:5", "figures.csv:6", "zhibiao"),
    ]
    store = open_store(os.path.abspath("history.db"))
    assert store.history().latest("aides") is None
    store.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("indicator,valeu\naides,1\n", "not a table of figures: valeu"),
        ("value\n1\n", "not a table of figures"),
        ('indicator\n"aides\n', "figures.csv: "),
    ],
)
def test_what_is_no_table_of_figures_is_refused(text: str, said: str, ledger: Path, run: Run) -> None:
    Path("figures.csv").write_text(text, encoding="utf-8")
    code, _, err = run("record", "--from", "figures.csv", "--document", "R")
    assert code == Exit.USAGE
    assert said in err


@pytest.mark.parametrize(
    "arguments", [[], ["aides", "1"], ["aides", "1", "--period", "2022", "--from", "x.csv"]], ids=len
)
def test_half_a_figure_is_a_mistake_in_usage(arguments: list[str], ledger: Path, run: Run) -> None:
    assert run("record", *arguments, "--document", "R")[0] == Exit.USAGE


def test_a_store_that_keeps_nothing_takes_no_figures(ledger: Path, run: Run) -> None:
    code, _, err = run("record", "aides", "1", "--period", "2022", "--document", "R", "--store", ":memory:")
    assert (code, err) == (Exit.USAGE, "zhibiao: a store that keeps nothing takes no figures\n")


LOOKS = """
import os, sys
import tui.config.reader, tui.store.sqlite_writer, tui.words.en.store
from tui.cli import main
main(["record", *sys.argv[1:3], "--lang", "en"])  # loads what the other account may not be able to read
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(64001, 64001, 64001)
    os.setresuid(64001, 64001, 64001)
sys.exit(main(sys.argv[1:]))
"""


def test_who_may_only_look_is_told_so(ledger: Path, run: Run) -> None:
    """With the path, who asked, and whose command it is (T3, T4)."""
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(ledger, place, dirs_exist_ok=True)
        os.chmod(place, 0o755)
        asked = ("-c", f"{place}/indicators.toml", "record", "aides", "2", "--period", "2022", "--document", "R")
        assert run(*asked)[0] == Exit.OK
        if os.geteuid():
            os.chmod(place, 0o555)
        with python("-c", LOOKS, *asked, "--reason", "r", "--lang", "en") as viewer:
            _, err = viewer.communicate(timeout=60)
        os.chmod(place, 0o755)
    assert viewer.returncode == Exit.STORE, err
    assert f" may read the history {place}, not write it" in err
    assert f"sudo -u {ME} zhibiao record" in err
