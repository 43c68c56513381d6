"""What a group's members say together (semantics.md section 7)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.cases import group, indicator
from tui.model.indicator import RollupRule
from tui.model.number import as_fraction
from tui.model.rollup import GREY, IDLE, Rollup, count, roll, roll_up
from tui.model.snapshot import Assessment, Freshness, Light, Status


def member(
    status: str | None,
    progress: str | None = None,
    weight: str = "1",
    *,
    veto: bool = False,
    reason: str = "unreported",
    pace: str | None = None,
    freshness: Freshness = "fresh",
    id: str = "x",
) -> Assessment:
    return Assessment(
        indicator(id, weight=Decimal(weight), veto=veto),
        status=None if status is None else Status(status),
        reason=reason,
        progress=None if progress is None else Decimal(progress),
        pace_ratio=None if pace is None else Decimal(pace),
        freshness=freshness,
    )


def test_a_mean_with_a_gap() -> None:
    """Weights 40/35/25; 1, 0.9 and a missing one: 0.953, valid weight 75 %, capped at yellow, 1 undetermined."""
    members = [member("met", "1", "40"), member("on_track", "0.9", "35"), member("no_data", None, "25")]
    found = roll(members, "mean")
    assert found == Rollup("yellow", Fraction(143, 150), None, Fraction(3, 4), 1)
    assert roll_up(group("g", rollup="mean"), members)[2:5] == ("yellow", Decimal("0.9533333333333333333333333333"), 1)


@pytest.mark.parametrize(
    ("statuses", "light"),
    [
        ("met on_track", "green"),
        ("met at_risk", "yellow"),
        ("met off_track at_risk", "red"),
        ("missed", "red"),
        ("met no_data", "yellow"),
        ("at_risk invalid", "yellow"),
        ("missed no_data", "red"),
        ("no_data", "grey"),
        ("invalid no_data", "grey"),
        ("not_started", "grey"),
        ("suspended not_applicable", "grey"),
        ("not_applicable", "none"),
        ("context", "none"),
        ("", "none"),
        ("met not_started suspended not_applicable context", "green"),
    ],
)
def test_the_worst_member_gives_the_light(statuses: str, light: Light) -> None:
    members = [member(None if code == "context" else code) for code in statuses.split()]
    assert roll(members).light == light


def test_unknown_never_shows_green_or_red() -> None:
    """A grey member takes green away, and adds no red of its own, under every rule."""
    rules: tuple[RollupRule, ...] = ("worst", "mean", "score")
    for rule in rules:
        good = [member("met", "1", "9")]
        assert roll(good, rule).light == "green"
        assert roll([*good, member("no_data")], rule).light == "yellow"
        assert roll([member("no_data")], rule).light == "grey"


def test_a_stale_green_member_shows_yellow() -> None:
    assert roll([member("met", "1"), member("met", "1", freshness="stale")]).light == "yellow"


@pytest.mark.parametrize(
    ("status", "light"),
    [
        ("off_track", "red"),
        ("missed", "red"),
        ("invalid", "red"),
        ("at_risk", "yellow"),
        ("no_data", "yellow"),
        ("met", "green"),
    ],
)
def test_a_veto(status: str, light: Light) -> None:
    """A member with a veto that failed, or cannot be believed, makes the group red, however little it weighs."""
    found = roll([member("met", "1"), member(status, "0.5", veto=True, id="v")])
    assert (found.light, found.vetoed_by) == (light, ("v",) if light == "red" else ())
    assert roll([member("met", "1"), member(status, "0.5", id="v")]).vetoed_by == ()


def test_a_veto_weighs_more_than_any_mean() -> None:
    members = [member("met", "1", "99"), member("missed", "0.99", "0.1", veto=True)]
    assert roll(members, "mean").light == "red"
    assert roll([*members[:1], member("missed", "0.99", "0.1")], "mean").light == "green"


@pytest.mark.parametrize(
    ("valid", "score", "light"),
    [("70", Decimal(100), "yellow"), ("69", None, "grey"), ("100", Decimal(100), "green")],
)
def test_a_score_needs_most_of_the_weight(valid: str, score: Decimal | None, light: Light) -> None:
    """Below 70 % of the weight nothing is said."""
    members = [member("met", "1", valid)]
    if valid != "100":
        members.append(member("no_data", None, str(100 - int(valid))))
    found = roll(members, "score")
    assert (found.score, found.light) == (score, light)
    assert roll(members, "mean").score is None


def test_a_score_of_weighted_points() -> None:
    """A city's composite of 0.8 and 0.2 parts: 77.5 and 82.06 make 78.412."""
    members = [member("at_risk", "0.775", "0.8"), member("at_risk", "0.8206", "0.2")]
    assert roll(members, "score").score == Decimal("78.412")


