"""What the file says becomes what the model works with, key by key."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

import tui
from tests.config.loading import FIXTURES, STATE, loaded
from tui.config import Config, load
from tui.model.indicator import Group, Indicator, Step, Suspension
from tui.model.observation import KNOWN_FROM_THE_START, Observation, Provenance
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.model.plan import start_of
from tui.model.roster import Unit
from tui.model.snapshot import CheckDefinition
from tui.model.source import Source, SourceMap
from tui.model.target import Milestone, Target, TargetVersion


@pytest.fixture(scope="module")
def full() -> Config:
    """The fixture that holds every key."""
    return load(str(FIXTURES / "full.toml"), STATE)


def indicator(full: Config, name: str) -> Indicator:
    return full.framework.indicators[name]


def test_the_head_of_the_file(full: Config) -> None:
    framework = full.framework
    assert framework.title.en == "Rule-of-law indicators"
    assert framework.timezone == "Asia/Hong_Kong"
    assert {source.timezone for source in full.sources.values()} == {"Asia/Hong_Kong"}
    assert framework.evaluate_on == date(2023, 3, 6)
    assert full.language == "auto"
    assert full.path == str(FIXTURES / "full.toml")
    assert full.store == str(FIXTURES / "state" / "history.db")
    assert not full.is_sample
    assert re.fullmatch("[0-9a-f]{64}", framework.sha256)


def test_the_calendar_takes_days_and_spans(full: Config) -> None:
    assert framework_days(full) == (
        [date(2023, 1, 2), *(date(2023, 1, day) for day in range(21, 28))],
        [date(2023, 1, 28)],
    )


def framework_days(full: Config) -> tuple[list[date], list[date]]:
    return sorted(full.framework.holidays), sorted(full.framework.workdays)


def test_an_http_source(full: Config) -> None:
    here = str(FIXTURES)
    assert full.sources["reconsideration"] == Source(
        id="reconsideration",
        type="http",
        every=900,
        timeout=10,
        place="https://figures.example:8443/cases.json?year=2022",
        headers={
            "Authorization": "Bearer ${FUYI_TOKEN}",
            "Accept": "application/json",
            "X-Key": "${file:" + here + "/secret/key}",
            "X-Token": "${OTHER}",
        },
        ca_file=here + "/ca.pem",
        max_bytes=1_048_576,
        attempts=5,
        document="Monthly bulletin",
        publisher="Justice bureau",
        published="2023-02-01",
        timezone="Asia/Hong_Kong",
        line=15,
        maps=(
            SourceMap("fuyi.concluded", value="$.data.concluded", period="$.data.month", line=28),
            SourceMap(
                "fuyi.revoked",
                value="$.data.revoked",
                const={"period": "2022", "flag": "P", "recorded": "2023-02-01", "section": "4(1)"},
                line=32,
            ),
        ),
    )


def test_a_file_source(full: Config) -> None:
    audit = full.sources["audit"]
    assert audit._replace(maps=()) == Source(
        id="audit",
        type="file",
        every=60,
        timeout=15,
        maps=(),
        place=str(FIXTURES / "drop" / "audit.csv"),
        encoding="gb18030",
        delimiter=";",
        missing=("", "-"),
        thousands=",",
        percent=True,
        max_age=30 * 86_400,
        timezone="Asia/Hong_Kong",
        line=37,
    )
    [only] = audit.maps
    assert only.where == {"kind": "big-data", "year": "2022", "note": ""}
    assert (only.unit, only.flag, only.recorded, only.take) == ("unit_id", "status", "date", "last")


def test_sources_of_the_other_kinds(full: Config) -> None:
    rows, workbook, cases = (full.sources[name] for name in ("rows", "workbook", "cases"))
    assert rows.place == f"{Path(tui.__file__).parent}/sample/figures.json"
    assert (rows.format, rows.maps[0].rows, rows.maps[0].indicator_column) == ("json", "$.units[*]", "id")
    assert (workbook.sheet, workbook.header, workbook.every) == ("2022", 3, 3600)
    assert cases.query == "select count(*) as n -- all of them\nfrom cases"
    district = full.sources["district"]
    assert (district.format, len(district.origin)) == ("json", 16)
    assert {each.indicator for each in district.maps} >= {"fuyi.received"}
    assert all(each.optional and each.theirs == each.indicator for each in district.maps)


def test_intervals_and_deadlines_by_default(full: Config) -> None:
    """Files are looked at every minute, the rest every quarter of an hour; the deadline is 15 s, or shorter."""
    assert (full.sources["cases"].every, full.sources["cases"].timeout) == (900, 15)
    assert (full.sources["rows"].every, full.sources["rows"].timeout) == (60, 15)


@pytest.mark.parametrize(
    ("every", "seconds", "timeout"), [("500ms", 0.5, 0.4), ("1s", 1, 0.8), ("0.5m", 30, 15), ("2w", 1_209_600, 15)]
)
def test_an_interval_may_be_short(every: str, seconds: float, timeout: float, tmp_path: Path) -> None:
    text = (
        f'[sources.a]\ntype = "file"\npath = "a.csv"\nevery = "{every}"\n'
        'map = [{ indicator = "n", value = "n", period = "p" }]\n[indicators.n]\n'
    )
    source = loaded(text, tmp_path).sources["a"]
    assert (source.every, source.timeout) == (seconds, timeout)


@pytest.mark.parametrize(
    "maps",
    [
        '[[sources.a.map]]\nindicator = "n"\nvalue = "n"\nperiod = "p"\n',
        'map = [\n  { indicator = "n", value = "n", period = "p" },\n]\n',
        'map = { indicator = "n", value = "n", period = "p" }\n',
    ],
)
@pytest.mark.parametrize("header", ["[sources.a]", '[sources."a"] # the only one', "[ sources . a ]"])
def test_sources_know_their_lines(header: str, maps: str, tmp_path: Path) -> None:
    """However their headers are spelt; a map that stands in another way may have its source's line."""
    text = f'[indicators.n]\nname = """\n[sources.b]\n"""\n{header}\ntype = "file"\npath = "a.csv"\n{maps}'
    source = loaded(text, tmp_path).sources["a"]
    assert source.line == 5
    assert source.maps[0].line in ((9,) if maps.startswith("map = [") else (8,) if maps.startswith("[[") else (5, 8))


