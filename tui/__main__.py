"""The `zhibiao` command and `python -m tui`; the verbs live in `tui.cli`."""

import gc
import os
import sys

from tui.cli import main as run
from tui.cli.streams import mend

__all__ = ["main"]


def main() -> int:
    """Run a verb as a process of its own, and give its exit code.

    Nearly all that a verb makes it keeps to its end: looking for garbage in it finds nothing, and costs a script's
    snapshot a seventh of its time. A verb that lasts switches it on again. To take all of it apart before the process
    ends costs a thirtieth more; where no thread can be left, and what was printed is written, it ends at once.
    """
    gc.disable()
    mend()
    code = run()
    if "threading" not in sys.modules:
        sys.stderr.flush()
        os._exit(code)
    gc.freeze()  # the interpreter looks once more before it ends; then there is nothing left to look through
    return code


if __name__ == "__main__":
    sys.exit(main())
