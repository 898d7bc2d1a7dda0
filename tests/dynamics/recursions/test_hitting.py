"""Hitting times of recursions: iterated, counted by an Abel function, or said to be neither."""

import importlib.util
import random
import sys
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp
from flint import acb, arb, ctx, fmpq, fmpq_poly

from dmfcheck import recursion
from dmfcheck.dynamics.balls.hitting_time import hitting_time
from dmfcheck.dynamics.recursions import hitting
from dmfcheck.dynamics.recursions.abel_count import Slow
from dmfcheck.dynamics.recursions.analytic_count import Analytic, analytic
from dmfcheck.dynamics.recursions.counted import counted

x, r, c, alpha, k, v = sp.symbols("x r c alpha k v")


def _soak():
    folder = Path(__file__).parents[2] / "soak"
    sys.path.insert(0, str(folder))
    try:
        spec = importlib.util.spec_from_file_location(
            "soak_recursion", folder / "soak_recursion.py"
        )
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(folder))
    return module


def test_the_identical_start_has_the_times_that_are_built_in():
    soak = _soak()
    rng = random.Random(11)
    found = [soak.compared(soak.random_case(rng)) for _ in range(6)]
    assert all(same for _, same in found)
    assert {method for method, _ in found} >= {"abel", "orbit"}


def test_far_beyond_all_steps():
    soak = _soak()
    case = (6, Fraction(1, 6), Fraction(1, 10**20), Fraction(1, 2))
    found = soak.IDENTICAL.hitting_time("1/2", depth=6, eigenvalue=1, eta="1/6", alpha="1e-20")
    assert (found.lo, found.hi) == (hitting_time(*case).lo,) * 2
    assert found.lo > 10**80
    assert found.method == "abel"


OTHERS = [
    # A repelling fixed point at 0, and one elsewhere; a third that is no rational number.
    (x + r * x * (1 - x), "1/1000", {"r": "1/500"}, "9/10"),
    (x + r * (x - 1) ** 3, "11/10", {"r": "1/100"}, 2),
    (x + r * (x**2 - 2), "3/2", {"r": "1/2000"}, 3),
    # No fixed point at all, through 0.
    (x + r * (1 + x**2), -3, {"r": "1/1000"}, 2),
    # Weight decay.
    (x + r * x**2 * (1 - x**3) - r * x / 100, "1/10", {"r": "1/100"}, "1/2"),
    # Fast at the end.
    (x + r * x**3 * (2 - x), "1/50", {"r": "1/3"}, "19/10"),
    # No polynomials: a normalised gradient, one with poles at +-i/2, functions, a start below 0.
    (x + r * (1 - x**3) * x**2 / (1 + x**2), "1/100", {"r": "1/20"}, "9/10"),
    (x * (1 - r / 100) + r * x**2 * (2 - x) / (1 + 4 * x**2), "1/20", {"r": "1/20"}, "19/10"),
    (x + sp.tanh(r * x**2 * (1 - x**3)), "1/50", {"r": "1/30"}, "9/10"),
    (x + r * sp.log(1 + x**2) * sp.cos(x / 2), "1/50", {"r": "1/30"}, 3),
    (x + r * (1 - x**3) * x**2 / sp.sqrt(1 + x**4), "1/50", {"r": "1/30"}, "9/10"),
    (x + r * sp.exp(-x), -3, {"r": "1/500"}, "1/2"),
]


@pytest.mark.parametrize(("rule", "start", "values", "level"), OTHERS)
def test_a_count_is_what_iterating_finds(rule, start, values, level):
    own = recursion({x: rule}, start={x: alpha}, parameters="alpha, r")
    values = values | {"alpha": start}
    level = Fraction(level)
    iterated = hitting._iterated(own, values, level, 40_000, exact=True)
    assert iterated.lo == iterated.hi > 500
    count = counted(own, values, level)
    found = hitting._counted(own, values, level, count)
    assert (found.lo, found.hi) == (iterated.lo, iterated.hi)
    assert found.method in ("abel", "jump")


def test_ties_are_settled_in_rationals():
    own = recursion({x: x + x**2}, start={x: 1})
    # 1, 2, 6, 42
    assert [own.hitting_time(level).lo for level in (1, 2, 6, 42, 43)] == [0, 1, 2, 3, 4]
    third = recursion({x: x + x / 3}, start={x: 1})
    found = third.hitting_time(Fraction(4, 3) ** 5)
    assert (found.lo, found.hi, found.method) == (5, 5, "exact")


def test_a_count_may_begin_where_steps_become_slow():
    """Those of x + e^-x/5 are not at first: f' is -1/5."""
    own = recursion({x: x + sp.exp(-x) / 5}, start={x: alpha}, parameters="alpha")
    values, level = {"alpha": "0"}, Fraction(8)
    assert isinstance(hitting._counted(own, values, level, counted(own, values, level)), str)
    found = own.hitting_time(level, **values)
    iterated = hitting._iterated(own, values, level, 40_000, exact=True)
    assert found.method == "orbit, then abel"
    assert (found.lo, found.hi) == (iterated.lo, iterated.hi)
    far = own.hitting_time(25, **values)
    # dx/dk = e^-x/5 takes 5 (e^25 - 1) steps, and discreteness adds about half of 25 to them.
    assert far.lo == far.hi
    assert abs(far.lo - 5 * sp.exp(25).evalf(30)) < 100


