"""Where a SQLite store may stand: looked at before SQLite touches the file, so that nothing is created or repaired.

Network and user-space file systems are refused: SQLite's log needs memory that all readers share, and locks that work.
"""

import os
import stat
from collections.abc import Iterable
from typing import Final

from tui.errors import StoreError, symbol

__all__ = ["directory_for", "examine", "mode_for", "network_file_system", "unreadable", "unwritable"]

_NETWORK: Final = frozenset(
    (
        *(
            "9p",
            "afs",
            "beegfs",
            "ceph",
            "cifs",
            "coda",
            "davfs",
            "gfs",
            "gfs2",
            "glusterfs",
            "gpfs",
            "lustre",
            "ncpfs",
        ),
        *("nfs", "nfs4", "ocfs2", "orangefs", "pvfs2", "smb2", "smb3", "smbfs", "sshfs", "vboxsf", "vmhgfs"),
    )
)
_MOUNTS: Final = "/proc/self/mountinfo"
_MAGIC: Final = b"SQLite format 3\0"


def examine(path: str) -> str:
    """The file that a path names, with links resolved, fit to be opened; one that is missing is fit too.

    Raises:
        StoreError: It is no database, is empty, or stands where a database cannot work.
    """
    real = os.path.realpath(path)
    try:
        found = os.stat(real)
        if not stat.S_ISREG(found.st_mode):
            raise StoreError("store.not_a_file", path=path)
        with open(real, "rb", buffering=0) as file:
            magic = file.read(len(_MAGIC))
    except FileNotFoundError:
        if os.path.lexists(path):
            raise StoreError("store.dangling", path=path, target=real) from None
        return real
    except PermissionError:
        raise unreadable(path) from None
    except OSError as error:
        raise StoreError("store.failed", path=path, reason=symbol(error)) from None
    if not magic:
        raise StoreError("store.empty", path=path)
    if magic != _MAGIC:
        raise StoreError("store.not_a_database", path=path)
    refuse_network(path, found.st_dev)
    return real


def unreadable(path: str) -> StoreError:
    """That this user may not read a file, and what its owner can do about it: let one account in, and no other."""
    uid = os.geteuid()
    command = f"setfacl -m u:{uid}:rX {_quoted(os.path.dirname(path))} {_quoted(path)}"
    return StoreError("store.unreadable", path=path, uid=uid, command=command)


def unwritable(path: str) -> StoreError:
    """That this user may not write a file, and what root can do about it."""
    uid, owner = os.geteuid(), os.stat(path).st_uid
    return StoreError("store.unwritable", path=path, uid=uid, owner=owner, command=f"chown {uid} {_quoted(path)}")


def refuse_network(path: str, device: int) -> None:
    """Raise StoreError if a device is a network file system."""
    try:
        with open(_MOUNTS, encoding="utf-8", errors="replace") as mounts:
            kind = network_file_system(mounts, device)
    except OSError:  # not Linux, or no /proc: nobody to ask
        return
    if kind:
        raise StoreError("store.network", path=path, kind=kind)


def network_file_system(mounts: Iterable[str], device: int) -> str:
    """The kind of a network or user-space file system, `""` for a local one.

    Args:
        mounts: Lines of `/proc/self/mountinfo`, proc(5).
        device: As in `st_dev`.
    """
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in mounts:
        fields, _, rest = line.partition(" - ")
        if fields.split(" ", 3)[2:3] == [wanted]:
            kind = rest.split(" ", 1)[0]
            return kind if kind in _NETWORK or kind.partition(".")[0] == "fuse" else ""
    return ""


def directory_for(path: str) -> None:
    """See that the directory of a store is there and can be written.

    A directory below the user's own home or state directory is made; any other one is not: a history must not begin
    anew because a disk was not mounted.

    Raises:
        StoreError: With the command that mends it.
    """
    directory = os.path.dirname(path)
    if not os.path.isdir(directory):
        own = [os.path.expanduser("~"), os.environ.get("XDG_STATE_HOME", "")]
        if not any(place and directory.startswith(place.rstrip("/") + "/") for place in own):
            raise StoreError("store.directory.missing", path=directory, command=f"mkdir -p {_quoted(directory)}")
        try:
            os.makedirs(directory, mode=0o700, exist_ok=True)
        except OSError as error:
            raise StoreError("store.failed", path=directory, reason=symbol(error)) from None
    found = os.stat(directory)
    refuse_network(path, found.st_dev)
    if os.statvfs(directory).f_flag & os.ST_RDONLY:
        place = _mount_point(directory)
        command = f"mount -o remount,rw {_quoted(place)}"
        raise StoreError("store.directory.read_only", path=directory, uid=os.geteuid(), command=command)
    if not os.access(directory, os.W_OK | os.X_OK, effective_ids=True):
        raise StoreError(
            "store.directory.unwritable",
            path=directory,
            uid=os.geteuid(),
            owner=found.st_uid,
            command=f"chown {os.geteuid()} {_quoted(directory)}",
        )


def _mount_point(directory: str) -> str:
    """Where the file system begins on which a directory stands."""
    place = os.path.realpath(directory)
    while not os.path.ismount(place):
        place = os.path.dirname(place)
    return place


def mode_for(directory: str) -> int:
    """The permissions of files in a store's directory: who may list the directory may read, who may add may write.

    A umask of 077 would lock the viewers out although the administrator has let them into the directory.
    """
    allowed = stat.S_IMODE(os.stat(directory).st_mode)
    mode = 0o600
    for shift in (3, 0):
        entry, write = (allowed >> shift) & 0o5, (allowed >> shift) & 0o2
        if entry == 0o5:
            mode |= (0o4 | write) << shift
    return mode & ~0o002


def _quoted(path: str) -> str:
    """A path for a shell."""
    return path if path.replace("/", "").replace("-", "").replace("_", "").replace(".", "").isalnum() else f"'{path}'"
