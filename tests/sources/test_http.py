"""Web addresses as sources, against a server that misbehaves: the exact words, and nothing of a bad answer is taken.

The names H1 to H14 are those of the faults that the program promises to survive.
"""

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.sources.parts import NEVER, NOW, brief, read, refusal, said, source
from tests.sources.server import PATHS, Server
from tui.errors import RetryableError, SourceError
from tui.model.source import Source, SourceMap, Validators
from tui.sources.readers import Readers

FIXED = {"period": "2022"}
FIGURE = SourceMap("x.y", value="$.n", const=FIXED)
TABLE = SourceMap("x.y", unit="unit", value="value", const=FIXED)
QUICK = 0.4
"""Seconds: the deadline of sources that hang."""


def at(server: Server, path: str, mapping: SourceMap = FIGURE, **fields: Any) -> Source:
    return source(f"http://127.0.0.1:{server.port}/{path}", mapping, kind="http", **fields)


def failure(declared: Source, known: Validators = NEVER, **environ: str) -> str:
    with pytest.raises(SourceError) as refused:
        read(declared, known, environ)
    return refusal(refused.value)


def figures(declared: Source) -> list[object]:
    return [row[3] for row in brief(read(declared).observations)]


@pytest.mark.parametrize(
    ("path", "mapping", "found"),
    [
        ("good", FIGURE, ["152"]),
        ("gzip", FIGURE, ["152"]),
        ("gzip-members", FIGURE, ["152"]),
        ("problem", FIGURE, ["152"]),
        ("untyped.json", FIGURE, ["152"]),
        ("old-http", FIGURE, ["152"]),
        ("good.csv", TABLE, ["1", "2"]),
        ("plain.csv", TABLE, ["1", "2"]),
        ("book", TABLE, ["1", "2"]),
        ("plain.xlsx", TABLE, ["1", "2"]),
        ("chunked", TABLE, ["1", "2"]),
        ("good.jsonl", SourceMap("x.y", value="n", unit="n", const=FIXED), ["1", "2"]),
    ],
)
def test_what_is_sound_is_read(web: Server, path: str, mapping: SourceMap, found: list[str]) -> None:
    assert figures(at(web, path, mapping)) == found


def test_a_declared_format_is_believed_where_the_type_says_nothing(web: Server) -> None:
    assert figures(at(web, "plain", TABLE, format="csv")) == ["1", "2"]


def test_what_is_sent_is_what_was_declared_and_little_else(web: Server) -> None:
    declared = at(web, "good?key=1", headers={"Authorization": "Bearer ${TOKEN}", "Accept": "application/json"})
    read(declared, environ={"TOKEN": "canary"})
    (request,) = [each for each in web.asked("/good") if each.query == "key=1"]
    agent = request.headers.pop("user-agent")
    assert agent.startswith("zhibiao/")
    assert request.headers == {
        "host": f"127.0.0.1:{web.port}",
        "accept": "application/json",
        "accept-encoding": "gzip",
        "authorization": "Bearer canary",
        "connection": "keep-alive",
    }


@pytest.mark.parametrize("path", ["hang", "hang-after-head", "header-drip", "drip", "continue-flood"])
def test_the_deadline_is_for_the_whole_exchange(web: Server, path: str) -> None:
    """H2: whatever drips, floods or hangs is cut."""
    before = time.monotonic()
    assert failure(at(web, path, timeout=QUICK)) == "no complete answer within 0.4 s"
    assert QUICK <= time.monotonic() - before < QUICK + 5


@pytest.mark.parametrize(
    ("path", "words", "after"),
    [
        ("busy", "HTTP 429", 7.0),
        ("busy-until", "HTTP 503", 30.0),
        ("busy-strange", "HTTP 503", None),
        ("bad-gateway", "HTTP 502", None),
        ("gateway-timeout", "HTTP 504", None),
        ("reset", "connection broken off", None),
        ("reset-in-body", "connection broken off", None),
        ("closed", "connection closed without an answer", None),
        ("half-head", "connection closed without an answer", None),
    ],
)
def test_what_another_try_may_mend_says_so(web: Server, path: str, words: str, after: float | None) -> None:
    """H4: with the seconds that the server asks for, as a number or as a date; the monitor decides on tries."""
    with pytest.raises(RetryableError) as refused:
        read(at(web, path))
    assert refusal(refused.value) == words
    assert refused.value.after == after


