"""How the sources fare in the snapshot made by hand: one well, one failing, one never tried."""

from datetime import datetime, timedelta, timezone

from tui.errors import Message
from tui.model.source import SourceState

__all__ = ["AS_OF", "SHANGHAI", "SOURCES"]

SHANGHAI = timezone(timedelta(hours=8))
AS_OF = datetime(2022, 9, 30, 23, 59, 59, tzinfo=SHANGHAI)

SOURCES = (
    SourceState("report", "file", "ok", AS_OF, AS_OF, AS_OF - timedelta(days=3)),
    SourceState(
        "cases",
        "http",
        "failing",
        AS_OF,
        AS_OF - timedelta(days=2),
        failures=5,
        error=Message("output.denied", {"path": "x", "error": "EACCES"}),
    ),
    SourceState("later", "http"),
)
