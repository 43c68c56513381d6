"""`watch --plain` and `demo --plain`: the dashboard as lines for screen readers: how it stands, then every change."""

import gc
import os
import select
import signal
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from types import FrameType
from typing import Final

from tui.cli.exits import Exit
from tui.cli.session import Session, now
from tui.errors import Message
from tui.model.calendar import zone
from tui.model.snapshot import Assessment, CheckResult, Snapshot, Status
from tui.monitor.moves import Move, moves
from tui.monitor.viewer import Collection, Viewer
from tui.named import NamedTuple
from tui.reading import clean
from tui.words import Words
from tui.words.checks import check_name
from tui.words.figures import figure, target
from tui.words.statuses import code_word, status_word

__all__ = ["Replayed", "about_collection", "follow", "news", "standing"]

_PAUSE: Final = 1.0
"""Seconds from one look at the history to the next."""
_UNITS_NAMED: Final = 3
"""Units of one indicator that are said one by one when several change at once; first figures likewise."""
_UNITS_STANDING: Final = 20
"""Units of one indicator and status that are said one by one at the beginning; of more only how many there are."""
_ENDS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_LIGHTS: Final = ("red", "yellow", "grey")
"""What is not green, the worst first; `none` is nobody's duty."""


class Replayed(NamedTuple):
    """A year that is replayed."""

    day: Callable[[], date]
    """Gives the day that counts as the present."""
    last: date | None
    """The one with which it is over; `None`: it stands still."""
    notice: str
    """What everybody is to know before anything else."""


def follow(session: Session, *, collects: bool, replayed: Replayed | None = None) -> int:
    """Say what is not green, then every change, until a signal comes.

    Returns:
        128 + n after signal n; 0 for a day that has passed or stands still, which does not change any more.

    Raises:
        StoreError: The history cannot be read.
    """
    gc.enable()
    stands = replayed.last is None if replayed else session.as_of is not None
    calendar = replayed.day if replayed else None
    viewer = Viewer(
        session.config, session.store, now, as_of=session.as_of, collects=collects and not stands, calendar=calendar
    )
    try:
        if replayed:
            _print(iter((replayed.notice,)))
        if viewer.is_unread:
            # A screen draws before it reads so many; who listens wants no list of nothing first.
            viewer.travel(viewer.as_of)
        _print(standing(viewer.snapshot, session.words))
        if stands:
            return Exit.OK
        _print(iter((session.words.say("plain.follows"),)))
        return _follow(viewer, session, replayed)
    finally:
        viewer.close()


def _follow(viewer: Viewer, session: Session, replayed: Replayed | None) -> int:
    ended: list[int] = []
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    woken = signal.set_wakeup_fd(writes, warn_on_full_buffer=False)

    def noted(number: int, _frame: FrameType | None) -> None:
        ended.append(number)

    # One that is ignored, as under nohup, stays so.
    before = {each: signal.signal(each, noted) for each in _ENDS if signal.getsignal(each) != signal.SIG_IGN}
    local = zone(session.config.framework.timezone)
    seen, collection = viewer.snapshot, viewer.collection
    is_over = False
    try:
        while not ended:
            viewer.fresh()
            said = [*about_collection(collection, viewer.collection, session.words)]
            if viewer.snapshot is not seen:
                said += news(seen, viewer.snapshot, session.words)
            seen, collection = viewer.snapshot, viewer.collection
            if replayed and replayed.last == seen.as_of.date() and not is_over:
                is_over = True
                said.append(session.words.say("demo.over"))
            at = seen.as_of.date().isoformat() if replayed else f"{now().astimezone(local):%H:%M}"
            _print(f"{at} {line}" for line in said)
            select.select([reads], [], [], 0 if ended else _PAUSE)
    finally:
        signal.set_wakeup_fd(woken)
        for each, handler in before.items():
            signal.signal(each, handler)
        os.close(reads)
        os.close(writes)
    return 128 + ended[0]


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(clean(line), flush=True)


# What is said


def standing(snapshot: Snapshot, words: Words) -> Iterator[str]:
    """How it stands: the title and the day, what is not green, failing checks and sources, how many are green."""
    yield words.say("plain.head", title=snapshot.framework.title, day=snapshot.as_of.date())
    if snapshot.known_by:
        yield words.say("plain.past")
    yield from _not_green(snapshot, words)
    for check in snapshot.checks:
        if check.result == "fail":
            yield _check_line(check, snapshot, words)
    for source in snapshot.sources:
        if source.state in ("soft", "failing"):
            yield _source_line(source.id, source.state, source.error, words)
    green, judged = _green(snapshot)
    yield words.say("plain.green", green=green, judged=judged, total=len(snapshot.assessments))


def _not_green(snapshot: Snapshot, words: Words) -> Iterator[str]:
    """What is not green, the worst first; of many units of an indicator that stand alike only how many they are."""
    for light in _LIGHTS:
        alike: dict[tuple[str, str, bool], list[Assessment]] = {}
        for seen in snapshot.assessments:
            if seen.status is not None and seen.light == light:
                alike.setdefault((seen.id, seen.status, bool(seen.unit)), []).append(seen)
        for members in alike.values():
            if len(members) > _UNITS_STANDING:
                yield _many_line(members, words)
            else:
                yield from (_standing_line(seen, words) for seen in members)


