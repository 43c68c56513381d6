"""The Prometheus text format 0.0.4, and OpenMetrics 1.0: samples as a table with a column for each label.

The columns `__name__`, `__value__` and `__timestamp__` cannot be labels, whose names with two underscores are reserved.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from tui.errors import SourceError
from tui.reading.table import Row, Table

__all__ = ["read_samples"]

_MAX_SAMPLES: Final = 100_000
_END: Final = "# EOF"

_NAME: Final = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_LABEL: Final = re.compile(r'\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)')
_SAMPLE: Final = re.compile(
    rf'(?P<name>{_NAME})\s*(?:\{{(?P<labels>(?:[^"}}]|"(?:[^"\\]|\\.)*")*)\}})?'
    r"\s*(?P<value>\S+)(?:\s+(?P<time>-?[0-9.]+))?(?:\s+#\s.*)?\s*"
)
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_SPECIAL: Final = ("nan", "+inf", "-inf", "inf")
_ESCAPE: Final = re.compile(r"\\(.)")
_WIDEST: Final = 40
"""Digits before or after the point that a figure may need."""


def read_samples(text: str) -> Table:
    """The samples of an exposition, a row each, numbered by line.

    Labels that a sample lacks are blank. Numbers are written without exponent; `NaN` and infinities stay as they are,
    and are no figures.

    Raises:
        SourceError: A line is no sample, or the text stops before its end.
    """
    lines = text.split("\n")
    is_open = text.rstrip("\n").endswith(_END)
    if lines[-1].strip() and not is_open:
        raise SourceError("source.samples.end")
    found: list[tuple[int, dict[str, str]]] = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            found.append((number, _sample(line.strip(), number, is_open)))
    if len(found) > _MAX_SAMPLES:
        raise SourceError("source.csv.too_many_rows", limit=_MAX_SAMPLES)
    header = tuple(
        dict.fromkeys(["__name__", "__value__", "__timestamp__", *(name for _, each in found for name in each)])
    )
    blank = dict.fromkeys(header, "")
    return Table(header, tuple(Row(number, {**blank, **each}) for number, each in found))


def _sample(line: str, number: int, is_open: bool) -> dict[str, str]:
    parts = _SAMPLE.fullmatch(line)
    if parts is None or not (_NUMBER.fullmatch(parts["value"]) or parts["value"].lower() in _SPECIAL):
        raise SourceError("source.samples.line", line=number)
    labels = _labels(parts["labels"] or "", number)
    seconds = "" if parts["time"] is None else _instant(parts["time"], 1 if is_open else 1000, number)
    return {"__name__": parts["name"], "__value__": _plain(parts["value"]), "__timestamp__": seconds, **labels}


def _labels(text: str, number: int) -> dict[str, str]:
    labels: dict[str, str] = {}
    place = 0
    while place < len(text.rstrip()):
        found = _LABEL.match(text, place)
        if found is None or found[1] in labels or found[1].startswith("__"):
            raise SourceError("source.samples.line", line=number)
        labels[found[1]] = _ESCAPE.sub(lambda escape: "\n" if escape[1] == "n" else escape[1], found[2])
        place = found.end()
    return labels


def _plain(written: str) -> str:
    if not _NUMBER.fullmatch(written):
        return written
    value = Decimal(written)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and (abs(exponent) > _WIDEST or abs(value.adjusted()) > _WIDEST):
        return written
    return f"{value:f}"


def _instant(written: str, per_second: int, number: int) -> str:
    """A timestamp as ISO 8601; milliseconds in Prometheus's own format, seconds in OpenMetrics."""
    try:
        return datetime.fromtimestamp(float(written) / per_second, UTC).isoformat()
    except (ValueError, OverflowError, OSError) as failed:
        raise SourceError("source.samples.line", line=number) from failed
