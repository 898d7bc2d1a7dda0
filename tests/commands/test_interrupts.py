"""Ctrl-C ends every command with 130 within 5 s; workers end with whoever began them."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SOAK = Path(__file__).parent.parent / "soak" / "soak_interrupts.py"


def _loaded():
    spec = importlib.util.spec_from_file_location("soak_interrupts", SOAK)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


soak = _loaded()


@pytest.mark.parametrize("name", soak.COMMANDS)
def test_an_interrupt_ends_every_command(name, tmp_path):
    with soak.running(name, tmp_path) as session:
        session.wait_for_work()
        code, error, took = session.ended_by(signal.SIGINT)
    assert (code, error) == (130, b"")
    assert took < soak.LIMIT


@pytest.mark.parametrize("name", ["mutants", "hunt with workers", "study completion"])
def test_workers_end_with_a_command_that_is_killed(name, tmp_path):
    with soak.running(name, tmp_path) as session:
        session.wait_for_work()
        code, _, took = session.ended_by(signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert took < soak.LIMIT


# An interrupt that a destructor swallows, and one after which the process does not come to its end.
LOST = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from dmfcheck.base.interrupts import heeded

class Swallows:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)

try:
    with heeded():
        if sys.argv[1] == "swallowed":
            Swallows()
        else:
            os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
finally:
    time.sleep(60)
"""


@pytest.mark.parametrize("how", ["swallowed", "not ended"])
def test_an_interrupt_that_is_lost_ends_the_process_all_the_same(how):
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", LOST, how], stderr=subprocess.PIPE, check=False, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (130, b"")
    assert time.monotonic() - begun < soak.LIMIT


# An interrupt that comes in a callback, whose exceptions Python drops; in code that C runs, which
# prints them; and one of which an import makes an error of its own.
RAISED_AGAIN = """
import ctypes, gc, os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from dmfcheck.base import interrupts
from dmfcheck.commands import main

interrupts.GRACE = 600.0

def interrupted(*_):
    gc.callbacks.clear()
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.01)

def lost(arguments):
    if sys.argv[1] == "collection":
        gc.callbacks.append(interrupted)
        gc.collect()
    elif sys.argv[1] == "printed":
        ctypes.pythonapi.PyRun_SimpleString(b"import os; os.kill(os.getpid(), 2); print()")
    elif sys.argv[1] == "cleared away":
        try:
            ctypes.pythonapi.PyRun_SimpleString(b"import os; os.kill(os.getpid(), 2); print()")
            raise ImportError("NumPy's C API")
        finally:
            time.sleep(0.2)
            print("all of it")
    elif sys.argv[1] == "refused":
        try:
            interrupted()
        except KeyboardInterrupt:
            return run(["hunt", "/nowhere/claims.py::a"])
    else:
        try:
            interrupted()
        except KeyboardInterrupt:
            raise ImportError("NumPy's C API") from None
    time.sleep(60)

run, main._run = main._run, lost
sys.exit(main.main())
"""


DROPPED = {
    "collection": b"",
    "printed": b"",
    "import": b"",
    "cleared away": b"all of it\n",
    "refused": b"",
}


@pytest.mark.parametrize("where", DROPPED)
def test_an_interrupt_that_is_dropped_is_raised_again(where):
    ended = subprocess.run(
        [sys.executable, "-c", RAISED_AGAIN, where], capture_output=True, check=False, timeout=50
    )
    said = ended.stdout.lstrip(b"\n")
    assert (ended.returncode, said, ended.stderr) == (130, DROPPED[where], b"")


# What was printed cannot be written, as Python finds when it ends.
UNWRITTEN = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from dmfcheck.commands import main

def interrupted(arguments):
    print("a row")
    os.kill(os.getpid(), signal.SIGINT)

main._run = interrupted
sys.exit(main.main())
"""


def test_an_interrupt_is_the_end_although_the_output_is_gone(monkeypatch):
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    reader, gone = os.pipe()
    os.close(reader)
    with os.fdopen(gone, "wb") as output:
        ended = subprocess.run(
            [sys.executable, "-c", UNWRITTEN],
            stdout=output,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert (ended.returncode, ended.stderr) == (130, b"")


# The first import of the command line is interrupted.
AT_THE_BEGINNING = """
import importlib.abc, os, runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)

class Interrupts(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == sys.argv[1]:
            try:
                os.kill(os.getpid(), signal.SIGINT)
            except KeyboardInterrupt:
                if sys.argv[2] == "raised":
                    raise
                raise ImportError("NumPy's C API") from None

sys.meta_path.insert(0, Interrupts())
runpy.run_module("dmfcheck", run_name="__main__")
"""


@pytest.mark.parametrize("how", ["raised", "turned into an error"])
@pytest.mark.parametrize("module", ["dmfcheck.commands.main", "typer"])
def test_an_interrupt_while_the_commands_are_imported_is_silent(module, how):
    ended = subprocess.run(
        [sys.executable, "-c", AT_THE_BEGINNING, module, how],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


# Workers are at work as the time that a command has for its end runs out.
WITH_WORKERS = """
import os, signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from dmfcheck.base.interrupts import heeded
from dmfcheck.base.workers import WorkerPool

if __name__ == "__main__":
    with heeded():
        pool = WorkerPool(1)
        pool.submit(abs, -1).result()
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(60)
        finally:
            time.sleep(60)
"""


@pytest.mark.parametrize("warnings", [None, "default"])
def test_a_command_that_is_ended_says_nothing_of_semaphores(tmp_path, monkeypatch, warnings):
    if warnings is not None:
        monkeypatch.setenv("PYTHONWARNINGS", warnings)
    (tmp_path / "begun.py").write_text(WITH_WORKERS)
    ended = subprocess.run(
        [sys.executable, tmp_path / "begun.py"], stderr=subprocess.PIPE, check=False, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (130, b"")
