"""Which sources of a store are whose, where several collectors share them: pure, so that every case can be tried.

A source belongs to whoever claimed it, until that one gives it away or is gone: it never lies between two. Who comes
late asks for what it lacks to an even share, and the one who has most hands it over as soon as it does not read it.
"""

from collections import Counter
from collections.abc import Collection, Mapping

from tui.named import NamedTuple

__all__ = ["Claim", "Moves", "moves"]


class Claim(NamedTuple):
    """Whose a source is."""

    epoch: int
    """Number of the collector that reads it."""
    wanted: int | None = None
    """Number of the one that asks for it."""


class Moves(NamedTuple):
    """What one collector does about the claims."""

    kept: frozenset[str]
    """Sources that are its own, and stay so."""
    taken: tuple[str, ...]
    """Nobody's, and now its own."""
    given: tuple[tuple[str, int], ...]
    """Sources and who gets them."""
    asked: tuple[str, ...]
    """Sources of others."""
    dropped: tuple[str, ...]
    """Its own, which it does not know any more."""
    left: frozenset[str]
    """Nobody's, and more than its share: left to the others, once."""
    is_settled: bool
    """Nothing is under way: there is no need to look again before something happens."""


def moves(
    me: int,
    sources: Collection[str],
    claims: Mapping[str, Claim],
    members: Collection[int],
    busy: Collection[str] = (),
    left: Collection[str] = (),
) -> Moves:
    """What a collector takes, gives and asks for.

    Args:
        me: Its number.
        sources: Those that it knows.
        claims: All that there are, by source, also of collectors that are gone.
        members: Numbers of all collectors that are not gone, `me` among them.
        busy: Its own that it reads or has not recorded.
        left: What it left to others the last time.
    """
    known = set(sources)
    owned = {
        source: claim if claim.wanted in members else Claim(claim.epoch)
        for source, claim in claims.items()
        if claim.epoch in members
    }
    mine = {source for source, claim in owned.items() if claim.epoch == me}
    given = tuple(
        (source, claim.wanted)
        for source, claim in sorted(owned.items())
        if source in mine and claim.wanted not in (None, me) and source not in busy
    )
    kept = (mine & known) - {source for source, _ in given}
    free = sorted(known - set(owned))
    room = max(0, -(-len(known) // len(members)) - len(kept))
    taken = (*free[:room], *(source for source in free[room:] if source in left))
    still_free = frozenset(free) - set(taken)
    pending = {source for source, claim in owned.items() if claim.wanted == me and claim.epoch != me}
    lack = len(known) // len(members) - len(kept) - len(taken) - len(pending)
    asked = () if still_free else _asked(me, known, owned, lack, len(known) // len(members))
    waits = {source for source in mine if owned[source].wanted not in (None, me)} - {source for source, _ in given}
    return Moves(
        kept=frozenset(kept),
        taken=taken,
        given=tuple((source, wanted) for source, wanted in given if wanted is not None),
        asked=asked,
        dropped=tuple(sorted(mine - known - {source for source, _ in given})),
        left=still_free,
        is_settled=not (still_free or pending or asked or waits),
    )


def _asked(me: int, known: Collection[str], owned: Mapping[str, Claim], lack: int, share: int) -> tuple[str, ...]:
    """As many sources as are lacking, of whoever has most, and leaving each an even share."""
    theirs: dict[int, list[str]] = {}
    for source in sorted(known):
        claim = owned.get(source)
        if claim is not None and claim.epoch != me and claim.wanted is None:
            theirs.setdefault(claim.epoch, []).append(source)
    rich = Counter({epoch: len(found) for epoch, found in theirs.items()})
    asked: list[str] = []
    while len(asked) < lack and rich:
        ((epoch, count),) = rich.most_common(1)
        if count <= share:
            break
        rich[epoch] -= 1
        asked.append(theirs[epoch].pop())
    return tuple(asked)
