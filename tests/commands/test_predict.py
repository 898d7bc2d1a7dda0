import json
import time
from fractions import Fraction

import numpy as np
import pytest
from flint import fmpz

from dmfcheck.commands.main import main

EXACT = "--spectrum 3,1,-1 --depth 2 --alpha 1/100 --eta 1/20"


def run(capsys, line, *options):
    code = main(["predict", *line.split(), *options])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return out


def orbit(eigenvalue, depth, alpha, eta, steps, beta=0.0):
    """w(0..steps) by the recursion in the two factors."""
    p, q = alpha - beta, alpha
    w = []
    for _ in range(steps + 1):
        w.append(p * q ** (depth - 1))
        gap = eigenvalue - w[-1]
        p, q = p + eta * q ** (depth - 1) * gap, q + eta * p * q ** (depth - 2) * gap
    return w


def first(values, reached):
    return next(k for k, value in enumerate(values) if reached(value))


def test_the_contract(capsys):
    found = json.loads(run(capsys, EXACT, "--json"))
    assert set(found) == {"eigenvalues", "plateaus", "float_horizon"}
    w = {value: orbit(value, 2, 0.01, 0.05, 200) for value in (3, 1)}
    K = {value: first(w[value], (0.9 * value).__le__) for value in w}
    last = first(w[1], (0.1).__lt__) - 1
    entries = found["eigenvalues"]
    assert [entry["value"] for entry in entries] == [3, 1, -1]
    assert [entry["limit"] for entry in entries] == [3, 1, 0]
    assert [entry["hitting_time"] for entry in entries[:2]] == [
        {"lo": K[3], "hi": K[3]},
        {"lo": K[1], "hi": K[1]},
    ]
    assert entries[2]["hitting_time"] is None
    assert "not recovered" in entries[2]["reason"]
    keys = {"rank", "start", "stop", "effective_rank", "lower", "upper"}
    assert all(set(plateau) == keys for plateau in found["plateaus"])
    assert [(p["rank"], p["start"], p["stop"]) for p in found["plateaus"]] == [
        (1, K[3], last),
        (2, K[1], None),
    ]
    assert found["plateaus"][1]["effective_rank"] == pytest.approx(4 / 3)
    # The identical start never leaves 0 for the eigenvalue -1, float64 does.
    assert isinstance(found["float_horizon"], int)


def test_delta_sets_the_level(capsys):
    found = json.loads(run(capsys, EXACT, "--delta", "1/2", "--json"))
    K = first(orbit(3, 2, 0.01, 0.05, 200), (1.5).__le__)
    assert found["eigenvalues"][0]["hitting_time"] == {"lo": K, "hi": K}


@pytest.mark.parametrize("depth", [2, 3])
def test_the_perturbed_start_recovers_negative_eigenvalues(capsys, depth):
    line = f"--spectrum 1,-1 --depth {depth} --alpha 1/2 --eta 1/20 --beta 1/4"
    found = json.loads(run(capsys, line, "--json"))
    for entry, value in zip(found["eigenvalues"], (1, -1), strict=True):
        w = orbit(value, depth, 0.5, 0.05, 1000, beta=0.25)
        K = first([entry / value for entry in w], (0.9).__le__)
        assert entry == {"value": value, "limit": value, "hitting_time": {"lo": K, "hi": K}}
    assert found["plateaus"] == []
    assert found["float_horizon"] is None


def test_a_matrix_is_its_spectrum(capsys, tmp_path):
    basis = np.linalg.qr(np.random.default_rng(1).standard_normal((3, 3)))[0]
    matrix = basis @ np.diag([3.0, 1.0, -1.0]) @ basis.T
    np.save(tmp_path / "matrix.npy", (matrix + matrix.T) / 2)
    line = EXACT.replace("--spectrum 3,1,-1", str(tmp_path / "matrix.npy"))
    of_matrix, exact = (json.loads(run(capsys, each, "--json")) for each in (line, EXACT))
    for found, expected in zip(of_matrix["eigenvalues"], exact["eigenvalues"], strict=True):
        assert found["value"] == pytest.approx(expected["value"], abs=1e-12)
        assert found["hitting_time"] == expected["hitting_time"]
    for found, expected in zip(of_matrix["plateaus"], exact["plateaus"], strict=True):
        assert found == pytest.approx(expected)


def test_the_step_that_is_just_stable_is_accepted(capsys):
    assert run(capsys, "--spectrum 1 --depth 2 --alpha 1 --eta 1/2")


