"""Writing what is shown: all formats, into a new folder, and where that is; what exists is never replaced."""

import json
import os
import resource
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.views.scenes import NOW, district, look, scene
from tests.views.screenshots import screen_text
from tui.app import Dashboard
from tui.exports import FILE_NAMES, FORMATS, render
from tui.monitor.viewer import Viewer
from tui.views.line import plain
from tui.views.scene import Scene
from tui.views.written import write_all, written_page
from tui.words import LANGUAGES, Language, Words

SNAPSHOT = scene().snapshot


def test_every_format_is_written_and_is_what_the_verb_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = write_all(SNAPSHOT, Words("en"), {})
    assert done.folder == str(tmp_path / "zhibiao-2022-09-30")
    assert [name for name, _ in done.files] == [FILE_NAMES[format] for format in FORMATS]
    assert done.unwritten == ()
    for format in ("json", "csv", "md", "html", "openmetrics"):
        written = (tmp_path / "zhibiao-2022-09-30" / FILE_NAMES[format]).read_bytes()
        assert written == render(SNAPSHOT, format, Words("en"))
    assert all(os.path.getsize(os.path.join(done.folder, name)) == size for name, size in done.files)


def test_what_exists_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folders = [os.path.basename(write_all(SNAPSHOT, Words("zh"), {}).folder) for _ in range(2)]
    assert folders == ["zhibiao-2022-09-30", "zhibiao-2022-09-30-2"]


def test_where_one_may_not_write_it_goes_to_ones_own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is gone is as good as one that may not be written into, for root too."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.setattr(os, "getcwd", lambda: "/proc/self/no")
    done = write_all(SNAPSHOT, Words("en"), {"XDG_STATE_HOME": str(tmp_path / "state")})
    assert done.folder == str(tmp_path / "state" / "zhibiao" / "zhibiao-2022-09-30")


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_w_writes_and_says_where(language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = look(language)
    app = Dashboard(scene(), said, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("w")
        for _ in range(500):
            text = screen_text(app)
            if "snapshot.json" in text:
                break
            await pilot.pause(0.02)
        assert str(tmp_path / "zhibiao-2022-09-30") in text.replace("\n", "")
        assert said.say("written.folder", count=len(FORMATS)) in text
        await pilot.press("y")
        assert str(tmp_path)[:40] in screen_text(app), "the folder can be copied"
    assert sorted(os.listdir(tmp_path / "zhibiao-2022-09-30")) == sorted(FILE_NAMES.values())


@pytest.mark.anyio
async def test_the_past_is_written_as_the_past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the screen shows, with the vintages of that day; and nothing where one may only look."""
    monkeypatch.chdir(tmp_path)
    viewer = Viewer(district(), ":memory:", lambda: NOW, as_of=date(2022, 9, 27), collects=False)
    app = Dashboard(Scene(viewer.snapshot, viewer.collection, past=date(2022, 9, 27)), look(), theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        app.read_only = True
        await pilot.press("w")
        assert look().say("written.read_only") in screen_text(app)
        assert os.listdir(tmp_path) == []
        app.read_only = False
        await pilot.press("w")
        for _ in range(500):
            if "snapshot.json" in screen_text(app):
                break
            await pilot.pause(0.02)
    told = json.loads((tmp_path / "zhibiao-2022-09-27" / "snapshot.json").read_text(encoding="utf-8"))
    assert told["as_of"].startswith("2022-09-27")
    assert told["taken_at"] is None
    assert 590 in [one["value"] for one in told["indicators"]]
    viewer.close()


def test_a_format_that_cannot_be_written_is_named_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "tui.exports.xlsx", raising=False)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    done = write_all(SNAPSHOT, Words("en"), {})
    assert [format for format, _ in done.unwritten] == ["xlsx"]
    said = "\n".join(plain(line) for line in written_page(done, look(), 79))
    assert "xlsx" in said
    assert "Not written: 1" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_full_disk_no_empty_folder_is_left(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit on the size of files refuses every byte, as a full disk does."""
    monkeypatch.chdir(tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        done = write_all(SNAPSHOT, Words(language), {})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert done.files == ()
    assert len(done.unwritten) == len(FORMATS)
    assert os.listdir(tmp_path) == []
    said = look(language)
    page = [plain(line).strip() for line in written_page(done, said, 79)]
    assert page[0].startswith(said.say("written.not", count=len(FORMATS)))
