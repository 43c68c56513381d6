"""`zhibiao demo` on a real terminal: from its first frame to the published figures, and away without a trace."""

import signal
from pathlib import Path

import pytest

from tests.demo.test_stage import running
from tests.e2e.picture import READ
from tests.e2e.terminal import ZHIBIAO, Terminal
from tests.e2e.test_life import assert_restored
from tests.monitor.world import eventually

SAID = {
    "en": ("Yuexiu", "made up on the way", "as of 2023-03-06", "the report's figures"),
    "zh": (
        "\u8d8a\u79c0\u533a",
        "\u9014\u4e2d\u6570\u636e\u4e3a\u865a\u6784",
        "\u622a\u81f3 2023-03-06",
        "\u62a5\u544a\u516c\u5e03\u7684\u6570\u636e",
    ),
}
"""Above the list; on every screen; at the end; only at the end."""


def demo(folder: Path, *options: str) -> Terminal:
    return Terminal((*ZHIBIAO, "demo", *options), environ={"TMPDIR": str(folder)})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_year_passes(tmp_path: Path, home: Path, language: str) -> None:
    """The dashboard's first frame, figures that move, every screen marked; then the report's figures, and `q`."""
    title, always, end, only = SAID[language]
    with demo(tmp_path, "--minutes", "0.15", "--lang", language) as terminal:
        terminal.wait_for("as of 2022" if language == "en" else "\u622a\u81f3 2022")
        assert always in terminal.text
        assert only not in terminal.text
        for page in ("s", "c", "n", "d", "\r", "?"):
            terminal.send(page)
            terminal.wait_for(lambda: title not in terminal.text.partition("\n")[0])
            assert always in terminal.text, page
            terminal.send(b"\x1b")
            terminal.wait_for(lambda: title in terminal.text.partition("\n")[0])
        terminal.wait_for(end, 60)
        terminal.wait_for(lambda: "28" in terminal.row("\u2714") and only in terminal.text, 60)
        assert always in terminal.text
        terminal.send("s")
        terminal.wait_for("made_up.cases")
        terminal.send("q")
        assert terminal.exit_code() == 0
        assert_restored(terminal)
        assert list(tmp_path.iterdir()) == []
        assert running(tmp_path) == []
        assert [*home.rglob("*.json"), *home.rglob("*.db")] == []


@pytest.mark.parametrize(
    ("end", "code"),
    [(b"\x03", 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, -9), (None, 129)],
    ids=["ctrl+c", "TERM", "HUP", "KILL", "terminal closed"],
)
def test_nothing_is_left_however_it_ends(tmp_path: Path, end: bytes | signal.Signals | None, code: int) -> None:
    """No process, no file, also where it could not clear up itself."""
    with demo(tmp_path, "--lang", "en") as terminal:
        terminal.wait_for("made up on the way")
        terminal.wait_for(lambda: len(running(tmp_path)) == 2)
        match end:
            case bytes():
                terminal.send(end)
            case signal.Signals():
                terminal.signal(end)
            case None:
                terminal.hang_up()
        assert terminal.exit_code() == code
        eventually(lambda: not running(tmp_path) and not [*tmp_path.iterdir()])


def test_it_stands_still_on_a_day(tmp_path: Path) -> None:
    """For a picture, or to look around; a day that is none of its year is refused."""
    with demo(tmp_path, "--as-of", "2022-09-24", "--lang", "en") as terminal:
        terminal.wait_for("stands still")
        terminal.wait_for(lambda: "invalid" in terminal.text)
        assert "as of 2022-09-24" in terminal.text
    with demo(tmp_path, "--as-of", "2024-01-01", "--lang", "en") as terminal:
        assert terminal.exit_code() == 2
        assert "2022-03-06 to 2023-03-06" in " ".join(terminal.text.split())


QUESTIONS = {
    "en": (
        ("Data-driven audit coverage", "38.7 points behind plan"),
        "does not meet the target \u226515.00 %",
        "made up for the",
    ),
    "zh": (
        (
            "\u5927\u6570\u636e\u5ba1\u8ba1\u8986\u76d6",
            "\u843d\u540e\u5e8f\u65f6 38.7 \u4e2a\u767e\u5206\u70b9",
        ),
        "\u4e0d\u7b26\u5408\u76ee\u6807 \u226515.00 %",
        "\u6f14\u793a\u7528\u865a\u6784\u6570\u636e",
    ),
}
"""What is behind and by how much; why a rate is missed; which document says so."""

OWNER = "\u533a\u5ba1\u8ba1\u5c40"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_five_questions_take_five_keys(tmp_path: Path, language: str) -> None:
    """What is behind, by how much, who owns it: one key. Why, and whether the figure can be trusted: four more."""
    behind, why, document = QUESTIONS[language]
    with demo(tmp_path, "--as-of", "2022-07-20", "--lang", language) as terminal:
        terminal.wait_for(lambda: READ.search(terminal.text) is not None)
        terminal.send("o")
        for answer in (*behind, OWNER, "34/208", "16.35 %~"):
            terminal.wait_for(answer)
        terminal.send("\x1b[H")
        terminal.send("\x1b[B")
        terminal.settle()
        terminal.send("\r")
        terminal.wait_for(why)
        terminal.send("\x1b[6~")
        terminal.wait_for(document)
        terminal.wait_for("made_up.cases")


@pytest.mark.parametrize("option", [("-c", "x.toml"), ("--store", "x.db")])
def test_it_has_files_of_its_own(tmp_path: Path, option: tuple[str, str]) -> None:
    with demo(tmp_path, *option, "--lang", "en") as terminal:
        assert terminal.exit_code() == 2
        assert "of its own" in terminal.text


@pytest.mark.parametrize("minutes", ["0", "-1", "nan", "five", "99999"])
def test_a_year_takes_minutes(tmp_path: Path, minutes: str) -> None:
    with demo(tmp_path, f"--minutes={minutes}", "--lang", "en") as terminal:
        assert terminal.exit_code() == 2
