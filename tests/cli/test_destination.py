"""Where a snapshot goes: a file named by the day that was judged, or a folder with several formats of one instant."""

import hashlib
import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.cli.test_verbs import run, small
from tui.cli import Exit
from tui.cli.destination import dated, place
from tui.errors import UsageError
from tui.exports import FILE_NAMES, FORMATS

AT = datetime(2022, 9, 3, 7, 5, 59, tzinfo=timezone(timedelta(hours=8)))
ROOT = Path(__file__).parent.parent.parent

__all__ = ["small"]


@pytest.mark.parametrize(
    ("output", "named"),
    [
        ("-", "-"),
        ("figures.json", "figures.json"),
        ("%Y-%m-%d.json", "2022-09-03.json"),
        ("%Y/%m/%H%M%S.json", "2022/09/070559.json"),
        ("100%%.json", "100%.json"),
        ("out/", "out/snapshot.json"),
        ("out/%Y/", "out/2022/snapshot.json"),
    ],
)
def test_a_name_may_hold_the_day(output: str, named: str) -> None:
    """Directives stand for the instant that was judged; a folder gets the format's own name."""
    assert place(output, "json", AT) == named


@pytest.mark.parametrize(
    ("output", "folders"),
    [
        ("-", []),
        ("out/figures.json", []),
        ("%Y.json", []),
        ("out/%Y-%m/", ["out/2022-09"]),
        ("/var/%Y/%m/figures-%d.json", ["/var/2022", "/var/2022/09"]),
        ("%Y/fixed/%m%%/x", ["2022", "2022/fixed/09%"]),
        ("100%%/x.json", []),
    ],
)
def test_folders_that_an_instant_named(output: str, folders: list[str]) -> None:
    assert dated(output, place(output, "json", AT)) == folders


