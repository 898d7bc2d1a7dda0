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
    """A folder of caches, shared by all workers."""
    root = tmp_path_factory.getbasetemp()
    shared = root.parent if os.environ.get("PYTEST_XDIST_WORKER") else root
    folder = shared / "caches"
    folder.mkdir(exist_ok=True)
    return folder


def compile_once(folder, names, done):
    """Compile these files into the caches, unless a worker has: then the file ``done`` is there."""
    with filelock.FileLock(folder / "lock"):
        if not (folder / done).exists():
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("XDG_CACHE_HOME", str(folder))
                with workshop(1500) as shop:
                    shop.compile_all(names)
            (folder / done).touch()


@pytest.fixture(scope="session")
def everything(caches):
    """Caches in which everything is compiled already."""
    texts = sources()
    compile_once(caches, [f for f in texts if not needs_bignums([f], texts)], "everything")
    return caches


@pytest.fixture(scope="session")
def enough(caches):
    """Caches in which what counterexamples need is compiled."""
    compile_once(caches, ["Counterexamples.v"], "enough")
    return caches


@pytest.fixture(scope="session")
def points(caches):
    """Caches in which what decides formal statements at points is compiled."""
    compile_once(caches, ["Counterexamples.v", "AtPoint.v", "RefutedLimits.v"], "points")
    return caches


@pytest.fixture
def compiled(everything, monkeypatch):
    """Whatever a test compiles of the files, it finds compiled."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(everything))


@pytest.fixture
def computing(enough, monkeypatch):
    """Counterexamples find compiled what they need."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(enough))


@pytest.fixture
def negating(points, monkeypatch):
    """So do negations of formal statements."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(points))
