"""What the README shows is what a reader will see."""

import pytest

from tests.e2e.picture import picture, pictures


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_readme_shows_the_dashboard_as_it_is(language: str) -> None:
    """`python -m tests.e2e.picture` draws both pictures anew."""
    assert pictures()[language] == picture(language)
