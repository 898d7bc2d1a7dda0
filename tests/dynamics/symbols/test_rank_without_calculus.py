"""Steps 4 to 6 of monotone.rank by algebra: identities for every N, exact inequalities."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.symbols.exact import N
from dmfcheck.dynamics.symbols.monotone_rank import H, bound_formula, s
from dmfcheck.dynamics.symbols.rank_without_calculus import (
    gap,
    gap_excess,
    growing_steps,
    growing_steps_polynomial,
    logarithmic_convexity,
    power_from_above,
    tangent_from_below,
    u,
)
from dmfcheck.dynamics.symbols.tangent_gap import bernstein_minimum

DEPTHS = range(2, 21)


@pytest.mark.parametrize("depth", [N, *DEPTHS, 50], ids=str)
@pytest.mark.parametrize("derive", [tangent_from_below, logarithmic_convexity])
def test_every_identity_is_checked(derive: Callable[..., Any], depth: int | sp.Symbol) -> None:
    derivation = derive(depth)
    assert derivation.checked, derivation.failures
    assert derive(depth, derivation.expression).checked


WRONG: dict[str, Callable[[Any], Any]] = {
    "without the gap of N-2": lambda n: tangent_from_below(
        n, (gap_excess(2 * n - 2) + (2 - (2 * n - 3) * H) * gap(2 * n - 2)) / (2 * n - 3)
    ),
    "room of 3": lambda n: tangent_from_below(
        n,
        (gap_excess(2 * n - 2) + (3 - (2 * n - 3) * H) * gap(2 * n - 2)) / (2 * n - 3)
        + H * gap(n - 2),
    ),
    "a tangent at s": lambda n: tangent_from_below(
        n, tangent_from_below(n).expression.subs({s: u, u: s}, simultaneous=True)
    ),
    "cross: twice": lambda n: logarithmic_convexity(n, 2 * logarithmic_convexity(n).expression),
    "cross: s^{N-2}": lambda n: logarithmic_convexity(
        n, s**2 * logarithmic_convexity(n).expression
    ),
    "cross: sign of H": lambda n: logarithmic_convexity(
        n, logarithmic_convexity(n).expression.subs(H, -H)
    ),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("depth", [4, 7, N], ids=str)
def test_wrong_formulas_are_not_checked(name: str, depth: int | sp.Symbol) -> None:
    assert not WRONG[name](sp.sympify(depth)).checked


def test_floats_are_refused() -> None:
    for derive in (tangent_from_below, logarithmic_convexity):
        with pytest.raises(BadInput):
            derive(2.0)


SHARES = st.fractions(0, 1, max_denominator=50)


@given(st.integers(1, 60), SHARES, SHARES)
def test_the_gap_grows_with_the_degree(degree: int, first: Fraction, second: Fraction) -> None:
    """X_n >= 0 and gap_n >= 0 for s, u >= 1, in exact numbers."""
    at = {s: 1 + sp.Rational(str(first)), u: 1 + sp.Rational(str(second))}
    assert gap_excess(sp.Integer(degree)).subs(at) >= 0
    assert gap(sp.Integer(degree)).subs(at) >= 0


def growth(n: int, h: Fraction, x: Fraction) -> Fraction:
    """G - 1."""
    power = x ** (n - 2)
    return power * (h - (1 + h) * x**n + x ** (n + 1))


def theta(n: int, h: Fraction, x: Fraction, times: int) -> Fraction:
    """G - 1 under s d/ds, once or twice."""
    parts = ((h, n - 2), (-1 - h, 2 * n - 2), (1, 2 * n - 1))
    return sum((c * Fraction(m) ** times * x**m for c, m in parts), Fraction(0))


def test_these_are_the_derivatives_that_are_meant() -> None:
    for n in (2, 3, 6):
        expected: Any = bound_formula(sp.Integer(n)) - 1
        at = {s: sp.Rational(9, 8), H: sp.Rational(1, 7)}
        assert expected.subs(at) == growth(n, Fraction(1, 7), Fraction(9, 8))
        for times in (1, 2):
            expected = s * sp.diff(expected, s)
            assert expected.subs(at) == theta(n, Fraction(1, 7), Fraction(9, 8), times)


@given(st.integers(2, 50), SHARES, SHARES, SHARES, st.integers(1, 4))
def test_kappa_from_bernoulli(n: int, c: Fraction, one: Fraction, other: Fraction, q: int) -> None:
    """s^q (G(s)^q - G(u)^q) >= kappa (s^q - u^q) for s, u in [1, 1+H]."""
    h = c / n
    a, b = 1 + one * h, 1 + other * h
    kappa = (1 + growth(n, h, b)) ** (q - 1) * theta(n, h, b, 1)
    later = (1 + growth(n, h, a)) ** q - (1 + growth(n, h, b)) ** q
    assert a**q * later >= kappa * (a**q - b**q)
    assert kappa >= 0


@given(st.integers(2, 50), SHARES, SHARES, SHARES)
def test_the_logarithm_is_convex_in_the_logarithm(
    n: int, c: Fraction, part: Fraction, t: Fraction
) -> None:
    """F_2 + t (F F_2 - F_1^2) >= 0 on 1 <= s <= 1 + H, H <= 1/N, t <= 1."""
    h = c / n
    x = 1 + part * h
    F, first, second = growth(n, h, x), theta(n, h, x, 1), theta(n, h, x, 2)
    assert second + t * (F * second - first**2) > 0


def test_it_is_not_where_the_next_step_is_far_larger() -> None:
    """At H = 0 and s = 1 it is 4N-3 - t."""
    for n in (2, 3, 10):
        one, still = Fraction(1), Fraction(0)
        F, first, second = (theta(n, still, one, times) for times in (0, 1, 2))
        for t in (4 * n - 4, 4 * n - 2):
            assert second + t * (F * second - first**2) == 4 * n - 3 - t


def test_steps_may_grow_by_a_factor_of_2n_at_every_depth() -> None:
    """One polynomial for every N: its least Bernstein coefficient is 1/2, at N = 2."""
    assert bernstein_minimum(growing_steps_polynomial()) == Fraction(1, 2)


@given(st.integers(2, 50), SHARES, SHARES)
def test_that_polynomial_is_the_one_that_is_meant(n: int, c: Fraction, part: Fraction) -> None:
    """It is s^{4-N}/N times F_2 + 2N (F F_2 - F_1^2), and E is at most what is put in its place."""
    nu, h, y = Fraction(1, n), c / n, part * c
    x = 1 + y * nu
    E = x**n
    F, first, second = (theta(n, h, x, times) for times in (0, 1, 2))
    meant = second + 2 * n * (F * second - first**2)
    found = growing_steps(nu, y, c, E)
    assert found == meant * x**4 / (n * E)
    above = power_from_above(nu, y)
    assert above >= E
    # s E times a function that falls in E.
    assert found / (x * E) >= growing_steps(nu, y, c, above) / (x * above) > 0


def test_three_factors_or_more_bear_no_factor_of_3n() -> None:
    for n in (3, 10, 50):
        h, x = Fraction(1, n), 1 + Fraction(1, n)
        F, first, second = (theta(n, h, x, times) for times in (0, 1, 2))
        assert second + 3 * n * (F * second - first**2) < 0