def test_a_roster_is_read_with_the_file(full: Config) -> None:
    roster = full.framework.rosters["budget_units"]
    assert (roster.document, roster.example) == ("Budget of 2022", True)
    assert roster.units == (
        Unit("treasury", "Treasury", "1", aliases=("Old treasury", "Finance office")),
        Unit("school-1", "School 1", "2", "treasury", date(2020, 1, 1), date(2022, 12, 31)),
        Unit("school-1", "Lakeside school", "2", "treasury", date(2023, 1, 1), None, ("School 1",)),
        Unit("school-2", "\u7b2c\u4e8c\u5b66\u6821", "2", "treasury"),
    )


def test_the_files_that_were_read_are_named(full: Config) -> None:
    """Whoever watches or remembers a configuration must know all that it follows from."""
    files = [FIXTURES / "full.toml", FIXTURES / "rosters" / "budget_units.csv"]
    assert full.files == tuple((str(file), sha256(file.read_bytes()).hexdigest()) for file in files)


def test_groups(full: Config) -> None:
    groups = full.framework.groups
    assert list(groups) == ["reconsideration", "education"]
    assert (groups["reconsideration"].rollup, groups["reconsideration"].missing) == ("mean", "zero")
    assert groups["reconsideration"].min_valid == Decimal("0.6")
    assert groups["education"] == Group("education", Phrase("\u666e\u6cd5", "\u666e\u6cd5"))


def test_an_indicator_with_every_key(full: Config) -> None:
    found = indicator(full, "pufa.aides")
    assert found._replace(target=None) == Indicator(
        id="pufa.aides",
        name=Phrase("\u793e\u533a\u6cd5\u5f8b\u660e\u767d\u4eba", "Community legal aides"),
        group="education",
        definition=Phrase("\u7ecf\u57f9\u8bad\u7684\u4eba\u6570", "People trained"),
        owner="\u53f8\u6cd5\u5c40",
        tags=("\u516b\u4e94\u666e\u6cd5",),
        basis="2022 report 5(1)",
        accrual="cumulative",
        unit_measure="PERSONS",
        decimals=0,
        freq="Q",
        report_lag=20,
        grace=10,
        expire_after=400,
        weight=Decimal("2.5"),
        binding=True,
        veto=True,
        units="budget_units",
        rollup="score",
    )


def test_a_target_with_every_key(full: Config) -> None:
    """`roll` moved the deadline over a weekend, a holiday and the report's own; versions keep the file's order."""
    assert indicator(full, "pufa.aides").target == Target(
        op="ge",
        value=Decimal(889),
        mode="reach",
        start=date(2022, 1, 1),
        deadline=date(2023, 1, 3),
        closing_report=date(2023, 1, 28),
        baseline=Decimal(10),
        plan="milestones",
        milestones=(Milestone(date(2022, 6, 30), Decimal(400)), Milestone(date(2022, 9, 30), Decimal("640.5"))),
        pace="gap",
        min_elapsed=Decimal("0.2"),
        per_unit_min=Decimal(4),
        versions=(
            TargetVersion(date(2022, 1, 1), Decimal(900), "plan", "Plan 2022"),
            TargetVersion(date(2022, 7, 1), Decimal(889)),
        ),
        example=True,
    )


