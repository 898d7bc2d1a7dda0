import dataclasses
import json

import pytest
import sympy

from dmfcheck.commands.main import main
from dmfcheck.dynamics import symbols as symbolic


@pytest.fixture(autouse=True)
def no_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))


@pytest.fixture(scope="module")
def at_depth_two():
    return symbolic.derivations(2)


def run(capsys, *options):
    code = main(["derive", "--depth", "2", *options])
    return code, *capsys.readouterr()


def test_json_reads_back_as_mathematics(capsys, monkeypatch, at_depth_two):
    monkeypatch.setattr(symbolic, "derivations", lambda depth: at_depth_two)
    code, out, err = run(capsys, "--json")
    found = json.loads(out)
    assert (code, err, found.pop("depth")) == (0, "", 2)
    assert set(found) == set(at_depth_two)
    assert {"time", "abel", "scaling", "logistic"} <= set(found)
    assert all(entry["checked"] is True for entry in found.values())
    # d T / d x = 1 / (x (1 - x^2)) at x = 1/3, by differences of the printed formula.
    T = sympy.sympify(found["time"]["expression"])
    [x] = T.free_symbols
    step = sympy.Rational(1, 10**8)
    third = sympy.Rational(1, 3)
    slope = (T.subs(x, third + step) - T.subs(x, third - step)) / (2 * step)
    assert abs(slope.evalf(30) - sympy.Rational(27, 8)) < 1e-13


def test_text_and_latex(capsys, monkeypatch, at_depth_two):
    monkeypatch.setattr(symbolic, "derivations", lambda depth: at_depth_two)
    code, text, _ = run(capsys)
    assert code == 0
    assert "logistic: checked (flow.logistic)" in text
    assert "exp(-2*lamda*t)" in text
    code, latex, _ = run(capsys, "--latex")
    assert code == 0
    assert r"\frac" in latex
    assert "exp(-2*lamda*t)" not in latex


def test_one_formula_that_did_not_check_makes_it_undecided(capsys, monkeypatch, at_depth_two):
    broken = dataclasses.replace(at_depth_two["time"], identities=())
    monkeypatch.setattr(symbolic, "derivations", lambda depth: at_depth_two | {"time": broken})
    code, out, _ = run(capsys, "--json")
    assert code == 3
    assert json.loads(out)["time"]["checked"] is False
    code, out, _ = run(capsys)
    assert code == 3
    assert "time: NOT CHECKED" in out


def test_what_was_derived_is_read_again_unless_a_formula_did_not_check(
    capsys, monkeypatch, tmp_path, at_depth_two
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    broken = dataclasses.replace(at_depth_two["time"], identities=())
    monkeypatch.setattr(symbolic, "derivations", lambda depth: at_depth_two | {"time": broken})
    assert run(capsys, "--json")[0] == 3
    monkeypatch.setattr(symbolic, "derivations", lambda depth: at_depth_two)
    derived = run(capsys, "--json")
    assert derived[0] == 0
    monkeypatch.setattr(symbolic, "derivations", None)
    assert run(capsys, "--json") == derived
