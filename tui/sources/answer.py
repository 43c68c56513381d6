"""An answer, once its bytes are here, whole: believed or refused, the same for every kind of source."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tui.errors import Message
from tui.model.source import Reading, Source, Validators
from tui.sources.document import parsed
from tui.sources.mapping import AHEAD, mapped

__all__ = ["Answer", "age_warning", "reading_of"]


class Answer(NamedTuple):
    """The bytes of an answer, and what came with them."""

    data: bytes
    """The whole document, decompressed."""
    format: str
    """`csv`, `json`, `jsonl`, `toml` ..."""
    validators: Validators
    """To ask with next time."""
    written: datetime | None = None
    """When the source says that it last wrote it, aware UTC."""


def reading_of(source: Source, answer: Answer, known: Validators, now: datetime) -> Reading:
    """The reading that an answer is.

    Args:
        source: As declared.
        answer: What came.
        known: Of the last answer; where it had the same bytes nothing is parsed again.
        now: The moment of retrieval, aware UTC.

    Raises:
        SourceError: The answer cannot be believed.
    """
    digest = sha256(answer.data).hexdigest()
    warning = age_warning(source, answer.written, now)
    reading = Reading((), now, validators=answer.validators, sha256=digest, size=len(answer.data), warning=warning)
    if known.fingerprint and known.fingerprint == answer.validators.fingerprint:
        return reading._replace(unchanged=True)
    document, encoding = parsed(answer.data, answer.format, source)
    found = mapped(source, document, now, digest)
    reading = reading._replace(observations=found.observations, encoding=encoding)
    if found.ahead:
        # Read again next time, changed or not: what is ahead of the clock today is not for ever.
        reading = reading._replace(validators=Validators(), warning=Message("source.ahead"))
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
