"""Named tuples whose classes are made without compiling anything.

`typing.NamedTuple` compiles a constructor for every class at 0.1 ms, and a script's snapshot imports seventy classes to
make tuples of thirty: it would spend more on that than on its figures. Here the constructor, which is the standard
library's to the letter, is compiled only for a class of which many tuples are made, or to say what is wrong with how
one is made. To a type checker this is `typing.NamedTuple`; `tests/test_named.py` compares with that what it does.
"""

import sys
from collections import namedtuple
from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    _MANY = 10
    """Tuples of a class for which it pays to compile the constructor."""
    _plain = tuple.__new__
    _Item = type(vars(namedtuple("Pattern", "item"))["item"])
    """What the standard library's named tuples read an item with: half the cost of a property."""
    _Strange = TypeError if sys.version_info >= (3, 13) else ValueError
    """What `_replace` says of a field that there is not."""

    class _Kind(type):
        """Makes the classes: fields from the annotations, one item of the tuple each."""

        def __new__(kind, name, bases, namespace):
            made = super().__new__(kind, name, bases, {**namespace, "__slots__": ()})
            if bases != (tuple,) and not hasattr(made, "_fields"):
                fields = tuple(made.__annotations__)
                made._fields = made.__match_args__ = fields
                made._all, made._made = frozenset(fields), 0  # what a tuple needs, and how many were made by hand
                made._field_defaults = {field: namespace[field] for field in fields if field in namespace}
                if tuple(made._field_defaults) != fields[len(fields) - len(made._field_defaults) :]:
                    raise TypeError(f"{name}: a field without a default follows one that has a default")
                for place, field in enumerate(fields):
                    setattr(made, field, _Item(place, ""))
            return made

    class NamedTuple(tuple, metaclass=_Kind):
        """The base of all records."""

        def __new__(cls, *values, **named):
            """Make one by hand; of many, or of one that is given wrongly, make the constructor that takes over."""
            owner = next(each for each in cls.__mro__ if "_fields" in vars(each))
            owner._made += 1
            given = {**dict(zip(cls._fields, values, strict=False)), **named}
            filled = {**cls._field_defaults, **given}
            if owner._made < _MANY and len(given) == len(values) + len(named) and filled.keys() == cls._all:
                return _plain(cls, map(filled.__getitem__, cls._fields))
            names = "".join(f"{field}, " for field in owner._fields)
            make = eval(f"lambda _cls, {names}: _plain(_cls, ({names}))", {"_plain": _plain})  # noqa: S307
            make.__name__, make.__qualname__ = "__new__", f"{owner.__qualname__}.__new__"
            make.__defaults__ = tuple(owner._field_defaults.values())
            owner.__new__ = staticmethod(make)
            return make(cls, *values, **named)

        @classmethod
        def _make(cls, values):
            """A tuple of its fields' values in order."""
            made = _plain(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes):
            """The same with some fields changed."""
            made = _plain(type(self), map(changes.pop, self._fields, self))
            if changes:
                raise _Strange(f"Got unexpected field names: {list(changes)!r}")
            return made

        __replace__ = _replace  # what `copy.replace` asks for

        def _asdict(self):
            """The values by field, in order."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            said = (f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(said)})"

        def __getnewargs__(self):
            return tuple(self)
