"""Connections, made by rules that the HTTP client does not know: our own look-ups, and no address that is forbidden.

What an administrator wrote is reached, private addresses included. Link-local and metadata addresses, where clouds
hand out credentials, are not, whatever name leads there: what counts is the address that is connected to.
"""

import asyncio
import errno
import socket
import ssl
from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final

import httpcore

from tui.errors import RetryableError, SourceError, symbol
from tui.reading import clean
from tui.sources.workers import Workers

__all__ = ["Network", "Resolver", "is_link_local", "is_literally_link_local"]

_PATIENCE: Final = 5.0
"""Seconds for look-up and connection, all addresses of a name together."""
_LOOKUPS: Final = 32
"""Names looked up at the same time."""

_METADATA: Final = tuple(
    ip_network(each)
    for each in (
        "169.254.0.0/16",
        "fe80::/10",
        "fd00:ec2::/32",
        "100.100.100.200/32",
        "168.63.129.16/32",
        "192.0.0.192/32",
    )
)
"""Link-local addresses, and those at which cloud providers serve metadata."""
_NAT64: Final = ip_network("64:ff9b::/96")

_UNREACHABLE: Final = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN)

_TLS_REASONS: Final = {
    9: "source.tls.not_yet_valid",
    10: "source.tls.expired",
    18: "source.tls.unknown_ca",
    19: "source.tls.unknown_ca",
    20: "source.tls.unknown_ca",
    21: "source.tls.unknown_ca",
    62: "source.tls.wrong_host",
    64: "source.tls.wrong_host",
}
"""By OpenSSL's X509_V_ERR codes."""
_NO_TLS: Final = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE")