@pytest.mark.parametrize(
    ("path", "words"),
    [
        # H5
        ("forbidden", "HTTP 403"),
        ("missing", "HTTP 404"),
        ("broken", "HTTP 500"),
        ("controls", "HTTP 403"),
        ("partial", "HTTP 206"),
        ("no-content", "HTTP 204: an answer without content"),
        ("login", "expected JSON / CSV, got text/html"),
        ("login-as-json", "not JSON: line 1, column 1"),
        ("image", "expected JSON / CSV, got image/png"),
        ("empty", "not JSON: line 1, column 1"),
        ("not-text", "not UTF-8 / GB18030 text: byte 7 cannot be read"),
        # H7
        ("endless", "answer larger than 5242880 bytes"),
        ("said-too-long", "answer larger than 5242880 bytes"),
        ("bomb", "answer larger than 5242880 bytes"),
        ("members-bomb", "answer larger than 5242880 bytes"),
        # H8
        ("short", "answer cut short"),
        ("bad-chunk", "answer cut short"),
        ("half-chunk", "answer cut short"),
        ("truncated-gzip", "answer cut short"),
        ("truncated-table", "answer cut short"),
        ("empty-gzip", "answer cut short"),
        ("no-length.csv", "the answer does not say where it ends"),
        # H9
        ("brotli", "content encoding br was not asked for"),
        ("deflate", "content encoding deflate was not asked for"),
        ("stacked", "content encoding gzip, gzip was not asked for"),
        ("stacked-bomb", "content encoding gzip, gzip was not asked for"),
        ("not-gzip", "announced as gzip, but is not"),
        ("two-lengths", "answer with two lengths"),
        ("handshake", "HTTP 400"),
        ("http09", "what answers does not speak HTTP/1.1"),
        ("large-head", "answer with too many or too long headers"),
        ("header-flood", "answer with too many or too long headers"),
        # H10
        ("not-modified", "HTTP 304: says that nothing changed, though nothing is known yet"),
        # H11
        ("nan", "n: NaN or Infinity is not a number"),
        ("infinity", "n: NaN or Infinity is not a number"),
        ("beyond", "n: a number out of range"),
        ("twice", "n: the key stands twice"),
        (
            "deep",
            "n[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]",
        ),
        ("bottomless", "$: nested deeper than 100"),
        ("huge-integer", "n: an integer beyond 2^53, which readers understand differently"),
        ("surrogate", "n: half a character (a lone surrogate)"),
        # H12
        ("null", "n: no value"),
        ("nothing", "n: no value"),
        ("text", "n: many is not a number"),
        ("other", "n: not found"),
    ],
)
def test_what_cannot_be_believed_is_refused_whole(web: Server, path: str, words: str) -> None:
    mapping = TABLE if path in ("short", "bad-chunk", "half-chunk", "truncated-table", "no-length.csv") else FIGURE
    told = failure(at(web, path, mapping))
    assert told.startswith(words) if path == "deep" else told == words
    assert len(told) <= 260
    assert told.isprintable()


def test_every_misbehaviour_is_tried() -> None:
    """A path of the server that no test asks for would be a fault that nobody looks at."""
    here = Path(__file__).parent
    text = "".join((here / name).read_text(encoding="utf-8") for name in ("test_http.py", "test_pages.py"))
    assert [path for path in PATHS if f'"{path[1:]}' not in text] == []


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ("json", "expected JSON, got text/html"),
        ("csv", "expected CSV, got text/html"),
        ("jsonl", "expected JSON Lines, got text/html"),
    ],
)
def test_a_login_page_is_no_answer(web: Server, declared: str, words: str) -> None:
    """H5: though it comes with 200."""
    assert failure(at(web, "login", format=declared)) == words


def test_an_answer_of_no_known_kind_asks_for_its_format(web: Server) -> None:
    address = f"http://127.0.0.1:{web.port}/plain"
    assert (
        failure(at(web, "plain")) == f"{address}: neither its ending nor its content type tells the format; set format"
    )


def test_a_redirect_is_named_and_not_followed(web: Server, elsewhere: Server) -> None:
    """H6: nothing of ours reaches the other port, secrets least of all."""
    web.redirect_to = f"http://user:canary@127.0.0.1:{elsewhere.port}/good?token=canary"
    declared = at(web, "redirect", headers={"X-Api-Key": "${KEY}", "Authorization": "Basic ${KEY}"})
    words = failure(declared, KEY="canary")
    assert words == f"HTTP 302: redirects to host 127.0.0.1:{elsewhere.port}; redirects are not followed"
    assert web.requests[-1].headers["x-api-key"] == "canary"
    assert elsewhere.requests == []


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_redirect_within_the_origin_is_followed_where_that_was_asked_for(web: Server, steps: int) -> None:
    """H6: at most three steps, with the same headers."""
    declared = at(web, f"moved?{steps}", headers={"X-Api-Key": "${KEY}"})
    with pytest.raises(SourceError):
        read(declared, environ={"KEY": "canary"})
    read(declared._replace(follow_redirects=True), environ={"KEY": "canary"})
    assert web.requests[-1].path == "/good"
    assert web.requests[-1].headers["x-api-key"] == "canary"


def test_redirects_come_to_an_end(web: Server) -> None:
    before = len(web.requests)
    assert failure(at(web, "moved?99", follow_redirects=True)) == "redirected more than 3 times"
    assert len(web.requests) == before + 4


