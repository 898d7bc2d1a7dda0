"""rank.leading_last in whole steps: its identities, its boxes, and its orbits in exact numbers."""

from fractions import Fraction
from math import log

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.dynamics.balls import recovery_order as balls
from dmfcheck.dynamics.symbols.exact import N
from dmfcheck.dynamics.symbols.recovery_order import G, e, recovery_order, u

LAST_BELOW = (Fraction(4, 45), Fraction(1, 5))
"""The last u <= 1/5: one step multiplies u by less than (3/2)^2."""

STEPS = (Fraction(1, 20), Fraction(1, 2))


@pytest.mark.parametrize("depth", [N, *range(2, 21), 50], ids=str)
def test_every_identity_is_checked(depth):
    derivation = recovery_order(depth)
    assert derivation.checked, derivation.failures


@pytest.mark.parametrize(
    "wrong",
    [
        lambda n: recovery_order(n).expression + e,
        lambda n: recovery_order(n).expression.subs(e, 2 * e),
        lambda n: recovery_order(n).expression.subs(G, -G),
        lambda n: recovery_order(n).expression.subs(u, u**2),
    ],
)
@pytest.mark.parametrize("depth", [2, 5, N], ids=str)
def test_wrong_derivatives_are_not_checked(wrong, depth):
    assert not recovery_order(depth, wrong(sp.sympify(depth))).checked


def test_larger_eigenvalues_of_two_layers_are_ahead_from_a_half_on():
    """h >= 1/20: on boxes of (u_0, h)."""
    count = balls.boxes_in_order(LAST_BELOW, STEPS, limit=1000)
    assert count is not None
    assert 1 < count < 1000


@pytest.mark.parametrize(
    ("start", "step"),
    [
        # 21/100 for 1/5, which rank.leading_last~start-past-sharp refutes.
        ((Fraction(4, 45), Fraction(21, 100)), STEPS),
        # A step so large that the orbit crosses a half at once, with G < 0.
        (LAST_BELOW, (Fraction(1, 2), Fraction(3, 2))),
    ],
)
def test_boxes_do_not_show_what_is_false(start, step):
    assert balls.boxes_in_order(start, step, limit=1000) is None


def test_steps_below_a_twentieth():
    assert balls.slow_steps_in_order(1000)


@pytest.mark.parametrize(("name", "value"), [("RISE", Fraction(5, 4)), ("BEND", Fraction(1, 7))])
def test_they_need_their_constants(name, value, monkeypatch):
    monkeypatch.setattr(balls, name, value)
    assert not balls.slow_steps_in_order(1000)


def test_the_numbers_of_the_proof_for_three_layers_and_more():
    """kappa = 11/10: spare > 0 at 1/N = 0 and 1/3, and the bound is above 0 at a half."""
    kappa = Fraction(11, 10)
    assert 2 - kappa - Fraction(3, 4) > 0
    assert Fraction(4, 3) - kappa * (1 + Fraction(4, 5) / 6) - Fraction(1, 12) > 0
    # u >= 1/4: 1/3 - u/(1-u) is in [-2/3, 0] and g at most g(1/2) < 1/100.
    assert Fraction(4, 3) - kappa * (1 + Fraction(3, 4) / 6) - Fraction(2, 3) / 100 > 0
    assert 0 < -1 + 1.1 * log(5 / 2) < 1 / 100
    # From below 1/5 across it.
    assert kappa * (1 + Fraction(4, 5) / 6) < Fraction(5, 4)
    assert kappa / 6 + Fraction(5, 4) < 5 * kappa


SHARES = st.fractions(Fraction(1, 20), 1, max_denominator=20)


@given(st.integers(2, 6), SHARES, SHARES)
def test_the_derivative_is_that_of_the_orbit(depth, start, share):
    """G = N lambda d'/d - 1 from the orbit and its derivative by lambda, in exact numbers."""
    value, eta, found = Fraction(3, 2), share / (2 * depth), Fraction(-1)
    d, slope = start, Fraction(0)
    for _ in range(2):
        missing = value - d**depth
        recovered, growth = d**depth / value, eta * d ** (depth - 2) * missing
        numbers = {u: recovered, e: growth, G: found}
        at = {name: sp.Rational(x.numerator, x.denominator) for name, x in numbers.items()}
        result = recovery_order(depth).expression.subs(at)
        found = Fraction(int(result.p), int(result.q))
        by_d = (depth - 1) * d ** (depth - 2) * missing - depth * d ** (2 * depth - 2)
        slope += eta * by_d * slope + eta * d ** (depth - 1)
        d += growth * d
        assert found == depth * value * slope / d - 1


@given(st.integers(2, 30), st.floats(0.02, 0.2), st.floats(0.02, 1.0))
def test_it_is_above_the_bounds_of_the_proof(depth, start, share):
    recovered, found = start, -1.0
    for _ in range(4000):
        x = recovered ** (1 / depth)
        growth = share / depth * x ** (depth - 2) * (1 - recovered)
        ratio = recovered / (1 - recovered)
        change = 2 * depth - 2 + (depth - 2 - depth * ratio) * found
        found += growth * change / (1 + growth)
        recovered *= (1 + growth) ** depth
        assert found > -1
        if recovered >= 0.5:
            break
        if depth > 2:
            assert found > -1 + 1.1 * log(5 * recovered)
    assert recovered >= 0.5
    assert found > 0
