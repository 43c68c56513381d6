"""What makes a figure news: the rule by which only changes become rows (semantics.md section 9), for every store."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import cast

from tui.errors import StoreError
from tui.model.observation import Observation, Provenance
from tui.store.contract import Tick

__all__ = ["after", "is_news", "refuse_unfit", "unfit", "unique"]

_INSTANT = timedelta(microseconds=1)
_RETRIEVED = Provenance._fields.index("retrieved")
"""Place of the one field that is no text."""
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
    is_late = at != tick.at
    for seen in tick.observations:
        moved = seen._replace(recorded=at) if is_late and seen.recorded == tick.at else seen
        kept[moved.indicator, moved.unit, moved.period, moved.recorded] = moved
    return at, tuple(kept.values())


def unfit(seen: Observation) -> str:
    """Why a figure must not be recorded: `"number"`, `"text"` or `"instant"`; `""` when it may.

    SQLite keeps NaN as NULL and cuts text at NUL, PostgreSQL keeps the one and refuses the other: neither gets there.
    """
    indicator, unit, _, value, _, flag, numerator, denominator, recorded, _, provenance = seen
    if not (_is_fit(value) and _is_fit(numerator) and _is_fit(denominator)):
        return "number"
    if recorded.tzinfo is None:
        return "instant"
    others = cast("tuple[str, ...]", (*provenance[:_RETRIEVED], *provenance[_RETRIEVED + 1 :]))
    texts = (indicator, unit, flag, *others)
    return "" if _is_text("".join(texts), texts) else "text"


def _is_fit(number: Decimal | None) -> bool:
    return number is None or number.is_finite()


def _is_text(together: str, texts: Iterable[str]) -> bool:
    """Whether texts can be kept: no NUL, no half of a surrogate pair, none too long."""
    if "\0" in together or (len(together) > _LONGEST and max(map(len, texts)) > _LONGEST):
        return False
    if not together.isascii():
        try:
            together.encode()
        except UnicodeEncodeError:
            return False
    return True


def refuse_unfit(tick: Tick) -> None:
    """Raise StoreError if any figure of a tick must not be recorded."""
    for seen in tick.observations:
        reason = unfit(seen)
        if reason:
            raise StoreError(f"store.unfit.{reason}", indicator=seen.indicator, period=seen.period.text)
