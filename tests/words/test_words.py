"""A message becomes one natural sentence in each language, and its figures are rounded there and nowhere else."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.indicator import Indicator
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.words import Words, choose_language
from tui.words.formats import formatted

CHINESE, ENGLISH = Words("zh"), Words("en")


@pytest.mark.parametrize(
    ("asked", "environ", "expected"),
    [
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("auto", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("auto", {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ("auto", {"LC_ALL": "", "LANG": "en_GB"}, "en"),
        ("auto", {}, "zh"),
        ("auto", {"LANG": "C"}, "zh"),
    ],
)
def test_language(asked: str, environ: Mapping[str, str], expected: str) -> None:
    """What was asked for, then the locale, then Chinese; cron has no locale."""
    assert choose_language(asked, environ) == expected


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("text", "text", "text"),
        ("", "", ""),
        (None, "-", "-"),
        (3, "3", "3"),
        (Decimal("14.47"), "14.47", "14.47"),
        (date(2023, 3, 6), "2023-03-06", "2023-03-06"),
        (datetime(2023, 3, 6, 10, 32, tzinfo=UTC), "2023-03-06 10:32", "2023-03-06 10:32"),
        (Period.parse("2022-Q4"), "2022-Q4", "2022-Q4"),
        (Phrase("撤改率", "Revocation rate"), "撤改率", "Revocation rate"),
        (("a", Decimal(2), Phrase("丙", "c")), "a、2、丙", "a, 2, c"),
        ((), "", ""),
        (Message("number.gap.none"), "与序时进度持平", "on plan"),
        (Amount(Decimal(889), unit_measure="PERSONS"), "889 人", "889 persons"),
    ],
)
def test_plain_values(value: object, chinese: str, english: str) -> None:
    """Every kind of value that a message may carry says itself."""
    assert CHINESE.plain(value) == chinese
    assert ENGLISH.plain(value) == english


@pytest.mark.parametrize(
    ("value", "form", "chinese", "english"),
    [
        (Decimal("7.302957"), ".1", "7.3", "7.3"),
        (Decimal("-7.35"), "~1", "7.4", "7.4"),
        (3, ".0", "3", "3"),
        (Decimal("0.747945"), "%", "74.8 %", "74.8 %"),
        (Decimal("0.747945"), "%2", "74.79 %", "74.79 %"),
        (Decimal("0.99999"), "%", "99.9 %", "99.9 %"),
        (Decimal("NaN"), ".1", "-", "-"),
        (None, "%", "-", "-"),
        (date(2023, 3, 6), "long", "2023年3月6日", "6 March 2023"),
        (Period.parse("2022-Q4"), "long", "2022年第四季度", "Q4 2022"),
        (200, "age", "3 分钟", "3 min"),
        (timedelta(days=2), "age", "2 天", "2 days"),
        ("off_track", "status", "严重滞后", "off track"),
        ("stale", "freshness", "陈旧", "stale"),
        ("red", "light", "红灯", "red"),
        ("unreported", "reason", "缺报", "unreported"),
        ("failing", "state", "持续失败", "failing"),
        ("P", "flag", "暂定值", "provisional"),
        ("ge", "op", "≥", "≥"),
        ("other", "status", "other", "other"),
    ],
)
def test_formats(value: object, form: str, chinese: str, english: str) -> None:
    """A placeholder's format rounds and names."""
    assert formatted(CHINESE, value, form) == chinese
    assert formatted(ENGLISH, value, form) == english


@pytest.mark.parametrize(("value", "form"), [("x", "%"), (Decimal(1), "long"), (date(2023, 3, 6), ".1"), (1.5, ".1")])
def test_a_format_refuses_what_it_does_not_know(value: object, form: str) -> None:
    """A float has no place in a sentence, and a word has no digits."""
    with pytest.raises(ValueError, match="of"):
        formatted(ENGLISH, value, form)


def test_a_template_uses_its_formats() -> None:
    """The exact figure goes in, the rounded one comes out."""
    assert CHINESE.say("number.gap.behind", points=Decimal("7.302957")) == "落后序时 7.3 个百分点"
    assert ENGLISH.told(Message("number.gap.behind", {"points": Decimal("7.302957")})) == "7.3 points behind plan"


def test_braces_in_data_stay_braces() -> None:
    """A value is never read as a template."""
    assert ENGLISH.say("output.folder", path="{path!r:>9}") == "{path!r:>9} was not written: it is a folder"


def test_an_amount_follows_its_indicator() -> None:
    """Unit, multiplier, digits and rounding are the indicator's; quotients have at most two digits."""
    indicator = Indicator("a.b", Phrase("甲", "a"), unit_measure="PERCENT", measure="ratio")
    assert ENGLISH.plain(Amount.of(indicator, Decimal(2200) / 152)) == "14.47 %"
    assert ENGLISH.plain(Amount.of(indicator._replace(decimals=1), Decimal("14.25"))) == "14.3 %"
    half_even = indicator._replace(decimals=1, rounding="half_even")
    assert ENGLISH.plain(Amount.of(half_even, Decimal("14.25"), "lt")) == "<14.2 %"
    assert ENGLISH.plain(Amount.of(indicator, Decimal("29.998"), limits=(Decimal(30),))) == "29.99 %"
    assert ENGLISH.plain(Amount.of(indicator, Decimal("29.998"), computed=False)) == "29.998 %"


@pytest.mark.parametrize("words", [CHINESE, ENGLISH])
def test_a_filled_form_is_the_sentence(words: Words) -> None:
    """Whatever differs, and also where a space before Chinese falls away beside a blank."""
    first = Amount(Decimal(3), unit_measure="RANK")
    second = Amount(Decimal(10), "le", unit_measure="RANK")
    for key in ("why.held", "why.deadline"):
        values = {"value": first, "target": second, "deadline": date(2022, 12, 31)}
        for differing in ((), ("value",), ("target", "nothing"), tuple(values)):
            others = dict.fromkeys(differing, Amount(Decimal(1), unit_measure="RANK"))
            form = words.form(Message(key, values | others), differing)
            assert form.filled(values) == words.told(Message(key, values))
    pace = {"plan": Decimal("0.75"), "actual": Decimal("0.123"), "gap": Decimal("62.7")}
    form = words.form(Message("why.behind", pace), ("actual", "gap"))
    assert form.filled({"actual": Decimal("0.5"), "gap": Decimal(25)}) == words.told(
        Message("why.behind", {**pace, "actual": Decimal("0.5"), "gap": Decimal(25)})
    )
