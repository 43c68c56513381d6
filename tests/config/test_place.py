"""Where the configuration and its history are looked for."""

import hashlib
import os
import pwd
from pathlib import Path

import pytest

from tests.config.loading import complaints
from tui.config import find, load, place

MINIMAL = "[indicators.a]\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(MINIMAL)
    return str(path)


def test_the_order_of_the_search(here: Path) -> None:
    """What was asked for, the variable, the working directory, the user's own, the packaged sample."""
    environ = {
        "XDG_CONFIG_HOME": str(here / "config"),
        "HOME": str(here / "home"),
        "ZHIBIAO_CONFIG": "by-variable.toml",
    }
    assert find("asked.toml", environ) == "asked.toml"
    assert find(None, environ) == "by-variable.toml"
    environ["ZHIBIAO_CONFIG"] = ""
    assert find("", environ) == place.sample()
    of_home = written(here / "home" / ".config" / "zhibiao" / "indicators.toml")
    assert find(None, environ) == place.sample()
    of_user = written(here / "config" / "zhibiao" / "indicators.toml")
    assert find(None, environ) == of_user
    del environ["XDG_CONFIG_HOME"]
    assert find(None, environ) == of_home
    written(here / "indicators.toml")
    assert find(None, environ) == "indicators.toml"


def test_a_directory_stands_for_the_file_in_it(here: Path) -> None:
    assert find(str(here), {}) == str(here / "indicators.toml")
    assert find(None, {"ZHIBIAO_CONFIG": str(here)}) == str(here / "indicators.toml")


def test_a_broken_link_is_found_and_told(here: Path) -> None:
    """Another file would be read in its place otherwise, and nobody would know."""
    (here / "indicators.toml").symlink_to("nowhere.toml")
    assert find(None, {}) == "indicators.toml"
    assert complaints("indicators.toml") == [
        "indicators.toml: no such file; `zhibiao init` writes one to begin with",
    ]


def test_the_sample_says_so_only_when_nothing_else_is_found(here: Path) -> None:
    """The screen shows it, so that nobody takes the sample for his own figures."""
    environ = {"HOME": str(here)}
    assert load(find(None, environ), environ).is_sample
    written(here / "indicators.toml")
    assert not load(find(None, environ), environ).is_sample
    assert not load(place.sample(), environ).is_sample


def test_the_sample_inside_the_package_comes_first(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a wheel it is inside the package; in a checkout beside it."""
    monkeypatch.setattr(place, "_PACKAGE", str(here / "tui"))
    assert place.sample() == str(here / "indicators.toml")
    inside = written(here / "tui" / "sample" / "indicators.toml")
    assert place.sample() == inside


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"XDG_STATE_HOME": "/state"}, "/state/zhibiao"),
        ({"XDG_STATE_HOME": "/state", "HOME": "/home/clerk"}, "/state/zhibiao"),
        ({"HOME": "/home/clerk"}, "/home/clerk/.local/state/zhibiao"),
        ({"XDG_STATE_HOME": "relative", "HOME": "/home/clerk"}, "/home/clerk/.local/state/zhibiao"),
    ],
)
def test_every_configuration_has_a_history_of_its_own(environ: dict[str, str], folder: str, here: Path) -> None:
    """Named after the file, and after where it stands: two files of one name must not share a history."""
    path = written(here / "district.toml")
    digest = hashlib.sha256(path.encode()).hexdigest()[:8]
    assert load("district.toml", environ).store == f"{folder}/district-{digest}.db"
    assert load(path, environ).store == load("district.toml", environ).store


def test_without_home_in_the_environment_it_is_the_accounts(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """cron and `env -i` set no HOME."""
    monkeypatch.delenv("HOME")
    written(here / "district.toml")
    assert load("district.toml", {}).store.startswith(pwd.getpwuid(os.getuid()).pw_dir + "/.local/state/zhibiao/")


@pytest.mark.parametrize("environ", [{}, {"HOME": ""}, {"HOME": "relative", "XDG_STATE_HOME": "relative"}])
def test_without_a_place_for_the_history_the_file_must_give_one(
    environ: dict[str, str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An account that the system does not list has no home: nothing is written where it is gone tomorrow."""
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", lambda uid: {}[uid])
    path = Path(written(here / "indicators.toml"))
    assert complaints("indicators.toml", environ=environ) == [
        "indicators.toml: the account has no home directory, so the history has no place; give store = a path"
    ]
    path.write_text('store = "history.db"\n' + MINIMAL)
    assert complaints("indicators.toml", environ=environ) == []
