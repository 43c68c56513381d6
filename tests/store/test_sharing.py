"""Several collectors and their sources: each source is one's alone, and all have about as many."""

from collections import Counter
from collections.abc import Collection

import pytest

from tui.store.sharing import Claim, moves

SOURCES = [f"s{number}" for number in range(10)]


class Town:
    """Collectors that take turns over one table of claims, as the store's own lock makes them."""

    def __init__(self, *members: int, sources: Collection[str] = SOURCES) -> None:
        self.members = set(members)
        self.sources = sources
        self.claims: dict[str, Claim] = {}
        self.mine: dict[int, frozenset[str]] = {}
        self.left: dict[int, frozenset[str]] = {}
        self.busy: Collection[str] = ()

    def turn(self, me: int, sources: Collection[str] | None = None) -> bool:
        """One collector looks; nobody ever holds what another one holds."""
        known = self.sources if sources is None else sources
        found = moves(me, known, self.claims, self.members, self.busy, self.left.get(me, ()))
        for source in found.taken:
            assert self.claims.get(source, Claim(0)).epoch not in self.members
            self.claims[source] = Claim(me)
        for source, to in found.given:
            assert self.claims[source] == Claim(me, to)
            assert source not in self.busy
            self.claims[source] = Claim(to)
        for source in found.asked:
            self.claims[source] = self.claims[source]._replace(wanted=me)
        for source in found.dropped:
            del self.claims[source]
        self.left[me], self.mine[me] = found.left, found.kept | set(found.taken)
        assert self.mine[me] == {source for source, claim in self.claims.items() if claim.epoch == me} & set(known)
        return found.is_settled

    def rounds(self, *order: int) -> None:
        """Everybody looks until nobody has anything to do; that this comes about soon is part of the rule."""
        for _ in range(6):
            if all([self.turn(me) for me in order or sorted(self.members)]):
                return
        raise AssertionError("they never settle")

    def counts(self) -> list[int]:
        counted = Counter(claim.epoch for claim in self.claims.values())
        return sorted(counted[member] for member in self.members)


def test_one_alone_has_all() -> None:
    town = Town(1)
    assert not town.turn(1) or town.counts() == [10]
    town.rounds()
    assert town.counts() == [10]


@pytest.mark.parametrize(("members", "shares"), [(2, [5, 5]), (3, [3, 3, 4]), (4, [2, 2, 3, 3]), (11, [0] + [1] * 10)])
def test_who_comes_later_gets_an_even_share(members: int, shares: list[int]) -> None:
    """One after the other."""
    town = Town(1)
    town.rounds()
    for number in range(2, members + 1):
        town.members.add(number)
        town.rounds()
    assert town.counts() == shares


def test_who_come_together_share_from_the_start() -> None:
    town = Town(1, 2, 3)
    town.rounds(3, 1, 2)
    assert town.counts() == [3, 3, 4]


def test_what_one_leaves_is_shared_by_the_others() -> None:
    """And what they have stays where it is."""
    town = Town(1, 2, 3)
    town.rounds()
    before = dict(town.claims)
    town.members.remove(2)
    town.rounds()
    assert town.counts() == [5, 5]
    assert all(town.claims[source] == claim for source, claim in before.items() if claim.epoch != 2)


def test_what_is_being_read_is_given_away_afterwards() -> None:
    town = Town(1)
    town.rounds()
    town.members.add(2)
    town.busy = SOURCES
    town.turn(2)
    assert not town.turn(1), "it looks again soon"
    assert town.counts() == [0, 10]
    town.busy = ()
    town.rounds()
    assert town.counts() == [5, 5]


def test_a_wish_ends_with_who_had_it() -> None:
    """The one who asked is gone before it got anything; others may ask again."""
    town = Town(1)
    town.rounds()
    town.members.add(2)
    town.turn(2)
    town.members.remove(2)
    town.rounds()
    assert town.counts() == [10]
    town.members.add(3)
    town.rounds()
    assert town.counts() == [5, 5]


def test_what_only_one_knows_is_read_by_it_also_beyond_its_share() -> None:
    """Their files differ for a while: nobody waits for what the other cannot read, and nothing goes to and fro."""
    town = Town(1, 2)
    few = SOURCES[:2]
    for _ in range(4):
        town.turn(1)
        town.turn(2, few)
    assert {source for source, claim in town.claims.items() if claim.epoch == 1} >= set(SOURCES[2:])
    before = dict(town.claims)
    assert town.turn(1)
    assert town.turn(2, few)
    assert town.claims == before


def test_what_is_configured_no_more_is_given_up() -> None:
    town = Town(1)
    town.rounds()
    town.turn(1, SOURCES[:3])
    assert sorted(town.claims) == SOURCES[:3]
