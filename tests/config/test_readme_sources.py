"""The sources that the README shows can be written as it shows them."""

from pathlib import Path

from tests.config.loading import loaded

README = Path(__file__).parents[2] / "README.md"
AROUND = """
[rosters.districts]
file = "districts.csv"
[indicators.received]
name = "Received"
unit = "CASES"
units = "districts"
"""


def test_the_example_loads(tmp_path: Path) -> None:
    (tmp_path / "districts.csv").write_text("unit_id,name,level\nnorth,North,a\n", encoding="utf-8")
    [block] = [
        each.partition("```")[0]
        for each in README.read_text(encoding="utf-8").split("```toml\n")[1:]
        if each.startswith("[sources.returns]")
    ]
    sources = loaded(AROUND + block, tmp_path).sources
    assert [(each.type, len(each.maps)) for each in sources.values()] == [("file", 1), ("sql", 1), ("snapshot", 1)]
    assert (sources["returns"].header_from, sources["returns"].header) == (2, 3)
