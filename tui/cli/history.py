"""`zhibiao history ID`: every version of an indicator's figures, with both instants, who entered it and from what."""

from collections.abc import Iterator
from datetime import datetime

from tui.cli.called import indicator_called, reported_by, unit_called
from tui.cli.destination import STDOUT, put
from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.session import Session, begin
from tui.errors import UsageError
from tui.exports.vintages import FORMATS, Version, render_vintages
from tui.model.calendar import end_of_day, zone
from tui.model.called import by_name
from tui.model.observation import History, Observation
from tui.nearest import nearest_said
from tui.store import Store, open_store
from tui.words import Words

__all__ = ["declare", "run"]


def declare(parser: Parser) -> None:
    """Takes the indicator's id, a unit and the format."""
    parser.arguments.add("id", metavar="ID", help="cli.explain.id")
    add = parser.options.add
    add("--unit", metavar="UNIT", help="cli.history.unit", blank=True)
    add("--format", choices=FORMATS, default="text", help="cli.history.format")


def run(options: Namespace, words: Words) -> Exit:
    """Print all versions, in order of entry; those of the file itself first.

    Raises:
        UsageError: There is no such indicator, or no figure of it.
        StoreError: The history cannot be read.
    """
    session = begin(options)
    framework = session.config.framework
    indicator = indicator_called(options.id, framework)
    wanted = None if options.unit is None else unit_called(options.unit, indicator, framework)
    store = open_store(session.store)
    try:
        versions = [found for found in _versions(session, store, options.id) if wanted in (None, found.seen.unit)]
    finally:
        store.close()
    if not versions:
        about = f"{options.id}[{wanted}]" if wanted else options.id
        names = by_name(reported_by(indicator, framework)) if wanted else ()
        raise UsageError("cli.history.nothing", id=about, nearest=nearest_said(wanted or "", names))
    place = zone(framework.timezone)
    data = render_vintages(indicator, versions, options.format, session.words, place)
    put(STDOUT, (data,))
    return Exit.OK


def _versions(session: Session, store: Store, indicator: str) -> Iterator[Version]:
    framework = session.config.framework
    known_by = _known_by(session)
    history = store.history(known_by, framework.observations)
    own = [seen for seen in framework.observations if seen.indicator == indicator]
    for seen in (*own, *store.entries(indicator)):
        if known_by is None or seen.recorded <= known_by:
            yield Version(seen, _is_current(seen, history))


def _known_by(session: Session) -> datetime | None:
    if session.as_of is None:
        return None
    return end_of_day(session.as_of, session.config.framework.timezone).replace(microsecond=999_999)


def _is_current(seen: Observation, history: History) -> bool:
    """Whether a figure is the one that counts for its period."""
    known = history.vintages(seen.indicator, seen.unit, seen.period)
    return bool(known) and known[-1] == seen
