"""What is shipped is whole: the wheel, alone in a clean environment, outside the checkout, does the main job."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

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
    assert {"tui/sample/report.zh.md.j2", "tui/sample/report.en.md.j2"} <= set(names)
    assert any(name.startswith("tui/sample/") and name.endswith(".csv") for name in names)
    assert not [name for name in names if name.startswith("tests/")]


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
