"""indicators.toml as a `Config`, or every problem of it at once.

What the file may hold is listed, table by table, in the schemas of the modules here; a key that stands in none of them
is a problem, never silently ignored. Nothing is read but the file and the rosters that it names: no source, no store,
no secret. `tui.config.starter`, the file to begin with, is for `zhibiao init` alone.
"""

from tui.config.config import Config
from tui.config.loading import load
from tui.config.place import find

__all__ = ["Config", "find", "load"]
