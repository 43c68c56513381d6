"""The snapshot as SDMX-CSV 2.0, for statistical databases and portals.

One observation a series: frequency, indicator, reporting unit and period are its dimensions, all else attributes. SDMX
allows only letters, digits and `_@$-` in a code: a full stop is written `-`, and any other character by its number, as
`$5317$`. A bound such as `<30` is no value: `OBS_VALUE` is then empty and the bound an attribute. A figure without a
period (a coverage, a checklist) is of the day that was judged.
"""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Final

from tui.exports.json import computed, limit_text, value_text
from tui.exports.options import Options
from tui.model.snapshot import Assessment, Snapshot
from tui.words import Words
from tui.words.cells import visible

__all__ = ["COLUMNS", "code", "pieces"]

STRUCTURE_ID: Final = "ZHIBIAO:INDICATORS(1.0)"
TOTAL: Final = "_T"
"""The whole area, as SDMX names a total."""

COLUMNS: Final = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "FREQ",
    "INDICATOR",
    "REPORTING_UNIT",
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_STATUS",
    "UNIT_MEASURE",
    "UNIT_MULT",
    "BOUND_OP",
    "BOUND_VALUE",
    "NUMERATOR",
    "DENOMINATOR",
    "TARGET_OP",
    "TARGET_VALUE",
    "ASSESSMENT",
    "REASON",
    "FRESHNESS",
    "PROGRESS",
    "PROGRESS_RAW",
    "PLAN",
    "TITLE",
    "REPORTING_UNIT_NAME",
    "SOURCE_DOCUMENT",
    "COMMENT_OBS",
)
"""Names and order; all but the first eight are attributes."""

_ROWS_A_PIECE: Final = 500
_NO_CODE: Final = re.compile(r"[^A-Za-z0-9_@]")
_MISSING: Final = "O"
"""CL_OBS_STATUS: missing value."""


def pieces(snapshot: Snapshot, words: Words, options: Options) -> Iterator[bytes]:
    """The file in pieces; `words` says titles and comments."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = (_row(snapshot, words, found) for found in snapshot.assessments)
    while some := list(islice(rows, _ROWS_A_PIECE)):
        writer.writerows(some)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def code(text: str) -> str:
    """A text as a code of SDMX, from which it can be read back, and which is not that of the total."""
    return _NO_CODE.sub(_spelt, text) if text != TOTAL else f"${ord(text[0]):X}${text[1:]}"


def _spelt(found: re.Match[str]) -> str:
    return "-" if found[0] == "." else f"${ord(found[0]):X}$"


def _row(snapshot: Snapshot, words: Words, found: Assessment) -> tuple[str, ...]:
    indicator, target = found.indicator, found.indicator.target
    is_bound = found.op not in {"eq", "approx"}
    value = _cell(value_text(found))
    stands = "" if is_bound else value
    period = found.period
    return (
        "dataflow",
        STRUCTURE_ID,
        "I",
        "D" if period is None else period.freq,
        code(found.id),
        code(found.unit) if found.unit else TOTAL,
        snapshot.as_of.date().isoformat() if period is None else period.text,
        stands,
        _status(found, stands),
        code(indicator.unit_measure),
        str(indicator.unit_mult),
        found.op if is_bound else "",
        value if is_bound else "",
        _cell(computed(found.numerator)),
        _cell(computed(found.denominator)),
        "" if target is None else target.op,
        _cell(limit_text(found)),
        found.status or "",
        found.reason,
        found.freshness,
        _cell(computed(found.progress)),
        _cell(computed(found.progress_raw)),
        _cell(computed(found.plan)),
        visible(indicator.name.said(words.language)),
        visible(found.unit),
        visible(f"{found.provenance.document} {found.provenance.section}".strip()),
        visible(words.told(found.why)),
    )


def _status(found: Assessment, stands: str) -> str:
    """The flag; where there is no value, one that says so."""
    if stands:
        return found.flag or "A"
    return found.flag if found.flag not in {"", "A"} else _MISSING


def _cell(number: str) -> str:
    return "" if number == "null" else number
