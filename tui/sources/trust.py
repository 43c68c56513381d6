"""Whom TLS trusts: the file that a source names and nobody else, or else the system's certificate authorities."""

import os
import ssl
from typing import Final

import certifi

from tui.errors import SourceError
from tui.reading import clean, decode, read_file
from tui.sources.secret import check_private

__all__ = ["context"]

_LARGEST: Final = 1 << 20
"""Bytes of the largest file of authorities."""


def context(ca_file: str, client_file: str) -> ssl.SSLContext:
    """What verifies servers: TLS 1.2 at least, names checked, no way to turn it off.

    Args:
        ca_file: Path of a PEM file with the authorities to trust; `""`: those of the system, or where it has none,
            those that come with the HTTP client.
        client_file: Path of a PEM file with the certificate and key that we show; `""`: none.

    Raises:
        SourceError: A file cannot be read, holds no certificate, or is a key that others may read.
    """
    if ca_file:
        trusting = _trusting(ca_file)
    else:
        trusting = ssl.create_default_context(cafile=None if _has_authorities() else certifi.where())
    if client_file:
        _show(trusting, client_file)
    return trusting


def _trusting(ca_file: str) -> ssl.SSLContext:
    text, _ = decode(read_file(ca_file, _LARGEST))
    # Not `create_default_context`: given an empty text it would trust the system instead.
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        trusting.load_verify_locations(cadata=text)
    except (ssl.SSLError, ValueError) as failed:
        raise SourceError("source.tls.ca_file", path=clean(ca_file, 200)) from failed
    return trusting


def _show(trusting: ssl.SSLContext, client_file: str) -> None:
    shown = clean(client_file, 200)
    check_private(client_file)
    try:
        # A password is given, a wrong one: without any, OpenSSL would ask on the terminal for that of a locked key.
        trusting.load_cert_chain(client_file, password="")
    except (ssl.SSLError, OSError, ValueError) as failed:
        raise SourceError("source.tls.client_file", path=shown) from failed


def _has_authorities() -> bool:
    """Whether the system's place for authorities holds any."""
    places = ssl.get_default_verify_paths()
    if places.cafile:
        return True
    try:
        return any(name.endswith(".0") for name in os.listdir(places.capath or ""))
    except OSError:
        return False