def is_link_local(address: str) -> bool:
    """Whether an address is link-local or a provider's metadata service, also when wrapped in an IPv6 address."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        wrapped = found.ipv4_mapped or found.sixtofour
        if wrapped is None and found in _NAT64:
            wrapped = IPv4Address(int(found) & 0xFFFF_FFFF)
        found = wrapped or found
    return any(found in network for network in _METADATA if network.version == found.version)


def is_literally_link_local(host: str) -> bool:
    """The same of a host in an address, if it is an IP address, in whatever notation; a name is not looked up."""
    try:
        return is_link_local(str(ip_address(host)))
    except ValueError:
        pass
    try:
        return is_link_local(socket.inet_ntoa(socket.inet_aton(host)))
    except (OSError, UnicodeError):
        return False


class Resolver:
    """Looks names up in threads of its own; sources that ask for the same name wait for the same look-up."""

    def __init__(self) -> None:
        self._workers = Workers("zhibiao name", _LOOKUPS)
        self._asked: dict[tuple[str, int], asyncio.Task[list[str]]] = {}

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host, in the system's order.

        Raises:
            SourceError: There is no such host.
            RetryableError: The look-up failed for the moment.
        """
        try:
            return [str(ip_address(host))]
        except ValueError:
            pass
        key = (host, port)
        task = self._asked.get(key)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._looked_up(host, port))
            self._asked[key] = task
            task.add_done_callback(lambda done: self._ended(key, done))
        # Shielded: whoever gives up waiting must not end the look-up for the others.
        return await asyncio.shield(task)

    async def close(self) -> None:
        """End what nobody waits for any more; a stuck look-up keeps its thread, which is a daemon."""
        tasks = list(self._asked.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._workers.close()

    def _ended(self, key: tuple[str, int], task: asyncio.Task[list[str]]) -> None:
        self._asked.pop(key, None)
        if not task.cancelled():
            task.exception()  # asked for, so that one that nobody waited for is not reported

    async def _looked_up(self, host: str, port: int) -> list[str]:
        try:
            found = await self._workers.run(lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except socket.gaierror as failed:
            if failed.errno == socket.EAI_AGAIN:
                raise RetryableError("source.http.no_answer_for_host", host=clean(host, 100)) from failed
            raise SourceError("source.http.unknown_host", host=clean(host, 100)) from failed
        except UnicodeError as failed:  # a label that IDNA cannot write
            raise SourceError("source.http.unknown_host", host=clean(host, 100)) from failed
        return list(dict.fromkeys(str(address[4][0]) for address in found))


class Network(httpcore.AsyncNetworkBackend):
    """Opens connections for the HTTP client."""

    def __init__(self, resolver: Resolver, allow_link_local: bool) -> None:
        self._resolver = resolver
        self._allow_link_local = allow_link_local
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of a host that answers.

        Raises:
            SourceError: None does, or none may be asked.
        """
        shown = clean(host, 100)
        try:
            async with asyncio.timeout(_PATIENCE):
                addresses = self._allowed(await self._resolver.addresses(host, port), shown)
                return await self._first(addresses, port, shown)
        except TimeoutError as failed:
            raise SourceError("source.http.no_connection", host=shown, seconds=f"{_PATIENCE:g}") from failed

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Not offered: a source is reached over the network."""
        raise SourceError("source.http.unknown_host", host=clean(path, 100))

    async def sleep(self, seconds: float) -> None:
        """Wait; the client asks for it between tries, which it is told not to make."""
        await asyncio.sleep(seconds)

    def _allowed(self, addresses: Sequence[str], host: str) -> Sequence[str]:
        allowed = [each for each in addresses if self._allow_link_local or not is_link_local(each)]
        if not allowed:
            raise SourceError("source.http.link_local", host=host, address=", ".join(addresses)[:100])
        return allowed

    async def _first(self, addresses: Sequence[str], port: int, host: str) -> httpcore.AsyncNetworkStream:
        share = _PATIENCE / len(addresses)
        failure: SourceError | None = None
        for address in addresses:
            try:
                stream = await self._inner.connect_tcp(address, port, timeout=share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                failure = failure or _unconnected(failed, host, port)
                continue
            peer = stream.get_extra_info("server_addr")
            if not self._allow_link_local and is_link_local(str(peer[0])):
                await stream.aclose()
                raise SourceError("source.http.link_local", host=host, address=str(peer[0]))
            return _Stream(stream, host)
        raise failure or SourceError("source.http.unknown_host", host=host)


class _Stream(httpcore.AsyncNetworkStream):
    """A connection whose TLS handshake says what is wrong, and leaves nothing open when it is broken off."""

    def __init__(self, inner: httpcore.AsyncNetworkStream, host: str) -> None:
        self._inner = inner
        self._host = host

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; none at the end."""
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._inner.aclose()

    def get_extra_info(self, info: str) -> Any:
        """What the client asks about the socket."""
        return self._inner.get_extra_info(info)

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """The same connection, encrypted, to a server whose certificate was verified.

        Raises:
            SourceError: It was not.
        """
        try:
            return await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except (httpcore.ConnectError, OSError) as failed:
            raise _untrusted(failed, server_hostname or self._host) from failed
        except asyncio.CancelledError:
            await self._inner.aclose()
            raise


def _chain(failed: BaseException | None) -> Iterator[BaseException]:
    """An exception and what it came from; several at once count as what they came from."""
    while failed is not None:
        yield failed
        if isinstance(failed, BaseExceptionGroup):
            failed = failed.exceptions[0]
        else:
            failed = failed.__cause__ or failed.__context__


def _unconnected(failed: BaseException, host: str, port: int) -> SourceError:
    """Why a connection was not made."""
    if isinstance(failed, httpcore.ConnectTimeout):
        return SourceError("source.http.no_connection", host=host, seconds=f"{_PATIENCE:g}")
    for each in _chain(failed):
        code = each.errno if isinstance(each, OSError) else None
        if code == errno.ECONNREFUSED:
            return SourceError("source.http.refused", host=host, port=port)
        if code in _UNREACHABLE:
            return SourceError("source.http.unreachable", host=host)
        if code == errno.ECONNRESET:
            return RetryableError("source.http.reset")
        if code in (errno.EMFILE, errno.ENFILE):
            return RetryableError("source.http.too_many_open")
        if code is not None:
            return SourceError("source.http.not_connected", host=host, code=symbol(each))
    return SourceError("source.http.not_connected", host=host, code=type(failed).__name__)


def _untrusted(failed: BaseException, host: str) -> SourceError:
    """Why a TLS connection was not made."""
    for each in _chain(failed):
        if isinstance(each, ssl.SSLCertVerificationError):
            key = _TLS_REASONS.get(each.verify_code, "source.tls.untrusted")
            return SourceError(key, host=host)
        if isinstance(each, ssl.SSLError) and each.reason:
            key = "source.tls.none" if each.reason in _NO_TLS else "source.tls.failed"
            return SourceError(key, host=host, reason=clean(each.reason, 60))
    return RetryableError("source.http.reset")
