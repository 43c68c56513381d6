"""A selection narrows everything that is said, and an empty one is an error, never an empty success."""

import pytest

from tests.exports import case
from tui.errors import UsageError
from tui.exports import EVERYTHING, Selection, choose, render
from tui.words import LANGUAGES, Words

SNAPSHOT = case.snapshot()


def ids(selection: Selection) -> list[str]:
    return [f"{found.id}/{found.unit}".rstrip("/") for found in choose(SNAPSHOT, selection).assessments]


AIDES, UNIT = "pufa.aides", f"pufa.aides/{case.TEXT['unit']}"


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(ids=("gov.rank",)), ["gov.rank"]),
        (Selection(ids=("gov.rank", "fuyi.re*")), ["fuyi.revoked_rate", "fuyi.received", "gov.rank"]),
        (Selection(ids=("pufa.[ab]*",)), [AIDES, UNIT]),
        (Selection(groups=("law",)), [AIDES, UNIT, "pufa.trained", "audit.units", "zhifa.rules"]),
        (Selection(groups=("",)), ["pufa.reviews", "x.hostile"]),
        (Selection(owners=(case.TEXT["auditor"],)), ["audit.units"]),
        (Selection(statuses=("missed",)), [UNIT, "zhifa.rules"]),
        (Selection(statuses=("context", "at_risk")), ["fuyi.received", "yingsu.change", AIDES, "x.hostile"]),
        (Selection(units=(case.TEXT["unit"],)), [UNIT]),
        (Selection(groups=("law",), units=("",)), [AIDES, "pufa.trained", "audit.units", "zhifa.rules"]),
        (Selection(groups=("law",), statuses=("missed",), units=("",)), ["zhifa.rules"]),
    ],
)
def test_what_is_kept(selection: Selection, expected: list[str]) -> None:
    """Within a field any name fits; fields add up; the file's order stays."""
    assert ids(selection) == expected


@pytest.mark.parametrize(
    ("selection", "key"),
    [
        (Selection(ids=("gov.rnak",)), "output.select.id"),
        (Selection(ids=("gov.rank", "none.*")), "output.select.id"),
        (Selection(groups=("empty",)), "output.select.group"),
        (Selection(owners=("nobody",)), "output.select.owner"),
        (Selection(units=("nowhere",)), "output.select.unit"),
        (Selection(statuses=("bad",)), "output.select.status"),
        (Selection(statuses=("invalid",)), "output.select.empty"),
        (Selection(groups=("law",), ids=("gov.rank",)), "output.select.empty"),
    ],
)
def test_nothing_is_an_error(selection: Selection, key: str) -> None:
    """A misspelt name is told even beside good ones; a status that nobody has leaves nothing."""
    with pytest.raises(UsageError) as caught:
        choose(SNAPSHOT, selection)
    assert caught.value.message.key == key
    for language in LANGUAGES:
        assert Words(language).told(caught.value.message)


@pytest.mark.parametrize(
    ("selection", "name"),
    [
        (Selection(ids=("gov.rnak",)), "gov.rank"),
        (Selection(groups=("reveiw",)), "review"),
        (Selection(owners=(case.TEXT["auditor"][:-1],)), case.TEXT["auditor"]),
        (Selection(units=("nowhere",)), None),
        (Selection(groups=("empty",)), None),  # it is there, and nothing belongs to it
    ],
)
def test_what_was_probably_meant(selection: Selection, name: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        choose(SNAPSHOT, selection)
    said = Words("en").told(caught.value.message)
    assert said.endswith(f" (did you mean {name}?)") if name else "did you mean" not in said


def test_everything_is_the_snapshot_itself() -> None:
    """No selection, no copy."""
    assert choose(SNAPSHOT, EVERYTHING) is SNAPSHOT


def test_counts_count_the_selection() -> None:
    """An indicator counts once; a unit counts where its indicator's whole was not chosen."""
    law = choose(SNAPSHOT, Selection(groups=("law",)))
    assert {code: number for code, number in law.counts.items() if number} == {
        "met": 1,
        "on_track": 1,
        "at_risk": 1,
        "missed": 1,
    }
    missed = choose(SNAPSHOT, Selection(statuses=("missed",)))
    assert missed.counts["missed"] == 2
    assert sum(missed.counts.values()) == 2
    assert list(missed.counts) == list(SNAPSHOT.counts)


def test_groups_and_checks_speak_of_the_selection() -> None:
    """Groups without a chosen member go; the others are rolled up anew; checks stay where a chosen figure entered."""
    chosen = choose(SNAPSHOT, Selection(ids=("fuyi.litigated", "gov.rank")))
    assert [found.group.id for found in chosen.groups] == ["review"]
    assert chosen.groups[0].members == ("fuyi.litigated", "gov.rank")
    assert chosen.groups[0].undetermined == 1
    assert chosen.groups[0].counts["met"] == 1
    assert [found.check.id for found in chosen.checks] == ["streak"]
    assert chosen.sources == SNAPSHOT.sources


def test_an_unknown_format_is_an_error() -> None:
    """The message names those that exist."""
    with pytest.raises(UsageError) as caught:
        render(SNAPSHOT, "docx", Words("en"))
    assert Words("en").told(caught.value.message).startswith("no format docx; there are: text, json, ")
