"""What moved between two snapshots of one dashboard: statuses and figures, for whoever follows them as they come."""

from tui.model.snapshot import Assessment, Snapshot
from tui.named import NamedTuple

__all__ = ["Move", "moves"]


class Move(NamedTuple):
    """A series whose status or figure is another."""

    old: Assessment | None
    """`None` for one that was not there."""
    new: Assessment

    @property
    def is_status(self) -> bool:
        """Whether the status is another, and not only the figure."""
        return self.old is None or self.old.status != self.new.status


def moves(old: Snapshot, new: Snapshot) -> tuple[Move, ...]:
    """The series that differ in status or figure, in file order; what has gone with the configuration is left out."""
    before = {(seen.id, seen.unit): seen for seen in old.assessments}
    pairs = ((before.get((seen.id, seen.unit)), seen) for seen in new.assessments)
    return tuple(
        Move(was, now) for was, now in pairs if was is not now and (was is None or _essence(was) != _essence(now))
    )


def _essence(seen: Assessment) -> tuple[object, ...]:
    return seen.status, seen.value, seen.op, seen.numerator, seen.denominator, seen.period, seen.flag, seen.revised
