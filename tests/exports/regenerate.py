"""`python -m tests.exports.regenerate`: write the golden files anew; read the difference before you commit it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.exports import case
from tests.exports.changed import changes
from tui.exports import FILE_NAMES, FORMATS, Selection, render
from tui.model.snapshot import Snapshot
from tui.words import LANGUAGES, Language, Words

GOLDEN = Path(__file__).parent / "golden"

CASES: dict[str, Callable[[], Snapshot]] = {"everything": case.snapshot, "empty": case.empty}
"""What every format has golden files of, in both languages."""


def _made(name: str, format: str, language: Language, **how: Any) -> Callable[[], bytes]:
    return lambda: render(CASES[name](), format, Words(language), **how)


def _matrix() -> dict[str, Callable[[], bytes]]:
    """Every case in every format and language."""
    return {
        f"{name}.{format}.{language}.{FILE_NAMES[format].rpartition('.')[2]}": _made(name, format, language)
        for name in CASES
        for format in FORMATS
        for language in LANGUAGES
        if format not in SPEAKS_BOTH or language == "zh"
    }


SPEAKS_BOTH = frozenset({"json", "jsonl", "csv"})
"""Formats that are the same in either language."""
_CHANGED: tuple[tuple[str, Language], ...] = (
    ("json", "zh"),
    ("jsonl", "zh"),
    ("text", "zh"),
    ("text", "en"),
    ("md", "en"),
    ("html", "zh"),
    ("xlsx", "en"),
)

FILES: dict[str, Callable[[], bytes]] = {
    **_matrix(),
    **{
        f"changed.{format}.{language}.{FILE_NAMES[format].rpartition('.')[2]}": _made(
            "everything", format, language, changes=changes(Words(language))
        )
        for format, language in _CHANGED
    },
    "sample.text.zh.txt": _made("everything", "text", "zh", sample=True),
    "sample.md.zh.md": _made("everything", "md", "zh", sample=True),
    "sample.html.zh.html": _made("everything", "html", "zh", sample=True),
    "sample.svg.zh.svg": _made("everything", "svg", "zh", sample=True),
    "ascii.text.en.txt": _made("everything", "text", "en", ascii=True, width=120),
    "narrow.text.zh.txt": _made("everything", "text", "zh", width=1),
    "raw.csv": _made("everything", "csv", "zh", raw=True),
    "selected.json": _made("everything", "json", "zh", select=Selection(ids=("*.aides", "audit.*")), sample=True),
    "selected.text.en.txt": _made("everything", "text", "en", select=Selection(statuses=("missed",))),
    "one.badge-svg.en.svg": _made("everything", "badge-svg", "en", select=Selection(ids=("audit.units",))),
    "hostile.badge-svg.zh.svg": _made("everything", "badge-svg", "zh", select=Selection(ids=("x.hostile",))),
}
"""Every golden file, and how it comes about."""


if __name__ == "__main__":
    for name, made in FILES.items():
        (GOLDEN / name).write_bytes(made())
