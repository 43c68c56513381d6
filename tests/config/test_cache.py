"""What is remembered of a configuration is what would be read, or it is not taken."""

import marshal
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.config.loading import FIXTURES
from tui.config import Config, cache, load
from tui.config.place import sample
from tui.config.starter import starter
from tui.errors import ConfigError

ROOT = Path(__file__).parent.parent.parent
SOUND = """schema = 1
[rosters.streets]
file = "streets.csv"
[indicators.sites]
name = { zh = "站点", en = "Sites" }
measure = "coverage"
roster = "streets"
"""


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    """An account with a home directory."""
    return {"HOME": str(tmp_path / "home")}


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A configuration with a roster."""
    (tmp_path / "streets.csv").write_text("unit_id,name\na,Street A\nb,Street B\n", encoding="utf-8")
    path = tmp_path / "indicators.toml"
    path.write_text(SOUND, encoding="utf-8")
    return path


def entries(environ: Mapping[str, str]) -> list[Path]:
    """What is remembered."""
    return sorted(Path(environ["HOME"], ".cache", "zhibiao").glob("*"))


def told(value: object) -> object:
    """A value with the classes of all its parts."""
    match value:
        case tuple():
            return type(value), [told(each) for each in value]
        case Mapping():
            return type(value), [(key, told(each)) for key, each in value.items()]
        case _:
            return type(value), value


@pytest.mark.parametrize("path", [str(FIXTURES / "full.toml"), sample()], ids=["every key", "the sample"])
def test_what_is_remembered_is_what_is_read(path: str, environ: Mapping[str, str]) -> None:
    """To the class of every part, and in the same order."""
    read = load(path, environ)
    assert told(load(path, environ, remembers=True)) == told(read), "the first time"
    remembered = cache.recall(path, environ)
    assert remembered is not None
    assert told(remembered) == told(read)
    assert told(load(path, environ, remembers=True)) == told(read), "the second time"


def test_what_a_newcomer_begins_with_is_remembered(tmp_path: Path, environ: Mapping[str, str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(starter("en"), encoding="utf-8")
    assert told(load(str(path), environ, remembers=True)) == told(cache.recall(str(path), environ))


@pytest.mark.parametrize("file", ["indicators.toml", "streets.csv"])
def test_a_file_is_read_again_when_its_bytes_change(file: str, sound: Path, environ: Mapping[str, str]) -> None:
    """Its size and its times prove nothing."""
    before = load(str(sound), environ, remembers=True)
    changed = sound.with_name(file)
    stood = changed.stat()
    changed.write_bytes(changed.read_bytes().replace(b"S", b"Z"))
    os.utime(changed, ns=(stood.st_atime_ns, stood.st_mtime_ns))
    assert cache.recall(str(sound), environ) is None
    after = load(str(sound), environ, remembers=True)
    assert after != before
    assert after == load(str(sound), environ) == cache.recall(str(sound), environ)


def test_a_roster_that_is_gone_is_a_problem_again(sound: Path, environ: Mapping[str, str]) -> None:
    load(str(sound), environ, remembers=True)
    sound.with_name("streets.csv").unlink()
    with pytest.raises(ConfigError):
        load(str(sound), environ, remembers=True)


def test_problems_are_not_remembered(sound: Path, environ: Mapping[str, str]) -> None:
    sound.write_text(SOUND + "wrong = 1\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ConfigError):
            load(str(sound), environ, remembers=True)
    assert not entries(environ)


def test_a_password_that_others_can_read_by_now_is_refused(sound: Path, environ: Mapping[str, str]) -> None:
    """What `load` asks the file system about is asked again."""
    sound.write_text('store = "postgresql://clerk:secret@db/figures"\n' + SOUND, encoding="utf-8")
    sound.chmod(0o600)
    load(str(sound), environ, remembers=True)
    assert [each.stat().st_mode & 0o077 for each in entries(environ)] == [0]
    sound.chmod(0o644)
    with pytest.raises(ConfigError):
        load(str(sound), environ, remembers=True)


def test_where_the_history_is_by_default_is_told_anew(sound: Path, environ: Mapping[str, str], tmp_path: Path) -> None:
    load(str(sound), environ, remembers=True)
    elsewhere = {**environ, "XDG_STATE_HOME": str(tmp_path / "state")}
    assert load(str(sound), elsewhere, remembers=True).store.startswith(str(tmp_path / "state"))


def test_whether_it_is_the_sample_is_told_anew(
    environ: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sample is what is loaded where there is nothing else, and by now there may be."""
    monkeypatch.chdir(tmp_path)
    assert load(sample(), environ, remembers=True).is_sample
    (tmp_path / "indicators.toml").write_text(SOUND, encoding="utf-8")
    assert not load(sample(), environ, remembers=True).is_sample


