"""Whom TLS trusts: the file that a source names and nobody else, or else the system's certificate authorities."""

import os
import ssl
from typing import Final

import certifi

from tui.errors import SourceError
from tui.reading import clean, decode, read_file

__all__ = ["context"]

_LARGEST: Final = 1 << 20
"""Bytes of the largest file of authorities."""


def context(ca_file: str) -> ssl.SSLContext:
    """What verifies servers: TLS 1.2 at least, names checked, no way to turn it off.

    Args:
        ca_file: Path of a PEM file with the authorities to trust; `""`: those of the system, or where it has none,
            those that come with the HTTP client.

    Raises:
        SourceError: The file cannot be read, or holds no certificate.
    """
    if not ca_file:
        return ssl.create_default_context(cafile=None if _has_authorities() else certifi.where())
    text, _ = decode(read_file(ca_file, _LARGEST))
    # Not `create_default_context`: given an empty text it would trust the system instead.
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        trusting.load_verify_locations(cadata=text)
    except (ssl.SSLError, ValueError) as failed:
        raise SourceError("source.tls.ca_file", path=clean(ca_file, 200)) from failed
    return trusting


def _has_authorities() -> bool:
    """Whether the system's place for authorities holds any."""
    places = ssl.get_default_verify_paths()
    if places.cafile:
        return True
    try:
        return any(name.endswith(".0") for name in os.listdir(places.capath or ""))
    except OSError:
        return False
