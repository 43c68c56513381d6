"""Files read whole, within bounds, and never waited for.

Only regular files: a pipe would hang, a device may be endless, and opening one can have effects of its own.
"""

import errno
import os
import stat as mode
import sys
from importlib import import_module
from typing import Final, cast

from tui.errors import RetryableError, SourceError, symbol
from tui.named import NamedTuple
from tui.reading.text import clean

__all__ = ["Stamp", "digest", "read_file", "read_stamped", "stamp"]

_FLAGS: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_CHUNK: Final = 1 << 20

_REASONS: Final = {
    errno.ENOENT: "source.file.missing",
    errno.ENOTDIR: "source.file.missing",
    errno.EACCES: "source.file.denied",
    errno.EPERM: "source.file.denied",
    errno.ELOOP: "source.file.loop",
}


class Stamp(NamedTuple):
    """What tells one state of a file from another without reading it."""

    device: int
    inode: int
    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since 1970."""
    changed: int
    """Nanoseconds since 1970; moves even where a copy carries the old modification time over."""

    @property
    def text(self) -> str:
        """One word that is equal exactly when the stamps are."""
        return "-".join(f"{part:x}" for part in self)


def stamp(path: str) -> Stamp:
    """The stamp of a regular file.

    Raises:
        SourceError: It is missing, forbidden, or not a regular file.
    """
    try:
        return _stamp(os.stat(path), path)
    except (OSError, ValueError) as failed:
        raise _refusal(failed, path) from failed


def read_file(path: str, max_bytes: int) -> bytes:
    """The bytes of a regular file.

    Raises:
        RetryableError: It changed while it was read.
        SourceError: It is missing, forbidden, not a regular file, or larger than `max_bytes`.
    """
    return read_stamped(path, max_bytes)[0]


def read_stamped(path: str, max_bytes: int) -> tuple[bytes, Stamp]:
    """The bytes of a regular file, and its stamp, the same before and after.

    Raises:
        RetryableError: It changed while it was read.
        SourceError: It is missing, forbidden, not a regular file, or larger than `max_bytes`.
    """
    stamp(path)  # before it is opened: opening a device can have effects
    try:
        opened = os.open(path, _FLAGS)
        try:
            before = _stamp(os.fstat(opened), path)
            if before.size > max_bytes:
                raise SourceError("source.file.too_large", path=clean(path, 200), limit=max_bytes)
            data = _bytes(opened, max_bytes)
            after = _stamp(os.fstat(opened), path)
        finally:
            os.close(opened)
    except (OSError, ValueError) as failed:
        raise _refusal(failed, path) from failed
    if after != before or len(data) != after.size:
        raise RetryableError("source.file.changing", path=clean(path, 200))
    return data, after


def digest(data: bytes) -> str:
    """SHA-256, hexadecimal."""
    # Deferred: `hashlib` loads OpenSSL, 2 ms, and the interpreter has a digest of its own; the standard library's
    # `random` goes the same way.
    try:
        own = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256")
    except ImportError:
        own = import_module("hashlib")
    return cast("str", own.sha256(data).hexdigest())


def _bytes(opened: int, max_bytes: int) -> bytes:
    """Up to one byte more than allowed: enough to see that a file grew."""
    parts = []
    left = max_bytes + 1
    while left and (part := os.read(opened, min(_CHUNK, left))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _stamp(found: os.stat_result, path: str) -> Stamp:
    if not mode.S_ISREG(found.st_mode):
        raise SourceError("source.file.not_regular", path=clean(path, 200))
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _refusal(failed: OSError | ValueError, path: str) -> SourceError:
    shown = clean(path, 200)
    if not isinstance(failed, OSError):  # a NUL in the path
        return SourceError("source.file.missing", path=shown)
    code = failed.errno or 0
    if code in _REASONS:
        return SourceError(_REASONS[code], path=shown)
    return SourceError("source.file.unreadable", path=shown, code=symbol(failed))
