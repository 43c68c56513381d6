"""Who collects into a SQLite store, as its lock's file tells: readable for viewers, writable on a full disk.

The file stands beside the store, is never deleted, and holds one JSON object padded to a fixed size, which its holder
overwrites in place: that needs no new block, so that every screen learns why the history cannot be written.
"""

import fcntl
import json
import os
from collections.abc import Mapping
from typing import Any, Final

from tui.store.contract import Collector
from tui.store.rows import instant, instant_text, message, message_text

__all__ = ["SIZE", "block", "holder", "lock_path"]

SIZE: Final = 8192
"""Bytes of the file."""


def lock_path(store: str) -> str:
    """The lock's file, beside the store's."""
    return f"{store}.lock"


def block(collector: Collector) -> bytes:
    """What the holder writes into the file: exactly `SIZE` bytes."""
    said: dict[str, object] = {
        "pid": collector.pid,
        "host": collector.host,
        "since": instant_text(collector.since),
        "heartbeat": instant_text(collector.heartbeat),
        "epoch": collector.epoch,
    }
    if collector.trouble is not None and collector.trouble_since is not None:
        trouble = {"trouble": message_text(collector.trouble), "trouble_since": instant_text(collector.trouble_since)}
        if len(json.dumps(trouble)) < SIZE // 3:
            said |= trouble
    remark = message_text(collector.remark)
    if remark is not None and len(json.dumps(remark)) < SIZE // 3:
        said["remark"] = remark
    return json.dumps(said).encode().ljust(SIZE - 1) + b"\n"


def holder(store: str, last: Collector | None) -> Collector | None:
    """The collector of a store.

    Args:
        store: Path of its file.
        last: What the store itself remembers: counts where the lock's file says nothing, or something older.
    """
    try:
        descriptor = os.open(lock_path(store), os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return last
    try:
        said = _read(descriptor)
        held = _is_held(descriptor)
    finally:
        os.close(descriptor)
    if said is None or (last is not None and last.epoch > said.epoch):
        said = last
    return None if said is None else said._replace(held=held)


def _read(descriptor: int) -> Collector | None:
    try:
        said: Mapping[str, Any] = json.loads(os.pread(descriptor, SIZE, 0))
        return Collector(
            pid=said["pid"],
            host=said["host"],
            since=instant(said["since"]),
            heartbeat=instant(said["heartbeat"]),
            epoch=said["epoch"],
            trouble=message(said.get("trouble")),
            trouble_since=instant(said["trouble_since"]) if "trouble_since" in said else None,
            remark=message(said.get("remark")),
        )
    except (ValueError, KeyError, TypeError, OSError):
        return None


def _is_held(descriptor: int) -> bool:
    """Whether a collector holds the lock; asked by sharing it for a moment, which `SqliteLock` waits out."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return False
