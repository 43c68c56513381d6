"""What the modules of this room need of `Words`: a language that can say a key."""

from collections.abc import Mapping
from typing import Protocol

__all__ = ["Voice"]


class Voice(Protocol):
    """One language; `tui.words.Words` is the only one."""

    @property
    def language(self) -> str:
        """`"zh"` or `"en"`."""

    def say(self, key: str, /, **values: object) -> str:
        """The sentence of a key, with its placeholders filled."""

    def texts(self, domain: str) -> Mapping[str, str]:
        """All sentences of a domain by key, placeholders unfilled."""
