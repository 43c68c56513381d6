"""`zhibiao poll`: read every source once, record what changed, say what that was.

On a terminal a progress display stands on stderr while sources are read; elsewhere each source is a plain line there.
What changed goes to stdout: it is what the verb is for.
"""

import asyncio
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

from tui.cli.changes import change_lines
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.say import narrate
from tui.cli.session import Session, begin, now, refuse_day
from tui.monitor.poll import Polled, Result, poll
from tui.sources.readers import Readers
from tui.store import Store, open_store
from tui.words import Words

__all__ = ["declare", "read_once", "run"]


def declare(parser: Parser) -> None:
    """Takes the common options only."""


def run(options: Namespace, words: Words) -> Exit:
    """Poll, and print every change.

    Raises:
        ConfigError: The configuration has problems.
        UsageError: A day was asked for.
        StoreError: Nothing was recorded.
    """
    refuse_day(options, "poll")
    session = begin(options)
    words = session.words
    polled = read_once(session, options)
    for line in change_lines(polled.changes, session):
        print(line)
    ok = sum(state.error is None for state in polled.states)
    if not options.quiet:
        summary = "cli.poll.summary" if polled.states else "cli.poll.nothing"
        narrate(words.say(summary, changes=len(polled.changes), ok=ok, sources=len(polled.states)))
    return Exit.OK if ok == len(polled.states) else Exit.SOURCE


def read_once(session: Session, options: Namespace) -> Polled:
    """Read every source and record it, with narration on stderr; failures are narrated even when quiet.

    Raises:
        StoreError: Nothing was recorded.
    """
    gc.enable()
    store = open_store(session.store, write=True)
    try:
        with _narration(session, options) as tell:
            return asyncio.run(_poll(session, store, tell))
    finally:
        store.close()


async def _poll(session: Session, store: Store, tell: Callable[[Result], None]) -> Polled:
    async with Readers(os.environ) as readers:
        return await poll(session.config, store, readers, now(), tell)


@contextmanager
def _narration(session: Session, options: Namespace) -> Iterator[Callable[[Result], None]]:
    """What tells of each result as it comes."""
    asked = options.color
    if not options.quiet and (asked == "always" or (asked == "auto" and sys.stderr.isatty())):
        # Deferred: Rich costs 70 ms, and cron has no terminal.
        with import_module("tui.cli.progress").progress(session.words, len(session.config.sources)) as advance:
            yield lambda result: advance(_result_line(result, session.words))
    else:

        def tell(result: Result) -> None:
            is_well = result.reading is not None and result.reading.warning is None
            if not (is_well and options.quiet):
                narrate(_result_line(result, session.words))

        yield tell


def _result_line(result: Result, words: Words) -> str:
    source = result.source.id
    if result.error is not None or result.reading is None:
        return words.say("cli.poll.source_failed", source=source, error=result.error)
    if result.reading.warning is not None:
        return words.say("cli.poll.source_doubtful", source=source, warning=result.reading.warning)
    if result.reading.unchanged:
        return words.say("cli.poll.source_unchanged", source=source)
    return words.say("cli.poll.source_ok", source=source, rows=len(result.reading.observations))