def test_another_version_reads_anew(sound: Path, environ: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    load(str(sound), environ, remembers=True)
    monkeypatch.setattr(cache, "__version__", "99.0")
    assert cache.recall(str(sound), environ) is None


def test_changed_code_reads_anew(sound: Path, environ: Mapping[str, str], tmp_path: Path) -> None:
    """A checkout has one version for a long time."""
    shutil.copytree(ROOT / "tui", tmp_path / "tui", ignore=shutil.ignore_patterns("__pycache__"))

    def validate() -> int:
        command = [sys.executable, "-m", "tui", "validate", "-c", str(sound)]
        subprocess.run(command, cwd=tmp_path, env={**environ}, check=True, capture_output=True, timeout=60)
        (entry,) = entries(environ)
        return entry.stat().st_mtime_ns

    first = validate()
    assert validate() == first
    with (tmp_path / "tui" / "model" / "roster.py").open("a", encoding="utf-8") as module:
        module.write("# changed\n")
    assert validate() != first


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:50],
        lambda data: data[:-1],
        lambda data: data[:500] + bytes([data[500] ^ 1]) + data[501:],
        lambda data: bytes([data[0] ^ 1]) + data[1:],
        lambda data: b"\xff" * len(data),
    ],
    ids=["empty", "head alone", "cut", "one bit", "one bit of the head", "noise"],
)
def test_a_damaged_entry_counts_as_none(
    damage: Callable[[bytes], bytes], sound: Path, environ: Mapping[str, str]
) -> None:
    read = load(str(sound), environ, remembers=True)
    (entry,) = entries(environ)
    entry.write_bytes(damage(entry.read_bytes()))
    assert load(str(sound), environ, remembers=True) == read
    assert cache.recall(str(sound), environ) == read, "and it is mended"


def forged(entry: Path, change: Callable[[list[Any]], None]) -> None:
    """Change what an entry says, as somebody could who knows its form."""
    parts = list(marshal.loads(entry.read_bytes()[64:]))
    change(parts)
    body = marshal.dumps(tuple(parts))
    entry.write_bytes(sha256(body).hexdigest().encode() + body)


@pytest.mark.parametrize("kind", ["os:system", "builtins:exec", "tui.cli:main", "tui.nowhere:Config", "tui.model:gone"])
def test_an_entry_can_name_no_class_but_our_own_tuples(kind: str, sound: Path, environ: Mapping[str, str]) -> None:
    read = load(str(sound), environ, remembers=True)
    (entry,) = entries(environ)

    def change(parts: list[Any]) -> None:
        parts[2] = (kind, *parts[2][1:])

    forged(entry, change)
    assert cache.recall(str(sound), environ) is None
    assert load(str(sound), environ, remembers=True) == read


def test_an_entry_of_somebody_else_counts_as_none(
    sound: Path, environ: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a user whose home an administrator has kept."""
    load(str(sound), environ, remembers=True)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert cache.recall(str(sound), environ) is None


def test_a_home_that_cannot_be_written_to_remembers_nothing(sound: Path, environ: Mapping[str, str]) -> None:
    Path(environ["HOME"]).write_text("no folder", encoding="utf-8")
    assert isinstance(load(str(sound), environ, remembers=True), Config)


def test_a_program_that_is_no_folder_of_files_remembers_nothing(
    sound: Path, environ: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As within an archive: nobody could tell when its code changes."""
    monkeypatch.setattr(cache, "__file__", str(sound / "config" / "cache.py"))
    assert load(str(sound), environ, remembers=True) == load(str(sound), environ)
    assert not entries(environ)


def test_configurations_beyond_many_are_forgotten(sound: Path, environ: Mapping[str, str]) -> None:
    """A pipeline that makes a file in a new folder each time fills no disk."""
    files = [sound.with_name(f"{number}.toml") for number in range(70)]
    for file in files:
        shutil.copy(sound, file)
        load(str(file), environ, remembers=True)
    assert len(entries(environ)) == 64
    assert cache.recall(str(files[-1]), environ) is not None
    assert cache.recall(str(files[0]), environ) is None


def test_a_read_only_dashboard_keeps_nothing(sound: Path, environ: Mapping[str, str]) -> None:
    """It writes nothing at all; a script's verb beside it does."""
    run = [sys.executable, "-m", "tui", "-c", str(sound), "--store", ":memory:"]
    whole = {**environ, "PATH": os.environ["PATH"]}
    lines = [*run, "watch", "--plain", "--read-only", "--as-of", "2023-03-06"]
    subprocess.run(lines, cwd=ROOT, env=whole, check=True, capture_output=True, timeout=60)
    assert not entries(environ)
    subprocess.run([*run, "snapshot", "-q"], cwd=ROOT, env=whole, check=True, capture_output=True, timeout=60)
    assert len(entries(environ)) == 1
