"""How figures, source states and messages are written into columns, and read back.

Instants are text of one width (`2023-03-06T02:32:00.000000Z`), so that they sort as text and an auditor can read
them in any SQLite shell; numbers are the text of the Decimal, digit for digit.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from tui.errors import Message
from tui.model.observation import Provenance
from tui.model.phrase import Phrase
from tui.model.source import SourceState, Validators

__all__ = [
    "FIGURE",
    "STATE",
    "instant",
    "instant_text",
    "message",
    "message_text",
    "origin",
    "origin_text",
    "state",
    "state_row",
]

FIGURE: Final = "period, recorded, value, op, flag, numerator, denominator, source, origin, locator, tick"
"""The columns of a figure, as both `vintage` and `latest` have them, in the order of a row."""

STATE: Final = (
    "id, type, state, last_attempt, last_success, last_change, failures, error, next_due, etag, last_modified, "
    "fingerprint, latency, rows, definition"
)
"""The columns of a source state, in the order of a row."""

_BLANK: Final = Provenance()
_OWN_COLUMNS: Final = ("source", "locator")


def instant_text(at: datetime) -> str:
    """An aware instant as text of fixed width."""
    at = at if at.tzinfo is UTC else at.astimezone(UTC)
    return f"{at.isoformat(timespec='microseconds')[:-6]}Z"


def instant(text: str) -> datetime:
    """The instant that a text names."""
    return datetime.fromisoformat(text)


def origin_text(provenance: Provenance) -> str:
    """What the figures of one reading share of their provenance: all that is set but source and locator, as JSON."""
    pairs = zip(Provenance._fields, provenance, _BLANK, strict=True)
    said = {name: value for name, value, blank in pairs if value != blank and name not in _OWN_COLUMNS}
    if provenance.retrieved is not None:
        said["retrieved"] = instant_text(provenance.retrieved)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def origin(text: str) -> Provenance:
    """A provenance without source and locator."""
    said = json.loads(text)
    if "retrieved" in said:
        said["retrieved"] = instant(said["retrieved"])
    return Provenance(**said)


def message_text(said: Message | None) -> str | None:
    """A message as JSON; kinds that JSON lacks are tagged."""
    if said is None:
        return None
    return json.dumps(_tagged(said), ensure_ascii=False, separators=(",", ":"))


def message(text: str | None) -> Message | None:
    """The message that a text holds."""
    read = None if text is None else _untagged(json.loads(text))
    return read if isinstance(read, Message) else None


def _tagged(value: object) -> object:
    """A value of a message for JSON; what has no form here keeps its text."""
    match value:
        case Message():
            return {"message": [value.key, {name: _tagged(each) for name, each in value.values.items()}]}
        case Phrase():
            return {"phrase": [value.zh, value.en]}
        case Decimal():
            return {"decimal": str(value)}
        case datetime():
            return {"instant": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case tuple() | list():
            return {"tuple": [_tagged(each) for each in value]}
        case bool() | int() | str() | None:
            return value
        case _:
            return str(value)


def _untagged(value: object) -> object:
    if not isinstance(value, dict):
        return value
    ((tag, content),) = value.items()
    return _UNTAG[tag](content)


def _message(content: Any) -> Message:
    key, values = content
    return Message(key, {name: _untagged(each) for name, each in values.items()})


_UNTAG: Final[dict[str, Callable[[Any], object]]] = {
    "message": _message,
    "phrase": lambda content: Phrase(*content),
    "decimal": Decimal,
    "instant": datetime.fromisoformat,
    "date": date.fromisoformat,
    "tuple": lambda content: tuple(map(_untagged, content)),
}


def state_row(fares: SourceState) -> tuple[object, ...]:
    """A source state as a row of `STATE`."""
    return (
        fares.id,
        fares.type,
        fares.state,
        _maybe_text(fares.last_attempt),
        _maybe_text(fares.last_success),
        _maybe_text(fares.last_change),
        fares.failures,
        message_text(fares.error),
        _maybe_text(fares.next_due),
        *fares.validators,
        fares.latency,
        fares.rows,
        fares.definition,
    )


def state(row: Sequence[Any]) -> SourceState:
    """The source state of a row of `STATE`."""
    return SourceState(
        id=row[0],
        type=row[1],
        state=row[2],
        last_attempt=_maybe_instant(row[3]),
        last_success=_maybe_instant(row[4]),
        last_change=_maybe_instant(row[5]),
        failures=row[6],
        error=message(row[7]),
        next_due=_maybe_instant(row[8]),
        validators=Validators(*row[9:12]),
        latency=row[12],
        rows=row[13],
        definition=row[14],
    )


def _maybe_text(at: datetime | None) -> str | None:
    return None if at is None else instant_text(at)


def _maybe_instant(text: str | None) -> datetime | None:
    return None if text is None else instant(text)
