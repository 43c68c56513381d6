"""Connections: what keeps one from being made is said by its cause, and nothing stuck holds up anything else."""

import asyncio
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.sources.parts import NEVER, NOW, brief, read, refusal, source
from tests.sources.server import Server, serving
from tui.errors import RetryableError, SourceError
from tui.model.source import Source, SourceMap
from tui.sources import network
from tui.sources.network import is_link_local
from tui.sources.readers import Readers

FIGURE = SourceMap("x.y", value="$.n", const={"period": "2022"})


def web_source(address: str, **fields: Any) -> Source:
    return source(address, FIGURE, kind="http", **fields)


def failure(declared: Source) -> str:
    with pytest.raises(SourceError) as refused:
        read(declared)
    return refusal(refused.value)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


def secured(
    authority: trustme.CA, *names: str, not_before: datetime | None = None, not_after: datetime | None = None
) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, not_before=not_before, not_after=not_after).configure_cert(context)
    return context


@pytest.fixture(scope="module")
def good_tls(authority: trustme.CA) -> Iterator[Server]:
    with serving(secured(authority, "localhost", "127.0.0.1")) as server:
        yield server


def test_an_authority_of_ones_own_is_trusted(good_tls: Server, ca_file: str) -> None:
    for host in ("localhost", "127.0.0.1"):
        reading = read(web_source(f"https://{host}:{good_tls.port}/good", ca_file=ca_file))
        assert brief(reading.observations) == [("x.y", "", "2022", "152", "A")]


def test_an_unknown_authority_is_not_trusted(good_tls: Server) -> None:
    """H1."""
    words = "localhost: certificate signed by an unknown authority; ca_file names one to trust"
    assert failure(web_source(f"https://localhost:{good_tls.port}/good")) == words
    assert good_tls.asked("/never") == []


@pytest.mark.parametrize(
    ("names", "dates", "words"),
    [
        (("localhost",), {"not_after": datetime.now(UTC) - timedelta(days=1)}, "localhost: certificate expired"),
        (("localhost",), {"not_before": datetime.now(UTC) + timedelta(days=1)}, "localhost: certificate not valid yet"),
        (("other.example",), {}, "localhost: certificate is for another host"),
    ],
    ids=["expired", "not yet", "wrong host"],
)
def test_a_bad_certificate_is_named_by_what_is_wrong(
    authority: trustme.CA, ca_file: str, names: tuple[str, ...], dates: dict[str, datetime], words: str
) -> None:
    """H1; and no request was ever sent."""
    with serving(secured(authority, *names, **dates)) as server:
        assert failure(web_source(f"https://localhost:{server.port}/good", ca_file=ca_file)) == words
        assert server.requests == []


def test_plain_http_on_a_tls_port_is_told_from_a_bad_certificate(web: Server, good_tls: Server) -> None:
    """H1: in both directions."""
    words = "127.0.0.1: does not speak TLS on this port; is it http, not https?"
    assert failure(web_source(f"https://127.0.0.1:{web.port}/good")) == words
    assert failure(web_source(f"http://127.0.0.1:{good_tls.port}/good", timeout=1.0)) in (
        "connection closed without an answer",
        "connection broken off",
        "what answers does not speak HTTP/1.1",
    )


@pytest.mark.parametrize("content", [b"", b"-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n"])
def test_a_file_of_authorities_without_any_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ca.pem"
    path.write_bytes(content)
    assert failure(web_source("https://localhost:1/", ca_file=str(path))) == f"{path}: holds no certificate"
    missing = tmp_path / "none.pem"
    assert failure(web_source("https://localhost:1/", ca_file=str(missing))) == f"{missing}: no such file"


def test_a_certificate_of_ours_is_shown_to_a_server_that_asks(
    authority: trustme.CA, ca_file: str, tmp_path: Path
) -> None:
    """And only from a file that nobody else may read; without it the server refuses."""
    asking = secured(authority, "localhost")
    authority.configure_trust(asking)
    asking.verify_mode = ssl.CERT_REQUIRED
    ours = tmp_path / "client.pem"
    authority.issue_cert("client@zhibiao.example").private_key_and_cert_chain_pem.write_to_path(str(ours))
    with serving(asking) as server:
        place = f"https://localhost:{server.port}/good"
        declared = web_source(place, ca_file=ca_file, client_file=str(ours))
        ours.chmod(0o644)
        assert failure(declared) == f"secret file {ours} can be read by others: chmod 600"
        ours.chmod(0o600)
        assert read(declared).observations
        with pytest.raises(SourceError):
            read(web_source(place, ca_file=ca_file))
        assert len(server.requests) == 1


