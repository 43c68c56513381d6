"""Officials who look in over SSH: many at once, each cheap, none able to do anything else (M1-M5, X5; job 12)."""

import os
import pwd
import re
import signal
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.sshd import Server, boot, pss, serving, sessions, together
from tests.e2e.terminal import ROOT, Terminal
from tests.monitor.world import World, eventually, is_running, world
from tests.processes import python

MANY = 30
EVERY = 2.0
"""Seconds from one poll to the next."""
GONE = 5.0
"""Seconds within which a session ends whose client was killed (X5)."""
STOPPED = 3
"""Seconds after which the server of these tests gives up a client that is silent; 45 by the README's recipe."""

RECIPE = re.compile(r"```sshd_config\n(.*?)```", re.DOTALL)
PROGRAM = "/opt/zhibiao/bin/python -I -m tui"
FILE = "/etc/zhibiao/indicators.toml"
STORE = "/var/lib/zhibiao/history.db"


def recipe(program: str, config: Path, store: Path) -> str:
    """What the README tells whoever sets up the server, with the places of a test, and less patience."""
    (block,) = RECIPE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    first, _, rest = block.partition("\n")
    assert first.startswith("Match ")
    for old, new in ((PROGRAM, program), (FILE, str(config)), (STORE, str(store)), ("Interval 15", "Interval 1")):
        assert old in rest, old
        rest = rest.replace(old, new)
    return str(rest)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A source that counts who asks, a configuration that reads it, and a history into which it was read once."""
    with world(tmp_path_factory.mktemp("world"), EVERY) as made:
        with python(*collects(made), "--once") as collector:
            assert collector.wait(60) == 0
        yield made


def collects(place: World) -> tuple[str, ...]:
    """The arguments of the one that reads the source."""
    return "-m", "tui", "collect", "-q", "-c", str(place.config), "--store", place.place


@pytest.fixture(scope="module")
def server(place: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """By its first port the README's recipe; by its second a bare Textual program in the same way."""
    folder = tmp_path_factory.mktemp("ssh")
    program = boot(folder)
    hello = f"{program.split()[0]} -I {ROOT / 'tests' / 'bench' / 'hello.py'}"
    ours = recipe(program, place.config, place.store)
    bare = "\n".join(f"    ForceCommand {hello}" if "ForceCommand" in line else line for line in ours.splitlines())
    with serving(folder, ours, bare) as made:
        yield made


def opened(server: Server, seen: str, port: int = 0) -> list[Terminal]:
    """Thirty sessions whose first frames stand."""
    terminals = [server.open(str(number), port=port) for number in range(MANY)]
    try:
        together(terminals, lambda each: seen in each.text)
    except BaseException:
        closed(terminals)
        raise
    return terminals


def closed(terminals: list[Terminal]) -> None:
    for each in terminals:
        each.end()


def weight(command: str) -> float:
    """The median memory of the sessions that run a command, once all of them are at rest."""
    time.sleep(1.5)
    found = sessions(command)
    assert len(found) == MANY
    return statistics.median(map(pss, found.values()))


def ended(command: str, names: list[str]) -> bool:
    return not set(names) & set(sessions(command))


def test_thirty_sessions(server: Server, place: World) -> None:
    """One poll an interval, little memory each; who is killed or stopped ends, and is nobody else's trouble."""
    bare = opened(server, "Hello", port=1)
    try:
        hello = weight(str(ROOT / "tests" / "bench" / "hello.py"))
    finally:
        closed(bare)
    with python(*collects(place)):
        ours = opened(server, "Legal aides")
        try:
            together(ours, lambda each: "600" in each.text)
            began, before = time.monotonic(), len(place.register.hits)
            ratio = weight(str(place.store)) / hello
            while time.monotonic() < began + 3 * EVERY:
                together(ours, lambda each: True)
            intervals = (time.monotonic() - began) / EVERY
            assert abs(len(place.register.hits) - before - intervals) <= 1.5
            print(f"memory of a session: {ratio:.2f} x a bare one's {hello:.0f} KiB")
            assert ratio <= 1.3
            some_go(ours, place)
        finally:
            for each in ours:
                if is_running(each.pid):
                    each.signal(signal.SIGCONT)
            closed(ours)
            place.register.aides = 600
        eventually(lambda: not sessions(str(place.store)), GONE)


