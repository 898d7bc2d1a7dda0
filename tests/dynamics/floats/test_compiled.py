"""A read-only installation without a home: compiled code is kept elsewhere, or nowhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dmfcheck
from dmfcheck.dynamics.floats import compiled

PROGRAM = """
import numpy as np
from dmfcheck.dynamics.floats.kernels import identical_orbit
orbit = np.full((2, 1), 0.5)
identical_orbit(2)(orbit, np.array([1.0]), np.array([0.25]))
print(orbit[1, 0], len(identical_orbit(2).stats.cache_hits))
"""
TEST = f"def test_one(tmp_path):\n    exec({PROGRAM!r})\n"


@pytest.fixture
def run(tmp_path):
    """Runs Python on a copy of the package that keeps nothing, with ``tmp`` for temporary files."""
    copy = tmp_path / "copy"
    shutil.copytree(
        Path(dmfcheck.__file__).parent,
        copy / "dmfcheck",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    # No permission keeps an administrator out of a folder; a file in its place does.
    (copy / "dmfcheck" / "dynamics" / "floats" / "__pycache__").touch()
    (tmp_path / "tmp").mkdir()
    nowhere = f"{os.devnull}/home"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NUMBA")},
        "PYTHONPATH": str(copy),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(tmp_path / "tmp"),
        **dict.fromkeys(("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"), nowhere),
    }

    def ran(*arguments, **more):
        return subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**environment, **more},
            check=False,
        )

    return ran


def test_it_falls_back_to_a_temporary_folder_and_says_so_once(run, tmp_path):
    first, second = run("-c", PROGRAM), run("-c", PROGRAM)
    folder = tmp_path / "tmp" / f"dmfcheck-{os.getuid()}"
    assert (first.returncode, first.stdout) == (0, "0.59375 0\n")
    assert first.stderr == (
        f"dmfcheck: compiled loops are kept in {folder}: the package and the home cannot be "
        "written\n"
    )
    # The second finds what the first compiled.
    assert (second.returncode, second.stdout, second.stderr) == (0, "0.59375 1\n", "")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_no_folder_at_all_costs_time_only(run, tmp_path):
    (tmp_path / "tmp" / f"dmfcheck-{os.getuid()}").touch()
    ended = run("-c", PROGRAM)
    assert (ended.returncode, ended.stdout) == (0, "0.59375 0\n")
    assert ended.stderr == (
        "dmfcheck: no folder can be written, so every process compiles its loops anew\n"
    )
    # What the process that began this one has said is not said again.
    assert run("-c", PROGRAM, **{compiled.TOLD: "1"}).stderr == ""


def test_a_run_in_which_every_warning_fails_passes(run, tmp_path):
    (tmp_path / "test_one.py").write_text(TEST)
    options = ["-q", "-W", "error", "-p", "no:cacheprovider", "-p", "no:asyncio"]
    ended = run("-m", "pytest", *options, "test_one.py")
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
    assert (tmp_path / "tmp" / f"dmfcheck-{os.getuid()}").is_dir()


@pytest.mark.parametrize("foreign", ["link", "open"])
def test_a_folder_that_others_may_have_written_is_not_used(foreign, monkeypatch, tmp_path):
    monkeypatch.setattr(compiled.tempfile, "gettempdir", lambda: str(tmp_path))
    folder = tmp_path / f"dmfcheck-{os.getuid()}"
    if foreign == "link":
        (tmp_path / "else").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "else")
    else:
        folder.mkdir()
        folder.chmod(0o777)
    with pytest.raises(PermissionError):
        compiled._temporary_folder()
