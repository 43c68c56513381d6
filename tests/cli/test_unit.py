"""`collect --print-unit`: a unit that systemd takes, and that gives the collector no more than it needs."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.lacking import needed
from tui.cli import Exit


def sections(text: str) -> dict[str, dict[str, str]]:
    """A unit file by section and key."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            current[key] = value
    return found


def test_the_service_says_when_it_is_ready_and_may_do_little(small: Path, run: Run) -> None:
    code, out, err = run("collect", "--print-unit")
    assert (code, err) == (Exit.OK, "")
    unit = sections(out)
    service = unit["Service"]
    assert service["Type"] == "notify"
    assert service["WatchdogSec"] == "60"
    assert service["ExecStart"].endswith(f"-c {small / 'indicators.toml'} collect")
    assert service["SuccessExitStatus"] == "129 130 143"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert "ReadWritePaths" not in service
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_once_comes_with_a_timer(small: Path, run: Run) -> None:
    """And a failing source is no failure of the service."""
    _, out, _ = run("collect", "--print-unit", "--once")
    service, timer = out.split("# /etc/systemd/system/zhibiao.timer\n")
    assert sections(service)["Service"]["Type"] == "oneshot"
    assert sections(service)["Service"]["SuccessExitStatus"] == "3"
    assert sections(service)["Service"]["ExecStart"].endswith(" collect --once -q")
    assert sections(timer)["Timer"]["OnCalendar"] == "minutely"


def test_a_store_elsewhere_may_be_written(small: Path, run: Run) -> None:
    """Names with blanks, percent and dollar signs are what they are."""
    (small / "a b%$").mkdir()
    _, out, _ = run("collect", "--print-unit", "--store", "a b%$/h.db")
    service = sections(out)["Service"]
    assert service["ReadWritePaths"] == f'"{small}/a b%%$$"'
    assert f'--store "{small}/a b%%$$/h.db"' in service["ExecStart"]


def test_no_password_stands_in_a_unit(small: Path, run: Run) -> None:
    """The file and the command line are for everybody to read; a reference to the environment is no secret."""
    code, out, err = run("collect", "--print-unit", "--store", "postgresql://z:canary@db.example/z")
    assert (code, out) == (Exit.USAGE, "")
    assert "~/.pgpass" in err
    assert "canary" not in err
    _, out, _ = run("collect", "--print-unit", "--store", "postgresql://z:${PASSWORD}@db.example/z")
    assert "postgresql://z:$${PASSWORD}@db.example/z" in out


@pytest.mark.parametrize("once", [(), ("--once",)], ids=["lasting", "once"])
def test_systemd_itself_finds_nothing_wrong(once: tuple[str, ...], small: Path, run: Run, tmp_path: Path) -> None:
    """What its checker says of this machine's own units is not ours."""
    checker = needed("systemd-analyze", "systemd")
    unit = tmp_path / "zhibiao.service"
    text = run("collect", "--print-unit", *once)[1].split("# /etc/systemd/system/zhibiao.timer\n")[0]
    unit.write_text(text.replace("User=zhibiao", "User=root"), encoding="utf-8")
    done = subprocess.run([checker, "verify", str(unit)], capture_output=True, text=True, check=False, timeout=60)
    assert [line for line in done.stderr.splitlines() if "zhibiao" in line] == []
