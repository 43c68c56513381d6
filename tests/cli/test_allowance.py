"""A template that somebody else wrote ends: within its time, memory and length, with a sentence that names it."""

import resource
import signal
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_report import polled, report, word
from tests.exports import case
from tui.cli import Exit
from tui.cli.allowance import allowance
from tui.errors import UsageError
from tui.exports.medium import MEDIA
from tui.exports.report import write_report
from tui.words import LANGUAGES, Words

__all__ = ["polled"]

SHORT = 0.2
ENDLESS = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}"


def refused(template: str, seconds: float = 10.0, memory: int = 64 * 1024 * 1024, most: int = 1024 * 1024) -> str:
    """What is said of a template; in both languages on the way."""
    with pytest.raises(UsageError) as caught, allowance("t.md.j2", seconds, memory):
        write_report(case.snapshot(), template, "t.md.j2", Words("en"), MEDIA["md"], most=most)
    return [Words(language).told(caught.value.message) for language in LANGUAGES][-1]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ 'x' * 2000000 }}", "t.md.j2:1 was stopped: it would write more than 1 MiB"),
        ("{{ ([0] * 99999999999)|length }}", "t.md.j2:1 was stopped: it would write more than 1 MiB"),
        ("\n{% for _ in range(100000) %}\n{{ '正' * 1000 }}{% endfor %}", "t.md.j2:3 was stopped: it would write more"),
        (
            "\n{% macro m() %}{% for _ in range(9) %}{{ 'x' * 999999 }}{% endfor %}{% endmacro %}{{ m() }}",
            "t.md.j2:2 was",
        ),
        ("{% set n = namespace(x=3) %}{% for _ in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}", "1000 digits"),
        ("{{ 10 ** (10 ** 8) }}", "t.md.j2:1 was stopped: it works with numbers of more than 1000 digits"),
        ("{{ 'x'|center(99999999) }}", "t.md.j2:1 was stopped: it needs more memory than a report may take"),
        ("{{ '%99999999d' % 1 }}", "was stopped: it needs more memory than a report may take"),
    ],
)
def test_what_grows_without_end_ends(template: str, said: str) -> None:
    """Text, lists, numbers, and what a library makes of them in one go."""
    assert said in refused(template)


def test_what_reports_reckon_is_not_bounded() -> None:
    text = "{{ 22 * 100 / 152 }} {{ 2 ** 10 }} {{ 2.5 * 4 }} {{ 'ab' * 3 }} {{ 2 ** -1 }} {{ [1] * 2 }}"
    with allowance("t.md.j2"):
        said = write_report(case.snapshot(), text, "t.md.j2", Words("en"), MEDIA["md"])
    assert said.split(" ", 1)[1] == "1024 10.0 ababab 0.5 [1, 1]"


def test_what_never_ends_is_ended_where_it_is() -> None:
    said = "was stopped: it took more than 0.2 s of processor time"
    assert refused(f"\n\n{ENDLESS}", SHORT) == f"t.md.j2:3 {said}"


def test_what_swallows_the_first_signal_gets_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.allowance._AGAIN", SHORT)

    def works_on_for_ever() -> None:
        with suppress(Exception):
            while True:
                pass
        while True:
            pass

    with pytest.raises(UsageError) as caught, allowance("t", SHORT):
        works_on_for_ever()
    assert caught.value.message.key == "report.time"


def test_a_signal_that_comes_when_all_is_done_comes_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last moment before the timer is stopped: the report is there, and stays."""
    timed = signal.setitimer

    def last_moment(which: int, seconds: float, again: float = 0.0) -> None:
        if which == signal.ITIMER_PROF and not seconds:
            signal.raise_signal(signal.SIGPROF)
        timed(which, seconds, again)

    monkeypatch.setattr(signal, "setitimer", last_moment)
    with allowance("t"):
        done = True
    assert done
    assert signal.getsignal(signal.SIGPROF) == signal.SIG_DFL


def test_afterwards_all_is_as_it_was() -> None:
    """No bound is left to what the verb does next."""

    def state() -> tuple[object, ...]:
        timers = [signal.getitimer(each) for each in (signal.ITIMER_PROF, signal.ITIMER_VIRTUAL)]
        return signal.getsignal(signal.SIGPROF), timers, resource.getrlimit(resource.RLIMIT_AS)

    before = state()
    with allowance("t"):
        assert state() != before
    assert state() == before
    refused(ENDLESS, SHORT)
    assert state() == before


def test_a_single_operation_that_never_ends_is_ended_by_the_kernel() -> None:
    """Python sees no signal within it: a job of the night ends all the same."""
    code = (
        "from collections import deque; from itertools import repeat; from tui.cli.allowance import allowance\n"
        f"with allowance('t', {SHORT}, deaf={SHORT}): deque(repeat(0), 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGVTALRM


def test_the_verb_has_these_bounds(polled: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a text with the line, of a Word document without; nothing is written."""
    monkeypatch.setattr("tui.cli.report.allowance", partial(allowance, seconds=SHORT))
    said = "was stopped: it took more than 0.2 s of processor time\n"
    assert report(run, ENDLESS, "-o", "out.md") == (Exit.USAGE, "", f"zhibiao: t.md.j2:1 {said}")
    name = word("{%p for a in range(100000) %}", ENDLESS, "{%p endfor %}")
    assert run("report", name, "-o", "out.docx", "--store", "h.db") == (Exit.USAGE, "", f"zhibiao: t.docx {said}")
    assert not list(polled.glob("out.*"))


def test_a_word_document_is_as_short_as_a_text(polled: Path, run: Run) -> None:
    name = word("{%p for a in range(100000) %}", "{{ 'x' * 10000 }}", "{%p endfor %}")
    said = "zhibiao: t.docx was stopped: it would write more than 64 MiB\n"
    assert run("report", name, "-o", "out.docx", "--store", "h.db") == (Exit.USAGE, "", said)
