"""A file is replaced whole or not at all.

The new bytes go into a temporary file beside the target, are forced to the disk, and take the target's name in one
step; then the directory is forced to the disk too. Whoever reads the target, or pulls the plug, finds the old file or
the new one. A run that was killed leaves its temporary file behind; the next one removes it once it is an hour old.
"""

import errno
import os
import stat
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress

from tui.errors import OutputError, symbol

__all__ = ["write"]

_STALE = 3600
"""Seconds after which a temporary file belongs to no run that is still alive."""
_LONGEST = 200
"""Bytes of the target's name in that of its temporary file; names end at 255."""

_KEYS = {
    errno.ENOSPC: "output.full",
    errno.EDQUOT: "output.full",
    errno.EFBIG: "output.full",
    errno.EACCES: "output.denied",
    errno.EPERM: "output.denied",
    errno.EROFS: "output.denied",
    errno.ENOENT: "output.no_folder",
    errno.ENOTDIR: "output.not_folder",
    errno.ENAMETOOLONG: "output.long_name",
}


def write(path: str, data: bytes | Iterable[bytes], folders: Sequence[str] = ()) -> None:
    """Put bytes into a file, atomically; its mode is what the umask says.

    Args:
        path: The file. A symbolic link is replaced, not followed; a directory or device, or a link to one, is refused.
        data: All bytes, or the pieces in order; when they end in an error nothing is replaced.
        folders: Those of the path to make where they are missing, the outermost first, as open as the umask says; no
            other is made. One that is a link to a folder is followed, as any folder of a path is; nothing is ever made
            where a link leads nowhere. What was made stays when the file cannot be written: another run may use it.

    Raises:
        OutputError: The file was not written; what stood there is intact.
    """
    folder, name = os.path.split(path)
    folder = folder or os.curdir
    extended = [folder, *(_above(each) for each in folders if _make(path, each))]
    _check_target(path, folder, name)
    try:
        _remove_stale(folder, _temporary_prefix(name))
        _replace(folder, name, (data,) if isinstance(data, bytes) else data)
    except OSError as error:
        raise _failed(error, path, folder) from error
    for each in extended:
        _settle(path, each)


def _make(path: str, folder: str) -> bool:
    """Make a folder of a path, unless it is there, or another run makes it at this moment; whether it was made."""
    try:
        os.mkdir(folder)
    except FileExistsError as error:
        if not os.path.isdir(folder):
            raise OutputError("output.not_folder", path=path, folder=folder) from error
        return False
    except (OSError, ValueError) as error:
        if os.path.isdir(folder):  # it is there, where nothing may be made
            return False
        raise _failed(error, path, _above(folder)) from error
    return True


def _above(folder: str) -> str:
    return os.path.dirname(folder) or os.curdir


def _failed(error: OSError | ValueError, path: str, folder: str) -> OutputError:
    """What to say; `folder` is the one that may be missing, or be none."""
    key = _KEYS.get(error.errno or 0, "output.failed") if isinstance(error, OSError) else "output.name"
    return OutputError(key, path=path, folder=folder, error=symbol(error))


def _check_target(path: str, folder: str, name: str) -> None:
    try:
        mode = os.stat(os.path.join(folder, name)).st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    except (OSError, ValueError) as error:
        raise _failed(error, path, folder) from error
    if not name or stat.S_ISDIR(mode):
        raise OutputError("output.folder", path=path)
    # A link in /dev may lead to a regular file (stdout of a redirected run); replacing it would break the system.
    if not stat.S_ISREG(mode) or os.path.realpath(folder) == "/dev":
        raise OutputError("output.device", path=path)


def _temporary_prefix(name: str) -> str:
    return f".{os.fsdecode(os.fsencode(name)[:_LONGEST])}."


def _remove_stale(folder: str, prefix: str) -> None:
    with os.scandir(folder) as entries:
        left = [entry for entry in entries if entry.name.startswith(prefix) and entry.name.endswith(".tmp")]
    for entry in left:
        with suppress(OSError):  # another run was faster, or it is somebody else's
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(found.st_mode) and found.st_mtime < time.time() - _STALE:
                os.unlink(entry.path)


def _replace(folder: str, name: str, pieces: Iterable[bytes]) -> None:
    temporary = os.path.join(folder, f"{_temporary_prefix(name)}{os.getpid()}-{os.urandom(4).hex()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        with open(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, os.path.join(folder, name))
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _settle(path: str, folder: str) -> None:
    """Force the directory to the disk.

    Raises:
        OutputError: The new file is in place, but may be lost when the machine fails within the next seconds.
    """
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        # A directory that may be written but not listed cannot be opened, and some file systems know no such request.
        if error.errno not in {errno.EACCES, errno.EINVAL, errno.ENOTSUP}:
            raise OutputError("output.unsettled", path=path, error=symbol(error)) from error
