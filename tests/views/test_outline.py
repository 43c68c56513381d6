"""The list's lines: sections in report order or by status, folded, and filtered as one types."""

import pytest

from tests.views.scenes import scene
from tui.model.snapshot import Snapshot, Status
from tui.views.outline import REPORT, WORST, WORST_FIRST, Arrangement, Outline, Section, Sort, outline
from tui.views.sieve import Sieve, calls_for_action
from tui.words.statuses import SYMBOLS

SNAPSHOT = scene().snapshot


def heads(lines: Outline) -> list[str]:
    return [section.id for section in lines.sections]


def series(lines: Outline) -> list[str]:
    return [entry.assessment.id for entry in lines if entry.assessment]


def test_report_order_is_that_of_the_file() -> None:
    lines = outline(SNAPSHOT)
    assert heads(lines) == ["cases", "people", "duties"]
    assert series(lines) == [assessment.id for assessment in SNAPSHOT.assessments]


def test_worst_first_puts_what_calls_for_action_on_top() -> None:
    """By status; in it, what is farthest behind its plan, then what has come least far."""
    lines = outline(SNAPSHOT, WORST)
    assert heads(lines)[:3] == ["missed", "off_track", "invalid"]
    assert series(lines)[:3] == ["duties.rules", "people.lawyers", "people.coverage"]


def test_every_status_has_its_place_among_the_worst() -> None:
    assert sorted(WORST_FIRST) == sorted(SYMBOLS) == sorted([*Status, "context"])


def test_a_folded_section_keeps_its_head() -> None:
    lines = outline(SNAPSHOT, REPORT, frozenset({"section:people"}))
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
    lines = outline(SNAPSHOT, sieve=Sieve(wanted))
    assert series(lines) == found
    assert lines.shown == len(found)


def test_names_in_the_other_language_are_found_too() -> None:
    """Whoever reads English may have been told the Chinese name, and the other way round."""
    for assessment in SNAPSHOT.assessments:
        for name in assessment.indicator.name:
            assert assessment.id in series(outline(SNAPSHOT, sieve=Sieve(name)))


def test_a_filter_hides_sections_without_a_hit() -> None:
    assert heads(outline(SNAPSHOT, sieve=Sieve("aides"))) == ["people"]


@pytest.mark.parametrize("tall", [1, 2, 3])
@pytest.mark.parametrize("folded", [frozenset[str](), frozenset({"status:missed", "status:context"})])
def test_every_entry_is_found_by_its_key_and_by_its_lines(tall: int, folded: frozenset[str]) -> None:
    """A head takes one line, a series as many as it is asked for; nothing is counted twice, and nothing left out."""
    lines = outline(SNAPSHOT, WORST, folded)
    line = 0
    for place, entry in enumerate(lines):
        assert lines.find(entry.key) == lines.find(entry.key, place) == place
        assert lines.line_of(place, tall) == line
        for which in range(tall if entry.assessment else 1):
            assert lines.at_line(line, tall) == (place, which)
            line += 1
    assert line == lines.lines(tall)
    assert lines.find(("i", "no.such", "")) is None
    assert lines.find(()) is None, "the key of a list that was empty"
    with pytest.raises(IndexError):
        lines[len(lines)]


def test_the_head_above_an_entry() -> None:
    lines = outline(SNAPSHOT)
    assert [lines.head_of(place) for place in (0, 1, 8, 9, 10)] == [0, 0, 0, 9, 9]


def test_by_owner() -> None:
    """In the order in which the file names them; what nobody owns comes last."""
    lines = outline(SNAPSHOT, Arrangement("owner"))
    owners = [each.indicator.owner for each in SNAPSHOT.assessments]
    assert heads(lines) == [*dict.fromkeys(owner for owner in owners if owner), ""]
    for section in lines.sections:
        assert {member.indicator.owner for member in section.members} == {section.id}
        assert sum(section.counts.values()) == section.total == owners.count(section.id)


def districts() -> Snapshot:
    """The made-up district, one of whose indicators has a series for two streets."""
    aides = next(each for each in SNAPSHOT.assessments if each.id == "people.aides")
    units = tuple(aides._replace(unit=unit) for unit in ("u1", "u2"))
    return SNAPSHOT._replace(assessments=(*SNAPSHOT.assessments, *units))


def test_by_district() -> None:
    """The whole area first, then every unit with all that is reported of it."""
    lines = outline(districts(), Arrangement("unit"))
    assert heads(lines) == ["", "u1", "u2"]
    assert [len(section.members) for section in lines.sections] == [len(SNAPSHOT.assessments), 1, 1]


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("worst", ["duties", "people", "cases"]),
        ("gap", ["cases", "people", "duties"]),
    ],
)
def test_sections_themselves_are_sorted_by_their_worst_member(sort: Sort, first: list[str]) -> None:
    lines = outline(SNAPSHOT, Arrangement("section", sort))
    assert heads(lines) == first


def test_sorted_by_gap_name_and_deadline() -> None:
    def people(sort: Sort) -> Section:
        return next(each for each in outline(SNAPSHOT, Arrangement("section", sort)).sections if each.id == "people")

    gaps = [each.gap_pp for each in people("gap").members]
    known = [gap for gap in gaps if gap is not None]
    assert gaps[: len(known)] == sorted(known, reverse=True)
    names = [each.indicator.name.zh.encode("gb18030") for each in people("name").members]
    assert names == sorted(names)
    days = [each.indicator.target.deadline if each.indicator.target else None for each in people("deadline").members]
    due = [day for day in days if day]
    assert days[: len(due)] == sorted(due)


def test_only_some_statuses() -> None:
    lines = outline(SNAPSHOT, sieve=Sieve(statuses=frozenset({"missed", "context"})))
    assert {each.status or "context" for section in lines.sections for each in section.members} == {"missed", "context"}


def test_only_what_needs_me() -> None:
    """What its owner must do something about: not what is met, and nobody else's."""
    owner = next(each.indicator.owner for each in SNAPSHOT.assessments if each.id == "people.lawyers")
    found = series(outline(SNAPSHOT, sieve=Sieve(owner=owner)))
    assert "people.lawyers" in found
    assert "cases.revoked" not in found, "a figure without a target asks nothing"
    by_id = {each.id: each for each in SNAPSHOT.assessments}
    assert {by_id[each].indicator.owner for each in found} == {owner}


def test_what_is_out_of_date_needs_its_owner() -> None:
    rooms = next(each for each in SNAPSHOT.assessments if each.id == "people.rooms")
    assert rooms.status == "met"
    assert calls_for_action(rooms)
    assert not calls_for_action(rooms._replace(freshness="fresh", light="green"))
