"""The faults that the program promises to survive, each with the tests that prove it: `python -m tests.faults`.

`tests/test_faults.py` fails where a line is missing, or names a test that is not there.
"""

from tests.faults import keeping, reading
from tests.faults.fault import Fault

__all__ = ["DEMANDED", "FAULTS", "Fault", "lines"]

DEMANDED = (
    *(f"C{number}" for number in range(1, 10)),
    *(f"H{number}" for number in range(1, 15)),
    *(f"F{number}" for number in range(1, 9)),
    *(f"S{number}" for number in range(1, 6)),
    *(f"T{number}" for number in range(1, 13)),
    *(f"M{number}" for number in range(1, 4)),
    "R1",
)
"""The rows that there must be: configuration, HTTP, files, SQL, store, many users, resources."""

FAULTS: dict[str, Fault] = reading.FAULTS | keeping.FAULTS
"""By id."""


def lines() -> list[str]:
    """The table, a line a fault."""
    wide = max(len(fault.words) for fault in FAULTS.values())
    return [
        f"{name:<4} {fault.words:<{wide}}  {fault.code:<4} {', '.join(fault.tests)}" for name, fault in FAULTS.items()
    ]