def test_the_first_run_of_a_year_makes_the_years_folder(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A job of the night finds no folder of that name, and nobody is awake to make one; one that never was is told."""
    (small / "out").mkdir()
    asked = ("snapshot", "--as-of", "2022-09-03", "--format", "json", "--store", ":memory:", "--lang", "en", "-o")
    for output in ("out/%Y/%m/", "out/%Y/zhibiao-%d.json"):
        assert run(capsys, *asked, output) == (Exit.OK, "", "")
    found = sorted(str(path.relative_to(small)) for path in (small / "out").rglob("*.json"))
    assert found == ["out/2022/09/snapshot.json", "out/2022/zhibiao-03.json"]
    said = "zhibiao: none/2022/x.json was not written: its folder none does not exist; make it first\n"
    assert run(capsys, *asked, "none/%Y/x.json") == (Exit.OUTPUT, "", said)


@pytest.mark.parametrize("output", ["%Q.json", "a%", "%B.json", "%-d", "%\u5e74"])
def test_a_directive_must_stand_for_something(output: str) -> None:
    """What depends on the locale, or means nothing, is refused before anything is written."""
    with pytest.raises(UsageError):
        place(output, "json", AT)


def test_a_folder_takes_all_formats_of_one_snapshot(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every format under its own name, and the descriptor is about the table beside it."""
    run(capsys, "poll")
    (small / "out").mkdir()
    asked = [word for format in FORMATS for word in ("--format", format)]
    assert run(capsys, "snapshot", *asked, "-o", "out/", "--as-of", "2022-12-31", "-q") == (Exit.OK, "", "")
    assert {path.name for path in (small / "out").iterdir()} == set(FILE_NAMES.values())
    (resource,) = json.loads((small / "out" / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    data = (small / "out" / resource["path"]).read_bytes()
    assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_a_file_takes_one_format(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two formats into one file, or one after the other on stdout, are a mistake."""
    for output in ("-", "one"):
        code, out, err = run(capsys, "snapshot", "--format", "json", "--format", "csv", "-o", output, "--lang", "en")
        assert (code, out) == (Exit.USAGE, "")
        assert "-o FOLDER/" in err
    assert not (small / "one").exists()


def test_a_set_is_not_begun_that_cannot_be_whole(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A directive that stands for nothing is found before the first file."""
    (small / "out").mkdir()
    code, _, err = run(
        capsys,
        "snapshot",
        "--format",
        "json",
        "--format",
        "csv",
        "-o",
        "out/%Q/",
        "--store",
        ":memory:",
        "--lang",
        "en",
    )
    assert code == Exit.USAGE
    assert "%Q" in err
    assert not list((small / "out").iterdir())


def test_a_link_is_replaced_not_followed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """E2, also in a folder: what the link led to stays as it is."""
    (small / "out").mkdir()
    (small / "precious").write_text("mine", encoding="utf-8")
    (small / "out" / "snapshot.csv").symlink_to(small / "precious")
    run(capsys, "snapshot", "--format", "csv", "-o", "out/", "--store", ":memory:")
    assert (small / "precious").read_text(encoding="utf-8") == "mine"
    assert not (small / "out" / "snapshot.csv").is_symlink()


def test_raw_is_for_machines(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No mark before the header."""
    run(capsys, "snapshot", "--format", "csv", "-o", "a.csv", "--store", ":memory:")
    run(capsys, "snapshot", "--format", "csv", "--raw", "-o", "b.csv", "--store", ":memory:")
    assert (small / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfas_of,")
    assert (small / "b.csv").read_bytes().startswith(b"as_of,")


def test_a_unit_is_selected(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`''` is the whole area; a unit that nothing is about is a mistake."""
    out = run(capsys, "snapshot", "--unit", "", "--format", "json", "--store", ":memory:")[1]
    assert [found["id"] for found in json.loads(out)["indicators"]] == ["aides", "sites"]
    code, _, err = run(capsys, "snapshot", "--unit", "nowhere", "--store", ":memory:", "--lang", "en")
    assert code == Exit.USAGE
    assert "nowhere" in err


FULL = "zhibiao: standard output could not be written (no space is left on the disk)\n"


def on_a_full_disk(small: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and narration of a run whose standard output takes nothing."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui", "--lang", "en", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            env={"PYTHONPATH": str(ROOT), "HOME": str(small)},
            text=True,
            check=False,
        )
    return done.returncode, done.stderr


def test_a_full_disk_behind_stdout_is_6(small: Path) -> None:
    """One sentence, no traceback, also not from the interpreter's last flush."""
    assert on_a_full_disk(small, "snapshot", "--format", "json", "--store", ":memory:") == (Exit.OUTPUT, FULL)


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        ("snapshot", Exit.OUTPUT),
        ("snapshot --format json", Exit.OUTPUT),
        ("explain aides", Exit.OUTPUT),
        ("verify", Exit.OUTPUT),
        ("poll", Exit.OUTPUT),
        ("--version", Exit.OUTPUT),
        ("snapshot -o figures.txt", Exit.SOURCE),
    ],
)
def test_a_closed_stdout_is_6(verb: str, code: Exit, small: Path) -> None:
    """What has nowhere to go is said to be lost; what goes elsewhere needs none."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m tui --lang en --store h.db {verb} >&-', sys.executable],
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT), "HOME": str(small)},
        text=True,
        check=False,
    )
    assert done.returncode == code
    said = "zhibiao: standard output is closed: there is nowhere to print to\n"
    assert done.stderr.endswith(said) == (code is Exit.OUTPUT)
    assert (small / "figures.txt").exists() == ("figures.txt" in verb)


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        ("--help", Exit.OUTPUT),
        ("--version", Exit.OUTPUT),
        ("snapshot --help", Exit.OUTPUT),
        ("snapshot --format json", Exit.OUTPUT),
        ("explain aides", Exit.OUTPUT),
        ("history aides", Exit.OUTPUT),
        ("poll", Exit.OUTPUT),
        ("calendar", Exit.OUTPUT),
        ("schema --snapshot", Exit.OUTPUT),
        ("completion bash", Exit.OUTPUT),
        ("completion --names id", Exit.OUTPUT),
        ("man", Exit.OUTPUT),
        ("check", 3),
        ("check --help", 3),
        ("check --id none", 3),
        ("validate", Exit.OK),
    ],
)
def test_what_a_full_disk_does_not_take_is_not_said_to_be_written(
    verb: str, code: int, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, whether much was printed or little; a plugin has codes of its own."""
    run(capsys, "poll", "-q", "--store", "h.db")
    (small / "drop.csv").write_text("id,year,figure\naides,2022,13\n", encoding="utf-8")
    done, said = on_a_full_disk(small, "--store", "h.db", *verb.split())
    assert (done, said.endswith(FULL)) == (code, code != Exit.OK)
    assert "Exception" not in said


def test_a_closed_stderr_leads_no_narration_into_the_data(small: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" -m tui --lang en --store h.db poll 2>&-', sys.executable],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT), "HOME": str(small)},
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (Exit.OK, "aides 2022: 12 persons\nsites 2022: 3 sites\n")


def test_lines_that_nothing_fits_in_are_refused(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not silently made wider."""
    for width in ("39", "0", "-1"):
        code, out, err = run(capsys, "snapshot", "--width", width, "--store", ":memory:", "--lang", "en")
        assert (code, out) == (Exit.USAGE, "")
        assert err == f"zhibiao: --width takes at least 40 columns, not {width}\n"
    code, out, _ = run(capsys, "snapshot", "--width", "40", "--store", ":memory:")
    assert code == Exit.OK
    assert out


def test_same_store_same_day_same_bytes(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--as-of` no format holds the clock, the host or the user: another day on another machine gives the same."""
    run(capsys, "poll", "-q")
    code = (
        "import datetime, os, socket, sys, time\n"
        "days = int(os.environ['DAYS'])\n"
        "real = datetime.datetime\n"
        "class Shifted(real):\n"
        "    @classmethod\n"
        "    def now(cls, tz=None): return real.now(tz) + datetime.timedelta(days=days)\n"
        "datetime.datetime = Shifted\n"
        "now = time.time; time.time = lambda: now() + 86400 * days\n"
        "socket.gethostname = lambda: os.environ['HOST']\n"
        "from tui.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    asked = [word for format in FORMATS for word in ("--format", format)]
    found = []
    for days, host, zone in ((0, "one", "UTC"), (400, "two", "America/New_York")):
        folder = small / host
        folder.mkdir()
        environ = {
            "PYTHONPATH": str(ROOT),
            "HOME": str(small),
            "USER": host,
            "HOST": host,
            "DAYS": str(days),
            "TZ": zone,
            "PYTHONHASHSEED": str(days),
        }
        store = ["--store", "history.db"]
        if days == 0:
            subprocess.run([sys.executable, "-c", code, "poll", "-q", *store], env=environ, check=True)
        command = ["snapshot", *asked, *store, "-q", "--as-of", "2099-12-31", "-o", f"{folder}/", "--lang", "zh"]
        subprocess.run([sys.executable, "-c", code, *command], env=environ, check=True)
        found.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert found[0] == found[1]
    assert set(found[0]) == set(FILE_NAMES.values())
    assert json.loads(found[0]["snapshot.json"])["indicators"][0]["value"] == 12


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """`zhibiao schema --snapshot` needs no configuration and prints JSON."""
    code, out, err = run(capsys, "schema", "--snapshot")
    assert (code, err) == (Exit.OK, "")
    assert json.loads(out)["$id"] == "urn:zhibiao:snapshot:1"
    code, out, err = run(capsys, "schema", "--lang", "en")
    assert (code, out, err) == (Exit.USAGE, "", "zhibiao: missing: --snapshot\n")


def test_the_age_of_figures_stands_in_the_header(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """E7: what was read long ago says so, in text and page alike, and the exit code when it was never read."""
    assert run(capsys, "snapshot", "--store", "new.db", "-q")[0] == Exit.SOURCE
    run(capsys, "poll", "-q", "--store", "h.db")
    for format in ("text", "md", "html"):
        out = run(capsys, "snapshot", "--store", "h.db", "--format", format, "--lang", "en")[1]
        assert "sources: 1 of 1 ok" in out
        assert "last read 20" in out


def test_a_cron_job_has_no_environment(small: Path) -> None:
    """E7: without HOME, LANG, TERM and PATH the set is written all the same."""
    (small / "out").mkdir()
    command = "import sys; sys.path.insert(0, sys.argv.pop(1)); from tui.cli import main; sys.exit(main(sys.argv[1:]))"
    asked = [word for format in FORMATS for word in ("--format", format)]
    done = subprocess.run(
        [sys.executable, "-c", command, str(ROOT), "snapshot", *asked, "--store", ":memory:", "-o", "out/"],
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (Exit.OK, "", "")
    assert len(list((small / "out").iterdir())) == len(FORMATS)
