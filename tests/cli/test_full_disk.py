"""What a script sees of a disk that runs full (T2)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.small_disk import fill, on_a_small_disk
from tui.cli import Exit

HERE = Path(__file__).parent


def test_a_full_disk_has_its_codes_and_its_words(tmp_path: Path) -> None:
    on_a_small_disk(tmp_path / "disk", __name__)


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """A verb's exit code, stdout and stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--lang", "en", "-c", str(folder / "indicators.toml"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "HOME": str(folder)},
    )
    return done.returncode, done.stdout, done.stderr


def main() -> None:
    """What happens there: figures that were read and not written are written by whoever comes when there is room."""
    disk, folder = Path(sys.argv[1]), Path(sys.argv[1]).parent / "files"
    folder.mkdir()
    shutil.copy(HERE / "small.toml", folder / "indicators.toml")
    drop, store = folder / "drop.csv", ("--store", str(disk / "history.db"))
    rows = [f"aides,{year},{year % 100}.{'9' * 20}" for year in range(1900, 2023)]
    drop.write_text("id,year,figure\naides,2022,12\n", encoding="utf-8")
    assert run(folder, *store, "poll", "-q")[0] == Exit.OK
    ballast = fill(disk)
    drop.write_text("\n".join(["id,year,figure", *rows]), encoding="utf-8")
    full = f"disk full: {disk / 'history.db'}"

    assert run(folder, *store, "poll", "-q") == (Exit.STORE, "", f"zhibiao: {full}\n")
    code, out, _ = run(folder, *store, "snapshot", "--format", "csv")
    assert (code, "12" in out) == (Exit.OK, True), "what is there can be read"
    assert run(folder, *store, "verify")[0] == Exit.OK

    ballast.unlink()
    code, _, err = run(folder, *store, "poll", "-q")
    assert (code, err) == (Exit.OK, "")
    code, out, _ = run(folder, *store, "verify")
    assert (code, f"figures as they were sealed: {len(rows) + 1}" in out) == (Exit.OK, True), out