def test_as_tables(capsys):
    lines = run(capsys, EXACT).splitlines()
    assert lines[0].split() == ["eigenvalue", "limit", "recovered", "at", "step"]
    assert lines[1].split()[:3] == ["3", "3", "44"]
    assert any(line.startswith("rank  from step") for line in lines)
    assert any(line.split()[:3] == ["2", "116", "on"] for line in lines)
    assert lines[-1].startswith("float64 follows the exact descent up to step ")
    far = run(capsys, "--spectrum 1 --depth 3 --alpha 1e-300 --eta 1/20").splitlines()
    assert "e301 (302 digits)" in far[1]
    assert far[-1] == "float64 follows the exact descent for at least 20000 steps"
    assert all(line == line.rstrip() for line in lines + far)


def test_the_horizon_is_looked_for_among_many_eigenvalues_only_if_asked(capsys):
    many = ",".join(f"{k}/60" for k in range(60, 0, -1))
    line = f"--spectrum {many} --depth 2 --alpha 1/10 --eta 1/4"
    found = json.loads(run(capsys, line, "--json"))
    assert found["float_horizon"] == 0
    assert "60 distinct eigenvalues" in found["float_horizon_reason"]
    assert run(capsys, line).splitlines()[-1].endswith(found["float_horizon_reason"])
    assert json.loads(run(capsys, line, "--json", "--horizon")) == {
        **{key: found[key] for key in ("eigenvalues", "plateaus")},
        "float_horizon": None,
    }
    copies = EXACT.replace("1,-1", ",".join(["1"] * 60 + ["-1"] * 60))
    assert 0 < json.loads(run(capsys, copies, "--json"))["float_horizon"] < 400
    assert json.loads(run(capsys, copies, "--json", "--no-horizon"))["float_horizon"] == 0


def test_times_of_a_large_matrix_are_those_of_its_recursions(capsys, tmp_path):
    values = np.linspace(1, 0.1, 120)
    Q = np.linalg.qr(np.random.default_rng(3).standard_normal((120, 120)))[0]
    matrix = (Q * values) @ Q.T
    np.save(tmp_path / "matrix.npy", (matrix + matrix.T) / 2)
    line = f"{tmp_path / 'matrix.npy'} --depth 2 --alpha 1/100 --eta 1/4"
    found = json.loads(run(capsys, line, "--json"))
    assert [entry["value"] for entry in found["eigenvalues"]] == pytest.approx(values)
    for entry, value in zip(found["eigenvalues"], values, strict=True):
        K = first(orbit(value, 2, 0.01, 0.25, 400), (0.9 * value).__le__)
        assert entry["hitting_time"]["lo"] <= K <= entry["hitting_time"]["hi"]


@pytest.mark.parametrize("spectrum", ["1", "3,2,1"])
@pytest.mark.parametrize("depth", [2, 3, 8])
def test_times_of_a_hundred_thousand_digits_take_no_longer_than_others(capsys, spectrum, depth):
    line = f"--spectrum {spectrum} --depth {depth} --alpha 1/10 --eta 1e-99999 --json"
    begun = time.process_time()
    eigenvalues = json.loads(run(capsys, line), parse_int=fmpz)["eigenvalues"]
    assert time.process_time() - begun < 5
    for entry in eigenvalues:
        lo, hi = (entry["hitting_time"][end] for end in ("lo", "hi"))
        assert fmpz(10) ** 99_998 < lo < hi
        assert (hi - lo) * fmpz(10) ** 1000 < lo


def test_a_start_and_a_rectangular_target_from_files(capsys, tmp_path):
    # The singular values 3 and 1 of a matrix of two rows, in the basis that they are written in.
    (tmp_path / "wide.csv").write_text("0,3,0\n1,0,0\n")
    (tmp_path / "start.csv").write_text("0.0625,0.25\n")
    line = f"{tmp_path / 'wide.csv'} --depth 2 --eta 1/20 --start {tmp_path / 'start.csv'}"
    found = json.loads(run(capsys, line, "--json"))
    for entry, value, start in zip(found["eigenvalues"], (3, 1), (0.0625, 0.25), strict=True):
        K = first(orbit(value, 2, start, 0.05, 200), (0.9 * value).__le__)
        assert entry["hitting_time"] == {"lo": K, "hi": K}
        assert entry["starts"] == [str(Fraction(start))]
    assert found["aligned"] is True
    out = run(capsys, line)
    assert out.startswith("singular value  limit")
    assert "none is derived for singular vectors" in out


def test_a_table_says_which_are_recovered_where_they_are_not_the_largest(capsys):
    out = run(capsys, "--spectrum 3,1,2 --depth 3 --start 1/10,1/4,1/20 --eta 1/100")
    assert "\n2: 1, 3  394 " in out
    assert "rank: how many are recovered; which, where they are not the largest" in out
    assert "rank: how many" not in run(capsys, EXACT)
