"""What people read, in Chinese and English: a message becomes a sentence here, and nowhere else.

Sentences are kept by language and domain (`tui/words/zh/why.py`), and a domain is loaded when its first
sentence is said, so that a script that prints JSON loads none of the dashboard's words.

A placeholder may carry a format, so that figures are rounded once, here: `{gap:~1}` is one digit without its sign,
`{plan:%}` a share as a percentage; `tui.words.formats` has the list. Beside sentences this room has what every view
and export needs to say the same thing: `figures` (value, target, gap), `numbers`, `dates`, `statuses`, `cells`.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib import import_module
from typing import Literal, cast

from tui.errors import Message
from tui.model.amount import Amount
from tui.model.period import Period
from tui.model.phrase import Phrase
from tui.words.numbers import NONE, amount_text, plain_number

__all__ = ["LANGUAGES", "Form", "Language", "Words", "choose_language"]

Language = Literal["zh", "en"]

LANGUAGES: tuple[Language, ...] = ("zh", "en")
"""The default comes first."""


_CHINESE = "\ue000"
"""Before an amount that begins with a Chinese character, which no space parts from the Chinese before it."""

_BLANK = "\0"
"""Around what a form is to be filled with; no such character is in any text."""


def choose_language(asked: str, environ: Mapping[str, str]) -> Language:
    """The language to speak.

    Args:
        asked: `"zh"`, `"en"`, or `"auto"`: by `LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set.
        environ: The process's environment.
    """
    if asked in LANGUAGES:
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "en" if environ[name].lower().startswith("en") else "zh"
    return "zh"


class Words:
    """The sentences of one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._texts: dict[str, Mapping[str, str]] = {}

    def say(self, key: str, /, **values: object) -> str:
        """The sentence of a key, with its placeholders filled.

        Raises:
            KeyError: No such sentence: a bug of ours, which `tests/words` looks for.
        """
        return self.told(Message(key, values))

    def told(self, message: Message) -> str:
        """A message as a sentence; messages and phrases among its values are said in the same language."""
        said = {name: _Said(self, value) for name, value in message.values.items()}
        return _closed_up(self._template(message).format_map(said))

    def form(self, message: Message, differing: Collection[str]) -> "Form":
        """A message as a form, for many that differ in a few values alone: the rest of the sentence is said once.

        Args:
            message: One of them.
            differing: Names of these values; those that the sentence does not hold do not matter.
        """
        values = message.values.items()
        said = {name: _Blank(name) if name in differing else _Said(self, value) for name, value in values}
        return Form(self, self._template(message).format_map(said))

    def _template(self, message: Message) -> str:
        return self.texts(message.key.partition(".")[0])[message.key]

    def texts(self, domain: str) -> Mapping[str, str]:
        """All sentences of a domain by key, placeholders unfilled."""
        known = self._texts.get(domain)
        if known is None:
            # Deferred: a domain costs about 0.3 ms, and most verbs need two of them.
            module = import_module(f"tui.words.{self.language}.{domain}")
            known = self._texts[domain] = cast("Mapping[str, str]", module.TEXT)
        return known

    def plain(self, value: object) -> str:
        """A value inside a sentence: numbers and dates in their plain form, lists joined as the language joins them."""
        match value:
            case str():
                return value
            case None:
                return NONE
            case Message():
                return self.told(value)
            case Phrase():
                return value.said(self.language)
            case Amount():
                return amount_text(self, value)
            case Period():
                return value.text
            case tuple():
                return self.say("list.separator").join(self.plain(each) for each in value)
            case _:
                return plain_number(value) or _plain_date(value) or str(value)


class Form:
    """A sentence with blanks, which values fill."""

    __slots__ = ("_begun", "_blanks", "_words")

    def __init__(self, words: Words, text: str) -> None:
        """As `Words.form` makes it.

        Args:
            words: In whose language.
            text: The sentence; where a value is to stand, its name and format between two NUL.
        """
        self._words = words
        self._begun, *rest = text.split(_BLANK)
        self._blanks = [(*blank.split(":", 1), after) for blank, after in zip(rest[::2], rest[1::2], strict=True)]
        """Of every blank the name of its value, the format, and the text behind it."""

    def filled(self, values: Mapping[str, object]) -> str:
        """The sentence with such values."""
        words, said = self._words, self._begun
        for name, form, after in self._blanks:
            said += _say(words, values[name], form) + after
        return _closed_up(said)


class _Said:
    """A value while a template is filled: it says itself, as the placeholder's format asks."""

    __slots__ = ("value", "words")

    def __init__(self, words: Words, value: object) -> None:
        self.words = words
        self.value = value

    def __format__(self, form: str) -> str:
        return _say(self.words, self.value, form)


class _Blank:
    """In the place of a value: it leaves its name and the placeholder's format."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __format__(self, form: str) -> str:
        return f"{_BLANK}{self.name}:{form}{_BLANK}"


def _say(words: Words, value: object, form: str) -> str:
    if not form:
        said = words.plain(value)
        return _CHINESE + said if isinstance(value, Amount) and said[:1] >= "\u3400" else said
    return _formatter()(words, value, form)


def _closed_up(said: str) -> str:
    """A sentence without the spaces that are not set before Chinese."""
    return said.replace(f" {_CHINESE}", "").replace(_CHINESE, "") if _CHINESE in said else said


@cache
def _formatter() -> Callable[[Words, object, str], str]:
    # Deferred: 0.2 ms with the dates, and most sentences ask for no format.
    from tui.words.formats import formatted

    return formatted


def _plain_date(value: object) -> str:
    # Deferred: 0.1 ms, and most sentences hold no date.
    from tui.words.dates import plain_date

    return plain_date(value)
