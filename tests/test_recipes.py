"""The README's recipes work as they stand: cron, a timer, the node exporter with its rules, Nagios.

Their places, `/opt/zhibiao`, `/etc/zhibiao` and `/var/lib`, are those of a machine of one's own below a folder.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.ranges import alerts
from tests.cli.test_unit import sections
from tests.lacking import needed
from tests.test_readme import BLOCKS, CHINESE, ENGLISH, ROOT, blocks
from tui.exports.plugin import State

RECIPES = {(block.kind, block.tag): block.body for block in BLOCKS if block.kind in {"cron", "ini", "yaml", "nagios"}}
PLACES = ("/opt/zhibiao", "/etc/zhibiao", "/var/lib/zhibiao", "/var/lib/prometheus/node-exporter")
PATIENCE = 60


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with the command, the packaged sample, and where to write."""
    for place in PLACES:
        (tmp_path / place[1:]).mkdir(parents=True, exist_ok=True)
    for each in ("indicators.toml", "tui/sample"):
        of = shutil.copytree if (ROOT / each).is_dir() else shutil.copy
        of(ROOT / each, tmp_path / "etc" / "zhibiao" / Path(each).name)
    command = tmp_path / "opt" / "zhibiao" / "bin" / "zhibiao"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m tui "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def placed(text: str, machine: Path) -> str:
    """The text with its places below the folder."""
    return re.sub(r"(?<![\w/])(?=/(opt|etc|var)/)", str(machine), text)


def under_cron(line: str, machine: Path) -> subprocess.CompletedProcess[str]:
    """The command of a line as cron runs it: five fields before it, `sh`, and hardly any environment."""
    *times, command = line.split(maxsplit=5)
    assert all(re.fullmatch(r"\*(/\d+)?|\d+", field) for field in times)
    assert len(times) == 5
    assert "%" not in command
    environ = {"HOME": str(machine), "LOGNAME": "zhibiao", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        ["/bin/sh", "-c", placed(command, machine)],
        env=environ,
        cwd=machine,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def test_both_languages_have_the_same_recipes() -> None:
    kinds = {"cron", "ini", "yaml", "nagios"}
    said = [[block for block in blocks(half) if block.kind in kinds] for half in (ENGLISH, CHINESE)]
    assert said[0] == said[1]
    assert len(said[0]) == 6


def test_a_cron_job_writes_its_files(machine: Path) -> None:
    (line,) = RECIPES["cron", ""].splitlines()
    done = under_cron(line, machine)
    assert (done.returncode, done.stderr) == (0, "")
    kept = machine / "var" / "lib" / "zhibiao"
    figures = json.loads((kept / "snapshot.json").read_text(encoding="utf-8"))["indicators"]
    assert {each["id"]: each["value"] for each in figures}["pufa.aides"] == 889
    assert (kept / "snapshot.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_timer_starts_the_same(machine: Path) -> None:
    """systemd takes both files, and the service runs what cron runs."""
    verify = needed("systemd-analyze", "systemd")
    for name in ("zhibiao-snapshot.service", "zhibiao-snapshot.timer"):
        text = placed(RECIPES["ini", name], machine).replace("User=zhibiao", "User=root")
        (machine / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [verify, "verify", *(str(machine / f"zhibiao-snapshot.{kind}") for kind in ("service", "timer"))],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    remarks = [line for line in done.stderr.splitlines() if "zhibiao" in line]
    assert (done.returncode, remarks) == (0, [])
    service = sections(RECIPES["ini", "zhibiao-snapshot.service"])["Service"]
    assert RECIPES["cron", ""].strip().endswith(service["ExecStart"])
    assert service["SuccessExitStatus"] == "3"


def test_the_node_exporter_gets_its_file_and_prometheus_its_rules(machine: Path) -> None:
    (line,) = RECIPES["cron", "exporter"].splitlines()
    under_cron(RECIPES["cron", ""].strip(), machine)
    done = under_cron(line, machine)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = (machine / "var" / "lib" / "prometheus" / "node-exporter" / "zhibiao.prom").read_text(encoding="utf-8")
    assert 'zhibiao_indicator_value{id="pufa.aides",unit=""} 889' in written
    rules = RECIPES["yaml", "zhibiao.rules.yml"]
    (machine / "rules.yml").write_text(rules, encoding="utf-8")
    promtool = needed("promtool", "prometheus")
    checked = subprocess.run(
        [promtool, "check", "rules", str(machine / "rules.yml")],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert checked.returncode == 0, checked.stderr
    names = set(re.findall(r"zhibiao_\w+", rules))
    assert names == {name for name in names if f"# TYPE {name} " in written}


def test_nagios_runs_the_check(machine: Path) -> None:
    """The command with the service's argument: one line, an exit code of a plugin, ranges that agree with it."""
    text = RECIPES["nagios", ""]
    (command,) = re.findall(r"command_line +(.+)", text)
    ((name, argument),) = re.findall(r"check_command +(\w+)!(\S+)", text)
    assert f"command_name  {name}" in text
    under_cron(RECIPES["cron", ""].strip(), machine)
    done = subprocess.run(
        placed(command.replace("$ARG1$", argument), machine).split(),
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.stderr == ""
    state = State(done.returncode)
    first, *_ = done.stdout.splitlines()
    assert state.name in first
    assert len(first) < 80
    measured = re.findall(r"'([^']+)'=([^;\s]+)(?:;([^;\s]*))?(?:;([^;\s]*))?", done.stdout)
    assert "fuyi.revoked_rate" in {label for label, *_ in measured}
    critical = [label for label, value, _, crit in measured if value != "U" and alerts(crit, value.rstrip("%"))]
    assert (State.CRITICAL is state) == bool(critical)
