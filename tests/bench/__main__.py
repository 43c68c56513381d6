"""`python -m tests.bench [PART ...]`: print every ratio beside its floor; exit 1 when one is over."""

import sys
from importlib import import_module
from pathlib import Path

from tests.bench.pairs import say

HERE = Path(__file__).parent
PARTS = sorted(path.stem for path in HERE.glob("[a-z]*.py") if "\ndef measure(" in path.read_text(encoding="utf-8"))


def main(asked: list[str]) -> int:
    """Measure the parts asked for, all by default; a part is a module here with `measure() -> list[Measure]`."""
    over = 0
    for part in asked or PARTS:
        if part not in PARTS:
            print(f"no part {part}; there are {', '.join(PARTS)}", file=sys.stderr)
            return 2
        for measure in import_module(f"tests.bench.{part}").measure():
            say(measure)
            over += not measure.holds
    return 1 if over else 0


sys.exit(main(sys.argv[1:]))
