"""The faults that the program promises to survive, each with the tests that prove it: `python -m tests.faults`.

`tests/test_faults.py` fails where a line is missing, or names a test that is not there.
"""

from tests.faults import keeping, reading, showing
from tests.faults.fault import Fault

__all__ = ["DEMANDED", "FAULTS", "Fault", "lines"]

DEMANDED = (
    *(f"C{number}" for number in range(1, 11)),
    *(f"H{number}" for number in range(1, 15)),
    *(f"F{number}" for number in range(1, 9)),
    *(f"S{number}" for number in range(1, 6)),
    *(f"T{number}" for number in range(1, 13)),
    *(f"X{number}" for number in range(1, 7)),
    *(f"E{number}" for number in range(1, 8)),
    *(f"M{number}" for number in range(1, 6)),
    *(f"R{number}" for number in range(1, 3)),
)
"""The rows that there must be: configuration, HTTP, files, SQL, store, terminal, exports, many users, resources."""

FAULTS: dict[str, Fault] = {
    name: fault
    for name, fault in sorted(
        (reading.FAULTS | keeping.FAULTS | showing.FAULTS).items(), key=lambda each: DEMANDED.index(each[0])
    )
}
"""By id."""


def lines() -> list[str]:
    """The table, a line a fault."""
    wide = max(len(fault.words) for fault in FAULTS.values())
    return [
        f"{name:<4} {fault.words:<{wide}}  {fault.code:<4} {', '.join(fault.tests)}" for name, fault in FAULTS.items()
    ]
