import pytest


@pytest.fixture(autouse=True)
def _no_cache_of_the_user(monkeypatch, tmp_path_factory):
    """What a command finds is found by the sources as they are, or as a test has broken them."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "no-cache"))
