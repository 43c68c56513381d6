"""Whatever becomes of a configuration, it loads or is refused in words that both languages have."""

import random
import re
import shutil
from pathlib import Path

import pytest

from tests.config.loading import FIXTURES, STATE
from tui.config import load
from tui.errors import ConfigError, Problem
from tui.words import LANGUAGES, Words

SOURCES = [FIXTURES / "full.toml", *sorted((FIXTURES / "faulty").glob("*.toml"))]
WORDS = [Words(language) for language in LANGUAGES]

VALUES = [
    *("0", "-1", "1e400", "nan", "-inf", "0.1", "123456789012345678901234567890", "0xffffffffffffffffffffffffffff"),
    *(
        "true",
        '""',
        '"x"',
        '"<30"',
        '"20d"',
        '"$.a"',
        '"fuyi.received + "',
        '"\\u0000\\u001b"',
        "'${A}'",
        '"http://a@b"',
    ),
    *("2022-12-31", "0001-01-01", "9999-12-31T23:59:59-23:59", "07:32:00", "[]", "{}", "[[]]", "[{}]", "{ zh = 1 }"),
    *("[1, 'a', {}]", "{ op = 'ge', value = 1, mode = 'reach' }", '"package:../x"', '"/dev/zero"', '"."', '"\\u202e"'),
]
LINES = [
    *("[indicators]", "[indicators.x.target]", "[[observations]]", "[sources.audit]", "[checks.c]", "[rosters.r]"),
    *("[[indicators]]", "[groups]", "x = 1", "value = 1", "period = 2022", "", "# comment", '"' * 3, "[", "]", "}"),
]


def mutated(text: str, chance: random.Random) -> str:
    """The text with a few lines, values, words or characters changed."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0 | 1:
                lines[at] = re.sub(r"=.*", lambda _: "= " + chance.choice(VALUES), lines[at], count=1)
            case 2:
                lines.insert(at, chance.choice(LINES))
            case 3:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 4:
                del lines[at : at + chance.randint(1, 4)]
                lines = lines or [""]
            case 5:
                words = re.findall(r"[A-Za-z_.]{3,}", lines[at])
                other = re.findall(r"[A-Za-z_.]{3,}", chance.choice(lines)) or ["x"]
                lines[at] = lines[at].replace(chance.choice(words), chance.choice(other)) if words else lines[at]
            case 6:
                cut = chance.randint(0, len(lines[at]))
                lines[at] = lines[at][:cut] + chance.choice("[]{}\"'=.,#\\\x00\x1b\ud7ff 0") + lines[at][cut:]
            case _:
                lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
    return "\n".join(lines)


def problems_of(file: Path) -> tuple[Problem, ...]:
    """What is wrong with a file; any other exception than ConfigError ends the test."""
    try:
        load(str(file), STATE)
    except ConfigError as error:
        return error.problems
    return ()


def assert_told(problem: Problem, count: int) -> None:
    """A problem can be said in both languages, in one line that steers no terminal, and its line exists."""
    assert problem.line is None or 1 <= problem.line <= count or problem.file.endswith(".csv")
    assert problem.key.isprintable()
    for words in WORDS:
        said = words.told(problem.message)
        assert said
        assert said.isprintable() or problem.message.key.startswith("check."), said
        assert len(said) < 700


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURES / "faulty", tmp_path, dirs_exist_ok=True)
    shutil.copytree(FIXTURES / "rosters", tmp_path / "rosters")
    return tmp_path


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_mutated_file_loads_or_is_refused(path: Path, folder: Path) -> None:
    """Never another exception than ConfigError, whatever is changed; 200 seeds for every fixture."""
    text = path.read_text(encoding="utf-8")
    file = folder / "mutated.toml"
    for seed in range(200):
        changed = mutated(text, random.Random(f"{path.stem} {seed}"))
        file.write_text(changed, encoding="utf-8")
        problems = problems_of(file)
        assert len(problems) <= 50
        for problem in problems:
            assert_told(problem, changed.count("\n") + 1)
        lines = [problem.line or 0 for problem in problems[:49] if problem.file == str(file)]
        assert lines == sorted(lines)


def test_mutated_bytes_load_or_are_refused(folder: Path) -> None:
    """Not even text: any byte at any place."""
    data = (FIXTURES / "full.toml").read_bytes()
    file = folder / "mutated.toml"
    for seed in range(200):
        chance = random.Random(seed)
        changed = bytearray(data)
        for _ in range(chance.randint(1, 20)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        file.write_bytes(changed)
        for problem in problems_of(file):
            assert_told(problem, changed.count(b"\n") + 1)


def test_a_mutated_roster_loads_or_is_refused(folder: Path) -> None:
    """The same for a file that the configuration names."""
    data = (folder / "rosters" / "budget_units.csv").read_bytes()
    (folder / "mutated.toml").write_text('[rosters.r]\nfile = "roster.csv"\n[indicators.a]\n')
    for seed in range(300):
        chance = random.Random(seed)
        changed = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            changed[chance.randrange(len(changed))] = chance.choice(b'\0\n\r",;x0-\x1b\xd6\xff')
        (folder / "roster.csv").write_bytes(changed)
        for problem in problems_of(folder / "mutated.toml"):
            assert_told(problem, 10)
