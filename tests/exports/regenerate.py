"""`python -m tests.exports.regenerate`: write the golden files anew; read the difference before you commit it."""

from collections.abc import Callable
from pathlib import Path

from tests.exports import case
from tui.exports import Selection, render
from tui.words import Words

GOLDEN = Path(__file__).parent / "golden"

FILES: dict[str, Callable[[], bytes]] = {
    "everything.json": lambda: render(case.snapshot(), "json", Words("zh")),
    "selected.json": lambda: render(
        case.snapshot(), "json", Words("zh"), select=Selection(ids=("*.aides", "audit.*")), sample=True
    ),
    "empty.json": lambda: render(case.empty(), "json", Words("en")),
    "everything.zh.txt": lambda: render(case.snapshot(), "text", Words("zh"), sample=True),
    "everything.en.txt": lambda: render(case.snapshot(), "text", Words("en")),
    "everything.ascii.txt": lambda: render(case.snapshot(), "text", Words("en"), ascii=True, width=120),
    "narrow.zh.txt": lambda: render(case.snapshot(), "text", Words("zh"), width=1),
    "selected.en.txt": lambda: render(case.snapshot(), "text", Words("en"), select=Selection(statuses=("missed",))),
    "empty.zh.txt": lambda: render(case.empty(), "text", Words("zh")),
    "everything.jsonl": lambda: render(case.snapshot(), "jsonl", Words("zh")),
    "empty.jsonl": lambda: render(case.empty(), "jsonl", Words("zh")),
    "everything.csv": lambda: render(case.snapshot(), "csv", Words("zh")),
    "everything.raw.csv": lambda: render(case.snapshot(), "csv", Words("zh"), raw=True),
    "empty.csv": lambda: render(case.empty(), "csv", Words("zh")),
    "everything.zh.md": lambda: render(case.snapshot(), "md", Words("zh"), sample=True),
    "everything.en.md": lambda: render(case.snapshot(), "md", Words("en")),
    "empty.zh.md": lambda: render(case.empty(), "md", Words("zh")),
    "everything.zh.html": lambda: render(case.snapshot(), "html", Words("zh"), sample=True),
    "everything.en.html": lambda: render(case.snapshot(), "html", Words("en")),
    "empty.zh.html": lambda: render(case.empty(), "html", Words("zh")),
    "everything.zh.svg": lambda: render(case.snapshot(), "svg", Words("zh"), sample=True),
    "everything.en.svg": lambda: render(case.snapshot(), "svg", Words("en")),
    "empty.zh.svg": lambda: render(case.empty(), "svg", Words("zh")),
    "badge.zh.json": lambda: render(case.snapshot(), "badge", Words("zh")),
    "badge.en.json": lambda: render(case.snapshot(), "badge", Words("en")),
    "badge.zh.svg": lambda: render(case.snapshot(), "badge-svg", Words("zh")),
    "badge.one.en.svg": lambda: render(
        case.snapshot(), "badge-svg", Words("en"), select=Selection(ids=("audit.units",))
    ),
    "badge.hostile.zh.svg": lambda: render(
        case.snapshot(), "badge-svg", Words("zh"), select=Selection(ids=("x.hostile",))
    ),
    "datapackage.zh.json": lambda: render(case.snapshot(), "datapackage", Words("zh")),
    "snapshot.csv-metadata.en.json": lambda: render(case.snapshot(), "csvw", Words("en")),
    "everything.sdmx.zh.csv": lambda: render(case.snapshot(), "sdmx-csv", Words("zh")),
    "everything.zh.xlsx": lambda: render(case.snapshot(), "xlsx", Words("zh"), sample=True),
    "everything.zh.prom": lambda: render(case.snapshot(), "openmetrics", Words("zh")),
    "everything.en.prom": lambda: render(case.snapshot(), "openmetrics", Words("en")),
    "empty.zh.prom": lambda: render(case.empty(), "openmetrics", Words("zh")),
    "changed.json": lambda: render(case.snapshot(), "json", Words("zh"), changes=case.changes(Words("zh"))),
    "changed.jsonl": lambda: render(case.snapshot(), "jsonl", Words("en"), changes=case.changes(Words("en"))),
    "changed.zh.txt": lambda: render(case.snapshot(), "text", Words("zh"), changes=case.changes(Words("zh"))),
    "changed.en.md": lambda: render(case.snapshot(), "md", Words("en"), changes=case.changes(Words("en"))),
    "changed.zh.html": lambda: render(case.snapshot(), "html", Words("zh"), changes=case.changes(Words("zh"))),
    "changed.en.xlsx": lambda: render(case.snapshot(), "xlsx", Words("en"), changes=case.changes(Words("en"))),
}
"""Every golden file, and how it comes about."""


if __name__ == "__main__":
    for name, made in FILES.items():
        (GOLDEN / name).write_bytes(made())
