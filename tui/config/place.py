"""Where things are: the configuration itself, the files that it names, the history that it keeps by default."""

import os
from collections.abc import Mapping
from typing import Final

from tui.config.findings import Wrong
from tui.config.shown import shown
from tui.reading import digest

__all__ = [
    "absolute",
    "cache_folder",
    "default_store",
    "find",
    "is_exposed",
    "is_sample",
    "relative",
    "sample",
    "state_file",
    "state_folder",
]

_NAME: Final = "indicators.toml"
_PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The installed `tui` package."""

_OWN: Final = "package:"


def find(asked: str | None, environ: Mapping[str, str]) -> str:
    """The configuration to load: what was asked for, or the first that there is.

    The order: `asked`; `$ZHIBIAO_CONFIG`; `indicators.toml` in the working directory;
    `$XDG_CONFIG_HOME/zhibiao/indicators.toml` (`~/.config` where that is not set);
    `/etc/zhibiao/indicators.toml`; the packaged sample. What is asked for, by option or environment, is taken whether
    it exists or not, so that a mistyped path is an error and never another file.

    Args:
        asked: A file, or a directory that holds an `indicators.toml`; `None` or `""` when nothing was asked for.
        environ: The process's environment.
    """
    named = asked or environ.get("ZHIBIAO_CONFIG", "")
    if named:
        return os.path.join(named, _NAME) if os.path.isdir(named) else named
    places = [_NAME, "/etc/zhibiao/" + _NAME]
    home = _home(environ, "XDG_CONFIG_HOME", ".config")
    if home:
        places.insert(1, os.path.join(home, "zhibiao", _NAME))
    return next((place for place in places if os.path.lexists(place)), sample())


def sample() -> str:
    """The packaged sample: inside the package where it is installed, beside it in a checkout."""
    inside = os.path.join(_PACKAGE, "sample", _NAME)
    return inside if os.path.exists(inside) else os.path.join(os.path.dirname(_PACKAGE), _NAME)


def is_sample(path: str, environ: Mapping[str, str]) -> bool:
    """Whether a path is the packaged sample, and the sample is what is loaded where nothing is asked for."""
    return os.path.abspath(path) == sample() and find(None, environ) == sample()


def default_store(path: str, environ: Mapping[str, str]) -> str | None:
    """The history that belongs to a configuration: a SQLite file of its own in the user's state directory.

    Returns:
        An absolute path; `None` where the account has no home directory.
    """
    return state_file(path, environ, ".db")


def state_file(path: str, environ: Mapping[str, str], ending: str) -> str | None:
    """A file of the user's own that belongs to a configuration, in the user's state directory.

    Its name tells two configurations with the same file name apart by where they stand.

    Returns:
        An absolute path; `None` where the account has no home directory.
    """
    folder = state_folder(environ)
    if not folder:
        return None
    stem = os.path.splitext(os.path.basename(path))[0]
    mark = digest(os.fsencode(os.path.abspath(path)))[:8]
    return os.path.join(folder, f"{stem}-{mark}{ending}")


def state_folder(environ: Mapping[str, str]) -> str:
    """Where the user's state is kept, whether it exists or not; `""` where the account has no home directory."""
    home = _home(environ, "XDG_STATE_HOME", os.path.join(".local", "state"))
    return os.path.join(home, "zhibiao") if home else ""


def cache_folder(environ: Mapping[str, str]) -> str:
    """Where what can be made again is kept, whether it exists or not; `""` where the account has no home directory."""
    home = _home(environ, "XDG_CACHE_HOME", ".cache")
    return os.path.join(home, "zhibiao") if home else ""


def is_exposed(path: str) -> bool:
    """Whether others than its owner may read a file; a file that cannot be asked about counts as exposed."""
    try:
        return bool(os.stat(path).st_mode & 0o077)
    except OSError:
        return True


def absolute(value: str, config: str) -> str:
    """A path of the file as an absolute one: `package:` means the installed package, else it is relative to the file.

    Raises:
        Wrong: It leaves the package.
    """
    if value.startswith(_OWN):
        inside = value.removeprefix(_OWN)
        if not inside or inside.startswith("/") or ".." in inside.split("/"):
            raise Wrong("problem.path.package", found=shown(value))
        return os.path.join(_PACKAGE, inside)
    return os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(config)), value))


def relative(value: str, config: str) -> str:
    """A path of the file as a message names it: from where the configuration was named, not from the root."""
    return value if value.startswith(_OWN) else os.path.normpath(os.path.join(os.path.dirname(config), value))


def _home(environ: Mapping[str, str], variable: str, within: str) -> str:
    """A directory of the XDG base directory specification, by which a relative path counts as not set.

    Without `HOME` (cron, `env -i`) it is the account's home directory, as the system's list of accounts has it.
    """
    named = environ.get(variable, "")
    if os.path.isabs(named):
        return named
    home = environ.get("HOME") or os.path.expanduser("~")
    return os.path.join(home, within) if os.path.isabs(home) else ""
