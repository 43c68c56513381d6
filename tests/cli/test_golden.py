"""The bytes of calendars, comparisons and checks are a contract, in both languages."""

import pytest

from tests.cli.regenerate import FILES, GOLDEN, printed


@pytest.mark.parametrize("name", FILES)
def test_bytes_are_as_agreed(name: str) -> None:
    """Same day, same bytes."""
    assert printed(FILES[name]).decode() == (GOLDEN / name).read_bytes().decode()


def test_no_golden_file_is_left_over() -> None:
    """A file that nothing makes would be believed for ever."""
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)
