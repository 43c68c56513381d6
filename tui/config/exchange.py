"""What a source of type `http` may say about its exchange beyond address and headers: pages, passwords, proxy."""

from typing import Any, Final

from tui.config.address import secretive, web
from tui.config.findings import Wrong
from tui.config.place import is_exposed
from tui.config.shown import shown
from tui.config.table import Schema, Table
from tui.config.values import integer, line
from tui.model.source import Pages

__all__ = ["credentials", "pages", "proxy"]

_PAGES: Final[Schema] = {
    "next": ("next", line),
    "param": ("param", line),
    "first": ("first", integer(0, 1_000_000)),
    "most": ("most", integer(1, 1000)),
}
"""What `[sources.NAME.pages]` may say.

    next   "link" for the Link header, or a JSONPath to the next page's address
    param  instead: the query parameter that counts pages
    first  number of the first page, 1
    most   pages of one answer, 100; more are an error
"""


def pages(table: Table) -> Pages | None:
    """How the answers of a source go on; `None` where that does not become clear."""
    fields: dict[str, Any] = table.fields(_PAGES)
    if ("next" in table.raw) == ("param" in table.raw):
        table.wrong("param", "problem.pages")
        return None
    following = fields.get("next", "link")
    if following != "link" and not following.startswith("$"):
        table.wrong("next", "problem.pages.next", found=shown(following))
    if "first" in table.raw and "param" not in table.raw:
        table.wrong("first", "problem.pages.first")
    return Pages(**fields)


def credentials(value: object, config: str) -> str:
    """User and password, `user:${PASSWORD}`.

    Raises:
        Wrong: They are not; or the password stands in a file that others may read.
    """
    written = secretive(value, config)
    user, colon, password = written.partition(":")
    if not (user and colon and password) and not written.startswith("${"):
        raise Wrong("problem.basic")
    if "${" not in written and is_exposed(config):
        raise Wrong("problem.header.secret", file=config, name="PASSWORD")
    return written


def proxy(value: object) -> str:
    """The address of a proxy: scheme, host and port.

    Raises:
        Wrong: It is none, or holds more.
    """
    url = web(value)
    if "/" in url.partition("://")[2].removesuffix("/") or "?" in url:
        raise Wrong("problem.proxy", found=shown(url.partition("?")[0]))
    return url
