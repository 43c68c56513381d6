"""`zhibiao store`: looks after the history: whether it is whole, copies of it, and what is no longer needed."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Final

from tui.cli.exits import Exit
from tui.cli.parser import Namespace, Parser
from tui.cli.proofs import proof_lines, verdict
from tui.cli.say import narrate
from tui.cli.session import Session, begin, now, store_url
from tui.errors import UsageError
from tui.model.calendar import zone
from tui.monitor.entry import account
from tui.store import Proof, open_store
from tui.store.backup import back_up
from tui.store.copying import copy, present
from tui.words import Words

__all__ = ["declare", "run"]

_ACTIONS: Final = ("check", "backup", "copy", "prune")


def declare(parser: Parser) -> None:
    """Takes what is to be done, and with what."""
    parser.arguments.add("action", metavar="ACTION", choices=_ACTIONS, help="cli.store.action")
    parser.arguments.add("places", metavar="PLACE", nargs="*", help="cli.store.places")
    parser.options.add("--before", metavar="DATE", help="cli.store.before")


def run(options: Namespace, words: Words) -> Exit:
    """Do it.

    Returns:
        0; 1 where the history was found changed.

    Raises:
        UsageError: It is not said clearly what is to be done.
        StoreError: The history, or the copy, cannot be used.
        OutputError: The copy cannot be written.
    """
    action: Callable[[Session, Namespace], Proof | None] = {
        "check": _check,
        "backup": _backup,
        "copy": _copy,
        "prune": _prune,
    }[options.action]
    session = begin(options)
    proof = action(session, options)
    if proof is None:
        return Exit.OK
    for line in proof_lines(proof, session.words, zone(session.config.framework.timezone)):
        print(line)
    found = verdict(proof)
    # An empty history may be copied; there is nothing in it that could be checked.
    return Exit.OK if found is Exit.STORE and options.action != "check" else found


def _places(options: Namespace, names: Sequence[str]) -> list[str]:
    """As many places as an action needs."""
    if not names and options.places:
        raise UsageError("cli.unrecognized", what=" ".join(options.places), nearest="")
    if len(options.places) != len(names):
        raise UsageError("cli.store.needs", action=options.action, places=" ".join(names))
    return list(options.places)


def _check(session: Session, options: Namespace) -> Proof:
    _places(options, ())
    with closing(open_store(session.store)) as store:
        store.inspect()
        return store.verify()


def _backup(session: Session, options: Namespace) -> Proof:
    (place,) = _places(options, ("FILE",))
    with closing(open_store(session.store)) as store:
        proof = back_up(store, place)
    if not options.quiet:
        narrate(session.words.say("cli.store.written", place=place))
    return proof


def _copy(session: Session, options: Namespace) -> Proof:
    """From one store into another one; neither need be that of the configuration."""
    origin, target = map(store_url, _places(options, ("FROM", "TO")))
    with closing(open_store(origin)) as here:
        if not here.keeps:
            raise UsageError("cli.store.nothing_kept")
        present(here)  # before the target is made
        with closing(open_store(target, write=True)) as there:
            if not there.keeps:
                raise UsageError("cli.store.nothing_kept")
            return copy(here, there)


def _prune(session: Session, options: Namespace) -> None:
    _places(options, ())
    if options.before is None:
        raise UsageError("cli.required", what="--before")
    before = _beginning(options.before, session.config.framework.timezone)
    if before > now():
        raise UsageError("cli.store.future", date=options.before)
    with closing(open_store(session.store, write=True)) as store:
        dropped = store.prune(before, now(), account())
    if not options.quiet:
        narrate(session.words.say("cli.store.pruned", count=dropped, date=options.before))


def _beginning(text: str, timezone: str) -> datetime:
    """The instant at which a local day begins."""
    try:
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day, tzinfo=zone(timezone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError("cli.store.bad_date", text=text) from None
