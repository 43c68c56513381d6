"""The list's lines: sections in report order or by status, folded, and filtered as one types."""

import pytest

from tests.views.scenes import scene
from tui.model.snapshot import Status
from tui.views.outline import WORST_FIRST, Outline, outline
from tui.words.statuses import SYMBOLS

SNAPSHOT = scene().snapshot
NOTHING: frozenset[str] = frozenset()


def heads(lines: Outline) -> list[str]:
    return [entry.section.id for entry in lines.entries if entry.section]


def series(lines: Outline) -> list[str]:
    return [entry.assessment.id for entry in lines.entries if entry.assessment]


def test_report_order_is_that_of_the_file() -> None:
    lines = outline(SNAPSHOT, "report", NOTHING, "")
    assert heads(lines) == ["cases", "people", "duties"]
    assert series(lines) == [assessment.id for assessment in SNAPSHOT.assessments]


def test_worst_first_puts_what_calls_for_action_on_top() -> None:
    """By status; in it, what is farthest behind its plan, then what has come least far."""
    lines = outline(SNAPSHOT, "worst", NOTHING, "")
    assert heads(lines)[:3] == ["missed", "off_track", "invalid"]
    assert series(lines)[:3] == ["duties.rules", "people.lawyers", "people.coverage"]


def test_every_status_has_its_place_among_the_worst() -> None:
    assert sorted(WORST_FIRST) == sorted(SYMBOLS) == sorted([*Status, "context"])


def test_a_folded_section_keeps_its_head() -> None:
    lines = outline(SNAPSHOT, "report", frozenset({"people"}), "")
    assert heads(lines) == ["cases", "people", "duties"]
    assert not any(found.startswith("people") for found in series(lines))
    assert lines.shown == lines.total == len(SNAPSHOT.assessments)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("revocation", ["cases.revoked_rate"]),
        ("REVOCATION rate", ["cases.revoked_rate"]),
        ("cases.lost", ["cases.lost", "cases.lost_reported", "cases.lost_all"]),
        ("monitor", ["cases.revoked_rate"]),
        ("lost !reported !all", []),
        ("cases.lost_ !all", ["cases.lost_reported"]),
        ("nothing of that name", []),
        ("!", []),
    ],
)
def test_filter(wanted: str, found: list[str]) -> None:
    """All words, in any case, in names, id, owner, tags; a leading exclamation mark leaves out; alone it is a sign."""
    lines = outline(SNAPSHOT, "report", NOTHING, wanted)
    assert series(lines) == found
    assert lines.shown == len(found)


def test_names_in_the_other_language_are_found_too() -> None:
    """Whoever reads English may have been told the Chinese name, and the other way round."""
    for assessment in SNAPSHOT.assessments:
        for name in assessment.indicator.name:
            assert assessment.id in series(outline(SNAPSHOT, "report", NOTHING, name))


def test_a_filter_hides_sections_without_a_hit() -> None:
    assert heads(outline(SNAPSHOT, "report", NOTHING, "aides")) == ["people"]


def test_every_line_is_found_by_its_key() -> None:
    lines = outline(SNAPSHOT, "worst", NOTHING, "")
    assert [lines.entries[lines.places[entry.key]] for entry in lines.entries] == list(lines.entries)
