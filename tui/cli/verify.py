"""`zhibiao verify`: whether the history is what was recorded, or the first seal that does not fit.

With a key it signs the last seal, or sees whether what was signed before is still in the history.
"""

import os
import stat
import sys
from importlib import import_module
from types import ModuleType

from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.proofs import proof_lines, verdict
from tui.cli.say import unread
from tui.cli.session import begin, now
from tui.errors import SourceError, UsageError
from tui.model.calendar import zone
from tui.reading import read_file
from tui.store import open_store
from tui.words import Words

__all__ = ["declare", "run"]

_SHORTEST = 12
"""Characters of a seal that are enough to know it by."""

_MOST = 64 * 1024
"""Bytes of a key or a statement."""


def declare(parser: Parser) -> None:
    """Takes a seal that was kept elsewhere, or keys."""
    parser.options.add("--seal", metavar="SEAL", default="", help="cli.verify.seal")
    parser.options.add("--sign", metavar="KEY", help="cli.verify.sign")
    parser.options.add("--signed", metavar="FILE", help="cli.verify.signed")
    parser.options.add("--key", metavar="KEY", help="cli.verify.key")


def run(options: Namespace, words: Words) -> Exit:
    """Go over the seals, and print what they prove.

    Returns:
        0; 1 when something was changed; 4 when there is nothing to prove.

    Raises:
        UsageError: What was given is no seal, or no key.
        StoreError: The history cannot be read.
    """
    seal = options.seal.strip().lower()
    if seal and (len(seal) < _SHORTEST or not set(seal) <= set("0123456789abcdef")):
        raise UsageError("cli.verify.no_seal", seal=options.seal, least=_SHORTEST)
    if (options.signed is None) != (options.key is None):
        raise UsageError("cli.required", what="--key" if options.key is None else "--signed")
    session = begin(options)
    words = session.words
    if options.signed is not None:
        signed = _signature().read(_bytes(options.signed), _bytes(options.key))
        if signed is None:
            print(words.say("proof.signature.bad", path=options.signed))
            return Exit.CROSSED
        seal = signed.seal
    store = open_store(session.store)
    try:
        proof = store.verify(seal)
    finally:
        store.close()
    is_good = proof.breach is None
    if options.sign is not None and is_good and proof.ticks:
        # The statement alone is data; what is proven is told beside it.
        sys.stdout.write(_signature().sign(proof, now(), _secret(options.sign)))
    to = sys.stderr if options.sign is not None else sys.stdout
    for line in proof_lines(proof, words, zone(session.config.framework.timezone)):
        print(line, file=to)
    return verdict(proof)


def _signature() -> ModuleType:
    """What knows signatures.

    Raises:
        UsageError: Its library is not installed.
    """
    try:
        # Deferred: it costs 40 ms, and few who verify sign.
        return import_module("tui.store.signature")
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("cryptography"):
            raise
        raise UsageError("proof.signature.missing", command="pip install 'zhibiao[sign]'") from None


def _bytes(path: str) -> bytes:
    try:
        return read_file(path, _MOST)
    except SourceError as error:
        raise unread(error, path) from None


def _secret(path: str) -> bytes:
    """A private key, which nobody else may read."""
    key = _bytes(path)
    if stat.S_IMODE(os.stat(path).st_mode) & 0o077:
        raise UsageError("proof.signature.exposed", path=path)
    return key
