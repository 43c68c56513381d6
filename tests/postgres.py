"""A real PostgreSQL, made for the tests and gone after them: Debian's binaries, a folder of its own, a Unix socket.

Where the binaries are missing the tests that need them fail, with the line to type; they are never skipped.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.lacking import lacking

__all__ = ["Server", "account", "free_port", "server"]

_SCHEMAS = (
    "SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace "
    "WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('public', 'information_schema')"
)
_IS_AS_NEW = (
    "SELECT datacl IS NULL AND datconnlimit = -1 "
    "AND NOT EXISTS (SELECT 1 FROM pg_db_role_setting WHERE setdatabase = pg_database.oid) "
    "AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE refobjid = 'public'::regnamespace) "
    "AND NOT EXISTS (SELECT 1 FROM pg_default_acl) AND NOT EXISTS (SELECT 1 FROM pg_largeobject_metadata) "
    "AND (SELECT count(*) FROM pg_extension) = 1 FROM pg_database WHERE datname = current_database()"
)
"""Whether nothing is left of what somebody did in a database whose schemas were dropped."""


def _binaries() -> Path:
    """Where `initdb` and `postgres` are."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    lacking("PostgreSQL", "postgresql")


def account() -> pwd.struct_passwd | None:
    """Whom to run it as: it refuses to be root's; `None` for whoever runs the tests."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    pytest.fail("PostgreSQL does not run as root, and there is no account `nobody`")


def free_port() -> int:
    """A port at which nobody listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server with one superuser, `postgres`, who needs no password on the socket; over TCP all need theirs."""

    def __init__(self, folder: Path, *, lasts: bool = False) -> None:
        """Make it.

        Args:
            folder: Where its data and its socket are to be.
            lasts: What it was given is on the disk before it says so. A server that is thrown away at the end need not
                do that: while the machine runs nothing of it is lost, and files that never reached the disk cost
                nothing to delete.
        """
        self.folder = folder
        self._lasts = lasts
        self.port = free_port()
        self._binaries = _binaries()
        self._account = account()
        self._process: subprocess.Popen[bytes] | None = None
        self._databases = 0
        self._free: list[str] = []
        self._addresses = ["127.0.0.1"]
        if self._account is not None:
            os.chown(folder, self._account.pw_uid, self._account.pw_gid)
        folder.chmod(0o755)
        said = ["-D", f"{folder}/data", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", *self._AUTH]
        self._run("initdb", *said, *(() if lasts else ("--no-sync",)))

    _AUTH = ("--auth-local=trust", "--auth-host=scram-sha-256")

    def _command(self, name: str, *arguments: str) -> list[str]:
        return [str(self._binaries / name), *arguments]

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            self._command(name, *arguments),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            cwd=self.folder,
            user=None if self._account is None else self._account.pw_uid,
            group=None if self._account is None else self._account.pw_gid,
            extra_groups=None if self._account is None else [],
        )
        assert done.returncode == 0, done.stderr + done.stdout

    def open_to(self, address: str, network: str) -> None:
        """From the next start on, listen at one more address, and trust whoever comes from a network."""
        self._addresses.append(address)
        with (self.folder / "data" / "pg_hba.conf").open("a", encoding="utf-8") as rules:
            rules.write(f"host all all {network} trust\n")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {
            "listen_addresses": ",".join(self._addresses),
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
            "shared_buffers": "16MB",
            "max_connections": "60",
            **({} if self._lasts else {"fsync": "off", "full_page_writes": "off"}),
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command("postgres", "-D", f"{self.folder}/data", *options),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                user=None if self._account is None else self._account.pw_uid,
                group=None if self._account is None else self._account.pw_gid,
                extra_groups=None if self._account is None else [],
            )
        until = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.url()).close()
            except psycopg.OperationalError:
                assert time.monotonic() < until, (self.folder / "log").read_text(encoding="utf-8", errors="replace")
                assert self._process.poll() is None, (self.folder / "log").read_text(encoding="utf-8", errors="replace")
                time.sleep(0.02)
            else:
                return

    def stop(self, *, immediate: bool = False) -> None:
        """Stop it: in good order, or at once, as a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT if immediate else signal.SIGINT)
            self._process.wait(60)
            self._process = None

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Where a database is, over the socket."""
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def tcp(self, database: str, user: str, password: str) -> str:
        """Where a database is, over TCP."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def database(self) -> str:
        """The name of an empty database: one that was taken back, which is ten times cheaper, or a new one."""
        if self._free:
            return self._free.pop()
        self._databases += 1
        name = f"d{self._databases}"
        self.execute(f"CREATE DATABASE {name}")
        return name

    def take_back(self, name: str) -> None:
        """Empty a database for the next who asks for one; where that does not make it as new, nobody gets it."""
        self.execute(f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'")
        drops = [str(drop) for (drop,) in self.execute(_SCHEMAS, database=name)]
        if self.execute(*drops, _IS_AS_NEW, database=name) == [(True,)]:
            self._free.append(name)

    def execute(self, *statements: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run statements as the superuser; the rows of the last one."""
        rows: list[tuple[object, ...]] = []
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
                rows = cursor.fetchall() if cursor.description else []
        return rows


@contextmanager
def server(*, lasts: bool = False) -> Iterator[Server]:
    """A server that runs; its folder is short, as the name of a socket must be.

    Args:
        lasts: As `Server` has it; for tests of what a crash leaves.
    """
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp", ignore_cleanup_errors=True) as folder:
        made = Server(Path(folder), lasts=lasts)
        made.start()
        try:
            yield made
        finally:
            made.stop(immediate=True)