def test_unreported_is_zero_only_by_explicit_choice() -> None:
    """Not reported, no points; but withheld or uncertain figures stay undetermined."""
    late, uncertain = member("no_data", reason="unreported"), member("no_data", reason="censored")
    assert roll([member("met", "1"), late], "mean").progress == 1
    found = roll([member("met", "1"), late], "mean", missing="zero")
    assert found == Rollup("red", Decimal("0.5"), None, Decimal(1), 0)
    assert roll([member("met", "1"), late], missing="zero").light == "red"
    assert roll([member("met", "1"), uncertain], missing="zero").undetermined == 1
    assert roll_up(group("g", missing="zero"), [late]).undetermined == 0


@pytest.mark.parametrize(
    ("status", "progress", "pace", "light"),
    [
        ("on_track", "0.48", "0.96", "green"),
        ("on_track", "0.01", "0.20", "green"),
        ("at_risk", "0.40", "0.80", "yellow"),
        ("at_risk", "1", None, "yellow"),
        ("at_risk", "0.2", "0.5", "yellow"),
        ("off_track", "0.2", "0.4", "red"),
        ("off_track", "0.9167", None, "red"),
        ("missed", "0.99", None, "red"),
        ("met", "1", None, "green"),
    ],
)
def test_a_mean_is_judged_by_what_should_be_done_by_now(
    status: str, progress: str, pace: str | None, light: Light
) -> None:
    """Half of the way in June is no failure: a group of one shows its member's light under every rule."""
    rules: tuple[RollupRule, ...] = ("worst", "mean", "score")
    assert {roll([member(status, progress, pace=pace)], rule).light for rule in rules} == {light}


def test_the_count_vector_hides_nothing() -> None:
    counts = count([member("met"), member("met"), member("no_data"), member(None)])
    assert counts == {**dict.fromkeys(map(str, Status), 0), "met": 2, "no_data": 1, "context": 1}
    assert list(counts)[-1] == "context"


STATUSES = st.sampled_from([*Status, None])
SHARES = st.none() | st.decimals(0, 1, places=3)
MEMBERS = st.lists(
    st.builds(
        lambda status, progress, weight, veto: Assessment(
            indicator("x", weight=weight, veto=veto), status=status, progress=progress
        ),
        STATUSES,
        SHARES,
        st.decimals(0, 10, places=1),
        st.booleans(),
    ),
    max_size=8,
)


@given(MEMBERS, st.sampled_from(["worst", "mean", "score"]), st.sampled_from(["", "zero"]))
def test_any_members_roll_up(members: list[Assessment], rule: RollupRule, missing: str) -> None:
    """Every number is a share, every member is counted once, and the mean is the mean."""
    found = roll(members, rule, missing="zero" if missing else "")
    owing = [each for each in members if each.status is not None and each.status not in IDLE]
    grey = [each for each in owing if each.status in GREY]
    assert found.undetermined <= len(grey)
    assert found.light != "green" or not grey
    for number in (found.progress, found.valid):
        assert number is None or 0 <= as_fraction(number) <= 1
    if not missing:
        known = [each for each in owing if each not in grey and each.progress is not None]
        weights = sum(Fraction(each.indicator.weight) for each in known)
        total = sum(Fraction(each.indicator.weight) * Fraction(each.progress or 0) for each in known)
        assert found.progress == (total / weights if weights else None)
    assert sum(roll_up(group("g"), members).counts.values()) == len(members)
