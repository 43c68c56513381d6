"""Our named tuples: whatever `typing.NamedTuple` does, ours does too."""

import copy
import pickle
import re
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from tui import named
from tui.errors import Message
from tui.model.period import Period

replaced: Callable[..., Any] = getattr(copy, "replace", lambda made, **changes: made._replace(**changes))
"""`copy.replace`, which Python has since 3.13."""


class Theirs(typing.NamedTuple):
    """With the standard library's base."""

    key: str
    number: int = 0
    parts: tuple[int, ...] = ()

    @property
    def doubled(self) -> int:
        return 2 * self.number


class Ours(named.NamedTuple):
    """With our own."""

    key: str
    number: int = 0
    parts: tuple[int, ...] = ()

    @property
    def doubled(self) -> int:
        return 2 * self.number


class Special(Ours):
    """One that works a field out, and names what is none."""

    __slots__ = ()

    outside: int
    """No field."""

    @property
    def number(self) -> int:
        return -1


GOOD: list[Callable[[Any], object]] = [
    lambda kind: kind("a"),
    lambda kind: kind("a", 1),
    lambda kind: kind("a", 1, (2,)),
    lambda kind: kind("a", parts=(2,)),
    lambda kind: kind(key="a"),
    lambda kind: kind(parts=(2,), key="a"),
    lambda kind: kind(parts=(2,), number=1, key="a"),
    lambda kind: kind("a", 1)._replace(number=2, parts=(1,)),
    lambda kind: kind("a", 1)._replace(),
    lambda kind: replaced(kind("a", 1), number=2),
    lambda kind: kind._make(["a", 1, ()]),
    lambda kind: copy.copy(kind("a", 1)),
    lambda kind: copy.deepcopy(kind("a", 1, (3,))),
]
"""Ways to one."""

BAD: list[Callable[[Any], object]] = [
    lambda kind: kind(),
    lambda kind: kind(number=1),
    lambda kind: kind("a", 1, (), 4),
    lambda kind: kind("a", 1, (), (), key="a"),
    lambda kind: kind("a", key="a"),
    lambda kind: kind("a", 1, (), number=1),
    lambda kind: kind("a", unknown=1),
    lambda kind: kind(unknown=1),
    lambda kind: kind(number=1, unknown=1),
    lambda kind: kind._make(["a", 1, (), 4]),
    lambda kind: setattr(kind("a"), "number", 1),
    lambda kind: setattr(kind("a"), "unknown", 1),
    lambda kind: delattr(kind("a"), "number"),
    lambda kind: kind("a")._replace(unknown=1),
    lambda kind: kind("a")._replace(unknown=1, number=2),
    lambda kind: replaced(kind("a"), unknown=1),
]
"""Ways to none."""


def told(kind: type, made: Any) -> dict[str, object]:
    """All that can be told of one, without the name of its class."""
    key, number, parts = made
    return {
        "kind": type(made) is kind,
        "read": (made.key, made.number, made.parts, made.doubled),
        "parts": (key, number, parts, made[0], made[1:], len(made)),
        "names": (made._fields, made._asdict(), made.__match_args__),
        "repr": repr(made).removeprefix(kind.__name__),
        "hash": hash(made),
        "plain": made == ("a", 1, ()),
        "order": made < ("b",),
        "state": hasattr(made, "__dict__"),
    }


@pytest.mark.parametrize("way", GOOD)
def test_it_is_made_and_read_the_same(way: Callable[[Any], object]) -> None:
    assert told(Ours, way(Ours)) == told(Theirs, way(Theirs))


@pytest.mark.parametrize("way", BAD)
def test_what_makes_none_of_theirs_makes_none_of_ours(way: Callable[[Any], object]) -> None:
    """And for the same kind of reason, which is not that of every version of Python."""
    with pytest.raises((TypeError, ValueError, AttributeError)) as theirs:
        way(Theirs)
    with pytest.raises((TypeError, ValueError, AttributeError)) as ours:
        way(Ours)
    assert ours.type is theirs.type


def test_copy_replace_finds_what_it_asks_for() -> None:
    """Also before Python has it: nothing of ours is made for one version."""
    made = cast("Any", Ours("a", 1)).__replace__(number=2)
    assert (type(made), made) == (Ours, ("a", 2, ()))


def test_a_mistake_is_told_in_the_same_words() -> None:
    """Also by the constructor that makes the first of its kind."""

    class Fresh(named.NamedTuple):
        key: str

    for kind in (Fresh, Fresh, Ours):
        with pytest.raises(TypeError, match=r"__new__\(\) got an unexpected keyword argument 'unknown'"):
            cast("Any", kind)("a", unknown=1)


def test_a_class_is_refused_whose_field_has_a_default_before_one_that_has_none() -> None:
    fields = {"__annotations__": {"key": int, "to": int}, "key": 1}
    with pytest.raises(TypeError, match="without a default"):
        cast("Any", type)(named.NamedTuple)("Wrong", (named.NamedTuple,), fields)


def test_it_survives_pickle() -> None:
    """A worker's answer travels between processes."""
    for made in (Ours("a", 1), Period.parse("2022-Q4"), Message("why.context")._replace(values={"number": 1})):
        again = pickle.loads(pickle.dumps(made))
        assert (type(again), again) == (type(made), made)


def test_a_match_statement_takes_it_apart() -> None:
    match Ours("a", 1):
        case Ours(key, 1, parts=()):
            assert key == "a"
        case _:
            pytest.fail("not taken apart")


def test_a_subclass_works_a_field_out_and_keeps_what_it_holds() -> None:
    special = Special("a", 1)
    assert (special.number, special[1], special._fields) == (-1, 1, Ours._fields)
    assert special._replace(key="b") == ("b", 1, ())
    assert type(special._replace(key="b")) is Special
    assert repr(special) == "Special(key='a', number=1, parts=())"


def test_no_class_is_made_the_dear_way() -> None:
    """Everywhere in the package the base is ours."""
    folder = Path(named.__file__).parent
    dear = [
        module
        for module in folder.rglob("*.py")
        if module.name != "named.py" and re.search(r"from typing import .*\bNamedTuple", module.read_text("utf-8"))
    ]
    assert not dear
