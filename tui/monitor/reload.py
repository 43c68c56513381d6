"""A running collector's eye on its configuration: a changed file is taken if it is in order, else refused.

The files are indicators.toml and the rosters that it names: they belong together, and are judged together. An editor
that saves takes a file away for a moment, or writes it in pieces: they are looked at only when all of them have stayed
the same between two looks (robustness C6). Where they are refused the old configuration stays, whole, and every screen
says so (C1), until they are in order again.

A look is one `stat` a file. None is read before one of them has changed, but for once after the first look.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from tui.config import Config, load
from tui.errors import ConfigError, Message, SourceError
from tui.model.calendar import zone
from tui.reading import digest, read_file

__all__ = ["LOOK", "Watch"]

LOOK: Final = 1.0
"""Seconds between looks."""

_MOST: Final = 10 * 1024 * 1024
"""Bytes of a file that may be loaded at all."""

_Stamp = tuple[int, int, int] | None
"""Of a file: when it was changed, its size, its inode; `None` of one that is not there."""


class Watch:
    """The files of a configuration."""

    def __init__(self, config: Config, environ: Mapping[str, str], at: datetime) -> None:
        """Remember them as they are now.

        Args:
            config: As it was loaded from them.
            environ: The process's environment.
            at: Now, aware UTC.
        """
        self._config = config
        self._environ = environ
        self._since = at
        self._paths = _paths(config)
        self._seen = self._stamps()
        self._taken: dict[str, _Stamp] | None = self._seen
        """The files of the configuration in use; `None` where they were changed before they were first looked at."""
        self._judged: dict[str, _Stamp] | None = self._seen
        self._is_compared = False
        self.remark: Message | None = None
        """What the screens are to say of the files; `None` while they are in use as they stand."""

    def _stamps(self) -> dict[str, _Stamp]:
        return {path: _stamp(path) for path in self._paths}

    def has_settled(self) -> bool:
        """Look once more: whether a file differs from what was judged last, and all are as at the last look."""
        found, before = self._stamps(), self._seen
        self._seen = found
        if not self._is_compared:
            self._compare()
        if self._is_taken(found):  # put back as they were
            self._judged = found
            self.remark = None
        return found == before and found != self._judged

    def _is_taken(self, found: Mapping[str, _Stamp]) -> bool:
        """Whether the files stand as they are in use; others, of what was refused, do not matter."""
        taken = self._taken
        return taken is not None and all(
            stamp is not None and found.get(path) == stamp for path, stamp in taken.items()
        )

    def _compare(self) -> None:
        """See, once, whether a file was changed after it was loaded and before it was first looked at."""
        self._is_compared = True
        for path, known in self._config.files:
            try:
                data = read_file(path, _MOST)
            except SourceError:
                continue
            if digest(data) != known:
                self._taken = self._judged = None

    def judged(self, at: datetime) -> Config | None:
        """Load the files.

        Args:
            at: Now, aware UTC.

        Returns:
            The new configuration; `None` where it was refused, or changes nothing that could be taken while running.
        """
        self._judged = self._stamps()
        try:
            config = load(self._config.path, self._environ)
        except ConfigError as error:
            if self._learns((*_paths(self._config), *error.files)):
                return self.judged(at)
            self.remark = self._refusal(error, at)
            return None
        if self._learns(_paths(config)):
            return self.judged(at)
        if config.store != self._config.store:
            self.remark = Message("monitor.config_store", {"path": self._config.path})
            return None
        self.remark = None
        self._taken = self._judged
        self._config, self._since = config, at
        return config

    def _learns(self, paths: Iterable[str]) -> bool:
        """Watch other files from now on; whether some are new, which must be looked at before they are read."""
        known, self._paths = self._judged or {}, tuple(dict.fromkeys(paths))
        self._judged = {path: known.get(path) for path in self._paths}
        return not known.keys() >= self._judged.keys()

    def _refusal(self, error: ConfigError, at: datetime) -> Message:
        local = zone(self._config.framework.timezone)
        first = error.problems[0]
        place = f"{os.path.basename(first.file)}:{first.line}" if first.line else os.path.basename(first.file)
        return Message(
            "monitor.config_rejected",
            {
                "rejected": at.astimezone(local),
                "using": self._since.astimezone(local),
                "place": place,
                "problem": first.message,
            },
        )


def _paths(config: Config) -> tuple[str, ...]:
    return tuple(path for path, _ in config.files)


def _stamp(path: str) -> _Stamp:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
