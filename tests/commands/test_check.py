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

from dmfcheck.commands.main import main
from dmfcheck.problems import descent_check
from dmfcheck.problems.descent_check import ClaimOutcome, DescentCheck

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

    def end_with(*verdicts):
        def check_problem(problem, **options):
            asked.update(options, problem=problem)
            claims = [ClaimOutcome("a.claim", v, 0.5, 1, "why") for v in verdicts]
            return DescentCheck(claims, [], 7, None)

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
    result = DescentCheck(claims, [], 7, 7, "float horizon")
    monkeypatch.setattr(descent_check, "check_problem", lambda problem, **options: result)
    _, out = run(capsys, *EXACT, "--json")
    found = json.loads(out)
    assert [entry["margin"] for entry in found["claims"]] == [None, None, None]
    assert found["float_horizon"] == 7
    assert run(capsys, *EXACT)[1].endswith("7 steps, the last that float64 follows for certain\n")


def test_a_bar_on_a_terminal_only():
    script = "import sys; from dmfcheck.commands.main import main; sys.exit(main(sys.argv[1:]))"
    long = ["--spectrum", "2,1,1/2,-1", "--depth", "3", "--alpha", "1/10", "--eta", "1e-6"]
    # Long enough on a quick machine: a bar comes after .7 seconds.
    command = [sys.executable, "-c", script, "check", *long, "--steps", "600000", "--json"]
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
    assert json.loads(out)["steps"] == 600_000
    assert b"descent" in b"".join(shown)
    quiet = subprocess.run(command, capture_output=True, check=False)
    assert quiet.stderr == b""
    assert quiet.stdout == out


def ending(capsys, *arguments):
    code, out = run(capsys, *arguments)
    found = json.loads(run(capsys, *arguments, "--json")[1])
    return code, out.splitlines()[-1], found["steps"], found["stopped"], found["next_recovery"]


def test_a_descent_that_ends_at_the_limit_says_so_and_what_lies_beyond(capsys, monkeypatch):
    monkeypatch.setattr(descent_check, "STEP_LIMIT", 15)
    assert ending(capsys, *EXACT) == (
        0,
        "15 steps, the limit; the first predicted recovery is at step 19: --steps 19 reaches it",
        15,
        "step limit",
        {"lo": 19, "hi": 19},
    )
    found = json.loads(run(capsys, *EXACT, "--steps", "19", "--json")[1])
    assert found["eigenvalues"][0]["measured"] == 19
    assert (found["stopped"], found["next_recovery"]) == ("done", {"lo": 34, "hi": 34})


def test_what_no_number_of_steps_reaches(capsys, monkeypatch):
    monkeypatch.setattr(descent_check, "STEP_LIMIT", 15)
    numbers = ["--spectrum", "1", "--depth", "4", "--alpha", "1/1000", "--eta", "1/10"]
    _, line, steps, stopped, later = ending(capsys, *numbers)
    assert (steps, stopped) == (15, "step limit")
    assert later["lo"] > 1_000_000
    assert line.startswith("15 steps, the limit; the first predicted recovery is at step ")
    assert line.endswith("beyond the 1000000 steps that --steps takes at most")


def test_fewer_steps_than_a_recovery_takes(capsys):
    code, line, *found = ending(capsys, *EXACT, "--steps", "20")
    assert code == 0
    assert line == "20 steps; the next predicted recovery is at step 34: --steps 34 reaches it"
    assert found == [20, "done", {"lo": 34, "hi": 34}]


def test_the_horizon_is_no_limit_of_steps(capsys):
    numbers = ["--spectrum", "1,-1", "--depth", "2", "--alpha", "1/10", "--eta", "1/10"]
    code, line, steps, stopped, later = ending(capsys, *numbers, "--steps", "1000")
    assert (code, stopped, later) == (0, "float horizon", None)
    assert line == f"{steps} steps, the last that float64 follows for certain"


def test_a_start_above_an_eigenvalue_is_not_recovered_at_step_0(capsys):
    numbers = ["--spectrum", "1,1/2", "--depth", "2", "--alpha", "9/10", "--eta", "1/10"]
    code, out = run(capsys, *numbers, "--json")
    second = json.loads(out)["eigenvalues"][1]
    assert (code, second["measured"], second["predicted"]) == (0, None, None)


