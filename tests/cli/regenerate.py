"""`python -m tests.cli.regenerate`: write the golden files of verbs anew; read the difference before you commit it."""

import contextlib
import io
from collections.abc import Sequence
from pathlib import Path

from tui.cli import main

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
ENDINGS = {"text": "txt", "json": "json", "ics": "ics", "md": "md"}
_BEFORE, _AFTER = (str(HERE.parent / "exports" / "golden" / f"{name}.json.zh.json") for name in ("empty", "everything"))
_CALENDAR = ("-c", str(HERE / "calendar.toml"), "--store", ":memory:", "--as-of", "2022-09-01")


def _verbs() -> dict[str, tuple[str, ...]]:
    """Every golden file, and the arguments that print it."""
    found: dict[str, tuple[str, ...]] = {}
    for language in ("zh", "en"):
        for format in ("text", "json", "ics"):
            name = f"calendar.{language}.{ENDINGS[format]}"
            found[name] = ("calendar", *_CALENDAR, "--format", format, "--lang", language)
        for format in ("text", "json", "md"):
            name = f"diff.{language}.{ENDINGS[format]}"
            found[name] = ("diff", _BEFORE, _AFTER, "--format", format, "--lang", language)
        found[f"check.{language}.txt"] = ("check", *_CALENDAR, "--lang", language)
    return found


FILES = _verbs()


def printed(arguments: Sequence[str]) -> bytes:
    """What a verb writes to standard output, as bytes."""
    kept = io.BytesIO()
    with io.TextIOWrapper(kept, encoding="utf-8", newline="", write_through=True) as held:
        with contextlib.redirect_stdout(held):
            main(list(arguments))
        return kept.getvalue()


if __name__ == "__main__":
    for each, asked in FILES.items():
        (GOLDEN / each).write_bytes(printed(asked))
