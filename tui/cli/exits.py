"""Exit codes: an API for scripts, as `semantics.md` and the README list them."""

from enum import IntEnum

from tui.errors import (
    ConfigError,
    LockHeldError,
    OutputError,
    SourceError,
    StoreError,
    TerminalError,
    UsageError,
    ZhibiaoError,
)

__all__ = ["Exit", "exit_of"]


class Exit(IntEnum):
    """What a verb returns to the shell; 128 + n stands for a signal besides."""

    OK = 0
    CROSSED = 1
    """A threshold was crossed (`--fail-on`), or `verify` found a change."""
    USAGE = 2
    """The command line or the configuration is wrong."""
    SOURCE = 3
    """Done, but a source failed, is stale, or was never read."""
    STORE = 4
    """The history cannot be used."""
    LOCKED = 5
    """Another collector holds the lock."""
    OUTPUT = 6
    """The output was not written; the old file is intact."""
    TERMINAL = 7
    """No terminal that the dashboard can use."""
    BUG = 70
    """A mistake of ours."""
    INTERRUPTED = 130


_BY_ERROR: tuple[tuple[type[ZhibiaoError], Exit], ...] = (
    (UsageError, Exit.USAGE),
    (ConfigError, Exit.USAGE),
    (SourceError, Exit.SOURCE),
    (StoreError, Exit.STORE),
    (LockHeldError, Exit.LOCKED),
    (OutputError, Exit.OUTPUT),
    (TerminalError, Exit.TERMINAL),
)


def exit_of(error: ZhibiaoError) -> Exit:
    """The exit code that tells a script what kind of error ended the verb."""
    return next((code for kind, code in _BY_ERROR if isinstance(error, kind)), Exit.BUG)
