"""Text that many lines share: of hundreds of units most stand the same to their target."""

from collections.abc import Callable
from decimal import Decimal
from typing import Generic, TypeVar

from tui.model.number import ONE, ZERO
from tui.model.snapshot import Assessment
from tui.model.why import DIFFERING, value_of
from tui.words import Form, Words

__all__ = ["Explained", "Shared", "Texts", "reached"]

_Text = TypeVar("_Text")


class Shared(Generic[_Text]):
    """Works out once what the lines of all assessments with the same `common` share, and else for each."""

    def __init__(self, work_out: Callable[[Assessment], _Text]) -> None:
        """Know nothing yet.

        Args:
            work_out: Reads nothing of an assessment that differs among those with the same `common`.
        """
        self._work_out = work_out
        self._known: dict[int, tuple[object, _Text]] = {}
        """By the identity of what is common, which is held here, so that no other object can have it."""

    def __call__(self, found: Assessment) -> _Text:
        """The text for an assessment."""
        common = found.common
        if common is None:
            return self._work_out(found)
        known = self._known.get(id(common))
        if known is None:
            known = self._known[id(common)] = (common, self._work_out(found))
        return known[1]


class Texts(dict[str, str]):
    """Texts as a format writes them, by text; what stands in many lines is made once."""

    def __init__(self, written: Callable[[str], str]) -> None:
        """Know nothing yet.

        Args:
            written: What a text becomes.
        """
        super().__init__()
        self._written = written

    def __missing__(self, text: str) -> str:
        written = self[text] = self._written(text)
        return written


class Explained:
    """Says in both languages why series are as they are; of those that share a sentence only what differs is said."""

    def __init__(self) -> None:
        self.chinese = Words("zh")
        self.english = Words("en")
        self._forms = Shared(self._form)

    def __call__(self, found: Assessment, raw: Decimal | None, gap: Decimal | None) -> tuple[str, str]:
        """The sentence in Chinese and in English.

        Args:
            found: About which series.
            raw: Its `progress_raw`, which is dear to read twice.
            gap: Its `gap_pp`.
        """
        if found.common is None:
            return self.chinese.told(found.why), self.english.told(found.why)
        chinese, english, has_value = self._forms(found)
        values = {"value": value_of(found) if has_value else "", "actual": raw, "gap": gap}
        return chinese.filled(values), english.filled(values)

    def _form(self, found: Assessment) -> tuple[Form, Form, bool]:
        """The sentence with blanks, and whether the figure itself stands in one."""
        why = found.why
        return self.chinese.form(why, DIFFERING), self.english.form(why, DIFFERING), "value" in why.values


def reached(found: Assessment) -> tuple[Decimal | None, Decimal | None]:
    """Progress, and progress unclamped, which is worked out once where both are the same."""
    raw = found.progress_raw
    if found.common is None or raw is None or not ZERO <= raw <= ONE:
        return found.progress, raw
    return raw, raw
