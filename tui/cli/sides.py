"""The two sides of a comparison: a JSON snapshot that somebody kept, a day of the history, or the present."""

import os
from datetime import date, tzinfo
from typing import cast

from tui.cli.session import Session, judged, now
from tui.errors import SourceError, UsageError
from tui.exports import EVERYTHING, Selection, stream
from tui.exports.comparison import Part, compare
from tui.exports.differences import changes_of
from tui.exports.options import Changes
from tui.exports.selection import fits
from tui.model.calendar import zone
from tui.model.snapshot import Snapshot
from tui.reading import decode, read_file
from tui.reading.document import parse_json

__all__ = ["NOW", "changes_since", "document", "is_day", "kept"]

NOW = ""
"""The present."""

_MOST_BYTES = 256 * 1024 * 1024


def is_day(side: str) -> bool:
    """Whether a side is a day of the history, or the present; a file of that name can be written `./2023-03-06`."""
    try:
        return side == NOW or bool(date.fromisoformat(side))
    except ValueError:
        return False


def document(side: str, session: Session) -> object:
    """The snapshot of a day of the history, or of the present, as its JSON reads.

    Raises:
        StoreError: The history cannot be read.
    """
    if side != NOW:
        session = session._replace(as_of=date.fromisoformat(side))
    return _written(judged(session), session)


def kept(side: str) -> object:
    """A snapshot that somebody kept.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        return parse_json(decode(read_file(os.path.abspath(side), _MOST_BYTES))[0], ours=True)
    except SourceError as error:
        raise UsageError("diff.unreadable", name=side, error=error.message) from error


def changes_since(side: str, snapshot: Snapshot, selection: Selection, session: Session) -> Changes:
    """What differs from an earlier snapshot, of what was selected.

    A series that was there earlier and is not there any more belongs to the selection by what it was then.

    Raises:
        UsageError: The earlier snapshot cannot be read, is none, or is of a day that is still to come.
        StoreError: The history cannot be read.
    """
    if not side:
        raise UsageError("cli.no_value", what="--since")
    if is_day(side) and date.fromisoformat(side) > (session.as_of or now().astimezone(_zone(session)).date()):
        raise UsageError("diff.ahead", day=side)
    old = document(side, session) if is_day(side) else kept(side)
    whole = {(found.id, found.unit) for found in snapshot.assessments}
    checks = {(found.check.id, found.unit) for found in snapshot.checks}
    new = _written(snapshot, session, selection)
    here = {(each["id"], each["unit"]) for each in new["indicators"]}
    told = {(each["id"], each["unit"]) for each in new["checks"]}

    def concerns(series: Part) -> bool:
        key = (series["id"], series["unit"])
        return key in here or (key not in whole and fits(selection, series))

    def checks_it(check: Part) -> bool:
        key = (check["id"], check["unit"])
        return key in told or (key not in checks and selection == EVERYTHING)

    found = compare(old, new, (side, NOW), series_kept=concerns, checks_kept=checks_it)
    return changes_of(found, session.words)


def _zone(session: Session) -> tzinfo:
    return zone(session.config.framework.timezone)


def _written(snapshot: Snapshot, session: Session, selection: Selection = EVERYTHING) -> Part:
    pieces = stream(snapshot, "json", session.words, select=selection, sample=session.config.is_sample)
    return cast("Part", parse_json(b"".join(pieces).decode(), ours=True))
