"""Whatever a result follows from changes the digest of its sources."""

from dmfcheck.base import sources
from dmfcheck.base.sources import sources_key


def test_a_source_a_release_and_the_version_are_part_of_the_key(tmp_path, monkeypatch):
    digest = sources_key.__wrapped__
    monkeypatch.setattr(sources, "PACKAGE", tmp_path)
    (tmp_path / "a.py").write_text("1")
    found = [digest()]
    (tmp_path / "a.py").write_text("2")
    found.append(digest())
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    found.append(digest())
    found.append(digest(also_with=("pytest",)))
    (tmp_path / "more").mkdir()
    found.append(digest(tmp_path / "more"))
    (tmp_path / "more" / "c.py").write_text("3")
    found.append(digest(tmp_path / "more"))
    monkeypatch.setattr(sources, "__version__", "0")
    found.append(digest(tmp_path / "more"))
    assert len(set(found)) == len(found) - 1
    assert found[4] == found[2]  # an empty folder has no source


def test_what_cannot_be_read_has_no_key():
    assert sources_key(also_with=("no such distribution",)) == ""
