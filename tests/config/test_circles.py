"""A figure that would be its own measure is refused; one that is measured by another, or by its past, is not."""

from pathlib import Path

import pytest

from tests.config.loading import complaints


@pytest.mark.parametrize(
    ("tables", "way"),
    [
        ('[indicators.x]\ntarget = { op = "ge", value = "x" }', "x → x"),
        ('[indicators.x]\ntarget = { op = "ge", value = "x * 2" }', "x → x"),
        (
            '[indicators.x]\ntarget = { op = "ge", value = "y" }\n[indicators.y]\nmeasure = "expr"\nexpr = "z + 1"\n'
            '[indicators.z]\nmeasure = "expr"\nexpr = "x * 2"',
            "x → y → z → x",
        ),
        ('[indicators.x]\ntarget = { op = "ge", value = "prev(x)" }', ""),
        (
            '[indicators.x]\ntarget = { op = "ge", value = "y" }\n[indicators.y]\ntarget = { op = "ge", value = "x" }',
            "",
        ),
    ],
)
def test_a_target_that_leads_back_to_its_figure(tables: str, way: str, tmp_path: Path) -> None:
    file = tmp_path / "indicators.toml"
    file.write_text(f"schema = 1\n{tables}\n", encoding="utf-8")
    found = complaints(str(file))
    assert [way in each and "target.value" in each for each in found] == ([True] if way else [])
