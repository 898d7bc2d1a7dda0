import json
import os
import pty
import subprocess
import sys
import threading
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest

from dmfcheck import descent_check
from dmfcheck.cli import main
from dmfcheck.descent_check import ClaimOutcome, DescentCheck

KARATE = Path(__file__).parents[1] / "data" / "karate_club.mtx"
EXACT = ["--spectrum", "2,1", "--depth", "2", "--alpha", "1/10", "--eta", "1/10"]


def run(capsys, *arguments):
    code = main(["check", *arguments])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


def test_a_descent_on_a_matrix_file(capsys):
    numbers = ["--depth", "2", "--alpha", "1/10", "--eta", "1/30", "--steps", "60"]
    code, out = run(capsys, str(KARATE), *numbers, "--json")
    found = json.loads(out)
    assert code == 0
    assert {entry["verdict"] for entry in found["claims"]} == {"holds"}
    assert all({"id", "verdict", "margin"} <= set(entry) for entry in found["claims"])
    assert "step.monotone" in {entry["id"] for entry in found["claims"]}
    assert found["steps"] == 60
    leading = found["eigenvalues"][0]
    assert leading["predicted"] == {"lo": leading["measured"], "hi": leading["measured"]}


def test_as_tables(capsys):
    code, out = run(capsys, *EXACT, "--seed", "3")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split() == ["claim", "verdict", "margin"]
    assert any(line.split()[:2] == ["order.preserved", "holds"] for line in lines)
    assert "2           19                 19" in lines
    assert lines[-1] == "44 steps"


@pytest.fixture
def outcome(monkeypatch):
    """Make the descent end with the given verdicts, and record what it was asked."""
    asked = {}

    def end_with(*verdicts, **others):
        def check_problem(problem, **options):
            asked.update(options, problem=problem)
            claims = [ClaimOutcome("a.claim", v, 0.5, 1, "why") for v in verdicts]
            return DescentCheck(claims, [], 7, others.get("horizon"))

        monkeypatch.setattr(descent_check, "check_problem", check_problem)
        return asked

    return end_with


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        (["holds"], 0),
        ([], 0),
        (["undecided", "holds"], 3),
        (["undecided", "refuted"], 1),
        (["refuted", "holds"], 1),
        (["outside hypotheses", "holds"], 0),
    ],
)
def test_exit_codes(capsys, outcome, verdicts, code):
    outcome(*verdicts)
    assert run(capsys, *EXACT)[0] == code
    assert run(capsys, *EXACT, "--json")[0] == code


def test_what_the_descent_is_told(capsys, outcome):
    asked = outcome("holds")
    run(capsys, *EXACT, "--delta", "1/4", "--beta", "1/20")
    assert asked["fraction"] == Fraction(3, 4)
    assert asked["problem"].beta == Fraction(1, 20)
    assert (asked["target"], asked["steps"], asked["seed"], asked["progress"]) == (
        None,
        None,
        0,
        None,
    )
    run(capsys, *EXACT, "--steps", "9", "--seed", "5")
    assert (asked["steps"], asked["seed"]) == (9, 5)
    run(capsys, str(KARATE), *EXACT[2:-1], "1/100")
    assert asked["target"].shape == (34, 34)
    assert asked["problem"].size == 34


def test_margins_that_are_no_numbers_and_the_horizon(capsys, monkeypatch):
    claims = [ClaimOutcome("a", "holds", m, 1, "") for m in (float("inf"), float("nan"), None)]
    result = DescentCheck(claims, [], 7, 7)
    monkeypatch.setattr(descent_check, "check_problem", lambda problem, **options: result)
    _, out = run(capsys, *EXACT, "--json")
    found = json.loads(out)
    assert [entry["margin"] for entry in found["claims"]] == [None, None, None]
    assert found["float_horizon"] == 7
    assert run(capsys, *EXACT)[1].endswith("7 steps, the last that float64 follows for certain\n")


def test_a_bar_on_a_terminal_only():
    script = "import sys; from dmfcheck.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", script, "check", *EXACT, "--json"]
    terminal, its_end = pty.openpty()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=its_end)
    os.close(its_end)
    shown = []

    def read():
        with suppress(OSError):  # it ends with the process
            while piece := os.read(terminal, 1 << 16):
                shown.append(piece)

    # A terminal that nobody reads holds up whoever writes to it.
    reader = threading.Thread(target=read)
    reader.start()
    out, _ = process.communicate(timeout=120)
    reader.join()
    os.close(terminal)
    assert process.returncode == 0
    assert json.loads(out)["steps"] == 44
    assert b"descent" in b"".join(shown)
    quiet = subprocess.run(command, capture_output=True, check=False)
    assert quiet.stderr == b""
    assert quiet.stdout == out
