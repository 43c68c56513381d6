"""The README's pictures of the dashboard; `python -m tests.e2e.picture` draws them anew."""

import os
import re
import tempfile
from pathlib import Path

from tests.e2e.terminal import ZHIBIAO, Terminal
from tui.cli import main

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=<!-- picture:(?P<language>zh|en) -->\n```text\n).*?(?=\n```\n<!-- /picture:)", re.DOTALL)


def picture(language: str, store: str) -> str:
    """The first screen of the packaged sample after one poll, at 80 x 24, as it stands on a real terminal."""
    common = ("-c", str(ROOT / "indicators.toml"), "--store", store, "--lang", language)
    assert main(["poll", "-q", *common]) == 0
    with Terminal((*ZHIBIAO, "watch", "--read-only", *common), columns=80, lines=24) as terminal:
        terminal.wait_for(lambda: bool(terminal.text.splitlines()[-1].strip()))
        terminal.settle()
        return "\n".join(line.rstrip() for line in terminal.text.splitlines())


def pictures() -> dict[str, str]:
    """What stands in the README, by language."""
    return {found["language"]: found[0] for found in BLOCK.finditer(README.read_text(encoding="utf-8"))}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        drawn = {language: picture(language, os.path.join(home, "store.db")) for language in ("en", "zh")}
    text = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda found: drawn[found["language"]], text), encoding="utf-8")
