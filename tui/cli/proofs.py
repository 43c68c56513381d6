"""What a proof of the history found, as lines: for `zhibiao verify` and `zhibiao store` alike."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from tui.cli.exits import Exit
from tui.store import Proof
from tui.words import Words

__all__ = ["proof_lines", "verdict"]


def proof_lines(proof: Proof, words: Words, zone: tzinfo) -> Iterator[str]:
    """What is proven, then what is not; instants in a time zone."""

    def local(at: datetime | None) -> datetime | None:
        return None if at is None else at.astimezone(zone)

    if proof.ticks:
        yield words.say("proof.good", seals=proof.ticks, figures=proof.figures)
        yield words.say("proof.span", first=local(proof.first), last=local(proof.last))
        yield words.say("proof.seal", seal=proof.seal)
    elif proof.breach is None:
        yield words.say("proof.empty")
    if proof.dropped:
        yield words.say("proof.dropped", count=proof.dropped)
    if proof.witnessed is not None:
        yield words.say("proof.witnessed", tick=proof.witnessed)
    if proof.breach is not None:
        key, values = proof.breach.message
        yield words.say(key, **{**values, "at": local(proof.breach.at)})


def verdict(proof: Proof) -> Exit:
    """What a proof tells a script; a history without a figure proves nothing, which a mistyped path shows too."""
    if proof.breach is not None:
        return Exit.CROSSED
    return Exit.OK if proof.ticks or proof.dropped else Exit.STORE
