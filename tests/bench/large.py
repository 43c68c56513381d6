"""A province's framework: 400 indicators of 250 units each, every month, which makes 100,000 series.

Counts that must be reached by the year's end, rates that must be held, context without a target, and rates that are
worked out from two counts; the store knows two months of each figure. All numbers are made up from their places.
"""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from tui.config import load
from tui.model.observation import Observation, Provenance
from tui.model.period import Period
from tui.model.source import SourceState, Validators
from tui.store import Tick, open_store

__all__ = ["INDICATORS", "SERIES", "UNITS", "fill", "months", "observation", "write"]

INDICATORS: Final = 400
UNITS: Final = 250
SERIES: Final = INDICATORS * UNITS
_GROUPS: Final = 20
_HEAD: Final = """schema = 1
store = "large.db"
[dashboard]
title = { zh = "Province", en = "A province" }
[rosters.county]
file = "county.csv"
[sources.monthly]
type = "file"
path = "monthly.csv"
every = "1d"
[[sources.monthly.map]]
indicator_column = "id"
unit = "unit"
period = "period"
value = "value"
"""
_REACH: Final = 'unit = "CASES"\naccrual = "cumulative"\ntarget = { op = "ge", value = %d, mode = "reach", %s }\n'
_HOLD: Final = 'unit = "PERCENT"\ntarget = { op = "ge", value = %d, mode = "hold", warn_margin = 2 }\n'


def write(folder: Path) -> Path:
    """Write the framework, its roster and an empty table; give the path of the configuration."""
    (folder / "county.csv").write_text(
        "unit_id,name,level\n" + "".join(f"u{at:03},County {at},county\n" for at in range(UNITS)), encoding="utf-8"
    )
    (folder / "monthly.csv").write_text("id,unit,period,value\n", encoding="utf-8")
    groups = (f'[groups.g{at}]\nname = {{ zh = "Part {at}", en = "Part {at}" }}\n' for at in range(_GROUPS))
    path = folder / "large.toml"
    path.write_text(_HEAD + "".join((*groups, *map(_indicator, range(INDICATORS)))), encoding="utf-8")
    return path


def _indicator(at: int) -> str:
    """One in twenty is context, one in five is a rate to be held, one in twenty is worked out; the rest are counts."""
    year = datetime.now(UTC).date().year
    kind = at % 20
    said = f'[indicators."{_id(at)}"]\nname = {{ zh = "Figure {at}", en = "Figure {at}" }}\ngroup = "g{at % _GROUPS}"\n'
    said += f'owner = "Office {at % 7}"\nbasis = "Plan {at % 9}, clause {at}"\nunits = "county"\nfreq = "M"\n'
    said += 'report_lag = "20d"\ngrace = "40d"\n'
    if kind == 19:
        counts = f'numerator = "{_id(at - 19)}"\ndenominator = "{_id(at - 18)}"\nallow_over = true\n'
        return said + f'measure = "ratio"\n{counts}' + _HOLD % 40
    said += 'measure = "value"\n'
    if kind == 18:
        return said + 'unit = "CASES"\n'
    if kind >= 14:
        return said + _HOLD % 90
    return said + _REACH % (900, f"start = {year}-01-01, deadline = {year}-12-31")


def _id(at: int) -> str:
    return f"part{at % _GROUPS}.figure{at:03}"


def months() -> tuple[Period, Period]:
    """The last two months that are due."""
    today = datetime.now(UTC).date()
    newest = Period.holding("M", today).previous
    while (today - newest.end).days < 20:
        newest = newest.previous
    return newest.previous, newest


def fill(path: Path, environ: dict[str, str]) -> None:
    """Record the last two months that are due, as a collector would."""
    config = load(str(path), environ)
    store = open_store(config.store, write=True)
    try:
        for place, month in enumerate(months()):
            at = datetime(month.end.year, month.end.month, month.end.day, 12, tzinfo=UTC)
            seen = [
                observation(indicator, unit, month, place, at)
                for indicator in range(INDICATORS)
                if indicator % 20 != 19
                for unit in range(UNITS)
            ]
            state = SourceState("monthly", "file", "ok", at, at, at, validators=Validators(), rows=len(seen))
            store.record(Tick(at, tuple(seen), (state,)))
    finally:
        store.close()


def observation(indicator: int, unit: int, month: Period, place: int, at: datetime) -> Observation:
    """The figure of an indicator and a unit, both by number, for the first month or the second."""
    mixed = (indicator * 7919 + unit * 104729) % 1000
    is_rate = 14 <= indicator % 20 < 18
    value = Decimal(800 + mixed // 5).scaleb(-1) if is_rate else Decimal(500 + mixed // 2 + 40 * place)
    provenance = Provenance("monthly", document=f"Bulletin {month.text}", retrieved=at, locator=f"#{unit + 2}, value")
    return Observation(_id(indicator), f"u{unit:03}", month, value, recorded=at, provenance=provenance)
