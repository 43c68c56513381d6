"""Addresses and headers of sources: what may be written in a file that others read, and what may not.

A secret stands in the environment, or in a file of its own that nobody else reads; the configuration only names it:
`${NAME}`, `{ env = "NAME" }` or `{ file = "token.txt" }`. Addresses end up in logs and messages, so they hold none.
"""

from collections.abc import Mapping
from typing import Final

from tui.config.findings import Wrong
from tui.config.place import absolute, is_exposed
from tui.config.shown import shown
from tui.config.table import Table
from tui.config.values import line

__all__ = ["database", "database_place", "headers", "password_of", "secretive", "web"]

_TOKEN: Final = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""Characters of a header's name (RFC 9110 section 5.6.2)."""

_NAME: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")
"""Characters of an environment variable's name (POSIX)."""

_OURS: Final = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "if-modified-since",
        "if-none-match",
        "te",
        "transfer-encoding",
        "upgrade",
    }
)
"""Headers that the reader sets itself."""

_SECRET: Final = ("auth", "token", "secret", "passw", "cookie", "apikey", "session")
"""What the name of a header that carries a secret contains."""


_SERVERS: Final = ("postgresql://", "postgres://")
_FILE: Final = "sqlite:///"


def web(value: object) -> str:
    """An address that begins with `http://` or `https://`, without user, password, blanks or fragments.

    Raises:
        Wrong: It is another one.
    """
    url = line(value)
    scheme, _, rest = url.partition("://")
    authority = rest.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    wrong = _flaw(url, scheme, rest, authority)
    if "@" in (url if wrong else authority):
        # The address is not shown: it holds what must not be repeated.
        raise Wrong("problem.url.userinfo")
    if "${" in url:
        raise Wrong("problem.url.secret")
    if wrong:
        # Nor is what follows the path: a query may hold a token.
        raise Wrong(wrong, found=shown(url.partition("?")[0]))
    return url


def _flaw(url: str, scheme: str, rest: str, authority: str) -> str:
    """What an address is wrong in, by the key of its sentence; `""`: it is none."""
    if scheme.lower() not in ("http", "https") or not rest:
        return "problem.url.scheme"
    if not url.isascii() or any(each in rest for each in " #\\"):
        return "problem.url.characters"
    return "" if _is_host(authority) else "problem.url.host"


def database(value: object) -> str:
    """The address of a database: `postgresql://…` or `sqlite:///…`; it may refer to secrets as `${NAME}`.

    Raises:
        Wrong: It is another one.
    """
    url = line(value)
    if not (url.startswith(_SERVERS) and " " not in url) and not (url.startswith(_FILE) and len(url) > len(_FILE)):
        raise Wrong("problem.url.database", found=shown(url.partition(":")[0].rpartition("@")[2]))
    if not url.startswith(_FILE):
        _check_references(url)
    return url


def database_place(url: str, config: str) -> str:
    """The same address, where it names a file with that file's absolute path."""
    return _FILE + absolute(url.removeprefix(_FILE), config) if url.startswith(_FILE) else url


def password_of(url: str) -> str:
    """The password that stands in an address, `""` where there is none; a reference to a secret is none."""
    if url.startswith(_FILE):
        return ""
    address, _, query = url.partition("?")
    user = address.partition("://")[2].split("/", 1)[0].rpartition("@")[0]
    said = [user.partition(":")[2], *(each.partition("=")[2] for each in query.split("&") if "password=" in each)]
    return next((password for password in said if password and not password.startswith("${")), "")


def headers(table: Table, config: str) -> dict[str, str]:
    """The headers of a source, with secrets as `${NAME}` or `${file:/absolute/path}`.

    Args:
        table: By header name: text, `{ env = "NAME" }` or `{ file = "path" }`.
        config: The configuration's path.
    """
    found: dict[str, str] = {}
    seen: set[str] = set()
    for name, value in table.raw.items():
        try:
            lower = _header_name(name)
            if lower in seen:
                raise Wrong("problem.header.twice")
            seen.add(lower)
            found[name] = secretive(value, config)
            if _is_secret(lower) and "${" not in found[name] and is_exposed(config):
                raise Wrong("problem.header.secret", file=config, name=_variable(name))
        except Wrong as wrong:
            table.findings.wrong((*table.path, name), wrong)
    return found


def secretive(value: object, config: str) -> str:
    """Text that may refer to secrets: `${NAME}`, `{ env = "NAME" }` or `{ file = "path" }`.

    Raises:
        Wrong: It is none, or holds what no header can carry.
    """
    if isinstance(value, Mapping):
        return _reference(value, config)
    written = line(value)
    if not written.isascii():
        raise Wrong("problem.header.value")
    _check_references(written)
    return written


def _check_references(written: str) -> None:
    """Raise for a `${` that begins no name of a variable."""
    _, *references = written.split("${")
    for reference in references:
        name, closed, _ = reference.partition("}")
        if not closed or not _NAME.issuperset(name) or not name or name[0].isdigit():
            raise Wrong("problem.header.reference", found=shown("${" + name[:40]))


def _is_host(authority: str) -> bool:
    host, colon, port = authority.rpartition(":")
    if authority.endswith("]") or not colon:
        host, port = authority, "80"
    if not (port.isdigit() and 0 < int(port[:6]) < 65_536):
        return False
    if host.startswith("["):
        return host.endswith("]") and len(host) > 3
    return bool(host) and ":" not in host and host.strip(".") != "" and len(host) < 254


def _header_name(name: str) -> str:
    if not name or not _TOKEN.issuperset(name):
        raise Wrong("problem.header.name", found=shown(name))
    if name.lower() in _OURS:
        raise Wrong("problem.header.ours", found=shown(name))
    return name.lower()


def _reference(value: Mapping[str, object], config: str) -> str:
    """What `{ env = … }` or `{ file = … }` stands for."""
    if len(value) == 1:
        if "env" in value:
            name = line(value["env"])
            if not _NAME.issuperset(name) or name[0].isdigit():
                raise Wrong("problem.header.reference", found=shown(name))
            return "${" + name + "}"
        if "file" in value:
            path = absolute(line(value["file"]), config)
            if "}" not in path:
                return "${file:" + path + "}"
    raise Wrong("problem.header.table", found=shown(value))


def _is_secret(name: str) -> bool:
    return any(part in name for part in _SECRET) or name == "key" or name.endswith("-key")


def _variable(header: str) -> str:
    """A name for the variable that the header's secret may move to."""
    letters = "".join(each if each.isalnum() else "_" for each in header.upper())
    return "TOKEN" if letters == "AUTHORIZATION" else letters.strip("_") or "TOKEN"
