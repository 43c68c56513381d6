"""Metrics are what the specification and Prometheus's own tools accept, and no stale figure is among them."""

import re
import subprocess
from decimal import Decimal

import pytest

from tests.exports import case
from tests.lacking import needed
from tests.model.cases import assessed, indicator, reach, seen
from tui.exports import render
from tui.model.snapshot import Snapshot
from tui.words import LANGUAGES, Language, Words

SAMPLE = re.compile(r"zhibiao_(?P<name>[a-z_0-9]+)(?:\{(?P<labels>.*)\})? (?P<number>-?[0-9]+(?:\.[0-9]+)?)")
LABEL = re.compile(r'([a-z_0-9]+)="((?:[^"\\\n]|\\["\\n])*)"')

Sample = tuple[str, dict[str, str], Decimal]


def exposition(snapshot: Snapshot, language: Language = "zh") -> str:
    return render(snapshot, "openmetrics", Words(language)).decode()


def samples(snapshot: Snapshot) -> list[Sample]:
    """Every sample, labels unescaped; a line that is no sample, comment or end fails."""
    found = []
    for line in exposition(snapshot).splitlines():
        if line.startswith("#"):
            continue
        match = SAMPLE.fullmatch(line)
        assert match, line
        labels = match["labels"] or ""
        assert LABEL.sub("", labels).strip(",") == "", line
        values = {name: value.replace('\\"', '"').replace("\\\\", "\\") for name, value in LABEL.findall(labels)}
        found.append((match["name"], values, Decimal(match["number"])))
    return found


def of(name: str, id: str, unit: str = "") -> list[Sample]:
    return [
        each
        for each in samples(case.snapshot())
        if each[0] == name and each[1].get("id") == id and each[1].get("unit") == unit
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("snapshot", [case.snapshot(), case.empty()], ids=["everything", "empty"])
def test_prometheus_accepts_it(snapshot: Snapshot, language: Language) -> None:
    """`promtool check metrics` parses it and has nothing to remark."""
    promtool = needed("promtool", "prometheus")
    done = subprocess.run(
        [promtool, "check", "metrics"],
        input=exposition(snapshot, language),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_it_ends_as_the_specification_asks() -> None:
    """`# EOF` is the last line, and there is no other."""
    text = exposition(case.snapshot())
    assert text.endswith("\n# EOF\n")
    assert text.count("# EOF") == 1


def test_families_stand_together() -> None:
    """A family has one type and one help before its samples, and no sample anywhere else; no series comes twice."""
    seen: list[str] = []
    for line in exposition(case.snapshot()).splitlines():
        name = line.split()[2] if line.startswith("# TYPE") else re.split(r"[ {]", line)[0]
        if name != "#" and (not seen or seen[-1] != name):
            assert name not in seen
            seen.append(name)
    keys = [(name, tuple(labels.items())) for name, labels, _ in samples(case.snapshot())]
    assert len(keys) == len(set(keys))


def test_a_stale_figure_has_no_sample() -> None:
    """Nobody graphs last year's rank as today's: its status remains, its figures go, and `up` is 0."""
    names = {name for name, labels, _ in samples(case.snapshot()) if labels.get("id") == "gov.rank"}
    assert names == {
        "indicator_info",
        "indicator_up",
        "indicator_target",
        "indicator_status",
        "indicator_freshness",
    }
    assert of("indicator_up", "gov.rank")[0][2] == 0


def test_an_unknown_figure_has_no_sample() -> None:
    """No zero, no NaN stands for what is not known."""
    assert of("indicator_value", "pufa.reviews") == []
    assert of("indicator_up", "pufa.reviews")[0][2] == 0
    assert "NaN" not in exposition(case.snapshot())


def test_a_bound_is_no_value() -> None:
    """`<30 %` is known, and is not 30."""
    assert of("indicator_value", "fuyi.litigated") == []
    ((_, labels, number),) = of("indicator_bound", "fuyi.litigated")
    assert (labels["op"], str(number)) == ("lt", "30")
    assert of("indicator_up", "fuyi.litigated")[0][2] == 1


def test_what_follows_from_a_bound_is_no_value_either() -> None:
    """`<300` of 889: how far it is and how far behind are bounds too; `<30` of 152 has no numerator of 30."""
    goal = reach(">= 889", start="2022-01-01", deadline="2022-12-31")
    rate = indicator("x", measure="ratio", numerator="n", denominator="d", unit_measure="PERCENT", target=goal)
    counts = [seen("<30", id="n"), seen(152, id="d")]
    found = assessed(rate, counts, "2022-12-31", indicator("n"), indicator("d"))
    assert None not in (found.progress, found.gap_pp)
    told = {name for name, _, _ in samples(case.snapshot()._replace(assessments=(found,)))}
    assert {"indicator_bound", "indicator_denominator", "indicator_plan_ratio"} <= told
    assert told.isdisjoint(
        f"indicator_{name}"
        for name in ("numerator", "progress_ratio", "progress_raw_ratio", "pace_ratio", "gap_points")
    )


def test_exactly_one_state_holds() -> None:
    """A state set has every state, and 1 once."""
    found = of("indicator_status", "pufa.aides")
    assert len(found) == 11
    assert [labels["status"] for _, labels, number in found if number] == ["at_risk"]


def test_hostile_names_stay_names() -> None:
    """Quotes, backslashes and line ends do not end a label."""
    ((_, labels, _),) = of("indicator_info", "x.hostile")
    assert labels["name"].startswith("[/b] <script>\"'\\ ")
    assert labels["owner"] == case.HOSTILE.owner
