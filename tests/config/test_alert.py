"""`[dashboard] alert`: what calls when a status changes, for all who chose nothing themselves."""

from pathlib import Path

import pytest

from tui.config import load
from tui.errors import ConfigError

HEAD = 'schema = 1\nstore = ":memory:"\n[dashboard]\n'
BODY = '[indicators.cases]\nname = { zh = "x", en = "x" }\n'


@pytest.mark.parametrize("alert", ["off", "bell", "notify"])
def test_what_can_be_asked_for(tmp_path: Path, alert: str) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(f'{HEAD}alert = "{alert}"\n{BODY}')
    assert load(str(path), {}).alert == alert


def test_anything_else_is_a_problem_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(f'{HEAD}alert = "drum"\n{BODY}')
    with pytest.raises(ConfigError) as failed:
        load(str(path), {})
    assert [(problem.line, problem.key) for problem in failed.value.problems] == [(4, "dashboard.alert")]
