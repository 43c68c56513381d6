"""A seal with a signature under it (Ed25519): the witness that needs nobody's trust but the key's.

Whoever has the private key says "at this moment the history ended with this seal"; whoever has the public key can see
later that it said so, and that the history still holds it. The key is no part of the history, and is best kept by
somebody who may not write it. Only this module knows the library `cryptography`.
"""

import base64
import binascii
import json
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from tui.errors import UsageError
from tui.named import NamedTuple
from tui.store.contract import Proof
from tui.store.rows import instant, instant_text

__all__ = ["Signed", "read", "sign"]

_FORM: Final = "zhibiao seal 1"


class Signed(NamedTuple):
    """What a good signature stands under."""

    tick: int
    """Number of the last tick."""
    seal: str
    at: datetime
    """When that was said, aware UTC."""


def sign(proof: Proof, at: datetime, key: bytes) -> str:
    """The last seal of a proven history, with a signature.

    Args:
        proof: Without a breach, and not empty.
        at: Now, aware UTC.
        key: A private key, PKCS #8 in PEM, without a password.

    Raises:
        UsageError: It is no such key.
    """
    private = _private(key)
    said = {"form": _FORM, "tick": proof.ticks, "seal": proof.seal or "", "at": instant_text(at)}
    signature = private.sign(_message(proof.ticks, proof.seal or "", instant_text(at)))
    return json.dumps({**said, "signature": base64.b64encode(signature).decode()}, indent=1) + "\n"


def read(statement: bytes, key: bytes) -> Signed | None:
    """What was signed.

    Args:
        statement: As `sign` gave it.
        key: The public key that belongs to it, in PEM.

    Returns:
        `None` where the signature is not that key's, or anything that it stands under was changed.

    Raises:
        UsageError: These are no statement and no such key.
    """
    public = _public(key)
    try:
        said = json.loads(statement)
        tick, seal, at = int(said["tick"]), str(said["seal"]), str(said["at"])
        signature = base64.b64decode(said["signature"], validate=True)
        moment = instant(at)
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise UsageError("proof.signature.unread") from None
    try:
        public.verify(signature, _message(tick, seal, at))
    except InvalidSignature:
        return None
    return Signed(tick, seal, moment)


def _message(tick: int, seal: str, at: str) -> bytes:
    return f"{_FORM}\n{tick}\n{seal}\n{at}\n".encode()


def _private(key: bytes) -> Ed25519PrivateKey:
    try:
        found = load_pem_private_key(key, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise UsageError("proof.signature.no_private_key") from None
    if not isinstance(found, Ed25519PrivateKey):
        raise UsageError("proof.signature.no_private_key")
    return found


def _public(key: bytes) -> Ed25519PublicKey:
    try:
        found = load_pem_public_key(key)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise UsageError("proof.signature.no_public_key") from None
    if not isinstance(found, Ed25519PublicKey):
        raise UsageError("proof.signature.no_public_key")
    return found
