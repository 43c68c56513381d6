"""What assessing costs: ten thousand units of one indicator, and one of them again."""

import random
import time
from collections.abc import Callable
from decimal import Decimal

from tests.bench.pairs import Measure, paired
from tests.model.cases import at, framework, indicator, reach
from tui.model.assess import Assessor
from tui.model.observation import Observation, Record
from tui.model.period import Period
from tui.model.roster import Roster, Unit
from tui.model.snapshot import Framework, Snapshot
from tui.model.take import retake, take
from tui.model.vantage import Vantage

__all__ = ["measure"]

UNITS = 10_000
CUT = Decimal("0.95")


def wall(work: Callable[[], object]) -> Callable[[], float]:
    """Seconds that some work takes."""

    def run() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return run


def many() -> tuple[Framework, Record]:
    """An indicator with ten thousand units, and figures of two months for each."""
    chance = random.Random(1)
    roster = Roster("units", tuple(Unit(f"u{n}", f"unit {n}") for n in range(UNITS)))
    aides = indicator("aides", units="units", freq="M", report_lag=10, target=reach(">= 889", deadline="2022-12-31"))
    plain = [indicator(f"plain{n}", target=reach(">= 889", deadline="2022-12-31")) for n in range(40)]
    months = [Period.parse("2022-M08"), Period.parse("2022-M09")]
    seen = [
        Observation("aides", f"u{n}", month, Decimal(chance.randint(1, 900))) for n in range(UNITS) for month in months
    ]
    seen += [Observation(each.id, "", months[1], Decimal(chance.randint(1, 900))) for each in plain]
    record = Record(seen)
    record.series_by_unit("aides"), record.revised_units("aides")
    return framework(aides, *plain, rosters=[roster]), record


def measure() -> list[Measure]:
    """Ten thousand series, the whole snapshot around them, and the snapshot after one new figure."""
    defined, record = many()
    now = at("2022-09-30")
    aides = defined.indicators["aides"]
    pairs = [(each[-1].value or CUT, Decimal(889)) for each in record.series_by_unit("aides").values()]
    snapshot: Snapshot = take(defined, record, now)

    def bare() -> int:
        green = 0
        for value, target in pairs:
            if value / target >= CUT:
                green += 1
        return green

    bare_wall = wall(bare)
    take_wall = wall(lambda: take(defined, record, now))
    return [
        paired(
            "assess 10,000 series ÷ bare loop that divides and compares 10,000 pairs of Decimals",
            wall(lambda: Assessor(Vantage(defined, record, now)).units(aides)),
            bare_wall,
            floor=12,
            runs=25,
            note="status, reason, progress, freshness; sentence, outlook and trend are worked out when read",
        ),
        paired(
            "retake after one of 40 plain figures ÷ take of all 10,041 series",
            wall(lambda: retake(snapshot, [("plain7", "")], record, now)),
            take_wall,
            floor=0.5,
        ),
        paired(
            "retake after one of 10,000 units' figures ÷ take of all 10,041 series",
            wall(lambda: retake(snapshot, [("aides", "u7")], record, now)),
            take_wall,
            floor=1.0,
        ),
    ]
