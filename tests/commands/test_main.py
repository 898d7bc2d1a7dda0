"""What every command line has: -h, ``python -m dmfcheck``, completion, no colours unless wanted."""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dmfcheck import __version__
from dmfcheck.commands.main import main

COMMANDS = [[], ["predict"], ["hitting-time"], ["plot"], ["plot", "orbit"], ["doctor"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_h_is_help(capsys, command):
    assert main([*command, "-h"]) == 0
    short = capsys.readouterr().out
    assert main([*command, "--help"]) == 0
    assert short == capsys.readouterr().out
    assert short.startswith(f"Usage: {' '.join(['dmfcheck', *command])} ")


def test_as_a_module():
    run = [sys.executable, "-m", "dmfcheck"]
    ended = subprocess.run([*run, "--version"], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, f"dmfcheck {__version__}\n")
    ended = subprocess.run([*run, "prdict"], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith("dmfcheck: COMMAND is 'prdict', which is unknown")


@pytest.mark.parametrize(
    ("line", "word", "wanted"),
    [
        ("dmfcheck pl", 1, {"plot"}),
        ("dmfcheck plot ", 2, {"orbit", "plateaus", "constants", "margin"}),
        ("dmfcheck predict --al", 2, {"--alpha"}),
    ],
)
def test_a_shell_is_told_what_could_come_next(line, word, wanted):
    asked = {"_DMFCHECK_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(word)}
    run = [sys.executable, "-m", "dmfcheck"]
    ended = subprocess.run(
        run, capture_output=True, text=True, check=False, env={**os.environ, **asked}
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert wanted <= set(ended.stdout.split())


def test_bash_takes_the_completion_that_it_is_given():
    run = [sys.executable, "-m", "dmfcheck"]
    asked = {**os.environ, "_DMFCHECK_COMPLETE": "source_bash"}
    shown = subprocess.run(run, capture_output=True, text=True, check=True, env=asked).stdout
    command = Path(sys.executable).with_name("dmfcheck")
    script = f"{shown}\nCOMP_WORDS=(dmfcheck pl); COMP_CWORD=1\n"
    script += f"_dmfcheck_completion {command}\necho ${{COMPREPLY[@]}}\n"
    bash = shutil.which("bash")
    ended = subprocess.run([bash, "-c", script], capture_output=True, text=True, check=False)
    assert ended.stdout.split() == ["plot"], ended.stderr


def on_a_terminal(code, **environment):
    """What ``code`` writes to a terminal on standard error."""
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stderr=follower,
        stdout=subprocess.DEVNULL,
        env={**inherited, "TERM": "xterm-256color", **environment},
    )
    os.close(follower)
    written = b""
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        written += part
    assert process.wait() == 0
    os.close(leader)
    return written.decode()


BAR = """
import time
from dmfcheck.base.progress import counted
from dmfcheck.commands.bars import bar
with bar("study") as progress:
    for _ in counted(range(40), "tasks"):
        time.sleep(0.05)
"""
COLOUR = re.compile(r"\x1b\[[\d;]*3[0-8][\d;]*m")


def test_no_color_is_heeded():
    assert COLOUR.search(on_a_terminal(BAR))
    without = on_a_terminal(BAR, NO_COLOR="1")
    assert re.search(r"tasks .* \d\d % \d+/40, 0:0\d left", without)
    assert not COLOUR.search(without)
