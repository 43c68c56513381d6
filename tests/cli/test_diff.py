"""`zhibiao diff`: what somebody would have to answer for, between two files, two days, or a file and a day."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tui.cli import Exit

HEAD = "2022-12-31 23:59 -> 2022-12-31 23:59: "


@pytest.fixture
def kept(small: Path, run: Run) -> Path:
    """`old.json` with 12 aides, a history that has 9 of them now, and the same as `new.json`."""
    keep(small, run, "12", "old.json")
    keep(small, run, "9", "new.json")
    return small


def keep(small: Path, run: Run, aides: str, name: str) -> None:
    (small / "drop.csv").write_text(f"id,year,figure\naides,2022,{aides}\nsites,2022,3\n", encoding="utf-8")
    run("poll", "-q", "--store", "h.db")
    run("snapshot", "-q", "--format", "json", "-o", name, "--store", "h.db")


def edit(old: str, new: str, text: str, instead: str) -> None:
    Path(new).write_text(Path(old).read_text(encoding="utf-8").replace(text, instead), encoding="utf-8")


def test_a_figure_for_the_same_period_is_a_revision(kept: Path, run: Run) -> None:
    assert run("diff", "old.json", "new.json") == (
        Exit.CROSSED,
        f"{HEAD}1 changed, 0 new, 0 gone\n"
        "Legal aides (aides)\n"
        "  status: met -> off track\n"
        "  revised: 12 persons (2022) -> 9 persons (2022)\n",
        "",
    )
    assert not run("diff", "old.json", "new.json", language="zh")[1].isascii()


def test_long_counts_are_compared_digit_by_digit(small: Path, run: Run) -> None:
    """What `snapshot` writes, `diff` and `--since` read, also beyond what a double can hold."""
    digits = "1234567890" * 2 + "1234567"
    keep(small, run, digits, "old.json")
    keep(small, run, digits[:-1] + "8", "new.json")
    code, out, err = run("diff", "old.json", "new.json")
    assert (code, err) == (Exit.CROSSED, "")
    assert f"  revised: {digits} persons (2022) -> {digits[:-1]}8 persons (2022)\n" in out
    assert run("diff", "2022-12-31", "new.json", "--store", "h.db")[0] == Exit.CROSSED
    assert run("snapshot", "-q", "--store", "h.db", "--since", "old.json")[0] == Exit.OK


@pytest.mark.parametrize("format", ["text", "md"])
def test_a_built_in_check_is_called_by_what_it_demands(small: Path, run: Run, format: str) -> None:
    """Where people read; a script tells checks apart by ids, and finds nothing new in them."""
    keep(small, run, "12", "old.json")
    keep(small, run, "12.5", "new.json")
    sides = ("old.json", "new.json", "--format")
    for pair in (sides, ("new.json", "old.json", "--format")):
        out = run("diff", *pair, format)[1]
        assert "check Legal aides (a count is whole and not negative)" in out
        assert "count:aides" not in out
    assert "法律明白人（计数应为非负整数）" in run("diff", *sides, format, language="zh")[1]
    read = json.loads(run("diff", *sides, "json")[1])["checks"]
    assert read == [{"id": "count:aides", "unit": "", "old": None, "new": "fail"}]


@pytest.mark.parametrize("text", ['"name": 5, "severity"', '"name": {"zh": 1, "en": ""}, "severity"'])
def test_a_check_whose_name_is_no_text_is_no_snapshot(small: Path, run: Run, text: str) -> None:
    keep(small, run, "12.5", "new.json")
    edit("new.json", "faulty.json", '"name": null, "severity"', text)
    assert run("diff", "faulty.json", "new.json")[0] == Exit.USAGE


def test_nothing_changed_is_0(kept: Path, run: Run) -> None:
    assert run("diff", "new.json", "new.json") == (Exit.OK, f"{HEAD}nothing changed\n", "")
    assert run("diff", "new.json", "--store", "h.db")[0] == Exit.OK
    assert json.loads(run("diff", "new.json", "new.json", "--format", "json")[1])["changed"] is False


def test_days_of_the_history_are_compared_with_what_was_known(kept: Path, run: Run) -> None:
    """Nothing of today was known yesterday; given either way."""
    for sides in (("2022-12-30", "2099-01-01"), ("--from", "2022-12-30", "--to", "2099-01-01"), ("2022-12-30",)):
        code, out, _ = run("diff", *sides, "--store", "h.db")
        assert code == Exit.CROSSED
        assert "Service sites (sites)\n  status: no data -> no target\n  figure: - -> 3 sites (2022)\n" in out
    assert run("diff", "2022-12-30", "2022-12-30", "--store", "h.db")[0] == Exit.OK


def test_a_file_and_a_day(kept: Path, run: Run) -> None:
    code, out, _ = run("diff", "--from", "old.json", "--to", "2099-01-01", "--store", "h.db")
    assert code == Exit.CROSSED
    assert "revised: 12 persons (2022) -> 9 persons (2022)" in out


def test_a_moved_target_is_seen_and_so_is_the_new_definition(kept: Path, run: Run) -> None:
    path = kept / "indicators.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("value = 10", "value = 8"), encoding="utf-8")
    out = run("diff", "new.json", "--store", "h.db")[1]
    assert "the definitions are not the same file any more\n" in out
    assert "  status: off track -> met\n  target: ≥10 persons -> ≥8 persons\n" in out


def test_the_roster_is_told_by_name(kept: Path, run: Run) -> None:
    edit("old.json", "a.json", '"missing_units": []', '"missing_units": ["East", "West"]')
    edit("old.json", "b.json", '"missing_units": []', '"missing_units": ["West", "North"]')
    out = run("diff", "a.json", "b.json")[1]
    assert "  missing no longer: East -> -\n  missing now: - -> North\n" in out
    edit("old.json", "c.json", '"tiers": []', '"tiers": [{"level": "first", "covered": 1, "applicable": 2}]')
    assert "  units of the roster: - -> first 2\n" in run("diff", "old.json", "c.json")[1]


def test_series_and_checks_that_come_and_go(kept: Path, run: Run) -> None:
    edit("new.json", "a.json", '"id": "sites", "unit": ""', '"id": "sites", "unit": "east"')
    check = '{"id": "sum", "unit": "", "result": "fail"}'
    text = Path("a.json").read_text(encoding="utf-8")
    assert '"checks": []' in text
    Path("a.json").write_text(text.replace('"checks": []', f'"checks": [{check}]'), encoding="utf-8")
    out = run("diff", "new.json", "a.json")[1]
    assert "Service sites (sites[east]), new\n  status: - -> no target\n  figure: - -> 3 sites (2022)\n" in out
    assert "Service sites (sites), gone\n  status: no target -> -\n" in out
    assert out.endswith("check sum: - -> fail\n")


def test_json_has_codes_and_exact_numbers(kept: Path, run: Run) -> None:
    edit("new.json", "a.json", '"value": 9,', '"value": 9.10000000000000000001,')
    code, out, _ = run("diff", "old.json", "a.json", "--format", "json")
    found = json.loads(out, parse_float=str)
    assert (code, found["changed"], found["to"]["config_sha256"]) == (
        Exit.CROSSED,
        True,
        json.loads(Path("new.json").read_text(encoding="utf-8"))["config_sha256"],
    )
    status, revision = found["series"][0]["changes"]
    assert status == {"what": "status", "old": "met", "new": "off_track"}
    assert (revision["what"], revision["old"]["value"], revision["new"]["value"]) == (
        "revision",
        12,
        "9.10000000000000000001",
    )


def test_markdown_is_a_table_in_which_names_are_text(kept: Path, run: Run) -> None:
    edit("old.json", "a.json", "Legal aides", "Legal | *aides*")
    edit("new.json", "b.json", "Legal aides", "Legal | *aides*")
    out = run("diff", "a.json", "b.json", "--format", "md")[1]
    assert "| Legal \\| \\*aides\\* (aides) | status | met | off track |\n" in out
    assert run("diff", "a.json", "b.json", "--format", "md", "-o", "d.md")[1] == ""
    assert Path("d.md").read_text(encoding="utf-8") == out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("absent.json",),
        ("indicators.toml", "new.json"),
        ("empty.json", "new.json"),
        ("future.json", "new.json"),
        ("broken.json", "new.json"),
        ("open.json", "new.json"),
        ("new.json", "--from", "new.json"),
        ("new.json", "--to", "new.json"),
        ("--to", "new.json"),
        ("2022-13-01", "new.json"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_read_is_2(arguments: tuple[str, ...], kept: Path, run: Run) -> None:
    """Never 0 or 1, which are answers."""
    Path("empty.json").write_text("{}", encoding="utf-8")
    edit("new.json", "future.json", '"schema": 1', '"schema": 2')
    edit("new.json", "broken.json", '"period": "2022"', '"period": 2022')
    edit("new.json", "open.json", '"op": "ge", "value": 10', '"op": "between", "value": null, "low": null, "high": 9')
    code, out, err = run("diff", *arguments)
    assert (code, out) == (Exit.USAGE, "")
    assert err.startswith("zhibiao: ")
