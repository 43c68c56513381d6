"""`zhibiao snapshot --since`: what differs from an earlier snapshot stands in the new one, of what was selected."""

import json
from fnmatch import fnmatchcase
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.exports.test_schema import PUBLISHED, closed, errors
from tui.cli import Exit
from tui.exports import FORMATS, TELLING

SAMPLE = Path(__file__).parent.parent.parent / "indicators.toml"


@pytest.fixture
def kept(small: Path, run: Run) -> Path:
    """A history in which 12 aides became 9, with `old.json` of the time before."""
    for aides, name in (("12", "old.json"), ("9", "new.json")):
        (small / "drop.csv").write_text(f"id,year,figure\naides,2022,{aides}\nsites,2022,3\n", encoding="utf-8")
        run("poll", "-q", "--store", "h.db")
        run("snapshot", "-q", "--format", "json", "-o", name, "--store", "h.db")
    return small


def since(run: Run, *arguments: str, side: str = "old.json") -> str:
    code, out, err = run("snapshot", "--since", side, "--store", "h.db", *arguments)
    assert (code, err) == (Exit.OK, "")
    return out


def changes(run: Run, *arguments: str, side: str = "old.json") -> dict[str, dict[str, tuple[object, object]]]:
    """Old and new by what changed, by series."""
    document = json.loads(since(run, "--format", "json", *arguments, side=side))
    assert errors(document, closed(PUBLISHED)) == []
    return {
        each["id"]: {change["what"]: (change["old"], change["new"]) for change in each["changes"]}
        for each in document["changes"]["series"]
    }


def test_status_and_revision(kept: Path, run: Run) -> None:
    found = changes(run)
    assert set(found) == {"aides"}
    assert found["aides"]["status"] == ("met", "off_track")
    old, new = found["aides"]["revision"]
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    assert (old["value"], new["value"]) == (12, 9)


def test_nothing_changed_is_said(kept: Path, run: Run) -> None:
    assert "nothing changed" in since(run, side="new.json")
    assert changes(run, side="new.json") == {}


def test_a_day_of_the_history_is_a_side(kept: Path, run: Run) -> None:
    """By what was known then: nothing."""
    assert changes(run, side="2022-12-30")["sites"]["figure"][1] is not None


def test_a_moved_target_and_a_roster(kept: Path, run: Run) -> None:
    path = kept / "indicators.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("value = 10", "value = 8"), encoding="utf-8")
    assert set(changes(run)["aides"]) == {"revision", "target"}
    text = (kept / "old.json").read_text(encoding="utf-8")
    (kept / "old.json").write_text(text.replace('"missing_units": []', '"missing_units": ["East"]'), encoding="utf-8")
    assert changes(run)["sites"]["roster"] == (["East"], [])


def test_of_a_selection_only_its_own_changes(kept: Path, run: Run) -> None:
    """Also of what is gone: it belongs to the selection by what it was."""
    text = (kept / "old.json").read_text(encoding="utf-8")
    (kept / "old.json").write_text(text.replace('"id": "sites"', '"id": "stands"'), encoding="utf-8")
    assert set(changes(run)) == {"aides", "sites", "stands"}
    assert set(changes(run, "--id", "aides")) == {"aides"}
    assert set(changes(run, "--id", "s*")) == {"sites", "stands"}
    assert set(changes(run, "--status", "off_track")) == {"aides"}


@pytest.mark.parametrize("format", TELLING)
def test_every_format_with_room_tells_it(format: str, kept: Path, run: Run) -> None:
    """And says when, before and after."""
    since(run, "--format", format, "-o", "out")
    data = (kept / "out").read_bytes()
    if format == "xlsx":
        sheet = openpyxl.load_workbook(BytesIO(data))["Changes"]
        assert ("Legal aides (aides)", "status", "met", "off track") in list(sheet.values)
    else:
        said = ("met", "off_track") if format.startswith("json") else ("met", "off track", "12 persons", "9 persons")
        assert all(part in data.decode() for part in said)
        assert "2022-12-31" in data.decode()


@pytest.mark.parametrize("format", [format for format in FORMATS if format not in TELLING])
def test_a_format_without_room_is_refused(format: str, kept: Path, run: Run) -> None:
    """Before anything is written; never silently without them."""
    code, out, err = run(
        "snapshot", "--since", "old.json", "--store", "h.db", "--format", format, "--format", "json", "-o", "./"
    )
    assert (code, out) == (Exit.USAGE, "")
    assert f"the format {format} has no room for changes" in err
    assert not (kept / "snapshot.json").exists()


@pytest.mark.parametrize("side", ["absent.json", "indicators.toml", "2022-13-01", ""])
def test_what_is_no_snapshot_is_2(side: str, kept: Path, run: Run) -> None:
    code, out, err = run("snapshot", "--since", side, "--store", "h.db")
    assert (code, out) == (Exit.USAGE, "")
    assert err.startswith("zhibiao: ")


@pytest.mark.parametrize(
    ("side", "said"),
    [
        ("", "--since takes a value"),
        ("2022-13-01", "2022-13-01 is neither a day (YYYY-MM-DD) nor a snapshot that can be read: "),
        ("2023-03-07", "2023-03-07 is later than the snapshot: --since takes an earlier day"),
    ],
)
def test_what_is_no_side_is_explained(side: str, said: str, kept: Path, run: Run) -> None:
    """A slip of the pen is no comparison in which nothing changed."""
    err = run("snapshot", "--since", side, "--store", "h.db", "--as-of", "2023-03-06")[2]
    assert err.startswith(f"zhibiao: {said}")
    assert run("snapshot", "--since", "9999-12-31", "--store", "h.db")[0] == Exit.USAGE


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> tuple[str, ...]:
    """How to take a snapshot of the packaged sample, once it is polled."""
    monkeypatch.chdir(tmp_path)
    of = ("-c", str(SAMPLE), "--store", "h.db")
    assert run("poll", "-q", *of)[0] == Exit.OK
    return ("snapshot", "--format", "json", "-q", *of)


def test_all_selections_work_together(sample: tuple[str, ...], run: Run) -> None:
    """Any of the names within a flag, all flags together, whatever their order."""
    whole = json.loads(run(*sample)[1])["indicators"]
    owners = list(dict.fromkeys(each["owner"] for each in whole if each["group"] == "oversight"))[:2]
    chosen: dict[str, list[str]] = {
        "group": ["oversight", "society"],
        "status": ["met", "context"],
        "owner": owners,
        "unit": [""],
        "id": ["fuyi.*", "audit.*", "pufa.*"],
    }
    for count in range(1, len(chosen) + 1):
        names = dict(list(chosen.items())[:count])
        flags = [word for name, values in names.items() for value in values for word in (f"--{name}", value)]
        code, out, _ = run(*sample, *flags)
        wanted = [each["id"] for each in whole if all(fits(each[name], values) for name, values in names.items())]
        assert code == Exit.OK
        assert [each["id"] for each in json.loads(out)["indicators"]] == wanted
        assert 0 < len(wanted) < len(whole)


def fits(value: str | None, names: list[str]) -> bool:
    return any(fnmatchcase("context" if value is None else value, name) for name in names)
