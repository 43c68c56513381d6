"""The demonstration's indicators.toml: the packaged sample's, with other sources and a year that is still going on."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import tomli

from tui.config.place import sample
from tui.demo.replay import REPORT
from tui.demo.script import Script
from tui.words import LANGUAGES, Words

__all__ = ["PREFIX", "bilingual", "declaration"]

PREFIX: Final = "made_up."
"""How the ids of sources begin whose figures are made up."""

_DAYS: Final = 2
"""Days of the demonstration's year from one poll to the next."""
_SHORTEST: Final = 0.5
"""Seconds from one poll to the next, at least."""
_PATIENCE: Final = 0.8
"""Of an interval: the time that a source has to answer."""

_FIELDS: Final = ("unit", "period", "value", "flag", "recorded", "document", "section", "note")
_MAP: Final = {"rows": "$.figures[*]", "indicator_column": "indicator", **{name: name for name in _FIELDS}}


def bilingual(key: str) -> str:
    """A text for data, which are the same in all languages."""
    return " / ".join(Words(language).say(key) for language in LANGUAGES)


def declaration(script: Script, url: str, seconds_a_day: float) -> str:
    """The text of the file.

    Args:
        script: What is made up.
        url: Of the server that replays it.
        seconds_a_day: How long a day of its year takes.
    """
    with open(sample(), "rb") as file:
        raw = tomli.load(file, parse_float=Decimal)
    report = raw["sources"]["report"]
    every = max(_DAYS * seconds_a_day, _SHORTEST)
    polled = {"type": "http", "format": "json", "every": f"{every:.3f}s", "timeout": f"{every * _PATIENCE:.3f}s"}
    raw["dashboard"].pop("evaluate_on")
    raw["dashboard"]["title"] = {language: Words(language).say("demo.title") for language in LANGUAGES}
    raw["sources"] = {
        **{PREFIX + each.id: {**polled, "url": f"{url}/{each.id}.json", "map": [_MAP]} for each in script.departments},
        REPORT: {
            **polled,
            "url": f"{url}/{REPORT}.json",
            "publisher": report["publisher"],
            "published": report["published"],
            "map": [_MAP],
        },
    }
    for id, indicator in raw["indicators"].items():
        if "freq" in indicator or id in script.months or id in script.coverages:
            indicator.update(script.monthly)
        for key, value in script.indicators.get(id, {}).items():
            indicator[key] = {**indicator[key], **value} if isinstance(value, dict) else value
    return "\n".join(_lines(raw))


def _lines(raw: Mapping[str, Any]) -> Iterable[str]:
    """A document as TOML: a table for each table of the second level, everything else within the line."""
    tables: list[str] = []
    for name, value in raw.items():
        if isinstance(value, dict):
            for inner, each in value.items():
                if isinstance(each, dict):
                    tables += [f"[{name}.{json.dumps(inner)}]", *(_pair(*pair) for pair in each.items())]
            plain = {inner: each for inner, each in value.items() if not isinstance(each, dict)}
            if plain:
                tables = [f"[{name}]", *(_pair(*pair) for pair in plain.items()), *tables]
        else:
            yield _pair(name, value)
    yield from tables


def _pair(name: str, value: object) -> str:
    return f"{json.dumps(name)} = {_inline(value)}"


def _inline(value: object) -> str:
    """A value within a line; JSON's texts, numbers and truths are TOML's too."""
    match value:
        case dict():
            return "{" + ", ".join(_pair(*pair) for pair in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_inline, value)) + "]"
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)
