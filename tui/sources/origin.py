"""Where an answer may send us: within the origin that the administrator wrote, where its secrets belong; no further."""

from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from tui.reading import clean

__all__ = ["host_of", "within"]

_PORTS: Final = {"http": 80, "https": 443}


def within(place: str, here: str, said: str) -> str | None:
    """The address that an answer names, if it is of the same origin as the source (RFC 6454 section 5).

    Args:
        place: The source's address.
        here: The address that was asked.
        said: What the answer says, absolute or relative to that.

    Returns:
        Without fragment; `None` where it leads elsewhere, holds a user, or is none.
    """
    try:
        there = urlsplit(urljoin(here, said))
        is_same = _origin(there) == _origin(urlsplit(place)) and there.username is None
    except ValueError:
        return None
    return there._replace(fragment="").geturl() if is_same else None


def host_of(here: str, said: str) -> str:
    """Where an answer would send us: host and port, without anything that might be a secret."""
    try:
        parts = urlsplit(urljoin(here, said))
        return clean(f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or "?", 100)
    except ValueError:
        return "?"


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
