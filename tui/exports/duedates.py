"""What is owed when, for people (text), scripts (JSON) and calendars (iCalendar, RFC 5545)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final
from zlib import crc32

from tui import __version__
from tui.exports.compact import json_lines, json_text
from tui.exports.outline import Outline
from tui.model.calendar import in_utc
from tui.model.due import Due
from tui.model.snapshot import Snapshot
from tui.words import Words
from tui.words.cells import pad, visible, width

__all__ = ["FORMATS", "render_due_dates"]

_SCHEMA: Final = 1
_OCTETS: Final = 75
"""Of a line of iCalendar, without its end (section 3.1)."""
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
"""Of a value of type TEXT (section 3.3.11)."""
_BARE: Final = str.maketrans("", "", "-:")


def render_due_dates(
    snapshot: Snapshot, dues: Sequence[Due], format: str, words: Words, remind: Sequence[int] = ()
) -> bytes:
    """The dates, UTF-8.

    Args:
        snapshot: Where they follow from.
        dues: The dates.
        format: One of `FORMATS`.
        words: The language of text and calendars.
        remind: How many days before each day a calendar program should remind of it; of what is late it does not.
    """
    return _WRITERS[format](snapshot, dues, words, remind).encode()


def _text(snapshot: Snapshot, dues: Sequence[Due], words: Words, remind: Sequence[int]) -> str:
    lines = [words.say("due.head", title=snapshot.framework.title, at=snapshot.as_of.date())]
    if not dues:
        lines.append(words.say("due.nothing"))
    outline = Outline(snapshot, words)
    rows = [_cells(due, outline) for due in dues]
    wide = [max((width(row[column]) for row in rows), default=0) for column in range(3)]
    for heading, late in (("late", True), ("ahead", False)):
        chosen = [row for row, due in zip(rows, dues, strict=True) if due.is_late is late]
        if chosen:
            lines += ["", words.say(f"due.{heading}", count=len(chosen))]
        for row in chosen:
            lines.append("  ".join((*map(pad, row[:3], wide), row[3])))
    return "".join(f"{visible(line)}\n" for line in lines)


def _cells(due: Due, outline: Outline) -> tuple[str, str, str, str]:
    words = outline.words
    return due.day.isoformat(), _distance(due, words), _what(due, words), _name(due, outline)


def _distance(due: Due, words: Words) -> str:
    if due.days == 0:
        return words.say("due.today")
    number = "one" if abs(due.days) == 1 else "other"
    return words.say(f"due.{'overdue' if due.is_late else 'in'}.{number}", count=abs(due.days))


def _what(due: Due, words: Words) -> str:
    if due.period is not None:
        return words.say("due.kind.report", period=due.period)
    if due.step is not None:
        return words.say("due.kind.step", step=due.step.name)
    return words.say(f"due.kind.{due.kind}")


def _name(due: Due, outline: Outline) -> str:
    name = f"{outline.name_of(due.indicator, due.unit)} ({due.indicator.id})"
    return f"{name}  {due.indicator.owner}" if due.indicator.owner else name


def _json(snapshot: Snapshot, dues: Sequence[Due], words: Words, remind: Sequence[int]) -> str:
    """`words` chooses nothing: codes and both names stand in it."""
    head = {"schema": _SCHEMA, "generator": f"zhibiao {__version__}"}
    head |= {"title": snapshot.framework.title._asdict(), "as_of": snapshot.as_of.isoformat(timespec="seconds")}
    lines = [f"{json_text(name)}: {json_text(value)},\n" for name, value in head.items()]
    return "{\n" + "".join(lines) + f'"dates": {json_lines([_record(due) for due in dues])}\n}}\n'


def _record(due: Due) -> Mapping[str, object]:
    indicator = due.indicator
    return {
        "date": due.day,
        "kind": due.kind,
        "late": due.is_late,
        "days": due.days,
        "id": indicator.id,
        "unit": due.unit,
        "name": indicator.name._asdict(),
        "group": indicator.group,
        "owner": indicator.owner,
        "period": None if due.period is None else due.period.text,
        "step": None if due.step is None else {"id": due.step.id, "name": due.step.name._asdict()},
    }


def _calendar(snapshot: Snapshot, dues: Sequence[Due], words: Words, remind: Sequence[int]) -> str:
    """Whole days (an event without an end lasts one) that block no time, and keep their identity when they move."""
    title = snapshot.framework.title
    # Not by `strftime`, which writes the year 1 with one digit.
    stamp = in_utc(snapshot.as_of).replace(tzinfo=None).isoformat(timespec="seconds").translate(_BARE) + "Z"
    space = f"{crc32(title.zh.encode('utf-8', 'replace')):08x}.zhibiao"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//zhibiao//{__version__}//{words.language.upper()}"]
    lines += ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_escaped(title.said(words.language))}"]
    outline = Outline(snapshot, words)
    for due in dues:
        lines += _event(due, stamp, space, outline, remind)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(due: Due, stamp: str, space: str, outline: Outline, remind: Sequence[int]) -> Iterator[str]:
    words = outline.words
    name = outline.name_of(due.indicator, due.unit)
    late = words.say("due.mark") if due.is_late else ""
    detail = tuple(part for part in (due.indicator.owner, due.indicator.basis, due.indicator.id) if part)
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(_identity(due))}@{space}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{due.day.isoformat().replace('-', '')}"
    summary = _escaped(late + words.say("due.summary", name=name, what=_what(due, words)))
    yield f"SUMMARY:{summary}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(detail))}"
    yield "TRANSP:TRANSPARENT"
    for days in () if due.is_late else dict.fromkeys(remind):
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{days}D", f"DESCRIPTION:{summary}", "END:VALARM")
    yield "END:VEVENT"


def _identity(due: Due) -> str:
    """What no other date has: ids hold dots, so that dots alone would not keep their parts apart."""
    about = due.period.text if due.period is not None else due.step.id if due.step is not None else ""
    unit = f"[{due.unit}]" if due.unit else ""
    return f"{due.kind}.{due.indicator.id}{unit}{':' if about else ''}{about}"


def _escaped(text: str) -> str:
    return "\n".join(map(visible, text.split("\n"))).translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, of which no character is torn; all but the first begin with a space."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece += char
        size += octets
    yield piece


_WRITERS: Final[Mapping[str, Callable[[Snapshot, Sequence[Due], Words, Sequence[int]], str]]] = {
    "text": _text,
    "json": _json,
    "ics": _calendar,
}
FORMATS: Final = tuple(_WRITERS)
