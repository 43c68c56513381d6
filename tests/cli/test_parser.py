"""What a verb's words mean, and what its help says."""

from typing import Any

import pytest

from tui.cli import VERBS
from tui.cli.parser import Parser, common
from tui.cli.usage import overview, page
from tui.errors import Message, UsageError
from tui.words import Words
from tui.words.cells import width

FORMAT = Message("problem.nearest", {"name": "--format"})


def parser() -> Parser:
    """A verb that takes one of everything."""
    made = Parser("snapshot", Words("en"))
    common(made)
    made.options.add("--format", choices=("text", "json"), default="text", help="cli.snapshot.format")
    made.options.add("-o", "--output", metavar="FILE", default="-", help="cli.snapshot.output")
    made.options.add("--id", metavar="ID", action="append", help="cli.snapshot.id")
    made.options.add("--width", metavar="COLUMNS", convert=int, default=80, help="cli.snapshot.width")
    made.options.add("--note", "--reason", metavar="TEXT", dest="said", help="cli.record.note", blank=True)
    made.arguments.add("first", metavar="FIRST", help="cli.explain.id")
    made.arguments.add("second", metavar="SECOND", nargs="?", default="none", help="cli.explain.id")
    made.arguments.add("more", metavar="MORE", nargs="*", help="cli.explain.id")
    return made


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("a", {"first": "a", "second": "none", "more": [], "format": "text", "id": (), "quiet": False, "width": 80}),
        ("a b c d", {"first": "a", "second": "b", "more": ["c", "d"]}),
        ("a --format json", {"format": "json"}),
        ("--format=json a", {"format": "json", "first": "a"}),
        ("a -o out.json b", {"output": "out.json", "second": "b"}),
        ("a -oout.json", {"output": "out.json"}),
        ("a -o -", {"output": "-"}),
        ("a -q", {"quiet": True}),
        ("a -qoout.json", {"quiet": True, "output": "out.json"}),
        ("a --id x --id=y", {"id": ("x", "y")}),
        ("a --width 40 --width 60", {"width": 60}),
        ("a --reason=because", {"said": "because"}),
        ("a --note=", {"said": ""}),
        ("a -5 -- --format -q", {"first": "a", "second": "-5", "more": ["--format", "-q"], "quiet": False}),
        ("a --as-of 2023-03-06", {"as_of": "2023-03-06"}),
        ("a -.5", {"second": "-.5"}),
    ],
)
def test_what_words_mean(words: str, meant: dict[str, Any]) -> None:
    found = parser().parse(words.split())
    assert {name: getattr(found, name) for name in meant} == meant


def test_a_text_of_several_words_is_no_option() -> None:
    assert parser().parse(["a", "--note", "- see the report"]).said == "- see the report"


@pytest.mark.parametrize(
    ("words", "key", "values"),
    [
        ("", "required", {"what": "FIRST"}),
        ("a --formt json", "unrecognized", {"what": "--formt", "nearest": FORMAT}),
        ("a --form=json", "unrecognized", {"what": "--form=json", "nearest": FORMAT}),
        ("a -x -q", "unrecognized", {"what": "-x", "nearest": ""}),
        ("a --format", "no_value", {"what": "--format"}),
        ("a --format -q", "no_value", {"what": "--format"}),
        ("a --format yaml", "choice", {"what": "--format", "value": "yaml", "choices": ("text", "json")}),
        ("a --width wide", "bad_value", {"what": "--width", "value": "wide"}),
        ("a --quiet=yes", "bad_value", {"what": "-q/--quiet", "value": "yes"}),
        ("a -qx", "unrecognized", {"what": "-x", "nearest": ""}),
        ("a --config=", "no_value", {"what": "-c/--config"}),
        ("a --id=", "no_value", {"what": "--id"}),
    ],
)
def test_what_is_not_understood(words: str, key: str, values: dict[str, object]) -> None:
    with pytest.raises(UsageError) as refused:
        parser().parse(words.split())
    assert refused.value.message == (f"cli.{key}", values)


def test_an_unset_variable_is_no_value() -> None:
    """`-c "$CONF"` must not fall back to another configuration, nor `verify --seal "$SEAL"` to no seal."""
    for words in (["a", "-c", ""], ["a", "-o", ""]):
        with pytest.raises(UsageError) as refused:
            parser().parse(words)
        assert refused.value.message.key == "cli.no_value"
    with pytest.raises(UsageError) as refused:
        parser().parse([""])
    assert refused.value.message == ("cli.required", {"what": "FIRST"})


def test_an_option_may_be_required() -> None:
    made = Parser("schema", Words("en"))
    made.options.add("--snapshot", action="store_true", required=True, help="cli.schema.snapshot")
    assert made.parse(["--snapshot"]).snapshot
    with pytest.raises(UsageError) as refused:
        made.parse([])
    assert refused.value.message == ("cli.required", {"what": "--snapshot"})


def test_a_verb_without_arguments_takes_none() -> None:
    made = Parser("poll", Words("en"))
    common(made)
    with pytest.raises(UsageError) as refused:
        made.parse(["--formt", "json"])
    assert refused.value.message == ("cli.unrecognized", {"what": "--formt json", "nearest": ""})


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_a_page_fits_the_terminal(language: Any, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are measured in cells, end at 100 of them, and name everything."""
    monkeypatch.setenv("COLUMNS", columns)
    made = parser()
    lines = page(made, Words(language)).split("\n")
    assert max(map(width, lines)) <= min(int(columns), 100)
    said = " ".join(lines)
    assert [name for each in made.options.taken for name in each.names if name not in said] == []
    assert "FIRST [SECOND] [MORE ...]" in " ".join(said.split())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_the_list_of_verbs_fits_the_terminal(language: Any, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = overview(VERBS, Words(language)).split("\n")
    assert max(map(width, lines)) <= min(int(columns), 100)
    assert [line.split()[0] for line in lines if line[:2] == "  " and line[2] != " "] == list(VERBS)
