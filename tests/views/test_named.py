"""Views by name say in words what they show."""

import pytest

from tests.views.scenes import look
from tui.habits import View
from tui.views.named import described
from tui.words import Language

VIEW = View("owner", "gap", "aides", ("missed",), mine=True)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "owner · farthest behind plan · missed · needs me · find: aides"),
        ("zh", "责任单位 · 落后序时进度最多 · 未达标 · 我的待办 · 筛选：aides"),
    ],
)
def test_what_a_view_shows_is_said_as_the_language_sets_it(language: Language, said: str) -> None:
    assert described(VIEW, look(language)) == said
