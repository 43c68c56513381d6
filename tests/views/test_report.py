"""Reports of mistakes of ours: for their owner's eyes, and without the values that led to them."""

import stat
from pathlib import Path

import pytest

from tui.views.report import place_of, write_report

CANARY = "token-8d1f3c"


def mistake() -> Exception:
    secret = CANARY
    try:
        return ValueError(len(secret) // 0)
    except ZeroDivisionError as error:
        return error


def test_a_report_is_private_and_holds_no_local_values(tmp_path: Path) -> None:
    path = write_report(mistake(), {"XDG_STATE_HOME": str(tmp_path), "TERM": "xterm", "TOKEN": CANARY})
    assert path is not None
    assert Path(path).parent == tmp_path / "zhibiao"
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
    text = Path(path).read_text(encoding="utf-8")
    assert CANARY not in text
    assert "ZeroDivisionError" in text
    assert "test_report.py" in text
    assert "TERM=xterm" in text


def test_where_state_cannot_be_kept_the_report_goes_to_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = write_report(mistake(), {"XDG_STATE_HOME": str(tmp_path / "file")})
    assert path is not None
    assert Path(path).parent == tmp_path


def test_where_nothing_can_be_written_there_is_no_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    assert write_report(mistake(), {"XDG_STATE_HOME": str(tmp_path / "file")}) is None


def test_the_place_is_that_of_the_innermost_frame() -> None:
    assert place_of(mistake()).startswith("test_report.py:")
    assert place_of(ValueError()) == "?"


def test_control_characters_in_a_message_do_not_reach_the_report(tmp_path: Path) -> None:
    """Whoever reads it with `cat` has a terminal too."""
    path = write_report(ValueError("\x1b]2;x\x07"), {"XDG_STATE_HOME": str(tmp_path)})
    assert path is not None
    assert "\x1b" not in Path(path).read_text(encoding="utf-8")
