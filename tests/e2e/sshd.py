"""A real OpenSSH server on a loopback port, with a host key and a configuration of its own, and clients on terminals.

It runs as the tests' user and lets in nobody else. Only root's may hand out terminals: for others it is lacking. A
session is told its name by `LC_SESSION`, one of the variables that Debian's configuration lets in.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from tests.e2e.terminal import ROOT, Terminal
from tests.lacking import lacking

__all__ = ["Server", "boot", "pss", "serving", "sessions", "together"]

_SEPARATION = Path("/run/sshd")
"""Where the server imprisons what is not yet logged in; Debian makes it when the service starts."""

_CONFIGURATION = """\
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/user.pub
StrictModes no
UsePAM no
KbdInteractiveAuthentication no
PasswordAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
X11Forwarding yes
AcceptEnv LANG LC_*
MaxStartups 100
Subsystem sftp /usr/lib/openssh/sftp-server
"""
"""As Debian ships it, but for names, keys and many who come at once: what a session may is up to what is added."""


def boot(folder: Path) -> str:
    """A command that runs the checkout as `python -I -m tui` runs what is installed."""
    script = folder / "tui_of_the_checkout.py"
    script.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom tui.__main__ import main\nsys.exit(main())\n"
    )
    return f"{sys.executable} -I {script}"


class Server:
    """A server; every port of it serves something else."""

    def __init__(self, folder: Path, recipes: Sequence[str]) -> None:
        """Start it.

        Args:
            folder: For keys and configuration.
            recipes: For each port, the lines of the configuration that hold for whoever comes by it.
        """
        self._folder = folder
        self.home = folder / "home"
        """The home directory of whoever logs in, so that nothing is looked for in the tests' user's own."""
        self.ports = tuple(_free_port() for _ in recipes)
        for name in ("host", "user"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
            subprocess.run(command, check=True, timeout=60)
        lines = [_CONFIGURATION.format(folder=folder), *(f"Port {port}\n" for port in self.ports)]
        self.home.mkdir()
        recipes = [f"{recipe}\n    SetEnv HOME={self.home}" for recipe in recipes]
        lines += [f"Match LocalPort {port}\n{recipe}\n" for port, recipe in zip(self.ports, recipes, strict=True)]
        (folder / "sshd_config").write_text("".join(lines))
        with (folder / "log").open("w") as log:
            command = [_program(), "-D", "-e", "-f", str(folder / "sshd_config")]
            # As a service has it: whatever the tests were started with is no business of the sessions.
            plain = {"PATH": "/usr/local/bin:/usr/bin:/bin"}
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=log, env=plain)
        for port in self.ports:
            self._wait_for(port)

    def _wait_for(self, port: int) -> None:
        until = time.monotonic() + 20
        while True:
            assert self._process.poll() is None, self.log
            assert time.monotonic() < until, self.log
            with closing(socket.socket()) as probe:
                if not probe.connect_ex(("127.0.0.1", port)):
                    return
            time.sleep(0.02)

    @property
    def log(self) -> str:
        """What the server says."""
        return (self._folder / "log").read_text()

    def command(self, *options: str, port: int = 0, program: str = "ssh") -> list[str]:
        """A client's command line, up to the words that follow the host.

        Args:
            options: Of the client.
            port: Which of the server's ports.
            program: `ssh`, or another client that takes `-o`.
        """
        settings = {
            "Port": str(self.ports[port]),
            "IdentityFile": str(self._folder / "user"),
            "IdentitiesOnly": "yes",
            "BatchMode": "yes",
            "StrictHostKeyChecking": "no",
            "UserKnownHostsFile": str(self._folder / "known_hosts"),
            "LogLevel": "ERROR",
        }
        said = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
        return [program, "-F", "/dev/null", *said, *options]

    @property
    def host(self) -> str:
        """Whom to log in as, and where."""
        return f"{pwd.getpwuid(os.geteuid()).pw_name}@127.0.0.1"

    def open(
        self, session: str = "", *words: str, port: int = 0, environ: Mapping[str, str] | None = None, term: str = ""
    ) -> Terminal:
        """A client on a terminal of its own.

        Args:
            session: Its name, by which `sessions` knows it.
            words: A command that it asks for.
            port: Which of the server's ports.
            environ: Variables that it asks the server to set.
            term: What its terminal calls itself.
        """
        told = {"LC_SESSION": session, **(environ or {})}
        sets = "SetEnv=" + " ".join(f"{name}={value}" for name, value in told.items())
        command = [*self.command("-tt", "-o", sets, port=port), self.host, *words]
        return Terminal(command, environ={"TERM": term or "xterm-256color", "LANG": "", "LC_CTYPE": ""})

    def run(
        self, *words: str, options: Sequence[str] = (), program: str = "ssh", stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """A client without a terminal, and what came of it."""
        command = [*self.command(*options, program=program), self.host, *words]
        return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, timeout=60)

    def stop(self) -> None:
        """Stop it; sessions that are still open are not its own, and end with their clients."""
        self._process.terminate()
        self._process.wait(20)


def sessions(command: str) -> dict[str, int]:
    """Process ids of the sessions that run a command, by their names."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            environ = (entry / "environ").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if words[0] == sys.executable and command in words:
            name = next((each.partition("=")[2] for each in environ if each.startswith("LC_SESSION=")), None)
            if name is not None:
                found[name] = int(entry.name)
    return found


def pss(pid: int) -> int:
    """The memory of a process, KiB: what is its own, and its share of what it shares."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


def together(terminals: Iterable[Terminal], seen: Callable[[Terminal], bool], seconds: float = 60.0) -> None:
    """Read all terminals in turn until something holds for each.

    Raises:
        AssertionError: It did not; the message shows a screen for which it does not hold.
    """
    left = list(terminals)
    until = time.monotonic() + seconds
    while left:
        for each in left:
            each.read(0.0)
        left = [each for each in left if not seen(each)]
        assert time.monotonic() < until, f"{len(left)} sessions are behind; one of them:\n{left[0].text}"
        time.sleep(0.02)


@contextmanager
def serving(folder: Path, *recipes: str) -> Iterator[Server]:
    """A server with a recipe for each port."""
    server = Server(folder, recipes)
    try:
        yield server
    finally:
        server.stop()


def _program() -> str:
    found = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None or shutil.which("ssh") is None:
        lacking("the OpenSSH server", "openssh-server openssh-client")
    if os.geteuid():
        lacking("an OpenSSH server that may hand out terminals, which only root's may,", "openssh-server, as root")
    _SEPARATION.mkdir(mode=0o755, exist_ok=True)
    return found


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
