"""The command line as a script sees it: exit codes, stdout for data, stderr for narration, both languages."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tui import __version__
from tui.cli import VERBS, Exit, main
from tui.config import load
from tui.store import open_store

ROOT = Path(__file__).parent.parent.parent

HERE = Path(__file__).parent


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to work in, with a configuration whose one source is a CSV file."""
    shutil.copy(HERE / "small.toml", tmp_path / "indicators.toml")
    (tmp_path / "drop.csv").write_text("id,year,figure\naides,2022,12\nsites,2022,3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """A verb's exit code, stdout and stderr."""
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_in_both_languages(
    verb: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`VERB --help` prints to stdout, names the verb, and ends with 0; as plugins do, with 3 in `check` alone."""
    code, out, _ = run(capsys, verb, "--help", "--lang", language)
    assert code == (3 if verb == "check" else 0)
    assert f"zhibiao {verb}" in out


def test_help_lists_every_verb_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help", "--lang", "en")
    assert code == Exit.OK
    assert [verb for verb in VERBS if f"  {verb}" not in out] == []
    assert all(f"{exit_code} " in out for exit_code in (0, 1, 2, 3, 4, 5, 6, 7, 70))


@pytest.mark.parametrize(
    "options", [["--theme", "light"], ["--alert", "bell"], ["--ascii", "--theme", "safe", "-c", "none.toml"]]
)
def test_the_dashboards_options_need_no_verb(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The value of an option is no verb: without a terminal the dashboard is what refuses."""
    code, _, err = run(capsys, *options, "--lang", "en")
    assert code == Exit.TERMINAL
    assert "terminal" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["snapshot", "--width", "x"], "--width takes at least 40 columns, not x"),
        (["snapshot", "--width", "39"], "--width takes at least 40 columns, not 39"),
        (["calendar", "--remind", "400"], "--remind takes days from 0 to 366, not 400"),
        (["calendar", "--remind", "a week"], "--remind takes days from 0 to 366, not a week"),
        (["demo", "--minutes", "0"], "--minutes takes a number from 0.05 to 1440, not 0"),
        (["demo", "--minutes", "nan"], "--minutes takes a number from 0.05 to 1440, not nan"),
        (["store", "check", "here"], "not understood: here"),
        (["store"], "missing: ACTION"),
        (["record"], "missing: ID VALUE --period --document"),
        (["record", "aides", "5", "--document", "R"], "missing: --period"),
        (["record", "--from", "none.csv"], "none.csv: no such file"),
        (["verify", "--sign", "none.pem"], "none.pem: no such file"),
        (["report", "none.md.j2"], "none.md.j2: no such file"),
        (["poll", "--as-of", "2022-01-01"], "poll works on the present: it takes no --as-of"),
        (["collect", "--once", "--as-of", "2022-01-01"], "collect works on the present: it takes no --as-of"),
        (["record", "aides", "5", "--as-of", "2022-01-01"], "record works on the present: it takes no --as-of"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_told_with_what_would_be_right(
    arguments: list[str], said: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, each name once, exit 2, nothing done."""
    run(capsys, "poll", "-q")
    assert run(capsys, *arguments, "--lang", "en") == (Exit.USAGE, "", f"zhibiao: {said}\n")
    assert run(capsys, *arguments, "--lang", "zh")[0] == Exit.USAGE


def test_no_workbook_is_printed_on_a_terminal(small: Path) -> None:
    """It goes into a file or a pipe."""
    for verb in (["snapshot", "--format", "xlsx"], ["report", "--format", "docx"]):
        ours, theirs = pty.openpty()
        with open(ours, "rb", buffering=0), open(theirs, "wb", buffering=0) as terminal:
            done = subprocess.run(
                [sys.executable, "-m", "tui", *verb, "--store", ":memory:", "--lang", "en"],
                stdout=terminal,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                text=True,
                check=False,
                timeout=60,
            )
        assert done.returncode == Exit.USAGE
        assert done.stderr == f"zhibiao: {verb[-1]} is not for a terminal; write it with -o FILE\n"


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "-V") == (Exit.OK, f"zhibiao {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["snapshott"], "there is no verb snapshott; the verbs are watch, demo, snapshot"),
        (["snapshott"], "completion, man (did you mean snapshot?)"),
        (["snapshot", "--formt", "json"], "not understood: --formt json (did you mean --format?)"),
        (["snapshot", "--format", "yaml"], "--format takes one of"),
        (["snapshot", "--as-of", "2022-13-01"], "--as-of takes a day such as 2023-03-06, not 2022-13-01"),
        (["snapshot", "--fail-on"], "--fail-on takes a value"),
        (["explain"], "missing: ID"),
        (["explain", "aide"], "no indicator is called aide (did you mean aides?)"),
        (["snapshot", "--id", "nothing"], "nothing"),
        (["-c", "absent.toml", "snapshot"], "absent.toml"),
    ],
)
def test_a_mistake_in_usage_is_one_sentence_and_2(
    arguments: list[str], said: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing on stdout, a sentence on stderr, never a traceback."""
    code, out, err = run(capsys, *arguments, "--lang", "en")
    assert (code, out) == (Exit.USAGE, "")
    assert said in err
    assert "Traceback" not in err


def test_options_may_stand_before_the_verb(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--store", ":memory:", "--lang", "en", "snapshot", "--format", "json")
    assert code == Exit.OK
    assert [found["id"] for found in json.loads(out)["indicators"]] == ["aides", "sites"]


def test_poll_says_what_changed_and_only_that(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first poll finds everything new, the second nothing, the third what the file's owner changed."""
    assert run(capsys, "poll", "--lang", "en") == (
        Exit.OK,
        "aides 2022: 12 persons\nsites 2022: 3 sites\n",
        "drop: figures read: 2\nfigures changed: 2; sources read: 1 of 1\n",
    )
    assert run(capsys, "poll", "--lang", "en")[1] == ""
    (small / "drop.csv").write_text("id,year,figure\naides,2022,9\nsites,2022,3\n", encoding="utf-8")
    assert run(capsys, "poll", "--lang", "en")[1] == "aides 2022: 12 persons -> 9 persons\n"


def test_a_failing_source_is_3_and_keeps_its_last_figures(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "poll")
    (small / "drop.csv").unlink()
    code, out, err = run(capsys, "poll", "-q", "--lang", "en")
    assert (code, out) == (Exit.SOURCE, "")
    assert err.startswith("drop: failed: ")
    code, out, _ = run(capsys, "snapshot", "--format", "json", "-q")
    assert code == Exit.SOURCE
    assert [found["value"] for found in json.loads(out)["indicators"]] == [12, 3]


def test_an_old_file_is_3_though_its_figures_are_taken(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Robustness F3: said even when quiet, also while the file stays as it is."""
    path = small / "indicators.toml"
    text = path.read_text(encoding="utf-8").replace('every = "1m"', 'every = "1m"\nmax_age = "30d"')
    path.write_text(text, encoding="utf-8")
    os.utime(small / "drop.csv", (0, 0))
    words = "drop: read, but not written since 1970-01-01 08:00, longer ago than max_age allows\n"
    for out in ("aides 2022: 12 persons\nsites 2022: 3 sites\n", ""):
        assert run(capsys, "poll", "--lang", "en", "-q") == (Exit.SOURCE, out, words)


def test_a_snapshot_before_any_poll_is_3_and_says_what_to_do(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "snapshot", "--format", "json", "--lang", "en")
    assert code == Exit.SOURCE
    assert [found["value"] for found in json.loads(out)["indicators"]] == [None, None]
    assert err == "sources never read: drop; `zhibiao poll` reads them\n"


def test_snapshot_poll_reads_first(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "snapshot", "--poll", "-q", "--format", "json")
    assert (code, err) == (Exit.OK, "")
    assert [found["value"] for found in json.loads(out)["indicators"]] == [12, 3]


@pytest.mark.parametrize(("figure", "status", "code"), [(12, "met", Exit.CROSSED), (9, "met", Exit.OK)])
def test_fail_on_makes_a_status_the_exit_code(
    figure: int, status: str, code: Exit, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "drop.csv").write_text(f"id,year,figure\naides,2022,{figure}\n", encoding="utf-8")
    assert run(capsys, "snapshot", "--poll", "-q", "--fail-on", status)[0] == code


def test_a_snapshot_goes_into_a_file_whole(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "poll", "-q")
    code, out, _ = run(capsys, "snapshot", "--format", "json", "-o", "out.json")
    assert (code, out) == (Exit.OK, "")
    assert json.loads((small / "out.json").read_text(encoding="utf-8"))["counts"]["met"] == 1
    assert os.listdir(small).count("out.json") == 1


def test_an_output_that_cannot_be_written_is_6(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "folder").mkdir()
    code, _, err = run(capsys, "snapshot", "-o", "folder", "--store", ":memory:", "--lang", "en")
    assert code == Exit.OUTPUT
    assert "folder" in err


def test_validate_lists_every_problem_with_its_line(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As compilers print them: file, line, key, what is wrong, what may have been meant."""
    text = (small / "indicators.toml").read_text(encoding="utf-8")
    text = text.replace('owner = "', 'ownr = "').replace('group = "all"\nunit', 'group = "al"\nunit')
    (small / "indicators.toml").write_text(text, encoding="utf-8")
    code, out, err = run(capsys, "validate", "--lang", "en")
    assert (code, out) == (Exit.USAGE, "")
    first, second, last = err.splitlines()
    assert first.startswith("indicators.toml:23: indicators.aides.ownr: ")
    assert "owner" in first
    assert second.startswith("indicators.toml:29: indicators.sites.group: ")
    assert "(did you mean all?)" in second
    assert last.startswith("zhibiao: ")


def test_validate_praises_a_good_file(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "validate", "--lang", "en")
    assert (code, out) == (Exit.OK, "")
    assert err == "indicators.toml: no problems; indicators: 2, sources: 1, checks: 0\n"


def test_init_writes_a_file_that_loads_and_never_a_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "init", "mine.toml", "--lang", "en")[0] == Exit.OK
    written = (tmp_path / "mine.toml").read_bytes()
    assert run(capsys, "-c", "mine.toml", "validate")[0] == Exit.OK
    code, _, err = run(capsys, "init", "mine.toml", "--lang", "en")
    assert (code, err) == (Exit.OUTPUT, "zhibiao: mine.toml exists and was left as it is\n")
    assert (tmp_path / "mine.toml").read_bytes() == written


def test_without_a_terminal_the_dashboard_hints_and_is_7(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """pytest's own stdin is no terminal."""
    code, out, err = run(capsys, "--lang", "en")
    assert (code, out) == (Exit.TERMINAL, "")
    assert "zhibiao snapshot" in err


def test_two_collectors_are_one_too_many(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second says who holds the lock, and ends with 5."""
    store = open_store(load(str(small / "indicators.toml"), os.environ).store, write=True)
    with store.lock():
        code, _, err = run(capsys, "collect", "--once", "--lang", "en")
    store.close()
    assert code == Exit.LOCKED
    assert str(os.getpid()) in err


def test_collect_once_polls_what_is_due(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "collect", "--once", "-q")[0] == Exit.OK
    out = run(capsys, "snapshot", "--format", "json")[1]
    assert [found["value"] for found in json.loads(out)["indicators"]] == [12, 3]


def test_an_unusable_store_is_4_and_left_as_it_is(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "history.db").write_text("this is no database, whatever its name", encoding="utf-8")
    code, _, err = run(capsys, "snapshot", "--store", "history.db", "--lang", "en")
    assert code == Exit.STORE
    assert "history.db" in err
    assert (small / "history.db").read_text(encoding="utf-8").startswith("this is no database")
