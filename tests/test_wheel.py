"""What is shipped is whole: the wheel, alone in a clean environment, outside the checkout, does the main job."""

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin directory of a clean environment with nothing but the wheel and what it needs."""
    place = tmp_path_factory.mktemp("clean")
    venv.create(place, with_pip=True)
    subprocess.run(
        [place / "bin" / "python", "-m", "pip", "install", "-q", str(wheel)], check=True, timeout=600, cwd=place
    )
    return place / "bin"


def test_the_wheel_carries_the_sample_and_no_tests(wheel: Path) -> None:
    """The sample file and its data are inside, the tests are not."""
    names = zipfile.ZipFile(wheel).namelist()
    assert "tui/sample/indicators.toml" in names
    assert "tui/exports/snapshot.schema.json" in names
    for kind in ("md.j2", "html.j2", "docx"):
        assert {f"tui/sample/report.zh.{kind}", f"tui/sample/report.en.{kind}"} <= set(names)
    assert any(name.startswith("tui/sample/") and name.endswith(".csv") for name in names)
    assert not [name for name in names if name.startswith("tests/")]


def test_the_wheel_names_the_pythons_from_the_first_that_it_can_do_with(wheel: Path) -> None:
    """What a registry shows begins where an installer begins to take it."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        said = archive.read(name).decode()
    named = re.findall(r"^Classifier: Programming Language :: Python :: 3\.(\d+)$", said, re.MULTILINE)
    (first,) = re.findall(r"^Requires-Python: >=3\.(\d+)$", said, re.MULTILINE)
    assert min(map(int, named)) == int(first)


def test_the_installed_command_polls_and_prints_the_sample(installed: Path, tmp_path: Path) -> None:
    """Outside any checkout the packaged sample is found, polled, and printed as JSON."""
    environ = {"PATH": os.defpath, "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    command = [str(installed / "zhibiao")]
    subprocess.run([*command, "poll", "-q"], check=True, env=environ, cwd=tmp_path, timeout=60)
    done = subprocess.run(
        [*command, "snapshot", "--format", "json"],
        check=True,
        env=environ,
        cwd=tmp_path,
        timeout=60,
        capture_output=True,
    )
    values = {found["id"]: found["value"] for found in json.loads(done.stdout)["indicators"]}
    assert values["pufa.aides"] == 889


def test_the_installed_dashboard_opens_on_the_packaged_sample(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal, outside any checkout: it polls the sample, says that it is the sample, and `q` ends it."""
    monkeypatch.chdir(tmp_path)
    environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "", "PYTHONPATH": ""}
    command = (str(installed / "zhibiao"), "--lang", "en")
    with Terminal(command, columns=120, lines=40, environ=environ) as terminal:
        terminal.wait_for("packaged sample")
        terminal.wait_for("top 10")  # a figure that only a poll can have brought
        terminal.send("q")
        assert terminal.exit_code() == 0
