"""Every version of a figure, with both instants, who entered it and from what: what an auditor asks for."""

import csv
import io
import json
import os
import pwd
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import HERE, Run
from tui.cli import Exit

ME = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture
def entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A figure of the file, its correction by hand, and one that was entered with an earlier date."""
    shutil.copy(HERE / "ledger.toml", tmp_path / "indicators.toml")
    (tmp_path / "offices.csv").write_text("unit_id,name,level\nfinance,Finance,first\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asked = ("--period", "2021", "--document", "=Yearbook", "-q")
    assert run("record", "cases", "41.0", *asked, "--reason", "counted twice")[0] == Exit.OK
    late = ("--reason", "found late", "--published", "2022-02-01", "--flag", "P")
    assert run("record", "cases", "39", *asked, *late)[0] == Exit.OK
    return tmp_path


def test_as_json_every_version_says_all_that_is_known(entered: Path, run: Run) -> None:
    """Numbers with their digits; the figure of the file has no instants; one version of a period counts."""
    code, out, err = run("history", "cases", "--format", "json")
    assert (code, err) == (Exit.OK, "")
    said = json.loads(out, parse_float=str)
    assert (said["schema"], said["id"]) == (1, "cases")
    file, first, late = said["versions"]
    assert (file["value"], file["recorded"], file["entered"], file["document"]) == (40, None, None, "Yearbook 2021")
    assert (first["value"], first["entered_by"], first["note"]) == ("41.0", ME, "counted twice")
    assert first["recorded"] == first["entered"]
    assert (late["flag"], late["recorded"]) == ("P", "2022-02-01T00:00:00+08:00")
    assert late["entered"] > first["entered"]
    assert [version["current"] for version in said["versions"]] == [False, True, False]


def test_as_csv_no_cell_becomes_a_formula(entered: Path, run: Run) -> None:
    code, out, _ = run("history", "cases", "--format", "csv")
    assert code == Exit.OK
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert [row["value"] for row in rows] == ["40", "41.0", "39"]
    assert rows[1]["document"] == "'=Yearbook"


def test_as_text_it_is_a_table(entered: Path, run: Run) -> None:
    code, out, _ = run("history", "cases")
    title, blank, heads, *rows = out.splitlines()
    assert (code, title, blank) == (Exit.OK, "Cases (cases)", "")
    assert heads.split() == ["period", "figure", "known", "since", "entered", "by", "document", "note"]
    assert [row[0] for row in rows] == [" ", "*", " "]
    assert rows[0].split()[:4] == ["2021", "40", "cases", "from"]
    assert "39 cases P" in rows[2]
    assert "2022-02-01 00:00" in rows[2]
    assert not run("history", "cases", language="zh")[1].isascii()


def test_the_past_shows_what_was_known_then(entered: Path, run: Run) -> None:
    _, out, _ = run("history", "cases", "--format", "json", "--as-of", "2022-12-31")
    assert [(found["value"], found["current"]) for found in json.loads(out)["versions"]] == [(40, False), (39, True)]


def test_of_one_unit_alone(entered: Path, run: Run) -> None:
    run("record", "online", "1", "--period", "2022", "--document", "R", "--unit", "finance")
    for unit in ("finance", "Finance"):
        _, out, _ = run("history", "online", "--unit", unit, "--format", "json")
        assert [found["unit"] for found in json.loads(out)["versions"]] == ["finance"]
    code, _, err = run("history", "online", "--unit", "audit")
    assert (code, err) == (Exit.USAGE, "zhibiao: there is no figure of online[audit]\n")
    code, _, err = run("history", "online", "--unit", "Finanse")
    assert (code, err) == (Exit.USAGE, "zhibiao: there is no figure of online[Finanse] (did you mean finance?)\n")


def test_of_the_whole_area_alone(entered: Path, run: Run) -> None:
    """`--unit ''` is the whole area, as for `snapshot`."""
    path = entered / "indicators.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('unit = "CASES"', 'unit = "CASES"\nunits = "offices"', 1))
    run("record", "cases", "3", "--period", "2021", "--document", "R", "--unit", "finance")
    for unit, count in (("", 3), ("finance", 1)):
        _, out, _ = run("history", "cases", "--unit", unit, "--format", "json")
        assert [found["unit"] for found in json.loads(out)["versions"]] == [unit] * count


def test_of_one_step_by_its_name_in_either_language(entered: Path, run: Run) -> None:
    for name in ("draft", "起草", "Draft"):
        reason = () if name == "draft" else ("--reason", "found late")
        asked = ("--period", "2022-06-30", "--document", name, *reason)
        assert run("record", "rules", "1" if name == "draft" else "0", *asked, "--unit", name)[0] == Exit.OK
        _, out, _ = run("history", "rules", "--unit", name, "--format", "json")
        assert {found["unit"] for found in json.loads(out)["versions"]} == {"draft"}


def test_a_name_of_several_units_is_refused(entered: Path, run: Run) -> None:
    """Also for a figure by hand: it would be somebody else's half of the time."""
    (entered / "offices.csv").write_text("unit_id,name\nnorth,Station\nsouth,Station\n", encoding="utf-8")
    said = "Station may mean any of north, south: give the id"
    assert run("history", "online", "--unit", "Station") == (Exit.USAGE, "", f"zhibiao: {said}\n")
    code, _, err = run("record", "online", "1", "--period", "2022", "--document", "R", "--unit", "Station")
    assert (code, err.splitlines()[0]) == (Exit.USAGE, f'unit: "Station"{said.removeprefix("Station")}')


def test_nothing_to_show_is_no_success(entered: Path, run: Run) -> None:
    assert run("history", "aides") == (Exit.USAGE, "", "zhibiao: there is no figure of aides\n")
    code, _, err = run("history", "case")
    assert (code, err) == (Exit.USAGE, "zhibiao: no indicator is called case (did you mean cases?)\n")
