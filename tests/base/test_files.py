"""Files that are whole or not there."""

import os
import stat

import pytest

from dmfcheck.base.files import require_new_place, write_whole
from dmfcheck.base.validation import BadInput


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_and_a_replaced_one(tmp_path):
    path = tmp_path / "ledger.json"
    write_whole(path, "λ\n")
    assert path.read_bytes() == "λ\n".encode()
    write_whole(str(path), b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"
    assert names(tmp_path) == ["ledger.json"]


def test_permissions_are_those_of_any_new_file_or_of_the_old_one(tmp_path):
    path = tmp_path / "ledger.json"
    before = os.umask(0o027)
    try:
        write_whole(path, "")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    write_whole(path, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_after_an_error_the_old_file_is_there_and_nothing_else(tmp_path, monkeypatch, failing):
    path = tmp_path / "ledger.json"
    write_whole(path, "old")

    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if failing == "fsync" else (type(path), "replace")), full)
    with pytest.raises(BadInput, match="cannot be written \\(No space left on device\\)"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["ledger.json"]


def test_an_interrupt_leaves_nothing(tmp_path, monkeypatch):
    def interrupted(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "ledger.json", "new")
    assert names(tmp_path) == []


def test_a_link_is_followed(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_whole(tmp_path / "link", "content")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "content"


def test_a_device_is_written_to_and_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(tmp_path / "pipe", "content")
        assert os.read(reader, 100) == b"content"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_refusals(tmp_path):
    with pytest.raises(BadInput, match=r"--output .* is a folder"):
        write_whole(tmp_path, "", argument="--output")
    for name in ("missing/file", "a\0b", "x" * 300):
        with pytest.raises(BadInput, match=r"^--output .*cannot be written"):
            write_whole(tmp_path / name, "", argument="--output")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(BadInput, match="cannot be written"):
        write_whole(tmp_path / "loop", "")
    assert names(tmp_path) == ["loop"]


def test_a_folder_that_may_not_be_written_is_refused_before_the_work(tmp_path, monkeypatch):
    place = tmp_path / "ledger.html"
    require_new_place(str(place), (), "-o")
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path)
    for _ in range(2):
        with pytest.raises(BadInput, match=r"-o .*ledger\.html cannot be written \(its folder may"):
            require_new_place(str(place), (), "-o")
        place.write_text("that of before")
    # What is no file is written to, not replaced.
    require_new_place("/dev/null", (), "-o")
