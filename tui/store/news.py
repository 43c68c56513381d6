"""What makes a figure news: the rule by which only changes become rows (semantics.md section 9), for every store."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar, cast

from tui.errors import StoreError
from tui.model.observation import Observation, Provenance
from tui.store.contract import Tick

__all__ = ["after", "decisive", "is_news", "refuse_unfit", "unfit", "unique"]

_Instant = TypeVar("_Instant", datetime, str)

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
    basis = decisive(seen.recorded, seen.provenance.source, [(old.recorded, old.provenance.source) for old in known])
    return basis is None or not known[basis].says_same(seen)


def decisive(recorded: _Instant, source: str, known: Sequence[tuple[_Instant, str]]) -> int | None:
    """The place of the vintage that a figure must differ from to be news; `None` where there is none.

    Args:
        recorded: The figure's vintage, an instant or its text.
        source: Who says so.
        known: Vintage and source of all that is known of the series and period, as for `is_news`.
    """
    before = [place for place, (instant, _) in enumerate(known) if instant <= recorded]
    own = [place for place in before if source and known[place][1] == source]
    newest = own or before
    return newest[-1] if newest else None


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
    for number in (value, numerator, denominator):
        if number is not None and not number.is_finite():
            return "number"
    if recorded.tzinfo is None:
        return "instant"
    texts = (indicator, unit, flag, *cast("tuple[str, ...]", provenance[:_RETRIEVED] + provenance[_RETRIEVED + 1 :]))
    together = "".join(texts)
    if together.isascii() and len(together) <= _LONGEST and "\0" not in together:
        return ""
    return "" if _is_text(together, texts) else "text"


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
