"""A sweep over many units says what the long way says."""

from decimal import Context, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.cases import at, framework, indicator
from tui.model.assess import Assessor
from tui.model.indicator import Indicator
from tui.model.observation import Observation, Provenance, Record
from tui.model.period import Period
from tui.model.roster import Roster, Unit
from tui.model.snapshot import Assessment
from tui.model.sweep import Sweep, is_swept
from tui.model.swept import Swept
from tui.model.target import Target
from tui.model.vantage import Vantage
from tui.model.why import DIFFERING

NUMBERS = st.one_of(
    st.decimals(-2000, 2000, allow_nan=False, places=2),
    st.sampled_from(
        [Decimal(text) for text in ("0", "1", "889", "844.55", "1E-30", "1E+40", "NaN", "-Infinity", "sNaN")]
    ),
    st.integers(-1000, 1000).map(Decimal),
)
PERIODS = st.sampled_from(
    [Period.parse(text) for text in ("2021", "2022", "2022-M03", "2022-M09", "2022-09-30", "2023-M01", "2022-Q2")]
)
TARGETS = st.builds(
    Target,
    op=st.sampled_from(["ge", "gt", "le", "lt", "eq"]),
    value=st.sampled_from([Decimal(text) for text in ("889", "0", "-5", "30", "0.3", "1E+3")]),
    mode=st.sampled_from(["reach", "hold"]),
    deadline=st.sampled_from([at("2022-12-31").date(), at("2022-09-15").date()]),
    closing_report=st.sampled_from([None, at("2022-10-31").date()]),
    baseline=st.sampled_from([Decimal(text) for text in ("0", "100", "1000", "-1")]),
    plan=st.sampled_from(["linear", "scurve"]),
    pace=st.sampled_from(["ratio", "gap", "growth"]),
    milestones=st.just(()),
    versions=st.just(()),
    warn_margin=st.sampled_from([Decimal(0), Decimal(5)]),
)
OBSERVATIONS = st.builds(
    Observation,
    indicator=st.just("x"),
    unit=st.sampled_from(["a", "b", "c"]),
    period=PERIODS,
    value=st.one_of(NUMBERS, st.none()),
    op=st.sampled_from(["eq", "eq", "eq", "lt", "approx"]),
    flag=st.sampled_from(["A", "A", "A", "B", "M", "Q", "O"]),
    recorded=st.sampled_from([at("2022-10-01"), at("2022-11-01")]),
    provenance=st.just(Provenance()),
)


def fields(assessment: Assessment) -> dict[str, object]:
    """All that an assessment says, read by name."""
    read = {name: getattr(assessment, name) for name in Assessment._fields}
    for name in ("progress", "progress_raw"):
        share = read[name]
        # Of numbers longer than 28 digits the last digit may be rounded twice.
        read[name] = Context(prec=26).plus(share) if isinstance(share, Decimal) else share
    # Not a number is not equal to itself.
    return {
        name: repr(value) if name in {"value", "observation", "series", "basis"} else value
        for name, value in read.items()
    }


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.none(), TARGETS),
    st.lists(OBSERVATIONS, max_size=8),
    st.sampled_from(["cumulative", "level", "period"]),
    st.sampled_from([None, "M"]),
    st.sampled_from(["", "RANK", "PERCENT"]),
)
def test_a_sweep_is_the_long_way(
    target: Target | None, seen: list[Observation], accrual: str, freq: str | None, unit_measure: str
) -> None:
    roster = Roster("r", tuple(Unit(unit, unit) for unit in "abc"))
    keys = {"accrual": accrual, "freq": freq, "unit_measure": unit_measure, "expire_after": 90}
    one: Indicator = indicator(units="r", target=target, **keys)
    vantage = Vantage(framework(one, rosters=[roster]), Record(seen), at("2022-09-30"))
    long_way = [Assessor(vantage).series(one, unit) for unit in "abc"]
    yard = vantage.for_unit(one)[1]
    if yard is not None and is_swept(yard):
        record = Record(seen)
        swept = Sweep(yard, vantage.history).assess(
            "abc",
            record.series_by_unit("x"),
            record.revised_units("x"),
            lambda unit: Assessor(vantage).series(one, unit),
        )
        assert [fields(each) for each in swept] == [fields(each) for each in long_way]


def test_what_is_common_shares_its_sentence() -> None:
    """Short of the values that are named as differing, also where some are behind the plan and some ahead of it."""
    target = Target("ge", Decimal(365), mode="reach", deadline=at("2022-12-31").date(), start=at("2022-01-01").date())
    hold = Target("ge", Decimal(300), mode="hold", warn_margin=Decimal(5))
    roster = Roster("r", tuple(Unit(str(n), f"unit {n}") for n in range(400)))
    seen = [Observation("x", str(n), Period.parse("2022-M09"), Decimal(n)) for n in range(400)]
    said: set[str] = set()
    for asked in (target, hold, None):
        one = indicator(units="r", target=asked)
        found = Assessor(Vantage(framework(one, rosters=[roster]), Record(seen), at("2022-09-30"))).units(one)
        sentences: dict[int, set[str]] = {}
        for each in found:
            values = [(name, value) for name, value in each.why.values.items() if name not in DIFFERING]
            sentences.setdefault(id(each.common), set()).add(repr((each.why.key, values)))
            said.add(each.why.key)
        assert [len(different) for different in sentences.values()] == [1] * len(sentences)
    assert said >= {"why.behind", "why.on_plan", "why.ahead", "why.held", "why.near_limit", "why.context"}


def test_plain_figures_take_the_short_way() -> None:
    """What most units report is swept; nothing is gained where every unit goes the long way."""
    one = indicator(units="r", target=Target("ge", Decimal(889), mode="reach", deadline=at("2022-12-31").date()))
    roster = Roster("r", tuple(Unit(str(n), f"unit {n}") for n in range(20)))
    period = Period.parse("2022-M09")
    seen = [Observation("x", str(n), period, Decimal(50 * n)) for n in range(20)]
    found = Assessor(Vantage(framework(one, rosters=[roster]), Record(seen), at("2022-09-30"))).units(one)
    assert [type(each) for each in found] == [Swept] * 20


def test_a_swept_assessment_reads_like_any_other() -> None:
    one = indicator(units="r", target=Target("ge", Decimal(10), mode="reach", deadline=at("2022-12-31").date()))
    roster = Roster("r", tuple(Unit(str(n), f"unit {n}") for n in range(20)))
    seen = [Observation("x", str(n), Period.parse("2022-M09"), Decimal(n)) for n in range(20)]
    found = Assessor(Vantage(framework(one, rosters=[roster]), Record(seen), at("2022-09-30"))).units(one)[7]
    assert isinstance(found, Swept)
    assert found._asdict() == found.whole._asdict()
    assert list(found) == list(found.whole)
    assert repr(found) == repr(found.whole)
    assert found._replace(late=True).late
    assert found.id == "x"
    assert found.forecast == found.whole.forecast is not None
