"""The forty ways in which a server misbehaves (robustness section 5, job 1), and what is said of each."""

from typing import NamedTuple

__all__ = ["DEADLINE", "WAYS", "Way"]

DEADLINE = 1.0
"""Seconds that each of them is given."""

_LATE = "no complete answer within 1 s"
_LARGE = "answer larger than 5242880 bytes"
_CUT = "answer cut short"
_HEAD = "answer with too many or too long headers"


class Way(NamedTuple):
    """One of them."""

    path: str
    """Of `tests.sources.server`."""
    does: str
    """What the server does."""
    row: str
    """Of the table of faults."""
    words: str
    """What the official reads; it may be the beginning."""


WAYS = (
    Way("hang", "never answers", "H2", _LATE),
    Way("hang-after-head", "stops after the first byte of the body", "H2", _LATE),
    Way("header-drip", "sends its head a byte at a time", "H2", _LATE),
    Way("drip", "sends its body a byte at a time", "H2", _LATE),
    Way("continue-flood", "says 100 Continue for ever", "H2", _LATE),
    Way("busy", "429, with the seconds to wait", "H4", "HTTP 429"),
    Way("busy-until", "503, with the date to wait for", "H4", "HTTP 503"),
    Way("busy-strange", "503, with a Retry-After that is none", "H4", "HTTP 503"),
    Way("forbidden", "403", "H5", "HTTP 403"),
    Way("controls", "403, with escape sequences in its reason and headers", "H5", "HTTP 403"),
    Way("no-content", "204", "H5", "HTTP 204: an answer without content"),
    Way("partial", "206, a part", "H5", "HTTP 206"),
    Way("login", "200, a login page", "H5", "expected JSON / CSV, got text/html"),
    Way("login-as-json", "200, a login page called JSON", "H5", "not JSON: line 1, column 1"),
    Way("redirect", "leads to another port", "H6", "HTTP 302: redirects to host 127.0.0.1:"),
    Way("endless", "sends a body without end", "H7", _LARGE),
    Way("said-too-long", "announces more than is allowed", "H7", _LARGE),
    Way("bomb", "a gibibyte, compressed", "H7", _LARGE),
    Way("members-bomb", "two hundred compressed members", "H7", _LARGE),
    Way("stacked-bomb", "a gibibyte, compressed twice", "H7", "content encoding gzip, gzip was not asked for"),
    Way("short", "a body shorter than its Content-Length", "H8", _CUT),
    Way("bad-chunk", "a chunk whose length is no number", "H8", _CUT),
    Way("half-chunk", "a chunked body without its end", "H8", _CUT),
    Way("truncated-gzip", "a gzip stream without its end", "H8", _CUT),
    Way("empty-gzip", "a gzip stream without anything", "H8", _CUT),
    Way("brotli", "an encoding that was not asked for", "H9", "content encoding br was not asked for"),
    Way("stacked", "one encoding over another", "H9", "content encoding gzip, gzip was not asked for"),
    Way("not-gzip", "calls plain text gzip", "H9", "announced as gzip, but is not"),
    Way("two-lengths", "two lengths that differ", "H9", "answer with two lengths"),
    Way("http09", "HTTP/0.9: no head at all", "H9", "what answers does not speak HTTP/1.1"),
    Way("large-head", "one header of 120 kB", "H9", _HEAD),
    Way("header-flood", "headers without end", "H9", _HEAD),
    Way("closed", "closes without a word", "H9", "connection closed without an answer"),
    Way("reset", "resets the connection", "H9", "connection broken off"),
    Way("not-modified", "304 to whoever knows nothing", "H10", "HTTP 304: says that nothing changed"),
    Way("nan", "JSON with NaN", "H11", "n: NaN or Infinity is not a number"),
    Way("beyond", "JSON with 1e400", "H11", "n: a number out of range"),
    Way("twice", "JSON with the same key twice", "H11", "n: the key stands twice"),
    Way("bottomless", "JSON nested two hundred thousand deep", "H11", "$: nested deeper than 100"),
    Way("null", "JSON with null for the figure", "H12", "n: no value"),
)