@pytest.mark.parametrize("power", [-160, -80, 80, 160])
def test_a_descent_is_checked_at_every_scale(capsys, power):
    # Eigenvalues 10^power and half of it; the loss is not in float64 for the largest.
    half = power // 2
    numbers = ["--spectrum", f"1e{power},5e{power - 1}", "--depth", "2"]
    start = ["--alpha", f"5e{half - 1}", "--eta", f"2.5e{-power - 1}"]
    code, out = run(capsys, *numbers, *start, "--json")
    found = json.loads(out)
    unit = run(capsys, *EXACT[:1], "1,1/2", *EXACT[2:-3], "1/2", "--eta", "1/4", "--json")[1]
    expected = json.loads(unit)
    assert code == 0
    assert [entry["measured"] for entry in found["eigenvalues"]] == [6, 9]
    assert [entry["predicted"]["lo"] for entry in found["eigenvalues"]] == [6, 9]
    for entry, at_one in zip(found["claims"], expected["claims"], strict=True):
        assert (entry["id"], entry["verdict"]) == (at_one["id"], "holds")
        assert entry["margin"] == pytest.approx(at_one["margin"], rel=1e-6, abs=1e-9)


def test_a_matrix_file_of_huge_entries(capsys, tmp_path):
    path = tmp_path / "huge.csv"
    path.write_text("1e160,0\n0,5e159\n")
    code, out = run(capsys, str(path), "--depth", "2", "--alpha", "5e79", "--eta", "2.5e-161")
    assert code == 0
    assert out.splitlines()[-1] == "19 steps"


def test_a_start_whose_power_underflows_contradicts_nothing(capsys):
    # W(0) = 1e-400 I is 0 in float64, and W has few digits for some steps after.
    numbers = ["--spectrum", "1,1/2", "--depth", "2", "--alpha", "1e-200", "--eta", "1/4"]
    code, out = run(capsys, *numbers, "--json")
    assert code == 0
    assert {entry["verdict"] for entry in json.loads(out)["claims"]} == {"holds"}


def test_a_descent_that_leaves_float64_is_undecided(capsys):
    # W(0) = 1e310 I is not in float64, alpha is.
    numbers = ["--spectrum", "1", "--depth", "2", "--alpha", "1e155", "--eta", "1e-311"]
    code, line, steps, stopped, _ = ending(capsys, *numbers)
    assert (code, steps, stopped) == (3, 0, "left float64")
    assert line == "0 steps; the next iterate is not in float64"
    found = json.loads(run(capsys, *numbers, "--json")[1])
    assert [entry["verdict"] for entry in found["claims"]] == ["undecided"]
    assert "no iterate 0: the iterate is not in float64" in found["claims"][0]["detail"]
    assert found["eigenvalues"][0]["measured"] is None


@pytest.mark.parametrize("spectrum", ["5e-324", "1,5e-324", "1,5e-324,-5e-324"])
@pytest.mark.parametrize("start", ["1/10", "1e-108"])
def test_the_least_float64_is_an_eigenvalue_like_any_other(capsys, spectrum, start):
    # A warning would be an error here.
    numbers = ["--depth", "3", "--alpha", start, "--eta", "1/10", "--steps", "50", "--json"]
    code, out = run(capsys, "--spectrum", spectrum, *numbers)
    assert code == 0
    assert len(json.loads(out)["eigenvalues"]) == spectrum.count(",") + 1


def test_singular_values_are_called_so(capsys, tmp_path):
    (tmp_path / "wide.csv").write_text("0,3,0\n1,0,0\n")
    assert (
        main(
            [
                "check",
                str(tmp_path / "wide.csv"),
                *["--depth", "2", "--alpha", "1/4", "--eta", "1/20"],
            ]
        )
        == 0
    )
    out = capsys.readouterr().out
    assert out.startswith("claim ")
    assert "rectangular.aligned" in out
    assert "\nsingular value  recovered at step" in out
