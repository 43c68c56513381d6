"""What the tests with a real terminal share."""

from pathlib import Path

import pytest

from tests.e2e.place import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder with a configuration of its own."""
    return Place(tmp_path)
