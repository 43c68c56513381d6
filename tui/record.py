"""Named tuples whose classes are made in a sixth of the time.

`typing.NamedTuple` compiles a constructor for every class, at 0.1 ms each: a script's snapshot, which needs seventy of
them, would spend more on that than on reading its configuration. Here all classes share one constructor. To the type
checker it is `typing.NamedTuple`, and it behaves the same; `tests/test_record.py` compares the two.
"""

from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    # What `typing.NamedTuple` reads its fields with: a third of the cost of a property.
    from collections import _tuplegetter as _reader

    _tuple = tuple.__new__

    class _Kind(type):
        """Makes the classes, and their instances."""

        def __new__(kind, name, bases, namespace):
            made = super().__new__(kind, name, bases, {**namespace, "__slots__": ()})
            fields = tuple(made.__annotations__)
            if fields and not hasattr(made, "_fields"):  # a subclass of a record has the fields of the record
                defaults = tuple(namespace[field] for field in fields if field in namespace)
                made._fields = made.__match_args__ = fields
                made._blank = {field: namespace.get(field) for field in fields}
                made._needed = frozenset(field for field in fields if field not in namespace)
                # What follows so many values that are given by position.
                made._tails = {
                    len(fields) - left: defaults[len(defaults) - left :] for left in range(len(defaults) + 1)
                }
                for place, field in enumerate(fields):
                    setattr(made, field, _reader(place, ""))
            return made

        def __call__(cls, *values, **named):
            if not named:
                try:
                    return _tuple(cls, values + cls._tails[len(values)])
                except KeyError:
                    pass
            given = {**dict(zip(cls._fields, values, strict=False)), **named} if values else named
            filled = {**cls._blank, **given}
            is_known, is_once = len(filled) == len(cls._fields), len(given) == len(values) + len(named)
            if is_known and is_once and cls._needed <= given.keys():
                return _tuple(cls, filled.values())
            raise TypeError(f"{cls.__name__}({', '.join(cls._fields)}): {len(values)} values, {sorted(named)}")

    class NamedTuple(tuple, metaclass=_Kind):
        """The base of all records."""

        @classmethod
        def _make(cls, values):
            """A record of its fields' values in order."""
            made = _tuple(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__}({', '.join(cls._fields)}): {len(made)} values")
            return made

        def _replace(self, **named):
            """The same record with some fields changed."""
            changed = {**dict(zip(self._fields, self, strict=True)), **named}
            if len(changed) > len(self):
                raise ValueError(f"{type(self).__name__} has no field {sorted(set(named).difference(self._fields))}")
            return _tuple(type(self), changed.values())

        def _asdict(self):
            """The values by field, in order."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            said = (f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(said)})"
