"""`zhibiao check` as a monitoring system runs it: one short line, details, performance data, exit codes of its own."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.ranges import alerts
from tui.words.cells import width

OK, WARNING, CRITICAL, UNKNOWN = range(4)
DATUM = re.compile(r"'(?:[^'=|]|'')+'=(?:U|-?[0-9]+(?:\.[0-9]+)?)%?(?:;[-0-9.~:@]*){0,4}")


def figure(small: Path, run: Run, aides: str) -> None:
    (small / "drop.csv").write_text(f"id,year,figure\naides,2022,{aides}\nsites,2022,3\n", encoding="utf-8")
    run("poll", "-q", "--store", "h.db")


def settle(small: Path, text: str, instead: str) -> None:
    path = small / "indicators.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(text, instead), encoding="utf-8")


def test_all_well_is_0(small: Path, run: Run) -> None:
    figure(small, run, "12")
    assert run("check", "--store", "h.db") == (
        OK,
        "ZHIBIAO OK: all as they should be; indicators judged: 1\n"
        "Small, as of 2022-12-31 23:59; indicators: 2 | 'aides'=12;;10:\n"
        "'sites'=3\n",
        "",
    )


def test_a_broken_target_is_2_and_is_named(small: Path, run: Run) -> None:
    figure(small, run, "9")
    code, out, _ = run("check", "--store", "h.db")
    assert (code, out.splitlines()[0]) == (CRITICAL, "ZHIBIAO CRITICAL: 1 off track")
    assert "CRITICAL: Legal aides: 9 persons (≥10 persons): " in out
    assert not run("check", "--store", "h.db", language="zh")[1].isascii()


def test_near_the_limit_is_1(small: Path, run: Run) -> None:
    settle(small, "value = 10", "value = 10, warn_margin = 3")
    figure(small, run, "12")
    code, out, _ = run("check", "--store", "h.db")
    assert (code, out.splitlines()[0]) == (WARNING, "ZHIBIAO WARNING: 1 at risk")
    assert "'aides'=12;13:;10:" in out


def test_what_is_not_known_is_3(small: Path, run: Run) -> None:
    """No data, a source that was never read, a source that fails."""
    code, out, _ = run("check", "--store", "h.db")
    assert (code, out.splitlines()[0]) == (UNKNOWN, "ZHIBIAO UNKNOWN: 2 no data, sources not read: 1")
    assert "UNKNOWN: source drop was never read" in out
    figure(small, run, "12")
    (small / "drop.csv").unlink()
    for _ in range(9):
        run("poll", "-q", "--store", "h.db")
    code, out, _ = run("check", "--store", "h.db")
    assert (code, out.splitlines()[0]) == (UNKNOWN, "ZHIBIAO UNKNOWN: sources not read: 1")
    assert "UNKNOWN: source drop fails: " in out


def test_failing_checks_are_counted_together(small: Path, run: Run) -> None:
    """One that only warns and one that makes a figure invalid: two, and not one and one."""
    path = small / "indicators.toml"
    text = path.read_text(encoding="utf-8")
    few = '[checks.few]\nexpr = "aides >= 99"\nseverity = "warn"\n'
    many = '[checks.many]\nexpr = "sites >= 99"\nseverity = "error"\n'
    path.write_text(f"{text}\n{few}{many}", encoding="utf-8")
    figure(small, run, "12")
    code, out, _ = run("check", "--store", "h.db")
    assert (code, out.splitlines()[0]) == (WARNING, "ZHIBIAO WARNING: checks failing: 2, 1 invalid")


def test_a_critical_figure_is_not_hidden_by_an_unknown_one(small: Path, run: Run) -> None:
    figure(small, run, "9")
    (small / "drop.csv").unlink()
    for _ in range(9):
        run("poll", "-q", "--store", "h.db")
    code, out, _ = run("check", "--store", "h.db")
    assert (code, out.splitlines()[0]) == (CRITICAL, "ZHIBIAO CRITICAL: 1 off track, sources not read: 1")


def test_a_failing_check_of_ours_is_a_warning(small: Path, run: Run) -> None:
    settle(small, "[groups.all]", '[checks.few]\nexpr = "sites >= 10"\nseverity = "warn"\n\n[groups.all]')
    figure(small, run, "12")
    code, out, _ = run("check", "--store", "h.db")
    assert (code, out.splitlines()[0]) == (WARNING, "ZHIBIAO WARNING: checks failing: 1")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "UNKNOWN: check Legal aides (a count is whole and not negative): Legal aides: "),
        ("zh", "UNKNOWN: 勾稽关系 法律明白人（计数应为非负整数）：法律明白人："),
    ],
)
def test_a_built_in_check_is_called_by_what_it_demands(language: str, line: str, small: Path, run: Run) -> None:
    figure(small, run, "12.5")
    out = run("check", "--store", "h.db", language=language)[1]
    assert f"\n{line}" in out
    assert "count:aides" not in out


def test_an_empty_selection_is_never_0(small: Path, run: Run) -> None:
    """Nor one in which nothing has a target."""
    figure(small, run, "12")
    assert run("check", "--id", "aides", "--store", "h.db")[0] == OK
    assert run("check", "--group", "all", "--store", "h.db")[0] == OK
    assert run("check", "--id", "nothing", "--store", "h.db")[0] == UNKNOWN
    assert run("check", "--group", "nothing", "--store", "h.db")[0] == UNKNOWN
    code, out, _ = run("check", "--id", "sites", "--store", "h.db")
    assert (code, out.splitlines()[0]) == (UNKNOWN, "ZHIBIAO UNKNOWN: none of what is selected has a target")


@pytest.mark.parametrize(
    "arguments", [("--nonsense",), ("-c", "absent.toml"), ("--as-of", "soon"), ("--store", "indicators.toml")]
)
def test_a_mistake_is_3_on_stdout_alone(arguments: tuple[str, ...], small: Path, run: Run) -> None:
    code, out, err = run("check", *arguments)
    assert (code, err) == (UNKNOWN, "")
    assert out.startswith("ZHIBIAO UNKNOWN: ")


def test_a_faulty_configuration_is_named_below(small: Path, run: Run) -> None:
    settle(small, 'owner = "', 'ownr = "')
    code, out, _ = run("check")
    assert code == UNKNOWN
    assert out.splitlines()[1].startswith("ZHIBIAO UNKNOWN: indicators.toml:23: indicators.aides.ownr: ")


def test_a_problem_of_a_whole_file_has_no_line(run: Run) -> None:
    """It is named as by the other verbs, without the folders that a short line has no room for."""
    code, out, _ = run("check", "-c", "/a/long/way/down/absent.toml")
    assert code == UNKNOWN
    assert out.splitlines()[1].startswith("ZHIBIAO UNKNOWN: absent.toml: no such file; ")


def test_help_is_3_here_alone(run: Run) -> None:
    for verb, code in (("check", UNKNOWN), ("snapshot", OK)):
        assert run(verb, "--help")[0] == code


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_packaged_sample_is_a_plugins_output(language: str, home: Path, run: Run) -> None:
    """A short first line, one bar before the data, and every datum as the guidelines write it."""
    store = str(home / "h.db")
    run("poll", "-q", "--store", store)
    code, out, err = run("check", "--store", store, language=language)
    text, bar, data = out.partition(" | ")
    assert (code, err, bar) == (WARNING, "", " | ")
    assert width(out.splitlines()[0]) < 80
    assert "|" not in text + data
    assert [line for line in data.splitlines() if not DATUM.fullmatch(line)] == []
    for line in data.splitlines():
        value, *ends = line.rpartition("=")[2].split(";")
        assert value == "U" or not any(alerts(written, value.rstrip("%")) for written in ends[:2])
