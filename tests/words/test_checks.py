"""A check is called by its name, or by what it demands of which figure; an id of ours is for machines."""

import pytest

from tui.errors import Message
from tui.model.builtin import _RULES
from tui.model.indicator import Indicator
from tui.model.phrase import Phrase
from tui.model.snapshot import CheckDefinition, CheckResult, Framework
from tui.words import LANGUAGES, Language, Words
from tui.words.checks import check_name, rule_name

AIDES = Indicator("aides", Phrase("明白人", "Legal aides"))
FRAMEWORK = Framework(Phrase("小样", "Small"), indicators={"aides": AIDES})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", _RULES)
def test_every_built_in_check_has_a_name(rule: str, language: Language) -> None:
    """One that begins with its figure and says what is demanded, without the id."""
    name = rule_name(Words(language), f"{rule}:aides", AIDES.name)
    assert name.startswith(AIDES.name.said(language))
    assert len(name) > len(AIDES.name.said(language)) + 5
    assert ":" not in name


@pytest.mark.parametrize(
    ("id", "name", "why", "unit", "expected"),
    [
        ("few", Phrase("少", "Few"), Message("check.pass"), "", "Few"),
        ("few", None, Message("check.pass"), "", "few"),
        (
            "rank:aides",
            None,
            Message("check.builtin.rank", {"name": "Their own sentence's name"}),
            "",
            "Their own sentence's name (a rank is 1 or more)",
        ),
        ("range:aides", None, Message("why.check_over"), "", "Legal aides (the part is within the whole)"),
        ("range:aides@s1", None, Message("why.check_over"), "s1", "Legal aides, s1 (the part is within the whole)"),
        ("newer:aides", None, Message("check.pass"), "", "newer:aides"),
    ],
    ids=["by its name", "without one", "as its sentence", "a sentence without one", "of a unit", "of another version"],
)
def test_what_a_check_is_called(id: str, name: Phrase | None, why: Message, unit: str, expected: str) -> None:
    found = CheckResult(CheckDefinition(id, "a == b", name=name), "fail", why, ("aides",), unit)
    assert check_name(Words("en"), found, FRAMEWORK) == expected


def test_a_figure_that_nobody_knows_is_called_by_its_id() -> None:
    found = CheckResult(CheckDefinition("range:gone", ""), "fail", Message("why.check_over"), ("gone",))
    assert check_name(Words("en"), found, FRAMEWORK) == "gone (the part is within the whole)"
