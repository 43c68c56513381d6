"""The bytes of every format are a contract: a changed golden file is a change that scripts and readers see."""

import pytest

from tests.exports.regenerate import FILES, GOLDEN


@pytest.mark.parametrize("name", FILES)
def test_bytes_are_as_agreed(name: str) -> None:
    """Same snapshot, same bytes."""
    assert FILES[name]().decode() == (GOLDEN / name).read_bytes().decode()


def test_no_golden_file_is_left_over() -> None:
    """A file that nothing makes would be believed for ever."""
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)
