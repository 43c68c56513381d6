"""What the configuration says of another dashboard as a source."""

from pathlib import Path

import pytest

from tests.config.loading import complaints, loaded
from tui.model.source import Source

HEAD = """
[rosters.districts]
file = "districts.csv"
[indicators.cases]
name = "Cases"
unit = "CASES"
unit_mult = 4
units = "districts"
[indicators.rate]
name = "Rate"
measure = "ratio"
numerator = "cases"
denominator = "cases"
unit = "PERCENT"
units = "districts"
[indicators.online]
name = "Online"
measure = "coverage"
roster = "districts"
unit = "PERCENT"
[indicators.total]
name = "Total"
[indicators.sum]
name = "Sum"
measure = "expr"
expr = "cases + 1"
[sources.north]
type = "snapshot"
"""
WEB = HEAD + 'url = "https://north.example/snapshot.json"\nunit = "north"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "districts.csv").write_text("unit_id,name,level\nnorth,North,a\nsouth,South,a\n", encoding="utf-8")
    return tmp_path


def source(text: str, folder: Path) -> Source:
    return loaded(text, folder).sources["north"]


def relays(found: Source) -> list[tuple[str, str, str, bool]]:
    return [(each.indicator, each.theirs, each.const.get("unit", ""), each.optional) for each in found.maps]


def test_without_maps_what_has_the_same_id_is_taken_for_the_unit(folder: Path) -> None:
    """As far as figures of that unit can be given: neither what is worked out here, nor the whole area's."""
    found = source(WEB, folder)
    assert relays(found) == [
        ("cases", "cases", "north", True),
        ("rate", "rate", "north", True),
        ("online", "online", "north", True),
    ]
    assert (found.maps[0].unit_measure, found.maps[0].unit_mult) == ("CASES", 4)
    assert (found.place, found.format, found.every) == ("https://north.example/snapshot.json", "json", 900.0)
    whole = source(HEAD + 'path = "north.json"', folder)
    assert whole.place == f"{folder}/north.json"
    assert relays(whole) == [("total", "total", "", True)]


def test_maps_name_theirs_and_may_name_the_unit(folder: Path) -> None:
    text = WEB + 'map = [{ indicator = "cases", theirs = "a.b" }, { indicator = "cases", const = { unit = "south" } }]'
    assert relays(source(text, folder)) == [("cases", "a.b", "north", False), ("cases", "cases", "south", False)]


def test_our_own_name_is_that_of_the_file(folder: Path) -> None:
    config = loaded(WEB, folder)
    assert config.sources["north"].origin == config.framework.sha256[:16]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (HEAD, "sources.north: "),
        (WEB + 'path = "a.json"', "sources.north.path: "),
        (WEB + 'map = [{ theirs = "a" }]', "sources.north.map[1]: "),
        (WEB + 'map = [{ indicator = "case" }]', "sources.north.map[1].indicator: "),
        (WEB + 'map = [{ indicator = "sum" }]', "sources.north.map[1].indicator: "),
        (WEB + 'map = [{ indicator = "cases", const = { unit = "west" } }]', "sources.north.map[1].const: "),
        (WEB + 'map = [{ indicator = "cases", const = 1 }]', "sources.north.map[1].const: "),
        (WEB + 'map = [{ indicator = "cases", value = "$.a" }]', "sources.north.map[1].value: "),
        (WEB.replace('unit = "north"\n', 'map = [{ indicator = "online" }]\n'), "sources.north.map[1]: "),
        (WEB.replace('unit = "north"', 'unit = "west"'), "sources.north: "),
        (WEB + 'query = "SELECT 1"', "sources.north.query: "),
        (WEB + 'pages = { next = "link" }', "sources.north.pages: "),
    ],
)
def test_what_is_wrong_is_said_at_its_key(text: str, complaint: str, folder: Path) -> None:
    path = folder / "indicators.toml"
    path.write_text(text, encoding="utf-8")
    [only] = complaints(str(path))
    assert complaint in only
    assert complaints(str(path), "zh")
