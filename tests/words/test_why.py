"""Why a status is as it is: every reason is said in both languages, with all its figures."""

import pytest

from tests.model.cases import D, assessed, day, indicator, reach, roster, seen, step, target
from tests.model.test_verdict import CASES
from tui.model.indicator import Indicator
from tui.model.observation import Observation
from tui.model.snapshot import Assessment
from tui.model.target import Milestone, TargetVersion
from tui.model.verdict import ROW_OF
from tui.words import LANGUAGES, Language, Words
from tui.words.en import why as english
from tui.words.zh import why as chinese


def said(found: Assessment, language: Language) -> str:
    return Words(language).told(found.why)


def reckoned(found: Assessment, language: Language) -> list[str]:
    return [Words(language).told(step) for step in found.arithmetic]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("reason", "status", "one", "figures", "when"), CASES)
def test_every_row_is_said(
    reason: str, status: str | None, one: Indicator, figures: list[Observation], when: str, language: Language
) -> None:
    """No key is missing, no placeholder is left, nothing is said as an object."""
    found = assessed(one, figures, when)
    for sentence in (said(found, language), *reckoned(found, language)):
        assert sentence
        assert not any(mark in sentence for mark in ("{", "}", "None", "Fraction", "Decimal", "Phrase"))


def test_both_languages_know_every_reason() -> None:
    for texts in (english.TEXT, chinese.TEXT):
        spoken = {key.removeprefix("why.") for key in texts}
        told_otherwise = {"check", "pace", "gap", "members", "steps_before_start"}
        assert {reason for reason in ROW_OF if reason not in spoken} <= told_otherwise
    assert english.TEXT.keys() == chinese.TEXT.keys()


AIDES = indicator(unit_measure="PERSONS", target=reach(">= 889", deadline="2022-12-31", pace="gap"))

SENTENCES = [
    (
        assessed(AIDES, [seen(600, "2022-09-30")], "2022-09-30"),
        "按序时进度应完成 74.8 %，实际 67.5 %，落后 7.3 个百分点",
        "74.8 % should be done by now, 67.5 % is: 7.3 points behind the plan",
    ),
    (
        assessed(AIDES, [seen(700, "2022-09-30")], "2022-09-30"),
        "按序时进度应完成 74.8 %，实际 78.7 %，超前 3.9 个百分点",
        "74.8 % should be done by now, 78.7 % is: 3.9 points ahead of the plan",
    ),
    (
        assessed(AIDES, [seen(889, "2022-12-31")], "2022-12-31"),
        "889 人，已达到目标 ≥889 人",
        "889 persons reaches the target ≥889 persons",
    ),
    (
        assessed(AIDES, [seen(800, "2022")], "2023-01-01"),
        "截至 2022-12-31 为 800 人，未达到目标 ≥889 人",
        "800 persons at the deadline 2022-12-31 misses the target ≥889 persons",
    ),
    (
        assessed(indicator(unit_measure="PERCENT", target=target("< 25")), [seen("<30")], "2022-12-31"),
        "公布的只是范围（<30 %），不足以判断是否符合目标 <25 %",
        "only a bound was published (<30 %), which does not decide against <25 %",
    ),
    (
        assessed(
            indicator(measure="coverage", roster="r", unit_measure="PERCENT", target=target(">= 100")),
            [seen(1, unit=f"a{n}") for n in (1, 3, 4)],
            "2022-12-31",
            rosters=[roster("r", {"a": 4})],
        ),
        "75 %，不符合目标 ≥100 %；未覆盖：a 2",
        "75 % does not meet the target ≥100 %; not covered: a 2",
    ),
]


@pytest.mark.parametrize(("found", "zh", "en"), SENTENCES)
def test_sentences(found: Assessment, zh: str, en: str) -> None:
    assert (said(found, "zh"), said(found, "en")) == (zh, en)


def test_many_missing_units_are_counted() -> None:
    one = indicator(measure="coverage", roster="r", unit_measure="PERCENT", target=target(">= 100"))
    found = assessed(one, [seen(1, unit="a1")], "2022-12-31", rosters=[roster("r", {"a": 9})])
    assert said(found, "zh").endswith("未覆盖：a 2、a 3、a 4等 8 个")
    assert said(found, "en").endswith("not covered: a 2, a 3, a 4 and others, 8 in all")


def test_the_reckoning_step_by_step() -> None:
    goal = reach(">= 889", deadline="2022-12-31", baseline="100", plan="milestones")._replace(
        versions=(
            TargetVersion(day("2022-01-01"), D(1000), "plan of the year"),
            TargetVersion(day("2022-07-01"), D(889), "lowered by order 7"),
        ),
        milestones=(Milestone(day("2022-06-30"), D(400)),),
    )
    found = assessed(indicator(unit_measure="PERSONS", target=goal), [seen(600, "2022-M09")], "2022-09-30")
    assert reckoned(found, "zh") == [
        "2022年9月：600 人",
        "目标：≥889 人，截止 2022年12月31日",
        "目标值自 2022年7月1日 起由 1000 人 改为 889 人：lowered by order 7",
        "完成进度：(600 − 100) ÷ (889 − 100) = 63.37 %",
        "时间进度：273 ÷ 365 天 = 74.79 %",
        "序时计划（按节点）：应完成 69.01 %",
        "按序时进度应完成 69 %，实际 63.4 %，落后 5.6 个百分点",
        "今天应达到 644.5 人",
        "实际 ÷ 计划 = 0.918（0.95 以上正常推进，0.6 以上预警，以下严重滞后）",
        "今后每月需要 96.33 人",
    ]
    assert (
        reckoned(found, "en")[2]
        == "since 1 July 2022 the target is 889 persons instead of 1000 persons: lowered by order 7"
    )
    assert reckoned(found, "en")[-1] == "needed per month from now on: 96.33 persons"


def test_claimed_steps_are_named() -> None:
    one = indicator(measure="steps", steps=(step("a", "2022-03-31", "2022-01-15"),))
    found = assessed(one, [], "2022-02-01")
    assert reckoned(found, "zh")[-1] == "自报、尚无佐证材料：a"
    assert reckoned(found, "en")[-1] == "claimed, without evidence: a"
