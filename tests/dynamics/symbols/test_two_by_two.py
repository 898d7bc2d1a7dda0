"""Every real 2 x 2 target at N = 2: where the gradient flow goes."""

from math import atan2, cos, pi, sin, sqrt, tan

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.symbols.two_by_two import c, cosine, f, g, sine, two_by_two

NUMBERS = st.integers(-20, 20).map(lambda k: k / 10)


def test_every_identity_is_checked() -> None:
    derivation = two_by_two()
    assert derivation.checked, derivation.failures


@pytest.mark.parametrize(
    "wrong",
    [
        two_by_two().expression + c,
        two_by_two().expression.subs(g, -g),
        two_by_two().expression.subs(c, 2 * c),
        sp.sympify(c * (cosine**2 - sine**2) + cosine * sine * (f + g)),
    ],
)
def test_wrong_rates_are_not_checked(wrong: sp.Expr) -> None:
    assert not two_by_two(wrong).checked


def test_floats_are_refused() -> None:
    with pytest.raises(BadInput):
        two_by_two(0.5)


def flow(target: np.ndarray, alpha: float, time: float) -> np.ndarray:
    """W_1 and W_2 after that time of the gradient flow of any 2 x 2 target, as one array."""

    def rate(_: float, factors: np.ndarray) -> np.ndarray:
        first, second = factors.reshape(2, 2, 2)
        error = second @ first - target
        return -np.array([second.T @ error, error @ first.T]).ravel()

    start = np.array([alpha * np.eye(2)] * 2).ravel()
    found = solve_ivp(rate, (0, time), start, rtol=1e-10, atol=1e-12, method="LSODA")
    result: np.ndarray = found.y[:, -1].reshape(2, 2, 2)
    return result


@given(NUMBERS, NUMBERS, NUMBERS, st.floats(0.2, 1.5))
def test_the_limit_of_the_flow(one: float, other: float, skew: float, alpha: float) -> None:
    """Q W tends to max(t_1, 0) u_1 u_1^T + min(t_2, 0) u_2 u_2^T, the eigenpairs of Q What.

    That is What if and only if det What >= 0, whatever the eigenvalues of What are.
    """
    assume(abs(skew) >= 0.2)
    target = np.array([[one, skew], [-skew, other]])
    reflection = np.diag([1.0, -1.0])
    (low, high), vectors = np.linalg.eigh(reflection @ target)
    assume(min(abs(low), abs(high)) >= 0.2)
    first, second = flow(target, alpha, 40 / min(abs(low), abs(high), high - low))
    expected = vectors @ np.diag([min(low, 0.0), max(high, 0.0)]) @ vectors.T
    assert np.abs(reflection @ second @ first - expected).max() < 1e-4
    reached = np.abs(second @ first - target).max() < 1e-4
    assert reached == (np.linalg.det(target) >= 0)


@given(NUMBERS, NUMBERS, NUMBERS, st.floats(0.2, 1.5), st.floats(0.1, 2.0))
def test_the_angle_at_any_time(
    one: float, other: float, skew: float, alpha: float, time: float
) -> None:
    """tan(theta* - theta(t)) = tan(theta*) e^{-(t_1 - t_2) t}, and a.b = 0."""
    assume(abs(skew) >= 0.1)
    top = atan2(2 * skew, one + other) / 2
    assume(abs(abs(top) - pi / 2) > 0.05)
    a, b = flow(np.array([[one, skew], [-skew, other]]), alpha, time)[0]
    angle = top - np.arctan(tan(top) * np.exp(-sqrt((one + other) ** 2 + 4 * skew**2) * time))
    assert a @ [-sin(angle), cos(angle)] == pytest.approx(0, abs=1e-6)
    assert a @ b == pytest.approx(0, abs=1e-6)
