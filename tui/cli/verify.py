"""`zhibiao verify`: whether the history is what was recorded, or the first seal that does not fit."""

from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.proofs import proof_lines
from tui.cli.session import begin
from tui.errors import UsageError
from tui.model.calendar import zone
from tui.store import open_store
from tui.words import Words

__all__ = ["declare", "run"]

_SHORTEST = 12
"""Characters of a seal that are enough to know it by."""


def declare(parser: Parser) -> None:
    """Takes a seal that was kept elsewhere."""
    parser.options.add("--seal", metavar="SEAL", default="", help="cli.verify.seal")


def run(options: Namespace, words: Words) -> Exit:
    """Go over the seals, and print what they prove.

    Returns:
        0, or 1 when something was changed.

    Raises:
        UsageError: What was given is no seal.
        StoreError: The history cannot be read.
    """
    seal = options.seal.strip().lower()
    if seal and (len(seal) < _SHORTEST or not set(seal) <= set("0123456789abcdef")):
        raise UsageError("cli.verify.no_seal", seal=options.seal, least=_SHORTEST)
    session = begin(options)
    store = open_store(session.store)
    try:
        proof = store.verify(seal)
    finally:
        store.close()
    for line in proof_lines(proof, session.words, zone(session.config.framework.timezone)):
        print(line)
    return Exit.OK if proof.breach is None else Exit.CROSSED
