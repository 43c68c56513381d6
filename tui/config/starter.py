"""The file that `zhibiao init` writes: a commented beginning, in the reader's language, that loads as it is."""

from tui.words import Language, Words

__all__ = ["starter"]


def starter(language: Language) -> str:
    """A commented indicators.toml to begin with; its text is kept with the words of its language."""
    return Words(language).say("starter.file")
