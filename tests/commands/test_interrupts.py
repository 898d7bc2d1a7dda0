"""Ctrl-C ends every command with 130 within 5 s; workers end with whoever began them."""

import importlib.util
import signal
import sys
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
