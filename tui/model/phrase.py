"""A name or sentence that the administrator wrote, in both languages."""

from tui.named import NamedTuple

__all__ = ["Phrase"]


class Phrase(NamedTuple):
    """Text in Chinese and English; where only one was written it stands in both fields."""

    zh: str
    en: str

    def said(self, language: str) -> str:
        """The text in a language, `"zh"` or `"en"`."""
        return self.zh if language == "zh" else self.en