def some_go(ours: list[Terminal], place: World) -> None:
    """Stop the clients of some sessions and kill those of others; the rest sees every change."""
    store = str(place.store)
    stopped, killed, others = ours[:3], ours[3:8], ours[8:]
    for each in stopped:
        each.signal(signal.SIGSTOP)
    place.register.aides = 700
    together(others, lambda each: "700" in each.text)
    for each in killed:
        each.signal(signal.SIGKILL)
    eventually(lambda: not {"3", "4", "5", "6", "7"} & set(sessions(store)), GONE)
    eventually(lambda: not {"0", "1", "2"} & set(sessions(store)), 20 + 3 * STOPPED)
    place.register.aides = 800
    together(others, lambda each: "800" in each.text)
    assert len(sessions(store)) == len(others)
    others[0].send("q")
    assert others[0].exit_code() == 0


# Nothing but the dashboard

HOSTILE = ("touch {}", "; touch {}", "$(touch {})", "`touch {}`", "-c x; touch {}", "\n touch {}")


@pytest.mark.parametrize("words", HOSTILE)
def test_a_command_of_the_clients_is_not_run(server: Server, tmp_path: Path, words: str) -> None:
    """Without a terminal there is nothing at all; on one there is the dashboard."""
    mark = tmp_path / "mark"
    done = server.run("--", words.format(mark), options=["-T"])
    assert done.returncode == 7
    assert done.stdout == ""
    with server.open("command", "--", words.format(mark)) as terminal:
        terminal.wait_for("Legal aides")
        terminal.send("q")
        assert terminal.exit_code() == 0
    assert not mark.exists()


def test_no_file_is_transferred(server: Server, tmp_path: Path) -> None:
    mine, yours = tmp_path / "mine", tmp_path / "yours"
    mine.write_text("x")
    batch = f"put {mine} {yours}\nget /etc/passwd {yours}\n"
    done = server.run(options=["-b", "-"], program="sftp", stdin=batch)
    assert done.returncode != 0
    assert server.run(options=["-s"], stdin="x").returncode != 0
    assert not yours.exists()


def test_there_is_no_tunnel(server: Server, place: World) -> None:
    """Neither to the network of the server nor back from it."""
    port = place.register.url.rpartition(":")[2].partition("/")[0]
    hits = len(place.register.hits)
    forth = server.run(options=["-W", f"127.0.0.1:{port}"], stdin="GET / HTTP/1.0\r\n\r\n")
    assert forth.returncode != 0
    assert "HTTP" not in forth.stdout
    back = server.run(options=["-N", "-o", "ExitOnForwardFailure=yes", "-R", f"0:127.0.0.1:{port}"])
    assert back.returncode != 0
    assert len(place.register.hits) == hits


def environment(pid: int) -> dict[str, str]:
    text = Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
    return dict(entry.split("=", 1) for entry in text.split("\0") if "=" in entry)


REFUSED = {
    "BASH_ENV": "{mark}.sh",
    "ENV": "{mark}.sh",
    "EDITOR": "touch {mark}",
    "LD_PRELOAD": "{mark}.so",
    "PAGER": "touch",
    "PYTHONPATH": "{folder}",
    "PYTHONSTARTUP": "{mark}.py",
    "TEXTUAL_DRIVER": "sitecustomize:Driver",
    "ZHIBIAO_CONFIG": "{mark}.toml",
    "XDG_CONFIG_HOME": "{folder}",
}


