"""Answers that come in pages: where the next page is, and when there is none."""

import re
from typing import Final
from urllib.parse import quote, urlsplit

from tui.errors import SourceError
from tui.model.source import Pages, Source
from tui.reading import clean
from tui.sources.document import Part, Piece, parsed
from tui.sources.origin import host_of, within
from tui.sources.path import Tree
from tui.sources.row import rows_of

__all__ = ["Turner"]

_LINK: Final = re.compile(r'<([^<>]*)>((?:\s*;\s*[^\s=;,]+\s*(?:=\s*(?:"[^"]*"|[^\s;,"]*))?)*)')
_NEXT: Final = re.compile(r';\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?=[\s;,]|$))', re.IGNORECASE)


class Turner:
    """Turns the pages of one answer."""

    def __init__(self, source: Source, pages: Pages) -> None:
        self._source = source
        self._pages = pages
        self._number = pages.first
        self._seen: set[str] = set()
        self.address: str | None = self._counted() if pages.param else source.place
        """Where the next page is; `None` after the last."""

    def turn(self, piece: Piece, form: str, link: str) -> bool:
        """Take a page that arrived, and find where the next one is.

        Args:
            piece: The page.
            form: Its format.
            link: Its Link header.

        Returns:
            Whether the page belongs to the answer: one without rows, behind the last, does not.

        Raises:
            SourceError: The pages go on for too long, in a circle, or elsewhere; or the page cannot be read.
        """
        if self.address is not None:
            self._seen.add(self.address)
        if self._pages.param:
            is_empty = _is_empty(parsed(piece, form, self._source), self._source)
            self._number += 1
            following = None if is_empty else self._counted()
            keeps = not is_empty or len(self._seen) == 1
        else:
            following = self._linked(piece, form, link)
            keeps = True
        if following is not None:
            self._check(following)
        self.address = following
        return keeps

    def _counted(self) -> str:
        """The source's address with the page's number among its parameters."""
        parts = urlsplit(self._source.place)
        name = quote(self._pages.param, safe="")
        others = [each for each in parts.query.split("&") if each and each.partition("=")[0] != name]
        return parts._replace(query="&".join([*others, f"{name}={self._number}"])).geturl()

    def _linked(self, piece: Piece, form: str, link: str) -> str | None:
        """The address that a page says comes next; `null`, blank or nothing at all ends the answer."""
        if self._pages.next == "link":
            said: object = next((found[1] for found in _LINK.finditer(link) if _NEXT.search(found[2])), None)
        else:
            document = parsed(piece, form, self._source).document
            if not isinstance(document, Tree):
                raise SourceError("source.map.path_in_table", path=clean(self._pages.next, 120))
            said = next((node.value for node in document.find(self._pages.next)), None)
        if said is None or said is False or said == "":
            return None
        if not isinstance(said, str):
            raise SourceError("source.pages.no_address", path=clean(self._pages.next, 120))
        return self._joined(said)

    def _joined(self, said: str) -> str:
        here = self.address or self._source.place
        following = within(self._source.place, here, said)
        if following is None:
            # Secrets go to the origin that the administrator wrote, and to no other.
            raise SourceError("source.pages.elsewhere", host=host_of(here, said))
        return following

    def _check(self, following: str) -> None:
        if len(self._seen) >= self._pages.most:
            raise SourceError("source.pages.many", limit=self._pages.most)
        if following in self._seen:
            raise SourceError("source.pages.circle")


def _is_empty(part: Part, source: Source) -> bool:
    """Whether a page has no row for any map."""
    return not any(next(rows_of(part, each._replace(where={})), None) for each in source.maps)
