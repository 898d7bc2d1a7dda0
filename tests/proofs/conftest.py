"""Coq for these tests: where it lacks they are left out, and .ci/run does not let it lack."""

import os
import shutil

import filelock
import pytest

from dmfcheck.proofs.coq import workshop
from dmfcheck.proofs.files import needs_bignums, sources


def pytest_collection_modifyitems(config, items):
    if shutil.which("coqc"):
        return
    without = [item for item in items if item.get_closest_marker("coq")]
    config.hook.pytest_deselected(items=without)
    items[:] = [item for item in items if item not in without]


@pytest.fixture(scope="session")
def caches(tmp_path_factory):
    """A folder of caches, shared by all workers, in which everything is compiled already."""
    root = tmp_path_factory.getbasetemp()
    shared = root.parent if os.environ.get("PYTEST_XDIST_WORKER") else root
    folder = shared / "caches"
    with filelock.FileLock(shared / "caches.lock"):
        if not folder.exists():
            folder.mkdir()
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("XDG_CACHE_HOME", str(folder))
                with workshop(1500) as shop:
                    texts = sources()
                    shop.compile_all([f for f in texts if not needs_bignums([f], texts)])
    return folder


@pytest.fixture
def compiled(caches, monkeypatch):
    """Whatever a test compiles of the files, it finds compiled."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches))
