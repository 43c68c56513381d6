"""A text written from a template whose every figure comes from a snapshot, by its id.

A template names figures, never types them: `{{ "fuyi.revoked_rate" | percent }}`. It cannot read a file, include
another template, call into Python or change anything (Jinja2's sandbox, without a loader); it is not proof against a
template that never ends. A text with an unknown id is never written; one with a figure that is missing, out of date or
contradicted by a check is not either, unless that is asked for, and then the place shows that nothing is known.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from tui.errors import Message, UsageError
from tui.exports.cited import Cited
from tui.model.snapshot import Snapshot
from tui.words import Words
from tui.words.cells import visible
from tui.words.dates import long_date

try:
    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment
except ImportError as error:
    raise UsageError("output.extra", format="report", extra="report") from error

__all__ = ["write_report"]

_FAILURES: Final = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What a template's own expressions can run into."""
_GIVEN: Final = ("range", "dict", "namespace")
"""What of Jinja2's global functions a report may need."""


def write_report(snapshot: Snapshot, template: str, name: str, words: Words, *, allow_missing: bool = False) -> str:
    """The text of a report.

    Args:
        snapshot: Where its figures come from.
        template: A Jinja2 template; the filters are those of `Cited`, and `date`.
        name: What to call the template in an error; where it holds `.md`, names are escaped as Markdown needs it.
        words: The language of figures, dates and footnotes.
        allow_missing: Write it though figures are missing or contradicted.

    Raises:
        UsageError: The template cannot be read or filled, names an indicator that is not there, or needs a figure that
            is not known.
    """
    cited = Cited(snapshot, words, markdown=".md" in name)
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    given = {each: environment.globals[each] for each in _GIVEN}
    environment.globals.clear()
    environment.globals.update(given)
    environment.filters.update(_filters(cited, words))
    try:
        text = environment.from_string(template).render(
            title=snapshot.framework.title.said(words.language),
            as_of=snapshot.as_of.date(),
            footnotes=cited.footnotes,
            figures=cited.table,
        )
    except TemplateSyntaxError as error:
        said = visible(error.message or "")
        raise UsageError("report.syntax", name=name, line=error.lineno, error=said) from error
    except _FAILURES as error:
        said = visible(str(error)) or type(error).__name__
        raise UsageError("report.failed", name=name, line=_line(error), error=said) from error
    _refuse(name, cited.unknown)
    if not allow_missing:
        _refuse(name, cited.problems)
    return text


def _refuse(name: str, problems: Mapping[str, Message]) -> None:
    if problems:
        raise UsageError("report.refused", name=name, problems=tuple(problems.values()))


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
