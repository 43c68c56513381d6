"""The progress display of `zhibiao poll` on a terminal: the only thing that Rich draws for us."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from tui.reading import clean
from tui.words import Words

__all__ = ["progress"]


@contextmanager
def progress(words: Words, sources: int) -> Iterator[Callable[[str], None]]:
    """A bar over the sources while it is open.

    Args:
        words: The language.
        sources: How many there are.

    Yields:
        What prints a finished source's line above the bar, and moves it.
    """
    console = Console(file=sys.stderr, highlight=False, markup=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(words.say("cli.poll.reading"), total=sources)

        def advance(line: str) -> None:
            shown.console.print(Text(clean(line)), soft_wrap=True)
            shown.advance(task)

        yield advance
