"""What every verb begins with: the configuration, the language, the store and the day that were asked for."""

import os
from datetime import UTC, date, datetime

from tui.cli.parser import Namespace
from tui.config import Config, find, load
from tui.errors import UsageError
from tui.model.snapshot import Snapshot
from tui.monitor.now import take_now
from tui.named import NamedTuple
from tui.store import open_store
from tui.words import Words, choose_language

__all__ = ["Session", "begin", "day_of", "judged", "now", "refuse_day", "store_url"]


class Session(NamedTuple):
    """What a verb works on."""

    config: Config
    words: Words
    """In the language of `--lang`, else of the file, else of the locale."""
    store: str
    """Of `--store`, else of the file."""
    as_of: date | None
    """Of `--as-of`."""


def begin(options: Namespace) -> Session:
    """Read the configuration that the options name; from then on they have its language, where none was asked for.

    Raises:
        ConfigError: It has problems.
        UsageError: `--as-of` is no date.
    """
    config = load(find(options.config, os.environ), os.environ, remembers=not vars(options).get("read_only"))
    asked = options.lang if options.lang != "auto" else config.language
    vars(options).update(lang=asked)
    return Session(
        config=config,
        words=Words(choose_language(asked, os.environ)),
        store=store_url(options.store) or config.store,
        as_of=day_of(options.as_of),
    )


def store_url(asked: str | None) -> str:
    """A path of the command line is relative to where the command is run."""
    if not asked or asked == ":memory:" or "://" in asked:
        return asked or ""
    return os.path.abspath(asked)


def day_of(text: str | None) -> date | None:
    """The day that an option names; `None` where it was not given.

    Raises:
        UsageError: It is no date.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("cli.bad_date", text=text) from None


def refuse_day(options: Namespace, verb: str) -> None:
    """What works on the present alone must not seem to have worked on another day.

    Raises:
        UsageError: One was asked for.
    """
    if options.as_of is not None:
        raise UsageError("cli.no_day", verb=verb)


def judged(session: Session) -> Snapshot:
    """How everything stands, by what the store holds.

    Raises:
        StoreError: The history cannot be read.
    """
    store = open_store(session.store)
    try:
        return take_now(session.config, store, now, session.as_of)
    finally:
        store.close()


def now() -> datetime:
    """The present, aware UTC: the one clock of every verb."""
    return datetime.now(UTC)
