"""A folder with a configuration of its own, and the dashboard on it."""

import shutil
from pathlib import Path

from tests.e2e.terminal import ZHIBIAO, Terminal

FIXTURES = Path(__file__).parent / "fixtures"

FIRST = {"en": "Legal aides", "zh": "\u6cd5\u5f8b\u660e\u767d\u4eba"}
"""What the first frame shows, by language."""


class Place:
    """Configuration, source file and store of one test."""

    def __init__(self, folder: Path, name: str = "indicators") -> None:
        """Copy a configuration of the fixtures, with the file that its source reads."""
        self.config = folder / "indicators.toml"
        self.store = folder / "store.db"
        shutil.copy(FIXTURES / f"{name}.toml", self.config)
        self.figures = folder / ("figures.csv" if name == "indicators" else f"{name}.csv")
        for file in FIXTURES.glob(f"{self.figures.stem}*.csv"):
            shutil.copy(file, folder)

    def command(self, *options: str, store: str = "") -> tuple[str, ...]:
        """The command line of a dashboard here."""
        return (*ZHIBIAO, "watch", "-c", str(self.config), "--store", store or str(self.store), *options)

    def open(
        self,
        language: str = "en",
        *options: str,
        collects: bool = False,
        seen: str = "",
        size: tuple[int, int] = (80, 24),
        environ: dict[str, str] | None = None,
        hangup_ignored: bool = False,
    ) -> Terminal:
        """A dashboard whose first frame stands; without a collector, unless one is asked for."""
        command = self.command("--lang", language, *options, store="" if collects else ":memory:")
        terminal = Terminal(command, columns=size[0], lines=size[1], environ=environ, hangup_ignored=hangup_ignored)
        terminal.wait_for(seen or FIRST[language])
        terminal.settle()
        return terminal
