"""Servers that the tests of this room share."""

from collections.abc import Iterator

import pytest

from tests.sources.server import Server, serving


@pytest.fixture(scope="session")
def web() -> Iterator[Server]:
    """A server that misbehaves by path."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Server]:
    """Another one, where nothing of ours may ever arrive."""
    with serving() as server:
        yield server