def test_no_variable_of_the_clients_matters(server: Server, place: World, tmp_path: Path) -> None:
    """None arrives but those of the language, and they choose a language and nothing else."""
    mark = tmp_path / "mark"
    (tmp_path / "mark.sh").write_text(f"touch {mark}\n")
    for name in ("sitecustomize.py", "usercustomize.py", "mark.py"):
        (tmp_path / name).write_text(f"open({str(mark)!r}, 'w')\n")
    asked = {name: value.format(mark=mark, folder=tmp_path).replace(" ", "") for name, value in REFUSED.items()}
    with server.open("variables", environ={**asked, "LC_ALL": "../../../etc/passwd"}) as terminal:
        terminal.wait_for("Legal aides")
        told = environment(sessions(str(place.store))["variables"])
        assert not set(asked) & set(told)
        terminal.send("q")
        assert terminal.exit_code() == 0
    assert not mark.exists()


KEYS = [
    *(chr(code) for code in range(0x20, 0x7F) if chr(code) != "q"),
    *(chr(code) for code in range(1, 0x1B) if code not in (3, 17)),  # ctrl+c and ctrl+q end it
    *(f"\x1bO{letter}" for letter in "PQRS"),
    *(f"\x1b[{number}~" for number in (15, 17, 18, 19, 20, 21, 23, 24)),
]


@pytest.mark.parametrize(
    "before",
    ["", "\r", "s", "\x10write\r", "\x10:!sh\r", "/!sh\r"],
    ids=["list", "page", "sources", "palette", "shell", "filter"],
)
def test_no_key_leads_out_of_it(server: Server, place: World, before: str) -> None:
    """No child, no file, no way back to a shell, whatever is typed; that the palette can quit is no way out."""
    began_in = Path(pwd.getpwuid(os.geteuid()).pw_dir)
    above = sorted(began_in.glob("*zhibiao*"))
    with server.open("keys") as terminal:
        terminal.wait_for("Legal aides")
        pid = sessions(str(place.store))["keys"]
        terminal.send(before)
        for key in KEYS:
            terminal.settle(quiet=0.01)
            if not is_running(pid):
                break
            assert children(pid) == ""
            terminal.send(key)
        terminal.send("\x03")
        assert terminal.exit_code() in (0, 130)
        assert not is_running(pid)
    assert list(server.home.rglob("*")) == []
    assert sorted(began_in.glob("*zhibiao*")) == above


def children(pid: int) -> str:
    """The processes that a process has started; none where it has just ended."""
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return ""


# What the terminal is


@pytest.mark.parametrize(
    ("term", "language", "seen"),
    [
        ("xterm-256color", "zh_CN.UTF-8", "\u622a\u81f3"),
        ("screen-256color", "en_US.UTF-8", "as of"),
        ("tmux-256color", "en_GB.utf8", "as of"),
        ("linux", "zh_CN.UTF-8", "\u622a\u81f3"),
        ("vt100", "en_US.UTF-8", "as of"),
        ("xterm", "C", "\u622a\u81f3"),
        ("xterm", "zh_CN.GBK", "\u622a\u81f3"),
        ("xterm-256color", "xx_YY.nonsense", "\u622a\u81f3"),
    ],
)
def test_every_terminal_and_language(server: Server, term: str, language: str, seen: str) -> None:
    with server.open("terminal", environ={"LANG": language}, term=term) as terminal:
        terminal.wait_for("Legal aides")
        terminal.wait_for(seen)
        terminal.resize(100, 30)
        terminal.wait_for(lambda: bool(terminal.text.splitlines()[-1].strip()))
        terminal.send("q")
        assert terminal.exit_code() == 0


def test_a_terminal_that_cannot_move_its_cursor_is_refused(server: Server) -> None:
    with server.open("dumb", environ={"LANG": "en_US.UTF-8"}, term="dumb") as terminal:
        assert terminal.exit_code() == 7
        assert "snapshot --format text" in " ".join(terminal.text.split())
