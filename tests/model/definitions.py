"""Random definitions and figures, sensible ones and absurd ones, by seed.

Not hypothesis: forty choices an indicator, ten thousand times, would take it minutes. A seed says all that is needed to
see a failure again.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.model.cases import said
from tui.model.indicator import Group, Indicator, Step, Suspension
from tui.model.observation import Observation
from tui.model.period import Period
from tui.model.roster import Roster, Unit
from tui.model.snapshot import Framework
from tui.model.target import Milestone, Target, TargetVersion

IDS = [f"i{n}" for n in range(8)]
UNITS = ["", "", "a", "b", "c", "alias", "unknown"]
ODD = [
    "NaN",
    "sNaN",
    "Infinity",
    "-Infinity",
    "1E+999999",
    "1E-999999",
    "-0",
    "1E+40",
    "0.1",
    "33.333333333333333333333",
]
EXPRESSIONS = [
    *IDS, "i0 + i1", "i2 / i3", "sum(i4)", "i5 - prev(i5)", "delta(i6)", "coalesce(i0, 0)", "1 +", "nothing",
    "avg(i1)", "100 - i2",
]  # fmt: skip
FIRST = date(2021, 6, 1)
YEAR = [Decimal(n) / 12 for n in range(1, 13)]


class Chance(Random):
    """A source of choices."""

    def day(self) -> date:
        return FIRST + timedelta(days=self.randrange(760))

    def maybe(self, value: Any, otherwise: Any = None, share: float = 0.5) -> Any:
        return value if self.random() < share else otherwise

    def number(self, odd: float = 0.1) -> Decimal:
        if self.random() < odd:
            return Decimal(self.choice(ODD))
        return (
            Decimal(self.randint(-5, 120)) if self.random() < 0.6 else Decimal(self.randint(-100_000, 100_000)) / 1000
        )

    def period(self) -> Period:
        day = self.day()
        return Period.holding(self.choice("AASQQMMMWDD"), day)


def framework(seed: int) -> Framework:
    """A framework of eight indicators."""
    chance = Chance(seed)
    return Framework(
        said("title"),
        timezone=chance.choice(["Asia/Shanghai", "Europe/Paris", "No/Where"]),
        indicators={id: indicator(chance, id) for id in IDS},
        groups={id: Group(id, said(id), chance.choice(["worst", "mean", "score"])) for id in ("g", "h")},
        rosters={"r": roster(chance)},
    )


def observations(seed: int, count: int) -> list[Observation]:
    """So many figures of these indicators."""
    chance = Chance(seed)
    return [observation(chance) for _ in range(chance.randrange(count + 1))]


def observation(chance: Chance) -> Observation:
    return Observation(
        chance.choice(IDS),
        chance.choice(UNITS),
        chance.period(),
        chance.maybe(chance.number(), None, 0.9),
        chance.choice(["eq", "eq", "eq", "eq", "lt", "le", "gt", "ge", "approx"]),
        chance.choice(["A", "A", "A", "A", "P", "B", "E", "M", "L", "H", "O", "Q", ""]),
        chance.maybe(chance.number()),
        chance.maybe(chance.number()),
        datetime.combine(chance.day(), datetime.min.time(), UTC) + timedelta(hours=chance.randrange(24)),
    )


def roster(chance: Chance) -> Roster:
    return Roster(
        "r",
        tuple(
            Unit(
                chance.choice("abc"),
                "unit",
                chance.choice(["", "first", "second"]),
                valid_from=chance.maybe(chance.day(), None, 0.3),
                aliases=chance.choice([(), ("alias",)]),
            )
            for _ in range(chance.randrange(5))
        ),
    )


def target(chance: Chance) -> Target:
    derived = chance.random() < 0.2
    return Target(
        op=chance.choice(["ge", "gt", "le", "lt", "eq", "between"]),
        value=None if derived else chance.number(0.02),
        expr=chance.choice(EXPRESSIONS) if derived else None,
        low=chance.maybe(chance.number(0.02), None, 0.8),
        high=chance.maybe(chance.number(0.02), None, 0.8),
        mode=chance.choice(["reach", "reach", "hold"]),
        start=chance.maybe(chance.day()),
        deadline=chance.maybe(chance.maybe(chance.day(), date(2022, 12, 31)), None, 0.9),
        closing_report=chance.maybe(chance.day(), None, 0.3),
        baseline=chance.maybe(chance.number(), Decimal(0)),
        plan=chance.choice(["linear", "scurve", "seasonal", "milestones"]),
        shares=chance.choice([(), tuple(YEAR), tuple(YEAR), (Decimal(0),) * 12]),
        milestones=tuple(Milestone(chance.day(), chance.number(0.02)) for _ in range(chance.randrange(3))),
        pace=chance.choice(["ratio", "gap", "growth"]),
        min_elapsed=chance.choice([Decimal("0.10"), Decimal(0)]),
        warn_margin=chance.choice([Decimal(0), Decimal(0), Decimal("1.5"), Decimal("NaN")]),
        warn_days=chance.choice([0, 15]),
        per_unit_min=chance.maybe(chance.number(0.02), None, 0.2),
        versions=tuple(TargetVersion(chance.day(), chance.number(0.05)) for _ in range(chance.choice([0, 0, 1, 2]))),
    )


def step(chance: Chance, id: str) -> Step:
    return Step(
        id,
        said(id),
        chance.maybe(chance.day()),
        chance.maybe(chance.day()),
        chance.choice(["", "order 7"]),
        chance.random() < 0.8,
        chance.choice([Decimal(1), Decimal(0), Decimal("2.5"), Decimal(-1)]),
    )


def indicator(chance: Chance, id: str) -> Indicator:
    return Indicator(
        id,
        said(id),
        group=chance.choice(["", "g", "h"]),
        measure=chance.choice(["value", "value", "ratio", "coverage", "steps", "expr", "group"]),
        accrual=chance.choice(["cumulative", "level", "period"]),
        unit_measure=chance.choice(["", "PERCENT", "RANK", "PERSONS"]),
        unit_mult=chance.choice([0, 0, 4]),
        decimals=chance.choice([None, 0, 2]),
        freq=chance.choice([None, None, "A", "Q", "M", "W", "D"]),
        report_lag=chance.choice([0, 20]),
        grace=chance.choice([0, 10]),
        expire_after=chance.choice([None, None, 400, 10]),
        weight=chance.choice([Decimal(1), Decimal(0), Decimal("0.4")]),
        veto=chance.random() < 0.1,
        empty=chance.choice(["not_applicable", "met", "no_data"]),
        allow_over=chance.random() < 0.3,
        missing=chance.choice(["", "skip", "zero"]),
        field_size=chance.choice([None, 11, 0]),
        min_den=chance.choice([None, Decimal(5)]),
        epsilon=chance.choice([Decimal(0), Decimal("0.5")]),
        units=chance.choice([None, None, None, "r", "no.roster"]),
        roster=chance.choice(["r", "r", None]),
        numerator=chance.maybe(chance.choice(EXPRESSIONS)),
        denominator=chance.maybe(chance.choice(EXPRESSIONS)),
        expr=chance.maybe(chance.choice(EXPRESSIONS), None, 0.9),
        steps=tuple(step(chance, id) for id in chance.choice(["", "a", "ab", "abc"])),
        members=tuple(chance.choice([*IDS, "nothing"]) for _ in range(chance.randrange(4))),
        rollup=chance.choice(["worst", "mean", "score"]),
        target=chance.maybe(target(chance), None, 0.8),
        suspended=chance.choice([(), (), (), (), (), (Suspension(date(2022, 1, 1)),)]),
    )