def test_both_ways_of_counting_agree():
    """A polynomial counted as one, and as any other function: x^2 (1 - x^3)/100 from 1e-9."""
    low, high = Fraction(1, 10**9), Fraction(9, 10)
    rise = x**2 * (1 - x**3) / 100
    one = Slow(fmpq_poly([0, 0, fmpq(1, 100), 0, 0, fmpq(-1, 100)]))
    other = analytic(x + rise, x, Fraction(0))
    assert isinstance(other, Analytic)
    apart = one.difference(low, high) - other.difference(low, high)
    assert abs(apart) < 1e-12
    assert one.difference(low, high) > 10**10
    with ctx.workprec(200):
        assert abs(one.velocity(high) - other.velocity(high)) < 1e-40
    for slow in (one, other):
        assert slow.error(low, high) < 1e-8


def test_an_error_is_not_bounded_across_a_pole_or_a_fall():
    pole = analytic(x + 1 / (10000 * (x - 1) ** 2), x, Fraction(0))
    assert pole.error(Fraction(1, 10), Fraction(19, 10)) is None
    assert pole.error(Fraction(1, 10), Fraction(1, 5)) < 1e-6
    falls = analytic(x + sp.sin(x) / 100, x, Fraction(0))
    assert falls.error(Fraction(1), Fraction(6)) is None
    cut = analytic(x + sp.log(x) ** 2 / 100, x, Fraction(0))
    assert cut.series(acb(arb(0.5, 0.4)), 2)[0].is_finite()
    assert not cut.series(acb(arb(0.5, 0.6)), 2)[0].is_finite()


def test_far_beyond_all_steps_of_a_rational_rule():
    own = recursion(
        {x: x + r * (1 - x**3) * x**2 / (1 + x**2)}, start={x: alpha}, parameters="alpha, r"
    )
    found = own.hitting_time("9/10", alpha="1e-8", r="1/100")
    # 1/f is 100/x^2 + O(1), and A has some logarithms besides.
    assert found.lo == found.hi
    assert found.method == "abel"
    assert abs(found.lo - 10**10) < 10**3


ITERATED = [
    (
        recursion({x: 2 / (1 + x * r) - sp.cos(x) / 9}, start={x: 1}, parameters="r"),
        "not shown to rise at its start",
    ),
    (recursion({x: x + r * x / (k + 10**7)}, start={x: 1}, parameters="r"), "step to step"),
]


@pytest.mark.parametrize(("own", "why"), ITERATED)
def test_what_is_only_iterated_says_so(own, why, monkeypatch):
    monkeypatch.setattr(hitting, "MOST_STEPS", 3000)
    found = own.hitting_time(2, r=1)
    assert found.name == "undecided"
    assert found.reason.startswith("K > 3000: this recursion is iterated only, since")
    assert why in found.reason


def test_what_never_arrives_or_is_lost_is_undecided(monkeypatch):
    monkeypatch.setattr(hitting, "MOST_STEPS", 3000)
    turns = recursion({x: 5 * x * (1 - x) / 2 - sp.Rational(1, 100)}, start={x: sp.Rational(1, 3)})
    assert turns.hitting_time(2).name == "undecided"
    moves = recursion({x: x / 2 + 1 / (k + 9)}, start={x: 1})
    assert moves.hitting_time(3).name == "undecided"
    pole = recursion({x: x / (1 - x)}, start={x: sp.Rational(1, 4)})
    assert "balls are lost at step 4" in pole.hitting_time(5).reason


def test_a_level_near_the_limit_is_reached_with_more_digits():
    own = recursion({x: x + x * (1 - x) / 10}, start={x: alpha}, parameters="alpha")
    found = own.hitting_time(1 - Fraction(1, 10**100), alpha="1/10")
    # 1 - x falls by a factor that tends to 9/10: 100 digits take 100 ln 10 / ln(10/9) steps.
    assert found.lo == found.hi
    assert abs(found.lo - 2208) < 20
    assert found.bits == 512


def test_a_rule_whose_values_leave_no_step_number_is_counted(monkeypatch):
    monkeypatch.setattr(hitting, "MOST_STEPS", 3000)
    own = recursion({x: x + x**2 / (100 + c * k)}, start={x: alpha}, parameters="alpha, 0 <= c")
    found = own.hitting_time("1/2", alpha="1/1000000", c=0)
    plain = recursion({x: x + x**2 / 100}, start={x: alpha}, parameters="alpha")
    assert found.lo == found.hi == plain.hitting_time("1/2", alpha="1/1000000").lo > 10**7
    assert "step to step" in own.hitting_time("1/2", alpha="1/1000000", c=1).reason


def test_what_no_count_is_made_of_says_where(monkeypatch):
    monkeypatch.setattr(hitting, "MOST_STEPS", 3000)
    # It falls from the start, by steps that turn round: no interval shows it.
    falls = recursion({x: x - (x - 2) ** 2 * x**3}, start={x: 1})
    assert "it does not rise at its start" in falls.hitting_time("3/2").reason


def test_a_wrong_term_would_be_seen():
    """The error that is bounded is that of the Abel function that counts, and of no other."""
    own = recursion({x: x + r * x * (1 - x)}, start={x: alpha}, parameters="alpha, r")
    values, level = {"r": "1/500", "alpha": "1/1000"}, Fraction(9, 10)
    right = hitting._counted(own, values, level, counted(own, values, level))
    wrong = counted(own, values, level)
    wrong.slow.__dict__["density"] = wrong.slow.density + 5 * wrong.slow.derivatives[1]
    found = hitting._counted(own, values, level, wrong)
    assert right.lo == right.hi
    assert (found.lo, found.hi) != (right.lo, right.hi)
