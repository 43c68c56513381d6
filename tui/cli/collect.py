"""`zhibiao collect`: a collector of a store, until told to stop; one log line for each change of a state."""

import gc
import os

from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.say import narrate
from tui.cli.session import begin, now, refuse_day
from tui.cli.unit import unit_text
from tui.config.address import password_of
from tui.errors import UsageError
from tui.monitor.collect import Event, collect
from tui.words import Words

__all__ = ["declare", "run"]

_SAID = ("cli", "date", "list", "monitor", "number", "problem", "source", "store", "system", "text")
"""Domains of words of which any may be needed at any time."""


def declare(parser: Parser) -> None:
    """Takes whether to stop after what is due now, or only to print a unit for the service manager."""
    parser.options.add("--once", action="store_true", help="cli.collect.once")
    parser.options.add("--print-unit", action="store_true", help="cli.collect.print_unit")


def run(options: Namespace, words: Words) -> int:
    """Collect.

    Returns:
        0, 3 when `--once` found a failing source, or 128 + n after signal n.

    Raises:
        ConfigError: The configuration has problems.
        UsageError: A day was asked for, or a password would stand in the unit.
        LockHeldError: Another process collects.
        StoreError: The store cannot be used.
    """
    refuse_day(options, "collect")
    session = begin(options)
    if options.print_unit:
        if options.store and password_of(session.store):
            raise UsageError("cli.collect.password", file=session.config.path)
        print(unit_text(session, once=options.once, store=options.store), end="")
        return Exit.OK
    gc.enable()
    # What may have to be said is loaded while there are descriptors to be had.
    for domain in _SAID:
        session.words.texts(domain)
    session.words.say("monitor.clock_back", since=now(), until=now())  # ... and what dates need

    def log(event: Event) -> None:
        narrate(f"{event.at:%Y-%m-%dT%H:%M:%SZ} {session.words.told(event.message)}")

    code = collect(
        session.config, session.store, os.environ, once=options.once, on_event=None if options.quiet else log
    )
    return Exit(code) if code in set(Exit) else code
