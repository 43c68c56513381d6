"""Bodies, step by step: however they are cut up and compressed, they come out whole, and grow in small steps."""

import gzip
import zlib

import pytest

from tests.sources.parts import refusal
from tui.errors import SourceError
from tui.sources.body import Body

STEP = 64 * 1024
BLANKS = b" " * 300_000
MIXED = bytes(range(256)) * 600


def taken(data: bytes, encoding: str, limit: int, chunk: int) -> tuple[bytes, int]:
    """A body that came in chunks, and the largest step in which it grew."""
    body = Body(encoding, limit)
    steps = [grown for place in range(0, len(data), chunk) for grown in body.add(data[place : place + chunk])]
    return body.whole(), max(steps, default=0)


@pytest.mark.parametrize("chunk", [1, 7, 1000, STEP])
@pytest.mark.parametrize("body", [b"", b"{}", BLANKS, MIXED, b" " * STEP, b" " * (2 * STEP), b"x" * (STEP + 1)])
def test_what_is_compressed_comes_out_whole_in_small_steps(body: bytes, chunk: int) -> None:
    """Also where a step ends exactly where the body does."""
    found, largest = taken(gzip.compress(body), "gzip", 1 << 20, chunk)
    assert found == body
    assert largest <= STEP


def test_members_are_joined_wherever_they_are_cut() -> None:
    data = gzip.compress(BLANKS) + gzip.compress(b"") + gzip.compress(MIXED)
    for chunk in (1, 13, len(data)):
        assert taken(data, "gzip", 1 << 20, chunk)[0] == BLANKS + MIXED


@pytest.mark.parametrize("limit", [STEP - 1, STEP, STEP + 1, 299_999, 300_000])
def test_the_limit_is_exact(limit: int) -> None:
    """At it a body is whole, one byte beyond it is refused."""
    body = BLANKS[:limit]
    assert taken(gzip.compress(body), "gzip", limit, 1000)[0] == body
    with pytest.raises(SourceError) as refused:
        taken(gzip.compress(body + b" "), "gzip", limit, 1000)
    assert refusal(refused.value) == f"answer larger than {limit} bytes"


@pytest.mark.parametrize("lacking", [1, 8, 200])
def test_a_stream_without_its_end_is_cut_short(lacking: int) -> None:
    with pytest.raises(SourceError) as refused:
        taken(gzip.compress(BLANKS)[:-lacking], "gzip", 1 << 20, 100)
    assert refusal(refused.value) == "answer cut short"


def test_what_follows_the_stream_must_be_another() -> None:
    with pytest.raises(SourceError) as refused:
        taken(gzip.compress(b"{}") + zlib.compress(b"{}"), "gzip", 1 << 20, 100)
    assert refusal(refused.value) == "announced as gzip, but is not"
