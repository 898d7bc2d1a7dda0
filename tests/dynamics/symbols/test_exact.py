"""Exact in, exact out: no float gets past any entry."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy as sp

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.symbols import abel_coefficients, derivations, exact, flow_time
from dmfcheck.dynamics.symbols.abel import abel
from dmfcheck.dynamics.symbols.elementary import time_elementary
from dmfcheck.dynamics.symbols.exact import concrete_depth, exact_depth, x
from dmfcheck.dynamics.symbols.flow import balanced, logistic, perturbed
from dmfcheck.dynamics.symbols.flow_time import time_hypergeometric
from dmfcheck.dynamics.symbols.reduction import (
    decoupling,
    perturbed_invariant,
    perturbed_recursion,
    scaling,
)
from dmfcheck.dynamics.symbols.step_map import fixed_points, inflection, monotone

FLOATS = [
    0.5,
    3.0,
    float("nan"),
    np.float64(0.5),
    np.float32(3),
    mpmath.mpf("0.5"),
    sp.Float("0.5"),
    sp.Float(3),
    x + sp.Float("0.1"),
    sp.sin(sp.Float(1, 30) * x),
    sp.hyper((1, sp.Float("0.4")), (sp.Rational(7, 5),), x),
    1j,
    Decimal("0.5"),
]


@pytest.mark.parametrize("value", FLOATS, ids=repr)
def test_floats_are_refused(value: object) -> None:
    with pytest.raises(BadInput, match="accepted: an exact number"):
        exact(value, "value")


@pytest.mark.parametrize(
    "value", [sp.oo, sp.zoo, sp.nan, x + sp.oo, True, None, "x", [1]], ids=repr
)
def test_what_is_no_exact_number_is_refused(value: object) -> None:
    with pytest.raises(BadInput):
        exact(value, "value")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, sp.Integer(3)),
        (Fraction(1, 3), sp.Rational(1, 3)),
        ("0.1", sp.Rational(1, 10)),
        ("1e-3", sp.Rational(1, 1000)),
        (np.int64(7), sp.Integer(7)),
        (sp.sqrt(2), sp.sqrt(2)),
        (x / 3, x / 3),
    ],
)
def test_exact_values_stay_themselves(value: object, expected: sp.Expr) -> None:
    assert exact(value) == expected
    assert not exact(value).atoms(sp.Float)


ENTRIES: list[Callable[[float], object]] = [
    lambda bad: derivations(bad),
    lambda bad: flow_time(bad, "1/2"),
    lambda bad: flow_time(3, bad),
    lambda bad: abel_coefficients(bad, 2),
    lambda bad: abel_coefficients(3, bad),
    lambda bad: abel(3, 0, [bad]),
    lambda bad: concrete_depth(bad),
    lambda bad: exact_depth(bad),
    lambda bad: decoupling(bad),
    lambda bad: decoupling(3, bad * x),
    lambda bad: perturbed_recursion(3, [x, bad]),
    lambda bad: perturbed_invariant(3, bad),
    lambda bad: scaling(3, bad),
    lambda bad: time_hypergeometric(3, bad),
    lambda bad: time_elementary(3, bad),
    lambda bad: time_elementary(bad),
    lambda bad: logistic(bad),
    lambda bad: perturbed(bad),
    lambda bad: balanced(3, bad),
    lambda bad: fixed_points(3, bad),
    lambda bad: inflection(3, bad),
    lambda bad: monotone(3, bad),
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_no_entry_takes_a_float(entry: Callable[[float], object]) -> None:
    with pytest.raises(BadInput, match="float"):
        entry(3.0)


@pytest.mark.parametrize("depth", [1, 51, 0, -3, "5/2", sp.Symbol("n"), True])
def test_depths_outside_the_range_are_refused(depth: object) -> None:
    with pytest.raises(BadInput, match="depth"):
        derivations(depth)


@pytest.mark.parametrize("point", [0, 1, "3/2", "-1/2", x, sp.I, sp.sqrt(2)])
def test_flow_times_outside_the_unit_interval_are_refused(point: object) -> None:
    with pytest.raises(BadInput, match=r"at is .*; accepted: an exact number in \(0, 1\)"):
        flow_time(3, point)


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(BadInput, match="pair"):
        perturbed_recursion(3, [x])
    with pytest.raises(BadInput, match=r"Q_0, \.\.\., Q_2"):
        abel(3, 2, [1])
    with pytest.raises(BadInput, match="weight"):
        time_elementary(3, x)
    with pytest.raises(BadInput, match="2F1"):
        time_hypergeometric(3, sp.hyper((1, 2, 3), (4, 5), x))
    with pytest.raises(BadInput, match="order"):
        abel_coefficients(3, 17)
    with pytest.raises(BadInput, match="positive step"):
        monotone(3, 0)
