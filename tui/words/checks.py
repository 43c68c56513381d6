"""What checks are called: one of the file by its name, one that is built in by what it demands of which figure.

The id of a built-in one (`count:people.aides`) is ours and for machines: it says nothing to who reports.
"""

from tui.model.plausible import figure_name
from tui.model.snapshot import CheckResult, Framework
from tui.words.voice import Voice

__all__ = ["check_name", "is_built_in", "rule_name"]


def is_built_in(id: str) -> bool:
    """Whether an id is that of a built-in check: no name in a configuration holds a colon."""
    return ":" in id


def check_name(voice: Voice, found: CheckResult, framework: Framework, figure: object = None) -> str:
    """What a check is called.

    Args:
        voice: The language.
        found: What it found.
        framework: The definitions of which it is one.
        figure: What to call the figure that a built-in one is about (a text, phrase or message); `None`: as the
            check's own sentence calls it.

    Returns:
        Of a check of the file its name, or its id where it has none; of a built-in one what it demands of its figure.
    """
    check = found.check
    if is_built_in(check.id):
        return rule_name(voice, check.id, figure or _figure(found, framework))
    return check.name.said(voice.language) if check.name else check.id


def rule_name(voice: Voice, id: str, figure: object) -> str:
    """What a built-in check is called; its id where there is no such rule, as in what another version wrote.

    Args:
        voice: The language.
        id: The check's id.
        figure: What the figure is called that it is about: a text, phrase or message.
    """
    key = f"check.rule.{id.partition(':')[0]}"
    return voice.say(key, name=figure) if key in voice.texts("check") else id


def _figure(found: CheckResult, framework: Framework) -> object:
    said = found.why.values.get("name")
    about = framework.indicators.get(found.indicators[0]) if found.indicators else None
    if said is None and about is not None:
        return figure_name(about, found.unit)
    return said or found.check.id.partition(":")[2]
