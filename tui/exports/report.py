"""A text written from a template whose every figure comes from a snapshot, by its id.

A template names figures, never types them: `{{ "fuyi.revoked_rate" | percent }}`. It cannot read a file, include
another template, call into Python or change anything, nor write without end (`tui.exports.sandbox`; who calls bounds
the time that it takes). A text with an unknown id is never written; one with a figure that is missing, out of date or
contradicted by a check is not either, unless that is asked for, and then the place shows that nothing is known.
"""

from collections.abc import Callable, Mapping
from datetime import date
from inspect import signature
from typing import Any, Final

from tui.errors import Message, UsageError
from tui.exports.bounds import MOST_BYTES, Exceeded
from tui.exports.cited import Cited
from tui.exports.medium import HTML, Medium
from tui.exports.sandbox import Sandbox
from tui.model.snapshot import Snapshot
from tui.words import Words
from tui.words.cells import visible
from tui.words.dates import long_date

try:
    from jinja2 import TemplateError, TemplateSyntaxError, pass_context
except ImportError as error:
    raise UsageError("output.extra", format="report", extra="report") from error

__all__ = ["FAILURES", "environment_of", "failed", "given", "refuse", "write_report"]

FAILURES: Final = (
    TemplateError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
    MemoryError,
    Exceeded,
)
"""What a template's own expressions can run into."""
_MOST_TOLD: Final = 10
"""Problems of a template in one sentence."""


def write_report(
    snapshot: Snapshot,
    template: str,
    name: str,
    words: Words,
    medium: Medium,
    *,
    allow_missing: bool = False,
    earlier: Callable[[date], Snapshot] | None = None,
    most: int = MOST_BYTES,
) -> str:
    """The text of a report.

    Args:
        snapshot: Where its figures come from.
        template: A Jinja2 template; the filters are those of `Cited`, and `date`.
        name: What to call the template in an error.
        words: The language of figures, dates and footnotes.
        medium: What it is written in; in a page every value of the template is escaped.
        allow_missing: Write it though figures are missing or contradicted.
        earlier: Judges the end of an earlier day, for changes in a year.
        most: Bytes that the text may have.

    Raises:
        UsageError: The template cannot be read or filled, writes more than it may, names an indicator that is not
            there, or needs a figure that is not known.
    """
    cited = Cited(snapshot, words, medium, earlier)
    how = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": medium is HTML}
    environment = environment_of(cited, words, most, **how)
    try:
        document = environment.from_string(template)
        text = document.render(given(snapshot, cited, words))
        if cited.begins_anew():
            text = document.render(given(snapshot, cited, words))
    except FAILURES as error:
        raise failed(name, error) from error
    refuse(name, cited, allow_missing=allow_missing)
    return text


def environment_of(cited: Cited, words: Words, most: int, **how: bool) -> Sandbox:
    """The sandbox with our filters."""
    environment = Sandbox(most, **how)
    filters = _filters(cited, words).items()
    environment.filters.update({each: _at_run_time(each, function, words) for each, function in filters})
    return environment


def given(snapshot: Snapshot, cited: Cited, words: Words) -> Mapping[str, Any]:
    """What a template may name beside figures."""
    return {
        "title": cited.title(),
        "as_of": snapshot.as_of.date(),
        "language": words.language,
        "footnotes": cited.footnotes,
        "figures": cited.table,
        "notes": cited.notes,
        "titles": cited.titles,
        "rows": cited.rows,
    }


def failed(name: str, error: Exception, *, lined: bool = True) -> UsageError:
    """What to say of a template that could not be read or filled; a line only of a template that has lines."""
    said = visible(str(error)) or type(error).__name__
    if isinstance(error, Exceeded):
        return UsageError(error.key, name=_placed(name, _line(error) * lined), **error.values)
    if isinstance(error, MemoryError):
        return UsageError("report.memory", name=_placed(name, _line(error) * lined))
    if isinstance(error, TemplateSyntaxError):
        return UsageError("report.syntax", name=_placed(name, error.lineno * lined), error=visible(error.message or ""))
    return UsageError("report.failed", name=_placed(name, _line(error) * lined), error=said)


def refuse(name: str, cited: Cited, *, allow_missing: bool) -> None:
    """Stop where a text should not be published.

    Raises:
        UsageError: It names an indicator that is not there, or needs a figure that is not known.
    """
    if cited.unknown:
        raise UsageError("report.strange", name=name, problems=_first(cited.unknown))
    if cited.problems and not allow_missing:
        raise UsageError("report.refused", name=name, problems=_first(cited.problems))


def _first(problems: Mapping[str, Message]) -> tuple[Message, ...]:
    """So many that they can be read, and how many there are beside them."""
    told = tuple(problems.values())
    more = len(told) - _MOST_TOLD
    return (*told[:_MOST_TOLD], Message("report.more", {"count": more})) if more > 0 else told


def _at_run_time(name: str, function: Callable[..., Any], words: Words) -> Callable[..., Any]:
    """A filter that is not worked out while the template is read: what a branch leaves out makes no use of a figure."""
    takes = signature(function)

    @pass_context
    def called(context: object, *arguments: Any, **more: Any) -> Any:
        try:
            takes.bind(*arguments, **more)
        except TypeError as error:
            raise TypeError(words.say("report.arguments", filter=name, takes=", ".join(takes.parameters))) from error
        return function(*arguments, **more)

    return called


def _placed(name: str, line: int) -> str:
    return f"{name}:{line}" if line else name


def _filters(cited: Cited, words: Words) -> Mapping[str, Callable[..., Any]]:
    def said_date(value: date | str) -> str:
        return long_date(words, date.fromisoformat(value) if isinstance(value, str) else value)

    return {
        "value": cited.value,
        "number": cited.number,
        "percent": cited.percent,
        "fraction": cited.fraction,
        "numerator": cited.numerator,
        "denominator": cited.denominator,
        "covered": cited.covered,
        "missing": cited.missing,
        "status": cited.status,
        "target": cited.target,
        "name": cited.name,
        "period": cited.period,
        "before": cited.before,
        "change": cited.change,
        "has_change": cited.has_change,
        "note": cited.note,
        "is_known": cited.is_known,
        "date": said_date,
    }


def _line(error: Exception) -> int:
    """The template's line at which it failed; 0 where that is not known."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
