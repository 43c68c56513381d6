"""The published schema is true of what we write, and says something of every name in it."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from tests.exports import case
from tests.exports.changed import changes
from tests.exports.test_taken import taken
from tui.exports import Selection, render
from tui.exports.json import SCHEMA
from tui.exports.schema import snapshot_schema
from tui.model.snapshot import Snapshot
from tui.words import Words

PUBLISHED: dict[str, Any] = json.loads(snapshot_schema())


def closed(schema: Any) -> Any:
    """The same schema, in which no name is allowed that it does not describe."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: closed(each) for name, each in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        found["additionalProperties"] = False
    return found


def errors(document: Any, schema: dict[str, Any] = PUBLISHED) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    first, *rest = case.assessments()
    corrected = (first._replace(superseded=case.seen(first.id, "21")), *rest)
    cases: list[tuple[str, Snapshot, Selection]] = [
        ("everything", case.snapshot(), Selection()),
        ("empty", case.empty(), Selection()),
        ("corrected", case.snapshot()._replace(assessments=corrected), Selection()),
        ("selected", case.snapshot(), Selection(ids=("*.aides",), units=("",))),
        ("taken", taken(), Selection()),
    ]
    for name, snapshot, select in cases:
        yield name, json.loads(render(snapshot, "json", Words("en"), select=select))
    told = changes(Words("en"))
    yield "changed", json.loads(render(case.snapshot(), "json", Words("en"), changes=told))


def test_it_is_a_schema() -> None:
    """Valid against its own meta-schema, of the version that is written."""
    Draft202012Validator.check_schema(PUBLISHED)
    assert PUBLISHED["properties"]["schema"] == {
        "const": SCHEMA,
        "description": PUBLISHED["properties"]["schema"]["description"],
    }


@pytest.mark.parametrize(
    ("name", "document"), list(documents()), ids=lambda each: each if isinstance(each, str) else ""
)
def test_what_we_write_is_as_published(name: str, document: dict[str, Any]) -> None:
    """Nothing is missing, nothing is of another kind, and no name is there that the schema does not know."""
    assert errors(document) == []
    assert errors(document, closed(PUBLISHED)) == []


def test_more_names_may_join() -> None:
    """A reader that validates does not break when a name joins."""
    document = next(documents())[1]
    document["new"] = document["indicators"][0]["new"] = 1
    assert errors(document) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), 2),
        (("as_of",), "yesterday"),
        (("counts", "well"), 1),
        (("indicators", 0, "status"), "good"),
        (("indicators", 0, "value"), "14.47"),
        (("indicators", 0, "progress"), 1.2),
        (("indicators", 0, "period"), "2022/09"),
        (("indicators", 0, "explain"), "met"),
        (("indicators", 0, "target", "op"), "<"),
        (("groups", 0, "light"), "blue"),
        (("sources", 0, "failures"), -1),
    ],
    ids=str,
)
def test_what_is_wrong_is_noticed(path: tuple[str | int, ...], value: object) -> None:
    """The schema is no formality."""
    document = copy.deepcopy(next(documents())[1])
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ValidationError):
        Draft202012Validator(PUBLISHED, format_checker=FormatChecker()).validate(document)


def test_every_name_is_explained() -> None:
    """Each property of an indicator says what it is."""
    properties = PUBLISHED["$defs"]["indicator"]["properties"]
    assert [name for name, each in properties.items() if not each.get("description")] == []
