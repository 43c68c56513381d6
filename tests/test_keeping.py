"""A file that is kept for a person is whole or not there, and that person's alone."""

from pathlib import Path

from tui.keeping import keep


def test_a_file_is_kept_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "file"
    for data in (b"one", b"another"):
        assert keep(str(path), data)
        assert path.read_bytes() == data
    assert list(path.parent.iterdir()) == [path], "and nothing beside it"


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "file"
    keep(str(path), b"one")
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"precious")
    link.symlink_to(target)
    assert keep(str(link), b"one")
    assert (target.read_bytes(), link.is_symlink()) == (b"precious", False)


def test_what_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert not keep(str(tmp_path / "file" / "inside"), b"one")
    (tmp_path / "folder").mkdir()
    assert not keep(str(tmp_path / "folder"), b"one")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder"]