def test_a_locked_key_asks_nobody_for_its_password(ca_file: str, tmp_path: Path) -> None:
    ours = tmp_path / "client.pem"
    ours.write_text(
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", encoding="utf-8"
    )
    ours.chmod(0o600)
    declared = web_source("https://localhost:1/", ca_file=ca_file, client_file=str(ours))
    assert failure(declared) == f"{ours}: holds no certificate with its key"


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of a listener that accepts, and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_handshake_that_hangs_is_cut(silent: int) -> None:
    """H2; and the connection is closed: a warning about an open one would fail this test."""
    assert failure(web_source(f"https://127.0.0.1:{silent}/", timeout=0.3)) == "no complete answer within 0.3 s"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_nobody_listens() -> None:
    """H1."""
    port = free_port()
    assert failure(web_source(f"http://127.0.0.1:{port}/")) == f"127.0.0.1: refuses connections to port {port}"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (socket.EAI_NONAME, "nowhere.example: no such host"),
        (socket.EAI_AGAIN, "nowhere.example: its name could not be looked up at the moment"),
    ],
)
def test_no_such_host(monkeypatch: pytest.MonkeyPatch, code: int, words: str) -> None:
    """H1: told from a resolver that is down, where another try may help."""

    def fail(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(code, "")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(SourceError) as refused:
        read(web_source("http://nowhere.example/"))
    assert refusal(refused.value) == words
    assert isinstance(refused.value, RetryableError) == (code == socket.EAI_AGAIN)


def test_a_name_that_cannot_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    host = "x" * 64 + ".example"
    assert failure(web_source(f"http://{host}/")) == f"{host}: no such host"


def test_the_second_address_is_tried_when_the_first_is_dead(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(host: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in ("127.0.0.2", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    assert read(web_source(f"http://two.example:{web.port}/good")).observations


def test_stuck_lookups_hold_up_nobody(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """H3: forty names that never resolve; a healthy source answers, and the program ends at once."""
    freed = threading.Event()
    real = socket.getaddrinfo

    def stuck(host: str, *arguments: Any, **options: Any) -> Any:
        if host.endswith("stuck.example"):
            freed.wait(60)
        return real("127.0.0.1", *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", stuck)

    async def together() -> float:
        async with Readers({}) as readers:
            names = [f"{number % 20}.stuck.example" for number in range(40)]
            hanging = [
                asyncio.ensure_future(readers.read(web_source(f"http://{name}/", timeout=1.0), NEVER, NOW))
                for name in names
            ]
            await asyncio.sleep(0)
            await readers.read(web_source(f"http://healthy.example:{web.port}/good"), NEVER, NOW)
            assert not any(task.done() for task in hanging), "the healthy one waited for none of them"
            outcomes = await asyncio.gather(*hanging, return_exceptions=True)
            assert {str(outcome) for outcome in outcomes} == {"source.http.deadline(seconds=1)"}
            return time.monotonic()

    ended = asyncio.run(together())
    assert time.monotonic() - ended < 2
    freed.set()


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "fe80::1%eth0",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::",
        "fd00:ec2::254",
        "100.100.100.200",
    ],
)
def test_addresses_where_credentials_are_handed_out(address: str) -> None:
    assert is_link_local(address)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "10.0.0.1", "192.168.1.1", "fd00::1", "100.100.1.1", "8.8.8.8"]
)
def test_private_addresses_are_the_administrators_business(address: str) -> None:
    assert not is_link_local(address)


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "0xa9fea9fe", "2852039166"]
)
def test_no_connection_is_made_there(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """H13: however the address is written."""

    def never(*_: object) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket.socket, "connect", never)
    assert failure(web_source(f"http://{host}/latest/meta-data/")).endswith(", a link-local or metadata address")


def test_what_counts_is_the_address_and_not_the_name(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """H13: a name that leads there is refused, unless the source says that it may."""
    monkeypatch.setattr(network, "is_link_local", lambda address: address == "127.0.0.1")
    address = f"http://localhost:{web.port}/good"
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", ("127.0.0.1", port))])
    assert failure(web_source(address)) == "localhost: leads to 127.0.0.1, a link-local or metadata address"
    assert read(web_source(address, allow_link_local=True)).observations


CHILD = """
import asyncio, re, sys
from pathlib import Path
from tests.sources.parts import NEVER, NOW, source
from tui.errors import SourceError
from tui.model.source import SourceMap
from tui.sources.readers import Readers

def peak():
    # Of this program: what getrusage tells is never less than what the parent had at the fork.
    return int(re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())[1])

async def main():
    async with Readers({}) as readers:
        async def read(path):
            place = f"http://127.0.0.1:{sys.argv[1]}/{path}"
            declared = source(place, SourceMap("x.y", value="$.n", const={"period": "2022"}), kind="http", timeout=20.0)
            return await readers.read(declared, NEVER, NOW)
        await read("good"), await read("gzip")
        before = peak()
        for path in sys.argv[2:]:
            try:
                await read(path)
            except SourceError:
                continue
            sys.exit(path)
        print(peak() - before)

asyncio.run(main())
"""


def test_bombs_and_endless_answers_cost_little_memory(web: Server) -> None:
    """H7: at most 20 MiB more than before, in a process of its own."""
    root = Path(__file__).parent.parent.parent
    paths = ["bomb", "stacked-bomb", "members-bomb", "endless", "said-too-long", "brotli", "header-flood", "bottomless"]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(web.port), *paths],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(root)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) < 20 * 1024
