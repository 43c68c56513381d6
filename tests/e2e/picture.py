"""The README's pictures of the dashboard; `python -m tests.e2e.picture` draws them anew.

They are made from the demonstration, which stands still on a day on which a department is late and rates are missed.
"""

import re
from pathlib import Path

from tests.e2e.terminal import ZHIBIAO, Terminal

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=<!-- picture:(?P<language>zh|en) -->\n```text\n).*?(?=\n```\n<!-- /picture:)", re.DOTALL)

DAY = "2022-07-20"
READ = re.compile("\u2714 \\S+ 6 ")
"""All six sources were read."""


def picture(language: str) -> str:
    """The worst first, at 80 x 24, as it stands on a real terminal once its changes were looked at."""
    command = (*ZHIBIAO, "demo", "--as-of", DAY, "--lang", language)
    with Terminal(command, columns=80, lines=24) as terminal:
        terminal.wait_for(lambda: READ.search(terminal.text) is not None, 60)
        terminal.settle(quiet=2.0)
        terminal.send("n")
        terminal.wait_for(lambda: READ.search(terminal.text) is None)
        terminal.settle()
        terminal.send(b"\x1b")
        terminal.wait_for(lambda: READ.search(terminal.text) is not None)
        terminal.send("o")
        terminal.settle()
        terminal.send(b"\x1b[H")
        terminal.settle()
        return "\n".join(line.rstrip() for line in terminal.text.splitlines())


def pictures() -> dict[str, str]:
    """What stands in the README, by language."""
    return {found["language"]: found[0] for found in BLOCK.finditer(README.read_text(encoding="utf-8"))}


if __name__ == "__main__":
    drawn = {language: picture(language) for language in ("en", "zh")}
    text = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda found: drawn[found["language"]], text), encoding="utf-8")
