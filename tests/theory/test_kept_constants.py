"""What was enclosed before is what would be enclosed now; what is damaged is enclosed anew."""

import os
from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck.base.bounds import within
from dmfcheck.base.kept import drop_old, kept_folder, read_kept, sha256
from dmfcheck.base.workers import WorkerPool
from dmfcheck.report import installation
from dmfcheck.theory import kept_constants as kept
from dmfcheck.theory import sharp_catalogue
from dmfcheck.theory.kept_constants import KEPT, kept_constants
from dmfcheck.theory.sharp_catalogue import sharp_constants

CLAIM = "step.quoted"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return kept_folder(KEPT)


@pytest.fixture
def counted(monkeypatch):
    """What is enclosed in this process."""
    done = []
    real = sharp_catalogue.enclosed
    monkeypatch.setattr(kept, "enclosed", lambda task: done.append(task) or real(task))
    return done


def test_what_is_kept_is_what_is_enclosed(folder, counted):
    wanted = list(sharp_constants(CLAIM))
    assert list(kept_constants(CLAIM)) == wanted
    first = len(counted)
    assert first == len(wanted)
    assert list(kept_constants(CLAIM)) == wanted
    assert [entry.as_json() for entry in kept_constants(CLAIM, 3)] == [
        entry.as_json() for entry in sharp_constants(CLAIM, 3)
    ]
    assert len(counted) == first
    # Another claim is added to the same file.
    list(kept_constants("step.monotone"))
    list(kept_constants(CLAIM))
    assert len(counted) == first + 9
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "at", ["digest", "content", "end", "all", "form", "deep", "rows", "fields"]
)
def test_a_damaged_file_is_enclosed_anew(folder, counted, at):
    wanted = list(kept_constants(CLAIM))
    (file,) = folder.iterdir()
    content = file.read_bytes()
    rows = b'[{"of": ["step.quoted", 0, 2], "is": {"low": "1"}}]'
    deep = b"[" * 100_000
    damaged = {
        "deep": sha256(deep) + deep,
        "digest": b"?" + content[1:],
        "content": content.replace(b'"1/4"', b'"1/5"', 1),
        "end": content[:-10],
        "all": b"",
        "form": sha256(b"{") + b"{",
        "rows": sha256(b"[7]") + b"[7]",
        "fields": sha256(rows) + rows,
    }[at]
    assert damaged != content
    file.write_bytes(damaged)
    counted.clear()
    assert list(kept_constants(CLAIM)) == wanted
    assert len(counted) == len(wanted)
    assert read_kept(folder, file.name, 10**6) == content[32:]


def test_other_sources_have_another_file_and_the_oldest_goes(folder, monkeypatch):
    list(kept_constants(CLAIM, 2))
    before = kept.sources_key()
    monkeypatch.setattr(kept, "sources_key", lambda: "another")
    list(kept_constants(CLAIM, 2))
    assert len(list(folder.iterdir())) == 2
    for number in range(kept.MOST):
        place = folder / f"{number}"
        place.write_bytes(b"")
        os.utime(place, (10 + number, 10 + number))
    drop_old(folder, kept.MOST)
    left = {file.name for file in folder.iterdir()}
    assert len(left) == kept.MOST
    assert before in left
    assert "0" not in left


def test_what_is_too_large_is_neither_read_nor_kept(folder, counted, monkeypatch):
    monkeypatch.setattr(kept, "LARGEST", 100)
    assert list(kept_constants(CLAIM, 2)) == list(sharp_constants(CLAIM, 2))
    assert list(folder.iterdir()) == []
    monkeypatch.setattr(kept, "LARGEST", 10**6)
    list(kept_constants(CLAIM, 2))
    counted.clear()
    monkeypatch.setattr(kept, "LARGEST", 100)
    list(kept_constants(CLAIM, 2))
    assert counted


def test_what_is_found_within_a_limit_of_time_is_not_kept(folder):
    with within(1000):
        found = list(kept_constants(CLAIM, 2))
    assert found == list(sharp_constants(CLAIM, 2))
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("folder")
def test_what_is_interrupted_keeps_what_was_found(counted):
    some = kept_constants(CLAIM)
    for _ in range(4):
        next(some)
    some.close()
    counted.clear()
    assert len(list(kept_constants(CLAIM))) == len(counted) + 4


def test_without_a_cache_all_is_enclosed(tmp_path, monkeypatch, counted):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
    assert list(kept_constants(CLAIM, 2)) == list(kept_constants(CLAIM, 2))
    assert len(counted) == 6
    assert list(tmp_path.iterdir()) == []


def test_processes_find_the_same_in_the_same_order(folder, monkeypatch):
    begun = []

    class Pool(WorkerPool):
        def __init__(self, workers):
            begun.append(workers)
            super().__init__(workers)

    monkeypatch.setattr(kept, "WorkerPool", Pool)
    wanted = list(sharp_constants("step.monotone"))
    assert list(kept_constants("step.monotone", 2, workers=2)) == wanted[:1]
    monkeypatch.setattr(kept, "ALONE", 0.0)
    assert list(kept_constants("step.monotone", workers=2)) == wanted
    assert begun == [2]
    assert len(list(folder.iterdir())) == 1


@pytest.mark.usefixtures("folder")
def test_numbers_of_any_length_come_back(monkeypatch):
    real = sharp_catalogue.enclosed
    fine = Fraction(1, 7**6000)
    monkeypatch.setattr(kept, "enclosed", lambda task: replace(real(task), low=fine))
    before = list(kept_constants(CLAIM, 2))
    monkeypatch.setattr(kept, "enclosed", None)
    assert list(kept_constants(CLAIM, 2)) == before
    assert {entry.low for entry in before} == {fine}


def test_doctor_says_where_they_are(folder):
    said = {check.name: check for check in installation.installation()}["enclosed constants"]
    assert (said.ok, said.detail.startswith(f"kept in {folder} (nothing yet)")) == (True, True)
    list(kept_constants(CLAIM, 2))
    assert "(1 file, " in installation._enclosed_constants()[1]
