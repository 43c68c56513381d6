"""What counts as a move between two snapshots."""

from datetime import UTC, datetime
from decimal import Decimal

from tests.views.scenes import district, snapshot
from tui.model.observation import Observation
from tui.model.period import Period
from tui.monitor.moves import moves

CONFIG = district()
LEARNT = datetime(2022, 9, 29, tzinfo=UTC)


def test_a_figure_moves_what_is_computed_from_it_too() -> None:
    """In file order; the same snapshot taken twice moves nothing."""
    old = snapshot(CONFIG)
    new = snapshot(CONFIG, [Observation("cases.revoked", "", Period.parse("2022"), Decimal(23), recorded=LEARNT)])
    assert moves(old, snapshot(CONFIG)) == ()
    found = moves(old, new)
    assert [move.new.id for move in found] == ["cases.revoked", "cases.revoked_rate"]
    assert {move.new.id: move.new.value for move in found}["cases.revoked"] == Decimal(23)
    assert {move.new.id: move.old and move.old.value for move in found}["cases.revoked"] == Decimal(22)


def test_a_status_that_moves_is_told_from_a_figure_that_moves() -> None:
    old = snapshot(CONFIG)
    new = snapshot(CONFIG, [Observation("people.aides", "", Period.parse("2022-09-30"), Decimal(880), recorded=LEARNT)])
    (move,) = moves(old, new)
    assert move.is_status
    training = Observation("people.training", "", Period.parse("2022-09-30"), Decimal(32), recorded=LEARNT)
    moved = moves(old, snapshot(CONFIG, [training]))
    assert not any(each.is_status for each in moved)


def test_what_comes_is_a_move_and_what_goes_is_not() -> None:
    """An indicator that the configuration no longer has is nobody's news."""
    whole = snapshot(CONFIG)
    less = whole._replace(assessments=whole.assessments[1:])
    assert [move.old for move in moves(less, whole)] == [None]
    assert moves(whole, less) == ()
