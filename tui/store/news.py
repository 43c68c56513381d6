"""What makes a figure news: the rule by which only changes become rows (semantics.md section 9), for every store."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tui.errors import StoreError
from tui.model.observation import Observation
from tui.store.contract import Tick

__all__ = ["after", "is_news", "refuse_unfit", "unfit", "unique"]

_INSTANT = timedelta(microseconds=1)
_LONGEST = 4000
"""Characters of a text."""


def is_news(seen: Observation, known: Sequence[Observation]) -> bool:
    """Whether a figure adds anything to what is known of its series and period.

    What a source repeats is no news, even where somebody else said otherwise since: a figure that was corrected by
    hand stays corrected until the source itself says something new. A hand repeats itself knowingly: what it enters is
    news unless it is what everybody sees already.

    Args:
        seen: The figure.
        known: All vintages of the same series and period, oldest first, those of one instant in order of entry.
    """
    before = [old for old in known if old.recorded <= seen.recorded]
    source = seen.provenance.source
    own = [old for old in before if source and old.provenance.source == source]
    newest = own or before
    return not newest or not newest[-1].says_same(seen)


def after(at: datetime, last: datetime) -> datetime:
    """When a tick enters that comes after another one: at its instant, or just after the last where that is later."""
    return at if at > last else last + _INSTANT


def unique(tick: Tick, last: datetime) -> tuple[datetime, tuple[Observation, ...]]:
    """The instant at which a tick enters the history, and its figures, each series, period and vintage once.

    Ticks never share an instant, and their order is that of their instants: when the clock was set back, a tick
    enters just after the last one, and so do those of its figures that have no date of their own. Otherwise the
    newest value would hide behind those that were stamped by the wrong clock.

    Args:
        tick: As it was read.
        last: When the newest figures entered, aware UTC.
    """
    at = after(tick.at, last)
    kept: dict[tuple[object, ...], Observation] = {}
    for seen in tick.observations:
        moved = seen._replace(recorded=at) if seen.recorded == tick.at != at else seen
        kept[moved.indicator, moved.unit, moved.period, moved.recorded] = moved
    return at, tuple(kept.values())


def unfit(seen: Observation) -> str:
    """Why a figure must not be recorded: `"number"`, `"text"` or `"instant"`; `""` when it may.

    SQLite keeps NaN as NULL and cuts text at NUL, PostgreSQL keeps the one and refuses the other: neither gets there.
    """
    numbers: Iterable[Decimal | None] = (seen.value, seen.numerator, seen.denominator)
    if any(number is not None and not number.is_finite() for number in numbers):
        return "number"
    if seen.recorded.tzinfo is None:
        return "instant"
    texts = [seen.indicator, seen.unit, seen.flag, *(text for text in seen.provenance if isinstance(text, str))]
    together = "".join(texts)
    if "\0" in together or (len(together) > _LONGEST and max(map(len, texts)) > _LONGEST):
        return "text"
    try:
        together.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return "text"
    return ""


def refuse_unfit(tick: Tick) -> None:
    """Raise StoreError if any figure of a tick must not be recorded."""
    for seen in tick.observations:
        reason = unfit(seen)
        if reason:
            raise StoreError(f"store.unfit.{reason}", indicator=seen.indicator, period=seen.period.text)
