"""A disk that runs full: reading goes on, and so does writing once there is room (T2)."""

import sys
from pathlib import Path

from tests.small_disk import fill, on_a_small_disk
from tests.store.figures import figure, moment
from tui.errors import Message, StoreError
from tui.store import Tick, open_store


def test_a_full_disk_loses_nothing_and_needs_no_repair(tmp_path: Path) -> None:
    on_a_small_disk(tmp_path / "disk", __name__)


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
