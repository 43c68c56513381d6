"""What a configuration's files said when they were last read, kept in the user's cache directory.

Every verb begins with the configuration, and to read it anew costs a script a tenth of its time. What was read is taken
again while all that it follows from is the same: the bytes of the file and of its rosters, where they stand, where the
history is kept by default, and the code that reads them. An entry that is missing, damaged, somebody else's or of
another moment is as if there were none.

An entry is plain data, and nothing in it is run: the only classes that it can name are our own named tuples. Behind its
SHA-256 stand, as `marshal` writes them: the key, the files with theirs, the names of the classes, and the configuration
itself, where every value that is not plain is a tuple of the number of its class and of its parts.
"""

import marshal
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from importlib import import_module
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

from tui import __version__
from tui.config.config import Config
from tui.config.place import cache_folder, default_store, is_exposed, is_sample
from tui.errors import ZhibiaoError
from tui.keeping import keep
from tui.model.calendar import zone
from tui.reading import digest, read_file

__all__ = ["recall", "remember"]

_MOST: Final = 64 * 1024 * 1024
"""Bytes of an entry or of a file: more is read anew."""

_ENTRIES: Final = 64
"""Configurations that are remembered; beyond that the one that was written first is forgotten."""

_DIGEST: Final = 64
"""Characters of a SHA-256."""

_PLAIN: Final = frozenset({str, int, bool, float, type(None)})
"""Classes of values that stand in an entry as they are."""

_Maker = Callable[[Sequence[Any]], Any]

_MAKERS: Final[dict[str, _Maker]] = {
    "tuple": tuple,
    "frozenset": frozenset,
    "dict": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    "mappingproxy": lambda parts: MappingProxyType(dict(zip(parts[::2], parts[1::2], strict=True))),
    "Decimal": lambda parts: Decimal(parts[0]),
    "date": lambda parts: date.fromordinal(parts[0]),
    "datetime": lambda parts: datetime.fromisoformat(parts[0]),
}
"""By name: how a value is made of its parts again."""


def recall(path: str, environ: Mapping[str, str]) -> Config | None:
    """The configuration as `load` would read it, or `None`: it must be read."""
    file = _file(path, environ)
    if file is None:
        return None
    try:
        if os.stat(file).st_uid != os.geteuid():
            return None
        data = read_file(file, _MOST)
        if digest(data[_DIGEST:]).encode() != data[:_DIGEST]:
            return None
        key, files, kinds, packed = marshal.loads(memoryview(data)[_DIGEST:])  # noqa: S302 - our own, and plain data
        if key != _key(path, environ) or any(digest(read_file(each, _MOST)) != known for each, known in files):
            return None
        config: Config = _unpacked(packed, [_maker(kind) for kind in kinds])
    except (OSError, ZhibiaoError, ImportError, EOFError, LookupError, TypeError, ValueError):
        return None
    if zone(config.framework.timezone) is UTC and config.framework.timezone != "UTC":
        return None  # the zone database has been taken away since
    return config._replace(is_sample=is_sample(path, environ), files=files)


def remember(config: Config, path: str, environ: Mapping[str, str]) -> None:
    """Keep what `load` gave for a path, if it can be kept."""
    file = _file(path, environ)
    if file is None:
        return
    kinds: dict[str, int] = {}
    try:
        packed: Any = _packed(config._replace(files=()), kinds)
        key: Any = _key(path, environ)
    except (OSError, TypeError):  # the program is no folder of files; or a value cannot be packed, which tests exclude
        return
    data = marshal.dumps((key, config.files, tuple(kinds), packed))
    if keep(file, digest(data).encode() + data):
        _forget(os.path.dirname(file))


def _file(path: str, environ: Mapping[str, str]) -> str | None:
    """The entry of a configuration; `None` for an account without a home directory."""
    folder = cache_folder(environ)
    return os.path.join(folder, digest(os.fsencode(os.path.abspath(path)))[:32]) if folder else None


def _key(path: str, environ: Mapping[str, str]) -> tuple[object, ...]:
    """Whatever a configuration follows from, but for the files themselves."""
    code = tuple(_stamps(room) for room in ("config", "model", "reading"))
    place = (path, os.path.abspath(path), is_exposed(path))
    return (__version__, sys.hexversion, code, *place, default_store(path, environ), environ.get("HOME"))


def _stamps(room: str) -> tuple[str, int, int, int]:
    """What changes when a module of a room does: where it is, how many there are, their size and their youngest."""
    folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), room)
    with os.scandir(folder) as entries:
        found = [entry.stat() for entry in entries if entry.name.endswith(".py")]
    return folder, len(found), sum(each.st_size for each in found), max(each.st_mtime_ns for each in found)


def _forget(folder: str) -> None:
    """Let the oldest entry go where there are too many."""
    try:
        with os.scandir(folder) as entries:
            known = sorted((entry.stat().st_mtime_ns, entry.path) for entry in entries)
        for _, path in known[:-_ENTRIES]:
            os.unlink(path)
    except OSError:
        return


def _packed(value: object, kinds: dict[str, int]) -> object:
    """A value in plain parts; `kinds` learns the names of the classes."""
    kind = type(value)
    if kind in _PLAIN or value == ():
        return value
    name = kind.__name__
    if name not in _MAKERS:
        name = f"{kind.__module__}:{name}"
    number = kinds.setdefault(name, len(kinds))
    return (number, *(_packed(each, kinds) for each in _parts(value)))


def _parts(value: object) -> Sequence[object]:
    match value:
        case tuple():
            return value
        case frozenset():
            return tuple(value)
        case Decimal():
            return (str(value),)
        case datetime():
            return (value.isoformat(),)
        case date():
            return (value.toordinal(),)
        case Mapping():
            return tuple(chain.from_iterable(value.items()))
        case _:
            raise TypeError(type(value))


def _maker(name: str) -> _Maker:
    """How a value of a class is made.

    Raises:
        ValueError: It is no named tuple of ours.
    """
    known = _MAKERS.get(name)
    if known is not None:
        return known
    module, _, called = name.partition(":")
    kind = getattr(import_module(module), called, None) if module.startswith("tui.") else None
    if not (isinstance(kind, type) and issubclass(kind, tuple)):
        raise ValueError(name)
    return partial(tuple.__new__, kind)


def _unpacked(packed: Any, makers: Sequence[_Maker]) -> Any:
    parts = [_unpacked(each, makers) if each and type(each) is tuple else each for each in packed]
    return makers[parts[0]](parts[1:])
