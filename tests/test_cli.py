"""How the command line ends: exit codes, streams, interrupts, closed pipes; and what it imports."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer

from dmfcheck import __version__
from dmfcheck.commands import main as cli
from dmfcheck.commands.main import main

HITTING_TIME = ["hitting-time", "--depth", "2", "--h", "1/8", "--x0", "1/1000", "--b", "1/2"]
START = ["--spectrum", "1,1/2", "--depth", "3", "--alpha", "1/10"]
DMFCHECK = [
    sys.executable,
    "-c",
    "import sys; from dmfcheck.commands.main import main; sys.exit(main())",
]


def run(*arguments, **options):
    return subprocess.run(
        [*DMFCHECK, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **options,
    )


def test_the_installed_command_is_this_one():
    command = Path(sys.executable).with_name("dmfcheck")
    ended = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"dmfcheck {__version__}\n", "")


def test_done():
    ended = run(*HITTING_TIME, "--json")
    assert ended.returncode == 0
    assert json.loads(ended.stdout) == {"lo": 54, "hi": 54, "exact": True}
    assert ended.stderr == ""


def test_bad_input():
    ended = run(*HITTING_TIME, "--b", "3/2")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "dmfcheck: --b is 3/2; accepted: 0 < b < 1\n"


def test_help_imports_nothing_heavy():
    script = (
        "import sys; from dmfcheck.commands.main import main; code = main(['--help']); "
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0
    for name in ("derive", "predict", "check", "hitting-time", "claims"):
        assert f"\n  {name} " in ended.stdout
    modules = set(ended.stderr.split())
    heavy = {"numpy", "scipy", "sympy", "mpmath", "flint", "numba", "hypothesis", "pytest"}
    assert not heavy & modules
    assert not [name for name in modules if name.startswith("dmfcheck.claims")]


@pytest.mark.parametrize("command", ["derive", "predict", "check", "hitting-time", "claims"])
def test_each_command_has_help_and_json(capsys, command):
    assert main([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert f"Usage: dmfcheck {command}" in text
    assert "--json" in text


# Python sees a broken output when it prints or only when it ends, by this variable.
BUFFERINGS = [{"PYTHONUNBUFFERED": ""}, {"PYTHONUNBUFFERED": "1"}]


@pytest.mark.parametrize("command", [["claims"], HITTING_TIME], ids=["long", "short"])
@pytest.mark.parametrize("buffering", BUFFERINGS, ids=["buffered", "unbuffered"])
def test_a_pipe_that_closes_is_quiet(command, buffering):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [*DMFCHECK, *command],
            stdout=writing,
            stderr=subprocess.PIPE,
            env={**os.environ, **buffering},
            check=False,
        )
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (cli.CLOSED_PIPE, b"")


@pytest.mark.parametrize("buffering", BUFFERINGS, ids=["buffered", "unbuffered"])
def test_a_full_disk_is_one_line(buffering):
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [*DMFCHECK, *HITTING_TIME],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, **buffering},
            check=False,
        )
    assert ended.returncode == cli.OUTPUT_ERROR
    assert ended.stderr == b"dmfcheck: the output cannot be written (No space left on device)\n"


def processor_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


HEEDS_INTERRUPTS = "import signal as s; s.signal(s.SIGINT, s.default_int_handler); "
"""Python ignores them if whatever started the tests does, as shells do for what runs with &."""


def test_an_interrupt_ends_with_130():
    python, option, program = DMFCHECK
    with subprocess.Popen(
        [
            python,
            option,
            HEEDS_INTERRUPTS + program,
            "check",
            *START,
            "--eta",
            "1e-9",
            "--steps",
            "1000000",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            # By then it descends, however busy the machine is.
            while processor_seconds(process.pid) < 4:
                time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, out, err) == (cli.INTERRUPTED, b"", b"")


@pytest.mark.parametrize("error", [KeyboardInterrupt, typer.Abort])
def test_interrupts_inside_a_command(monkeypatch, capsys, error):
    def interrupted(_claim_id):
        raise error

    monkeypatch.setattr("dmfcheck.theory.ledger.claim", interrupted)
    assert main(["claims", "step.monotone"]) == cli.INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_a_crash_does_not_look_like_a_refutation(monkeypatch, capsys):
    def crash(_claim_id):
        raise TypeError("two\nlines")

    monkeypatch.setattr("dmfcheck.theory.ledger.claim", crash)
    monkeypatch.delenv("DMFCHECK_DEBUG", raising=False)
    assert main(["claims", "step.monotone"]) == cli.INTERNAL_ERROR
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("dmfcheck: internal error (TypeError: two lines)")
    assert len(err.splitlines()) == 1
    monkeypatch.setenv("DMFCHECK_DEBUG", "1")
    assert main(["claims", "step.monotone"]) == cli.INTERNAL_ERROR
    assert "Traceback" in capsys.readouterr().err


def test_integers_of_any_length_are_printed_soon(capsys):
    # 4.8 million digits each: str() would take minutes for it, and is not allowed more than 4300.
    line = "hitting-time --depth 50 --h 1/50 --x0 1e-100000 --b 1/2"
    assert main([*line.split(), "--json"]) == 3
    text = capsys.readouterr().out
    assert re.fullmatch(r'\{"lo": \d+, "hi": \d+, "exact": false\}\n', text)
    assert len(text) > 2 * 4_800_000
    assert main(line.split()) == 3
    assert len(capsys.readouterr().out) > 2 * 4_800_000


def test_output_that_the_encoding_lacks_is_no_crash():
    ended = run("claims", "ordér.preserved", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    ended = run(
        "predict",
        *START,
        "--eta",
        "1/10",
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (ended.returncode, ended.stderr) == (0, "")
