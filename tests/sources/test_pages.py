"""Answers in pages: all of them or none, within one deadline, from one origin."""

import pytest

from tests.sources.parts import NEVER, brief, read, refusal, source
from tests.sources.server import Server
from tui.errors import SourceError
from tui.model.source import Pages, Source, SourceMap

EACH = SourceMap("x.y", rows="$.rows[*]", unit="unit", value="n", const={"period": "2022"})
BY_NUMBER = Pages(param="page")
BY_LINK = Pages(next="link")
BY_PATH = Pages(next="$.next")


def paged(server: Server, pages: Pages, path: str = "pages", mapping: SourceMap = EACH) -> Source:
    return source(f"http://127.0.0.1:{server.port}/{path}", mapping, kind="http", pages=pages)


def failure(declared: Source) -> str:
    with pytest.raises(SourceError) as refused:
        read(declared)
    return refusal(refused.value)


@pytest.mark.parametrize("pages", [BY_NUMBER, BY_LINK, BY_PATH], ids=["number", "link", "path"])
def test_every_page_is_read(web: Server, pages: Pages) -> None:
    reading = read(paged(web, pages))
    assert [row[1:4] for row in brief(reading.observations)] == [(f"u{n}", "2022", str(n)) for n in (1, 2, 3)]
    assert [seen.provenance.locator for seen in reading.observations] == [f"[{n}] $.rows[0].n" for n in (1, 2, 3)]


def test_one_figure_is_made_of_all_pages(web: Server) -> None:
    together = EACH._replace(take="sum", unit="")
    assert [row[3] for row in brief(read(paged(web, BY_NUMBER, mapping=together)).observations)] == ["6"]


def test_the_same_pages_are_unchanged(web: Server) -> None:
    declared = paged(web, BY_LINK)
    assert read(declared, read(declared).validators).unchanged
    assert "if-none-match" not in web.requests[-1].headers


def test_other_parameters_stay(web: Server) -> None:
    read(paged(web, BY_NUMBER, "pages?page=9&size=1"))
    assert [request.query for request in web.requests[-4:]] == [f"size=1&page={number}" for number in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("path", "pages", "words"),
    [
        ("circle", BY_PATH, "the pages go in a circle"),
        ("for-ever", Pages(next="$.next", most=5), "more than 5 pages"),
        ("pages", Pages(param="page", most=2), "more than 2 pages"),
        ("pages", Pages(next="$.odd"), "$.odd: not an address of a next page"),
        ("second-page-broken", BY_PATH, "HTTP 500"),
        ("good.csv", BY_PATH, "$.next: a path, but the answer is a table"),
        ("good", BY_NUMBER, "[1]: rows[*]: not found"),
        ("login-as-json", BY_PATH, "[1]: not JSON: line 1, column 1"),
    ],
)
def test_part_of_the_pages_is_not_the_answer(web: Server, path: str, pages: Pages, words: str) -> None:
    assert failure(paged(web, pages, path)) == words


def test_nothing_is_asked_of_another_origin(web: Server, elsewhere: Server) -> None:
    """H6: the next page's address comes from the answer, so it is not to be trusted with secrets."""
    for where in (
        f"http://127.0.0.1:{elsewhere.port}/pages",
        f"https://127.0.0.1:{web.port}/pages",
        "file:///etc/passwd",
    ):
        web.redirect_to = where
        assert failure(paged(web, BY_PATH, "leads-away")).startswith("the next page is on another host")
    web.redirect_to = f"http://user@127.0.0.1:{web.port}/pages"
    assert failure(paged(web, BY_PATH, "leads-away")) == f"the next page is on another host, 127.0.0.1:{web.port}"
    assert elsewhere.requests == []


def test_all_pages_share_one_limit(web: Server) -> None:
    size = len(b'{"rows": [{"unit": "u1", "n": 1}], "next": "/pages?page=2", "odd": 7}')
    declared = paged(web, BY_PATH)
    assert failure(declared._replace(max_bytes=2 * size)).startswith("answer larger than ")
    assert read(declared._replace(max_bytes=3 * size), NEVER).observations
