"""The `zhibiao` command and `python -m tui`; the verbs live in `tui.cli`."""

import sys

from tui.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
