"""A revised figure says what it was before, and which document changed it."""

from datetime import UTC, datetime
from decimal import Decimal

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.indicator import Indicator
from tui.model.observation import Observation, Provenance, Record
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.model.snapshot import Framework
from tui.model.take import take

AIDES = Indicator("aides", Phrase("aides", "aides"), unit_measure="PERSONS")
FRAMEWORK = Framework(Phrase("", ""), indicators={"aides": AIDES})


def seen(value: int, recorded: datetime, document: str = "") -> Observation:
    return Observation(
        "aides",
        "",
        Period.parse("2022-Q3"),
        Decimal(value),
        recorded=recorded,
        provenance=Provenance(document=document),
    )


FIRST = seen(600, datetime(2022, 10, 8, tzinfo=UTC), "report")
AGAIN = seen(600, datetime(2022, 10, 20, tzinfo=UTC), "the same report")
CORRECTED = seen(640, datetime(2022, 10, 31, 16, tzinfo=UTC), "correction")


def test_the_vintage_before_stays_with_the_figure() -> None:
    """The newest vintage that said something else, and the day of the revision where the framework is."""
    now = datetime(2022, 12, 1, tzinfo=UTC)
    found = take(FRAMEWORK, Record([FIRST, AGAIN, CORRECTED]), now).assessments[0]
    assert (found.revised, found.superseded) == (True, AGAIN)
    revision = next(step for step in found.arithmetic if step.key == "why.step_revised_by")
    assert dict(revision.values) == {
        "old": Amount.of(AIDES, Decimal(600), computed=False),
        "new": Amount.of(AIDES, Decimal(640), computed=False),
        "document": "correction",
        "recorded": datetime(2022, 11, 1, tzinfo=UTC).date(),
    }


def test_the_same_figure_said_again_is_no_revision() -> None:
    now = datetime(2022, 12, 1, tzinfo=UTC)
    found = take(FRAMEWORK, Record([FIRST, AGAIN]), now).assessments[0]
    assert (found.revised, found.superseded) == (False, None)
    assert Message("why.step_revised") not in found.arithmetic


def test_before_the_revision_nothing_is_known_of_it() -> None:
    """As-of snapshots never see the future."""
    then = datetime(2022, 10, 25, tzinfo=UTC)
    found = take(FRAMEWORK, Record([FIRST, AGAIN, CORRECTED], then), then, known_by=then).assessments[0]
    assert (found.value, found.revised, found.superseded) == (Decimal(600), False, None)
