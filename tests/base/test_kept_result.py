"""What was found once is read again, by the same sources only, and what is damaged is not."""

import json

import pytest

from dmfcheck.base.kept import kept_folder, sha256
from dmfcheck.base.kept_result import kept_result


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return kept_folder("some")


def found(value, key="key", task="task", largest=100):
    """What is kept, and whether it had to be found."""
    asked = []

    def find():
        asked.append(True)
        return value

    return kept_result("some", key, task, find, most=3, largest=largest), bool(asked)


def test_the_same_sources_find_a_task_once(folder):
    assert found({"a": 1}) == ({"a": 1}, True)
    assert found({"a": 2}) == ({"a": 1}, False)
    assert found({"a": 3}, key="other") == ({"a": 3}, True)
    assert found({"a": 4}, task="other") == ({"a": 4}, True)
    assert len(list(folder.iterdir())) == 3
    for number in range(5):
        found(number, task=str(number))
    assert len(list(folder.iterdir())) == 3


def test_what_has_no_result_no_key_or_no_room_is_not_kept(folder):
    assert found(None) == (None, True)
    assert found(1, key="") == (1, True)
    assert found("x" * 100) == ("x" * 100, True)
    assert list(folder.iterdir()) == []


DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    "content", [b"", b"1", sha256(b"1") + b"2", sha256(b"{") + b"{", sha256(DEEP) + DEEP]
)
def test_what_is_damaged_is_found_anew(folder, content):
    found(1)
    (file,) = folder.iterdir()
    assert json.loads(file.read_bytes()[32:]) == 1
    file.write_bytes(content)
    assert found(3, largest=10**6) == (3, True)
    assert found(4) == (3, False)
