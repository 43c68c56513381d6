"""A disk that runs full, a real one of two mebibytes: reading goes on, and so does writing once there is room (T2)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.figures import figure, moment
from tests.store.processes import ROOT
from tui.errors import Message, StoreError
from tui.store import Tick, open_store

SMALL_DISK = "size=2m,mode=0755"


def on_a_small_disk(place: Path, module: str) -> None:
    """Run a module's `main` on a file system of two mebibytes, in a mount namespace of its own.

    Root mounts it; others become root of a user namespace. Where neither is allowed the test fails with the reason,
    and is not skipped: what happens on a full disk is nothing to leave untried.
    """
    unshare = shutil.which("unshare")
    assert unshare, "a full disk cannot be tried: unshare (util-linux) is missing"
    place.mkdir()
    namespace = ["--mount"] if os.geteuid() == 0 else ["--user", "--map-root-user", "--mount"]
    run = f'mount -t tmpfs -o {SMALL_DISK} tmpfs "$1" && exec "$0" -c "import {module}; {module}.main()" "$1"'
    done = subprocess.run(
        [unshare, *namespace, "sh", "-c", run, sys.executable, str(place)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"on a full disk (unshare and mount must be allowed): {done.stderr}{done.stdout}")


def test_a_full_disk_loses_nothing_and_needs_no_repair(tmp_path: Path) -> None:
    on_a_small_disk(tmp_path / "disk", __name__)


def fill(place: Path) -> Path:
    """Take all room that is left."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 16, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return ballast


def main() -> None:
    """What `test_a_full_disk_loses_nothing_and_needs_no_repair` does there."""
    place = Path(sys.argv[1])
    store = open_store(str(place / "history.db"), write=True)
    viewer = open_store(str(place / "history.db"))
    lock = store.lock(moment(0))
    store.record(Tick(moment(0), (figure("0", moment(0)),)))
    ballast = fill(place)
    number, refused = 0, None
    while refused is None:
        number += 1
        try:
            store.record(Tick(moment(number), (figure(str(number), moment(number)),)))
        except StoreError as error:
            refused = error
    assert refused.message.key == "store.full", refused
    for reader in (store, viewer):
        latest = reader.history().latest("pufa.aides")
        assert latest is not None
        assert str(latest.value) == str(number - 1)
    lock.beat(moment(number), Message("store.full", {"path": "history.db"}), moment(number))
    found = viewer.collector()
    assert found is not None
    assert found.trouble is not None
    assert found.trouble.key == "store.full"
    ballast.unlink()
    assert store.record(Tick(moment(number), (figure(str(number), moment(number)),)))
    lock.release()
    latest = viewer.history().latest("pufa.aides")
    assert latest is not None
    assert str(latest.value) == str(number)
    store.close()