@pytest.mark.parametrize("user", ["", "user:canary@"])
def test_a_redirect_to_another_origin_is_never_followed(web: Server, elsewhere: Server, user: str) -> None:
    """H6: not even where redirects are followed; and nothing from the configuration goes there."""
    web.redirect_to = f"http://{user}127.0.0.1:{elsewhere.port}/good?token=canary"
    words = failure(at(web, "redirect", headers={"X-Api-Key": "${KEY}"}, follow_redirects=True), KEY="canary")
    assert words == (
        f"HTTP 302: redirects to host 127.0.0.1:{elsewhere.port};"
        " only redirects within the source's own host are followed"
    )
    web.redirect_to = f"https://127.0.0.1:{web.port}/good"
    assert failure(at(web, "redirect", follow_redirects=True)).startswith("HTTP 302: redirects to host 127.0.0.1")
    assert elsewhere.requests == []


@pytest.mark.parametrize("where", ["", "http://[", "//evil\x1b[2J/", "http://h:99999/"])
def test_a_redirect_to_nowhere_is_only_named(web: Server, where: str) -> None:
    web.redirect_to = where
    words = failure(at(web, "redirect"))
    assert words.startswith("HTTP 302: redirects to host ")
    assert words.isprintable()


def test_nothing_changed_costs_no_body(web: Server) -> None:
    """The stored validators are sent, and 304 means unchanged."""
    declared = at(web, "etag")
    first = read(declared)
    assert first.validators.etag == f'"{web.version}"'
    again = read(declared, first.validators)
    assert (again.unchanged, again.observations, again.validators) == (True, (), first.validators)
    asked = web.asked("/etag")[-1].headers
    assert asked["if-none-match"] == first.validators.etag
    assert asked["if-modified-since"] == "Mon, 06 Mar 2023 02:00:00 GMT"
    web.version += 1
    assert [row[3] for row in brief(read(declared, first.validators).observations)] == [str(web.version)]


def test_the_same_bytes_are_unchanged_without_any_validator(web: Server) -> None:
    declared = at(web, "good")
    first = read(declared)
    assert (first.validators.etag, first.validators.last_modified) == ("", "")
    assert read(declared, first.validators).unchanged


def test_not_modified_since_nothing_is_asked_once_more(web: Server) -> None:
    """H10."""
    assert figures(at(web, "not-modified-once")) == ["152"]
    assert len(web.asked("/not-modified-once")) == 2
    before = len(web.asked("/not-modified"))
    failure(at(web, "not-modified"))
    assert len(web.asked("/not-modified")) == before + 2


def test_an_old_answer_is_taken_and_called_stale(web: Server) -> None:
    """H14: by the time that the source gives, however fresh the exchange."""
    reading = read(at(web, "old", max_age=3600.0))
    assert brief(reading.observations) == [("x.y", "", "2022", "152", "A")]
    assert said(reading.warning) == "not written since 2023-03-06 10:00, longer ago than max_age allows"
    assert read(at(web, "old")).warning is None


def test_an_answer_from_the_future_is_taken_and_said(web: Server) -> None:
    """H14."""
    reading = read(at(web, "ahead"))
    assert said(reading.warning) == "its clock is ahead of ours: it says 2023-03-06 13:00"
    assert read(at(web, "ahead"), now=NOW + timedelta(minutes=56)).warning is None


def test_a_connection_is_used_again_also_after_an_answer_without_a_body(web: Server) -> None:
    """A new one for every "not modified" would cost more than the answer."""

    async def often() -> None:
        async with Readers({}) as readers:
            known = (await readers.read(at(web, "etag"), NEVER, NOW)).validators
            for _ in range(3):
                assert (await readers.read(at(web, "etag"), known, NOW)).unchanged

    before = web.connections
    asyncio.run(often())
    assert web.connections == before + 1


def test_no_cookie_is_kept(web: Server) -> None:
    async def twice() -> None:
        async with Readers({}) as readers:
            for _ in range(2):
                await readers.read(at(web, "cookie"), NEVER, NOW)

    asyncio.run(twice())
    assert all("cookie" not in request.headers for request in web.asked("/cookie"))


def test_connections_are_kept_and_many_are_spread_over_clients(web: Server) -> None:
    """Twenty-five at once are answered, ten through one client at most; hanging ones hold up nobody."""

    async def together() -> list[object]:
        async with Readers({}) as readers:
            hanging = [readers.read(at(web, "hang", timeout=QUICK), NEVER, NOW) for _ in range(15)]
            quick = [readers.read(at(web, "good"), NEVER, NOW) for _ in range(10)]
            return await asyncio.gather(*hanging, *quick, return_exceptions=True)

    outcomes = asyncio.run(together())
    assert sum(isinstance(outcome, SourceError) for outcome in outcomes) == 15


def test_a_large_answer_is_parsed_beside_the_loop(web: Server) -> None:
    body = b'{"n": 7, "pad": "' + b"x" * 200_000 + b'"}'
    PATHS["/large"] = lambda exchange: exchange.answer(body)
    try:
        assert figures(at(web, "large")) == ["7"]
    finally:
        del PATHS["/large"]
