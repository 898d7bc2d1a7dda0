"""Other programs: what ends them, and what they may take."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dmfcheck.base import launched
from dmfcheck.base.programs import run_program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="it begins shells")

BEGIN = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, file=open("pid", "w"), flush=True)
"""


def program(code):
    return [sys.executable, "-c", code]


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def ends(pid, seconds=20):
    end = time.monotonic() + seconds
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not is_running(pid)


@pytest.mark.parametrize("then", ["time.sleep(60)", ""])
def test_what_a_program_has_begun_ends_with_it_when_its_time_is_over(tmp_path, then):
    """It has the pipes of its parent open: whoever waits for their end waits for it."""
    begun = time.monotonic()
    ended = run_program(program(f"{BEGIN}\n{then}"), tmp_path, 5)
    assert ended.code is None
    assert time.monotonic() - begun < 30
    assert ends(int((tmp_path / "pid").read_text()))


def test_a_program_takes_only_so_much_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("dmfcheck.base.programs.MEMORY", 2**29)
    code = "bytearray(2**%d); print('done')"
    assert run_program(program(code % 24), tmp_path, 60).output == "done\n"
    ended = run_program(program(code % 30), tmp_path, 60)
    assert ended.code == 1
    assert "MemoryError" in ended.errors


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends it")
def test_a_program_ends_with_a_process_that_is_killed(tmp_path):
    wait = "import os, time; print(os.getpid(), file=open('pid', 'w'), flush=True); time.sleep(60)"
    parent = (
        "import sys; from pathlib import Path; from dmfcheck.base.programs import run_program\n"
        f"run_program([sys.executable, '-c', {wait!r}], Path(), 60)"
    )
    process = subprocess.Popen(program(parent), cwd=tmp_path)
    file = tmp_path / "pid"
    end = time.monotonic() + 60
    while not (file.exists() and file.read_text()) and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert ends(int(file.read_text()))


def test_what_cannot_be_run_says_so(tmp_path):
    (tmp_path / "no").write_bytes(b"\0\1\2")
    (tmp_path / "no").chmod(0o755)
    ended = run_program([str(tmp_path / "no")], tmp_path, 60)
    assert ended.code == launched.NOT_BEGUN
    assert "cannot be run (Exec format error)" in ended.errors
    ended = run_program([str(tmp_path / "none")], tmp_path, 60)
    assert ended.code == launched.NOT_BEGUN
    assert "cannot be run (No such file or directory)" in ended.errors


def test_an_interrupt_while_a_program_is_begun_leaves_nothing_running(tmp_path, monkeypatch):
    begun = []

    class Interrupting(subprocess.Popen):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            begun.append(self.pid)
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(subprocess, "Popen", Interrupting)
    with pytest.raises(KeyboardInterrupt):
        run_program(program("import time; time.sleep(60)"), tmp_path, 60)
    assert not is_running(*begun)