@pytest.mark.parametrize(
    ("deadline", "roll", "expected"),
    [
        ("2022-12-31", "next_workday", date(2023, 1, 3)),
        ("2022-12-31", "none", date(2022, 12, 31)),
        ("2022-12-30", "next_workday", date(2022, 12, 30)),
        ("2023-01-21", "next_workday", date(2023, 1, 28)),
        ("2023-04-01", "next_workday", date(2023, 4, 3)),
    ],
)
def test_a_deadline_rolls_to_the_next_workday(deadline: str, roll: str, expected: date, tmp_path: Path) -> None:
    """Civil Code art. 203; a workday on a weekend counts as one, a holiday on a weekday does not."""
    text = (
        '[calendar]\nholidays = [2023-01-02, "2023-01-21/2023-01-27"]\nworkdays = [2023-01-28]\n'
        f'[indicators.a.target]\nop = "ge"\nvalue = 1\nmode = "reach"\ndeadline = {deadline}\nroll = "{roll}"\n'
    )
    target = loaded(text, tmp_path).framework.indicators["a"].target
    assert target is not None
    assert target.deadline == expected
    assert start_of(target) == date(int(deadline[:4]), 1, 1)


def test_targets_of_other_kinds(full: Config) -> None:
    band, derived = indicator(full, "fuyi.upheld_rate").target, indicator(full, "fuyi.pending").target
    seasonal = indicator(full, "pufa.visits").target
    assert band == Target("between", low=Decimal("60.5"), high=Decimal(90))
    assert derived == Target("le", expr="fuyi.received * 0.3")
    assert seasonal is not None
    assert seasonal.shares[1] == Decimal("0.1")


def test_versions_alone_give_the_value(tmp_path: Path) -> None:
    """The newest one is the target that is shown."""
    text = '[indicators.a]\ntarget = { op = "ge", versions = [{ since = 2022-01-01, value = 5 }] }\n'
    target = loaded(text, tmp_path).framework.indicators["a"].target
    assert target is not None
    assert target.value == 5


def test_the_measures(full: Config) -> None:
    rate, pending = indicator(full, "fuyi.revoked_rate"), indicator(full, "fuyi.pending")
    covered, overall = indicator(full, "audit.units"), indicator(full, "overall")
    assert (rate.measure, rate.numerator, rate.denominator) == ("ratio", "fuyi.revoked", "fuyi.concluded")
    assert (rate.rounding, rate.empty, rate.allow_over, rate.min_den) == ("half_even", "met", True, Decimal(10))
    assert (rate.epsilon, rate.complement_of) == (Decimal("0.5"), "fuyi.upheld_rate")
    assert (pending.measure, pending.expr, pending.missing) == ("expr", "fuyi.received - fuyi.concluded", "skip")
    assert (covered.measure, covered.roster) == ("coverage", "budget_units")
    assert covered.suspended == (Suspension(date(2022, 2, 1), date(2022, 3, 1), "Decision 5"),)
    assert (overall.measure, overall.members, overall.missing) == ("group", ("pufa.aides", "audit.units"), "zero")
    assert indicator(full, "pufa.visits").field_size == 11


def test_a_checklist(full: Config) -> None:
    """Its steps are its target; the target may still say when to warn, and a last day for all."""
    found = indicator(full, "decision.rules")
    assert found.steps == (
        Step("rules", Phrase("\u89c4\u5219", "Rules"), date(2022, 12, 31), date(2022, 11, 20), "Notice 7"),
        Step("trial", Phrase("trial", "trial"), date(2023, 3, 1), required=False),
    )
    assert found.target is not None
    assert (found.target.warn_days, found.target.deadline) == (15, date(2023, 3, 1))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", False),
        ('map = [{ indicator = "rules", unit = "step", period = "year", value = "done" }]', True),
        ('map = [{ const = { indicator = "rules", unit = "a" }, period = "year", value = "done" }]', True),
        ('map = [{ indicator_column = "id", unit = "step", period = "year", value = "done" }]', False),
        ('map = [{ indicator = "count", period = "year", value = "n" }]', False),
    ],
    ids=["no source", "by id", "by a constant", "by a column", "another indicator"],
)
def test_a_checklist_knows_whether_a_source_tells_of_it(source: str, expected: bool, tmp_path: Path) -> None:
    text = 'schema = 1\n[indicators.count]\n[indicators.rules]\nmeasure = "steps"\nsteps = [{ id = "a" }]\n'
    if source:
        text += f'[sources.office]\ntype = "file"\npath = "office.csv"\n{source}\n'
    found = loaded(text, tmp_path).framework.indicators
    assert (found["rules"].is_sourced, found["count"].is_sourced) == (expected, False)
    assert list(found) == ["count", "rules"]


