"""An answer, once its bytes are here, whole: believed or refused, the same for every kind of source."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from tui.errors import Message
from tui.model.source import Reading, Source, Validators
from tui.named import NamedTuple
from tui.sources import load
from tui.sources.document import Part, Piece, parsed_all
from tui.sources.mapping import AHEAD, Mapped, mapped

__all__ = ["Answer", "age_warning", "digest_of", "figured", "reading_of"]


Interpreter = Callable[[Source, Sequence[Part], datetime], Mapped]
"""What makes observations of documents."""


class Answer(NamedTuple):
    """The bytes of an answer, and what came with them."""

    pieces: tuple[Piece, ...]
    """One document, or the pages or files that are one answer, in order."""
    format: str
    """`csv`, `json`, `jsonl`, `toml` ..."""
    validators: Validators
    """To ask with next time."""
    written: datetime | None = None
    """When the source says that it last wrote it, aware UTC."""


def digest_of(pieces: Sequence[Piece]) -> str:
    """SHA-256, hexadecimal: of the bytes of one document, or of the names and digests of several."""
    if len(pieces) == 1:
        return sha256(pieces[0].data).hexdigest()
    told = "".join(f"{piece.name}\0{sha256(piece.data).hexdigest()}\n" for piece in pieces)
    return sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def reading_of(source: Source, answer: Answer, known: Validators, now: datetime) -> Reading:
    """The reading that an answer is.

    Args:
        source: As declared.
        answer: What came.
        known: Of the last answer; where it had the same fingerprint nothing is parsed again.
        now: The moment of retrieval, aware UTC.

    Raises:
        SourceError: The answer cannot be believed.
    """
    reading = Reading(
        (),
        now,
        validators=answer.validators,
        sha256=digest_of(answer.pieces),
        size=sum(len(piece.data) for piece in answer.pieces),
        warning=age_warning(source, answer.written, now),
    )
    if known.fingerprint and known.fingerprint == answer.validators.fingerprint:
        return reading._replace(unchanged=True)
    parts = parsed_all(answer.pieces, answer.format, source)
    encodings = ", ".join(dict.fromkeys(part.encoding for part in parts))
    return figured(reading._replace(encoding=encodings), source, parts, now)


def figured(reading: Reading, source: Source, parts: Sequence[Part], now: datetime) -> Reading:
    """A reading with the figures of its documents.

    Raises:
        SourceError: They cannot be believed.
    """
    interpret: Interpreter = load("snapshot").mapped if source.type == "snapshot" else mapped
    found = interpret(source, parts, now)
    reading = reading._replace(observations=found.observations, named=found.named, switches=found.switches)
    if found.written is not None:
        # The file may be new and what is in it old: its age is asked for every time.
        validators = Validators() if source.max_age is not None else reading.validators
        warning = age_warning(source, found.written, now) or reading.warning
        reading = reading._replace(validators=validators.of_snapshot(found.origins), warning=warning)
    if found.ahead:
        # Read again next time, changed or not: what is ahead of the clock today is not for ever.
        validators = Validators().of_snapshot(found.origins) if found.origins else Validators()
        reading = reading._replace(validators=validators, warning=Message("source.ahead"))
    return reading


def age_warning(source: Source, written: datetime | None, now: datetime) -> Message | None:
    """What is wrong with the age of an answer: older than `max_age`, or written in the future (robustness F3, H14)."""
    if written is None:
        return None
    local = written.astimezone(ZoneInfo(source.timezone))
    if written > now + AHEAD:
        return Message("source.clock", {"written": local})
    if source.max_age is not None and now - written > timedelta(seconds=source.max_age):
        return Message("source.stale", {"written": local})
    return None
