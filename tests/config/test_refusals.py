"""What is no configuration is refused in words, in both languages, and never with a traceback (robustness C1 to C9)."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from tests.config.loading import FIXTURES, STATE, complaints, loaded
from tui.errors import ConfigError
from tui.words import LANGUAGES, Language

WORDS = tomli.loads((FIXTURES / "refusals.toml").read_text(encoding="utf-8"))
SYNTAX = tomli.loads((FIXTURES / "syntax.toml").read_text(encoding="utf-8"))["case"]
FULL = (FIXTURES / "full.toml").read_bytes()
HEAD = "[indicators.a]\n# 2\n"
NAMES = ("First", "Old First", "u1")


def text(written: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(written, encoding="utf-8")


def data(written: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(written)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * 2**30)


REFUSED: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "directory": lambda path: path.mkdir(),
    "fifo": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "loop": lambda path: path.symlink_to(path),
    "large": sparse,
    "empty": text(""),
    "blank": text("\n  \n"),
    "gbk": data("[indicators.a]\nname = { zh = '\u6d4b' }\n".encode("gbk")),
    "bytes": data(b"[a]\nb = '\xff\xff\xff'\n".replace(b"\n", b" ")),
    "utf16": data("[indicators.a]\n".encode("utf-16")),
    "utf16_without_mark": data("[indicators.a]\n".encode("utf-16-be")),
    "nul": text(HEAD + "name = '" + "x" * 100 + "\0'\n"),
    "escape_character": text(HEAD + 'name = "\x1b[2J"\n'),
    "long_number": text(HEAD + "unit_mult = " + "1" * 5000 + "\n"),
    "long_exponent": text(HEAD + "weight = 1e" + "9" * 30 + "\n"),
    "deep_array": text(HEAD + "tags = " + "[" * 100_000 + "\n"),
    "deep_table": text(HEAD + "name = " + "{a=" * 100_000 + "\n"),
    "long_key": text(HEAD + ".".join("a" * 1100) + " = 1\n"),
    "hexadecimal": text(HEAD + "\nunit_mult = 0x" + "f" * 5000 + "\n"),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_none_is_refused_in_words(case: str, language: Language, tmp_path: Path) -> None:
    """C2, C3 and C6: encodings, control characters, monsters, and whatever is not a regular file."""
    path = tmp_path / "indicators.toml"
    REFUSED[case](path)
    named = "/dev/zero" if case == "device" else str(path)
    assert complaints(named, language) == [WORDS[case][language].replace("{path}", named)]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", SYNTAX, ids=lambda case: case["toml"][:12])
def test_a_syntax_error_has_line_and_column(case: dict[str, str], language: Language, tmp_path: Path) -> None:
    """C1 and C5: as compilers say it; a key that stands twice is told with both places."""
    (tmp_path / "indicators.toml").write_text(case["toml"], encoding="utf-8")
    path = str(tmp_path / "indicators.toml")
    assert complaints(path, language) == [f"{path}:{case[language]}"]


def test_every_refusal_has_its_case() -> None:
    """The fixture and the table speak of the same."""
    assert set(WORDS) == set(REFUSED)


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    """Editors write one, and the parser does not take it (C2)."""
    config = loaded("\ufeff[indicators.a]\n", tmp_path)
    assert list(config.framework.indicators) == ["a"]


def test_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    """And lines are counted as an editor counts them."""
    (tmp_path / "indicators.toml").write_bytes(b"[indicators.a]\r\n\r\nnmae = 'x'\r\n")
    path = str(tmp_path / "indicators.toml")
    assert complaints(path) == [f"{path}:3: indicators.a.nmae: no such key here (did you mean name?)"]


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    """Only tried where it can happen: to the superuser every file is open."""
    path = tmp_path / "indicators.toml"
    path.write_text(HEAD)
    path.chmod(0)
    expected = [] if os.geteuid() == 0 else [f"{path}: may not be read"]
    assert complaints(str(path)) == expected


def test_an_unset_secret_is_no_problem_of_the_file(tmp_path: Path) -> None:
    """C8: that source alone cannot be read; all others and the history are well."""
    text = (
        '[sources.a]\ntype = "http"\nurl = "http://127.0.0.1:1/"\nheaders = { Authorization = "Bearer ${NOT_SET}" }\n'
        'map = [{ indicator = "n", value = "$.n", period = "$.p" }]\n[indicators.n]\n'
    )
    assert loaded(text, tmp_path).sources["a"].headers == {"Authorization": "Bearer ${NOT_SET}"}


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "http:/a.example",
        "http://",
        "http://:80/",
        "http://a:b/",
        "http://a:0/",
        "http://user@a.example/",
        "http://user:secret@a.example/",
        "http://a.example/#part",
        "http://a.example\\@b.example/",
        "http://a.example/x\ty",
        "http://a.example/\u202e",
        "http://\u6307.example/",
        "javascript:alert(1)",
    ],
)
def test_an_address_is_plain_http(url: str, tmp_path: Path) -> None:
    """C9: no other scheme, no user, no control character, nothing that two readers understand differently."""
    quoted = "".join(each if 32 < ord(each) < 127 and each != "\\" else f"\\u{ord(each):04x}" for each in url)
    text = (
        f'[sources.a]\ntype = "http"\nurl = "{quoted}"\n'
        'map = [{ indicator = "n", value = "$.n", period = "$.p" }]\n[indicators.n]\n'
    )
    with pytest.raises(ConfigError) as caught:
        loaded(text, tmp_path)
    [problem] = caught.value.problems
    assert (problem.line, problem.key) == (3, "sources.a.url")


@pytest.mark.parametrize(
    "source",
    [
        'type = "http"\nurl = "ftp://user:s3cret@x/"',
        'type = "http"\nurl = "http:/user:s3cret@x/"',
        'type = "http"\nurl = "user:s3cret@x/"',
        'type = "http"\nurl = "http:///user:s3cret@x/"',
        'type = "http"\nurl = "http://a b/?token=s3cret"',
        'type = "http"\nurl = "http://user:s3cret@x/#part"',
        'type = "sql"\nquery = "SELECT 1"\nurl = "mysql://user:s3cret@x/"',
        'type = "sql"\nquery = "SELECT 1"\nurl = "postgresql:user:s3cret@x/"',
        'type = "snapshot"\nurl = "ftp://user:s3cret@x/"',
    ],
)
def test_a_password_in_an_address_is_never_repeated(source: str, tmp_path: Path) -> None:
    """Whatever else is wrong with it: messages are logged."""
    (tmp_path / "indicators.toml").write_text(HEAD + f"[sources.a]\n{source}\n", encoding="utf-8")
    for language in LANGUAGES:
        said = "\n".join(complaints(str(tmp_path / "indicators.toml"), language))
        assert "sources.a.url" in said
        assert "s3cret" not in said


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/x?y=1", "https://a.example", "http://[::1]:80/", "HTTP://A/"])
def test_what_the_administrator_wrote_is_reached(url: str, tmp_path: Path) -> None:
    """Loopback and private addresses included."""
    text = (
        f'[sources.a]\ntype = "http"\nurl = "{url}"\n'
        'map = [{ indicator = "n", value = "$.n", period = "$.p" }]\n[indicators.n]\n'
    )
    assert loaded(text, tmp_path).sources["a"].place == url


def test_a_mark_in_the_middle_is_no_reason_to_refuse(tmp_path: Path) -> None:
    """The whole fixture with a mark in front still loads beside its roster."""
    (tmp_path / "rosters").mkdir()
    (tmp_path / "rosters" / "budget_units.csv").write_bytes((FIXTURES / "rosters" / "budget_units.csv").read_bytes())
    (tmp_path / "indicators.toml").write_bytes(b"\xef\xbb\xbf" + FULL)
    assert complaints(str(tmp_path / "indicators.toml"), environ=STATE) == []


def test_two_figures_for_one_unit_under_two_names_are_the_same_figure(tmp_path: Path) -> None:
    """An alias is another name, not another unit; both places are told."""
    (tmp_path / "streets.csv").write_text("unit_id,name,aliases\nu1,First Street,First;Old First\n", encoding="utf-8")
    figures = [f'[[observations]]\nindicator = "a"\nperiod = 2022\nunit = "{name}"\nvalue = 1\n' for name in NAMES]
    rosters = '[rosters.r]\nfile = "streets.csv"\n[indicators.a]\nmeasure = "coverage"\nroster = "r"\n'
    path = tmp_path / "indicators.toml"
    path.write_text(rosters + "".join(figures), encoding="utf-8")
    said = "the same figure, of the same date of record, stands on line 6 already"
    assert complaints(str(path)) == [f"{path}:{line}: observations[{n}]: {said}" for n, line in ((2, 11), (3, 16))]
