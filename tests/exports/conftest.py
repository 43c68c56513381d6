"""One browser for all pages."""

from collections.abc import Iterator

import pytest

from tests.exports.browser import Browser


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, started when the first page is opened."""
    with Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened
