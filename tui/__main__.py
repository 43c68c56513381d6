"""The `zhibiao` command and `python -m tui`; the verbs live in `tui.cli`."""

import gc
import sys

from tui.cli import main as run
from tui.cli.streams import mend

__all__ = ["main"]


def main() -> int:
    """Run a verb as a process of its own, and give its exit code.

    Nearly all that a verb makes it keeps to its end: looking for garbage in it finds nothing, and costs a script's
    snapshot a seventh of its time. A verb that lasts switches it on again.
    """
    gc.disable()
    mend()
    code = run()
    gc.freeze()  # the interpreter looks once more before it ends; then there is nothing left to look through
    return code


if __name__ == "__main__":
    sys.exit(main())
