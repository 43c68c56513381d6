"""A running collector's eye on its configuration: a changed file is taken if it is in order, else refused.

An editor that saves takes a file away for a moment, or writes it in pieces: a file is looked at only when it has stayed
the same between two looks (robustness C6). Of a file that was refused the old configuration stays, and every screen
says so (C1), until the file is in order again.
"""

import os
from collections.abc import Mapping
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

_Stamp = tuple[int, int, int]


class Watch:
    """The configuration's file."""

    def __init__(self, config: Config, environ: Mapping[str, str], at: datetime) -> None:
        """Remember it as it is now.

        Args:
            config: As it was loaded from there.
            environ: The process's environment.
            at: Now, aware UTC.
        """
        self._config = config
        self._environ = environ
        self._since = at
        self._taken = self._judged = self._seen = self._stamp()
        self._is_compared = False
        self.remark: Message | None = None
        """What the screens are to say of the file; `None` while it is in use as it stands."""

    def _stamp(self) -> _Stamp | None:
        try:
            found = os.stat(self._config.path)
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def has_settled(self) -> bool:
        """Whether the file is another one than was judged last, and the same as at the last look."""
        found, before = self._stamp(), self._seen
        self._seen = found
        if not self._is_compared:
            self._compare()
        if found == self._taken and found is not None:  # put back as it was
            self._judged = found
            self.remark = None
        return found == before and found != self._judged

    def _compare(self) -> None:
        """See, once, whether the file was changed after it was loaded and before it was first looked at."""
        self._is_compared = True
        try:
            data = read_file(self._config.path, _MOST)
        except SourceError:
            return
        if digest(data) != self._config.framework.sha256:
            self._taken = self._judged = None

    def judged(self, at: datetime) -> Config | None:
        """Load the file.

        Args:
            at: Now, aware UTC.

        Returns:
            The new configuration; `None` where it was refused, or changes nothing that could be taken while running.
        """
        self._judged = self._stamp()
        try:
            config = load(self._config.path, self._environ)
        except ConfigError as error:
            self.remark = self._refusal(error, at)
            return None
        if config.store != self._config.store:
            self.remark = Message("monitor.config_store", {"path": self._config.path})
            return None
        self.remark = None
        self._taken = self._judged
        self._config, self._since = config, at
        return config

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