def test_what_is_not_said_has_the_models_default(full: Config) -> None:
    """A name defaults to the id."""
    assert indicator(full, "fuyi.received") == Indicator(
        "fuyi.received", Phrase("fuyi.received", "fuyi.received"), accrual="cumulative", unit_measure="CASES"
    )


def test_figures_of_the_file_itself(full: Config) -> None:
    assert full.framework.observations == (
        Observation(
            "fuyi.revoked",
            "",
            Period.parse("2022"),
            Decimal(22),
            recorded=datetime(2023, 3, 5, 16, tzinfo=UTC),
            provenance=Provenance(
                document="Report",
                section="\u56db(\u4e00)",
                publisher="District congress",
                published="2023-03-06",
                evidence="Bulletin 3",
                entered_by="clerk",
                locator="page 4",
                note="typed",
            ),
        ),
        Observation("fuyi.upheld_rate", "", Period.parse("2022-Q4"), Decimal(70), "gt"),
        Observation(
            "audit.units",
            "Old treasury",
            Period.parse("2022-06-30"),
            Decimal(1),
            recorded=datetime(2023, 1, 5, 0, 30, tzinfo=UTC),
        ),
        Observation(
            "fuyi.revoked_rate", "", Period.parse("2022"), None, numerator=Decimal(22), denominator=Decimal(152)
        ),
        Observation("pufa.visits", "", Period.parse("2022"), None, flag="O"),
        Observation("decision.rules", "trial", Period.parse("2022-M12"), Decimal(3), "approx"),
    )
    assert full.framework.observations[1].recorded == KNOWN_FROM_THE_START


def test_checks(full: Config) -> None:
    """An expression may be written on several lines."""
    assert full.framework.checks == {
        "outcomes": CheckDefinition(
            "outcomes",
            "fuyi.revoked   <= fuyi.concluded",
            "warn",
            Phrase("\u7ed3\u679c\u4e0d\u8d85\u8fc7\u5ba1\u7ed3", "Outcomes within concluded"),
        )
    }


def test_numbers_are_decimal_from_edge_to_edge(tmp_path: Path) -> None:
    """0.57 stays 0.57: no number passes through a float."""
    text = '[indicators.a]\nweight = 0.57\ntarget = { op = "ge", value = 1_000.10 }\n'
    found = loaded(text, tmp_path).framework.indicators["a"]
    assert found.target is not None
    assert (str(found.weight), str(found.target.value)) == ("0.57", "1000.10")


def test_text_is_made_harmless(tmp_path: Path) -> None:
    """Controls become visible, line ends blanks (robustness X1)."""
    config = loaded('[indicators.a]\nname = "a\\u001b[2Jb\\u202e\\nc"\n', tmp_path)
    assert config.framework.indicators["a"].name.en == "a\u241b[2Jb\ufffd c"


@pytest.mark.parametrize(
    ("store", "environ", "expected"),
    [
        ('":memory:"', {}, ":memory:"),
        ('"history.db"', {}, "{folder}/history.db"),
        ('"../history.db"', {}, "{parent}/history.db"),
        ('"/srv/history.db"', {}, "/srv/history.db"),
        ('"sqlite:////srv/history.db"', {}, "/srv/history.db"),
        ('"sqlite:///history.db"', {}, "{folder}/history.db"),
        ('"~/history.db"', {"HOME": "/home/clerk"}, "/home/clerk/history.db"),
        ('"postgresql://db.example/history"', {}, "postgresql://db.example/history"),
    ],
)
def test_the_store(store: str, environ: Mapping[str, str], expected: str, tmp_path: Path) -> None:
    """A path is relative to the file; other places are kept as they are."""
    (tmp_path / "indicators.toml").write_text(f"store = {store}\n[indicators.a]\n")
    config = load(str(tmp_path / "indicators.toml"), environ)
    assert config.store == expected.format(folder=tmp_path, parent=tmp_path.parent)


def test_a_version_is_not_needed_but_must_be_ours(tmp_path: Path) -> None:
    assert loaded("[indicators.a]\n", tmp_path).framework.indicators
    assert loaded("schema = 1\n[indicators.a]\n", tmp_path).framework.indicators
