"""A `Config`: what indicators.toml says, whole."""

from collections.abc import Mapping

from tui.model.snapshot import Framework
from tui.model.source import Source
from tui.named import NamedTuple

__all__ = ["Config"]


class Config(NamedTuple):
    """Everything that indicators.toml says."""

    framework: Framework
    """What is measured and judged."""
    sources: Mapping[str, Source]
    """By id, in file order."""
    store: str
    """Where the history is: `:memory:`, a URL, or an absolute path; never empty."""
    language: str
    """`auto`, `zh` or `en`."""
    path: str
    """The file, absolute."""
    is_sample: bool
    """The file is the packaged sample, which is loaded where there is no other."""
    alert: str = ""
    """What calls when a status changes: `off`, `bell` or `notify`; `""`: not said."""
    at_once: int = 16
    """Sources that are read at the same time, 1 to 64."""
    per_host: int = 4
    """... of one host."""
    files: tuple[tuple[str, str], ...] = ()
    """What it was read from: absolute path and SHA-256 of `path` and of the rosters that it names, in file order."""
