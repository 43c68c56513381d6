"""The way to a `Config`: by memory where the same files were read before, else by reading them."""

from collections.abc import Mapping
from importlib import import_module

from tui.config.cache import recall, remember
from tui.config.config import Config

__all__ = ["load"]


def load(path: str, environ: Mapping[str, str], *, remembers: bool = False) -> Config:
    """Read a configuration with the rosters that it names.

    Args:
        path: As `find` gives it.
        environ: The process's environment: says where the history is kept by default.
        remembers: Take what was read at an earlier time, if nothing has changed since, and keep what is read now, in
            the user's cache directory; it gives the same, sooner.

    Raises:
        ConfigError: With every problem, at most 50, in file order.
    """
    known = recall(path, environ) if remembers else None
    if known is not None:
        return known
    # Deferred: TOML and everything that knows the shape of the file, 6 ms that memory spares.
    config: Config = import_module("tui.config.reader").read(path, environ)
    if remembers:
        remember(config, path, environ)
    return config
