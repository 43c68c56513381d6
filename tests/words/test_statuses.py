"""A status is a symbol and a word, everywhere; colour only comes on top."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from tui.model.indicator import Accrual, Indicator, Measure
from tui.model.phrase import Phrase
from tui.model.snapshot import Assessment, Freshness, Light, Severity, Status, Trend
from tui.model.source import SourceState
from tui.model.target import Mode, Plan, Target
from tui.model.verdict import ROW_OF
from tui.words import LANGUAGES, Language, Words
from tui.words.cells import width
from tui.words.statuses import SYMBOLS, code_word, counts_text, overlays, status_word, symbol

CHINESE, ENGLISH = Words("zh"), Words("en")
ASSESSMENT = Assessment(Indicator("a", Phrase("甲", "a"), target=Target("ge", Decimal(1), deadline=date(2022, 12, 31))))


def test_every_status_has_a_symbol_of_its_own() -> None:
    """No two share one, in Unicode or in ASCII, and each is one cell wide."""
    assert list(SYMBOLS) == [*Status, "context"]
    for ascii in (False, True):
        symbols = [symbol(code, ascii=ascii) for code in (*Status, None)]
        assert len(set(symbols)) == len(symbols)
        assert {width(each) for each in symbols} == {1}
    assert all(symbol(code, ascii=True).isascii() for code in SYMBOLS)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("code", [*Status, "context"]),
        ("reason", [*ROW_OF, "members"]),
        ("freshness", get_args(Freshness)),
        ("light", get_args(Light)),
        ("trend", get_args(Trend)),
        ("severity", get_args(Severity)),
        ("result", ["pass", "fail", "unknown"]),
        ("state", get_args(SourceState.__annotations__["state"])),
        ("measure", get_args(Measure)),
        ("accrual", get_args(Accrual)),
        ("mode", get_args(Mode)),
        ("plan", get_args(Plan)),
        ("flag", list("ABDEFGHILMNOPQUV")),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_word(kind: str, codes: list[str], language: Language) -> None:
    """No code reaches a reader unsaid; where English has the same word, only there."""
    texts = Words(language).texts("status")
    assert [code for code in codes if f"status.{kind}.{code}" not in texts] == []


def test_words_of_the_table() -> None:
    """The words of semantics.md section 5."""
    assert status_word(CHINESE, Status.OFF_TRACK) == "严重滞后"
    assert status_word(ENGLISH, Status.NOT_APPLICABLE) == "not applicable"
    assert status_word(CHINESE, None) == "无目标"
    assert code_word(ENGLISH, "flag", "Z9") == "Z9"


def test_overlays_stand_beside_the_status() -> None:
    """Staleness comes first; what is normal is not said."""
    assert overlays(ENGLISH, ASSESSMENT) == ()
    marked = ASSESSMENT._replace(freshness="stale", late=True, revised=True, early=True, flag="P")
    assert overlays(ENGLISH, marked) == ("stale", "late", "too early for pace", "revised", "provisional")
    assert overlays(CHINESE, marked._replace(flag="A")) == ("陈旧", "逾期完成", "时序尚早", "已修订")
    target = Target("ge", Decimal(1), example=True)
    given = ASSESSMENT._replace(indicator=ASSESSMENT.indicator._replace(target=target, binding=True, veto=True))
    assert overlays(CHINESE, given) == ("示例目标", "约束性", "一票否决")


def test_counts() -> None:
    """The count vector hides nothing, but may leave zeros out."""
    counts = dict.fromkeys([*map(str, Status), "context"], 0) | {"met": 12, "no_data": 4}
    assert counts_text(CHINESE, counts) == ("✔ 已达标 12", "? 无数据 4")
    assert len(counts_text(CHINESE, counts, zeros=True)) == 11