def news(old: Snapshot, new: Snapshot, words: Words) -> Iterator[str]:
    """One line for every status, figure, check and source that is another.

    Where sources were read for the first time one line says how many figures came, and of these only those follow that
    call for somebody.
    """
    moved: Sequence[Move] = moves(old, new)
    begun = _read_first(old, new)
    first = [move for move in moved if begun and _is_first(move)]
    if len(first) > _UNITS_NAMED:
        count = sum(move.new.value is not None for move in first)
        green, judged = _green(new)
        yield words.say("plain.first", count=count, sources=begun, green=green, judged=judged)
        moved = [move for move in moved if not _is_first(move) or _calls(move.new)]
    else:
        begun = ()
    by_indicator: dict[str, list[Move]] = {}
    for move in moved:
        by_indicator.setdefault(move.new.id, []).append(move)
    for moved in by_indicator.values():
        units = [move for move in moved if move.new.unit]
        many = len(units) > _UNITS_NAMED
        for move in moved:
            if not (many and move.new.unit):
                yield _move_line(move, words)
        if many:
            yield words.say("plain.units", name=moved[0].new.indicator.name, count=len(units))
    yield from _about_checks(old, new, words, is_first=bool(begun))
    before = {source.id: source.state for source in old.sources}
    for source in new.sources:
        is_said = source.id in begun and source.state == "ok"
        if before.get(source.id) != source.state and source.state != "waiting" and not is_said:
            yield _source_line(source.id, source.state, source.error, words)


def _green(snapshot: Snapshot) -> tuple[int, int]:
    """How many are green, and of how many that have a target."""
    judged = [seen for seen in snapshot.assessments if seen.status is not None]
    return sum(seen.light == "green" for seen in judged), len(judged)


def _read_first(old: Snapshot, new: Snapshot) -> tuple[str, ...]:
    """Sources that were never read before, and now were."""
    known = {source.id for source in old.sources if source.last_success is not None}
    return tuple(source.id for source in new.sources if source.last_success is not None and source.id not in known)


def _is_first(move: Move) -> bool:
    return move.old is None or move.old.value is None


def _calls(assessment: Assessment) -> bool:
    """Whether a first figure is to be heard by itself; that there is none was said before."""
    return assessment.light in ("red", "yellow") or assessment.status is Status.INVALID


def _about_checks(old: Snapshot, new: Snapshot, words: Words, *, is_first: bool) -> Iterator[str]:
    """Every check that finds something else; of first figures those that fail."""
    before = {(check.check.id, check.unit): check.result for check in old.checks}
    for check in new.checks:
        was = before.get((check.check.id, check.unit))
        is_quiet = is_first and check.result != "fail" and was in (None, "unknown")
        if was != check.result and not is_quiet:
            yield _check_line(check, new, words)


def about_collection(old: Collection, new: Collection, words: Words) -> Iterator[str]:
    """What is wrong, when that begins; who collects, when that changes or what was wrong has ended."""
    if new.trouble is not None and new.trouble != old.trouble:
        yield words.told(new.trouble)
    if new.kind != old.kind or (old.trouble is not None and new.trouble is None):
        yield words.told(new.said)


def _name(assessment: Assessment, words: Words) -> str:
    name = assessment.indicator.name.said(words.language)
    return words.say("plain.unit", name=name, unit=assessment.unit) if assessment.unit else name


def _standing_line(assessment: Assessment, words: Words) -> str:
    asked = target(words, assessment)
    parts = [
        words.say("plain.figure", figure=figure(words, assessment)),
        words.say("plain.target", target=asked) if asked else "",
        words.told(assessment.why),
        code_word(words, "freshness", assessment.freshness) if assessment.freshness != "fresh" else "",
        words.say("plain.owner", owner=assessment.indicator.owner) if assessment.indicator.owner else "",
    ]
    said = words.say("plain.separator").join(part for part in parts if part)
    status = status_word(words, assessment.status)
    return words.say("plain.standing", status=status, name=_name(assessment, words), said=said)


def _many_line(members: Sequence[Assessment], words: Words) -> str:
    """Units of one indicator that stand alike."""
    status, name = status_word(words, members[0].status), members[0].indicator.name
    return words.say("plain.units_standing", status=status, name=name, count=len(members))


def _move_line(move: Move, words: Words) -> str:
    old, new = move.old, move.new
    said = []
    if old is None or figure(words, old) != figure(words, new):
        was = "" if old is None else figure(words, old)
        said.append(words.say("plain.moved", what=words.say("plain.word.figure"), old=was, new=figure(words, new)))
    if move.is_status:
        was = "" if old is None else status_word(words, old.status)
        said.append(
            words.say("plain.moved", what=words.say("plain.word.status"), old=was, new=status_word(words, new.status))
        )
    if new.revised and not (old is not None and old.revised):
        said.append(code_word(words, "overlay", "revised"))
    said.append(words.told(new.why))
    text = words.say("plain.separator").join(part for part in said if part)
    return words.say("plain.news", name=_name(new, words), said=text)


def _check_line(check: CheckResult, snapshot: Snapshot, words: Words) -> str:
    name = check_name(words, check, snapshot.framework)
    result = code_word(words, "result", check.result)
    return words.say("plain.check", name=name, result=result, why=check.why)


def _source_line(id: str, state: str, error: Message | None, words: Words) -> str:
    said = code_word(words, "state", state)
    return words.say("plain.source_error" if error else "plain.source", id=id, state=said, error=error or "")
