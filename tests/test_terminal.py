"""The gate before the dashboard: which terminals it lets through, and what it settles for Textual."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tui.errors import TerminalError
from tui.terminal import draws_unicode, require_terminal


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    """The gate leaves the collector of garbage off for the dashboard to switch on."""
    yield
    gc.enable()


@pytest.fixture
def terminals(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Which file descriptors are terminals."""
    numbers = {0, 2}
    monkeypatch.setattr("os.isatty", numbers.__contains__)
    return numbers


@pytest.mark.parametrize("missing", [0, 2])
def test_input_and_error_must_be_a_terminal(terminals: set[int], missing: int) -> None:
    """Textual reads one and draws on the other."""
    terminals.remove(missing)
    with pytest.raises(TerminalError) as refused:
        require_terminal({"TERM": "xterm"})
    assert refused.value.message.key == "view.no_terminal"


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
@pytest.mark.usefixtures("terminals")
def test_a_terminal_must_move_its_cursor(term: str) -> None:
    with pytest.raises(TerminalError) as refused:
        require_terminal({"TERM": term})
    assert refused.value.message.key == "view.dumb_terminal"


@pytest.mark.usefixtures("terminals")
def test_textual_finds_our_settings_and_no_others() -> None:
    environ = {"TERM": "xterm", "TEXTUAL": "devtools", "TEXTUAL_ANIMATIONS": "full", "TEXTUAL_DRIVER": "x:Y"}
    require_terminal(environ)
    assert environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
    assert environ["TEXTUAL_ANIMATIONS"] == "none"
    assert environ["TEXTUAL_FPS"] == "30"
    assert not environ.keys() & {"TEXTUAL", "TEXTUAL_DRIVER"}


@pytest.mark.usefixtures("terminals")
def test_over_a_line_frames_are_merged() -> None:
    environ = {"TERM": "xterm", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}
    require_terminal(environ)
    assert environ["TEXTUAL_FPS"] == "15"


@pytest.mark.parametrize(
    ("environ", "draws"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm", "LANG": "zh_CN.UTF-8"}, True),
        ({"TERM": "xterm", "LANG": "en_US.utf8"}, True),
        ({"TERM": "xterm", "LANG": "zh_CN.GBK"}, False),
        ({"TERM": "xterm", "LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"TERM": "xterm", "LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),
        ({"TERM": "xterm", "LANG": "C", "LC_CTYPE": "zh_CN.UTF-8"}, True),
        ({"TERM": "linux", "LANG": "zh_CN.UTF-8"}, False),
    ],
)
def test_who_draws_unicode(environ: dict[str, str], draws: bool) -> None:
    assert draws_unicode(environ) is draws


def test_the_event_loop_comes_without_tls_and_tls_without_harm() -> None:
    """A fresh interpreter: asyncio runs, OpenSSL is not loaded, and whoever wants it later gets it."""
    script = (
        "import os, sys\n"
        "os.isatty = lambda number: True\n"
        "from tui.terminal import require_terminal\n"
        "require_terminal({'TERM': 'xterm'})\n"
        "import asyncio\n"
        "assert asyncio.run(asyncio.sleep(0, 7)) == 7\n"
        "assert '_ssl' not in sys.modules and 'ssl' not in sys.modules\n"
        "import ssl\n"
        "ssl.create_default_context()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
