"""float.* where squares, products and losses of float64 overflow or underflow, against rationals.

The exact descent is iterated here in rationals and the float64 one with numpy, three lines each.
"""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from dmfcheck.claims.judge import confirm, float_margin
from dmfcheck.dynamics.floats.exact_factors import float64_factors
from dmfcheck.testing import ClaimUndecided, examine
from dmfcheck.theory.float64.departures import half_turn_target, spectral_target
from dmfcheck.theory.ledger import claim

IDENTITY = ((1, 0), (0, 1))
TURNED = (("3/5", "-4/5"), ("4/5", "3/5"))
POWERS = [-160, -150, -100, -40, 0, 40, 100, 150, 160]
STEPS = 5


def times(*matrices):
    result, *rest = matrices
    for matrix in rest:
        columns = list(zip(*matrix, strict=True))
        result = [[sum(a * b for a, b in zip(r, c, strict=True)) for c in columns] for r in result]
    return result


def transposed(matrix):
    return [list(column) for column in zip(*matrix, strict=True)]


def minus(left, right, factor=1):
    return [
        [a - factor * b for a, b in zip(r, s, strict=True)]
        for r, s in zip(left, right, strict=True)
    ]


def two_layers(target, alpha, eta, steps):
    """W_1 and W_2 in rationals."""
    first = second = [[Fraction(alpha), Fraction(0)], [Fraction(0), Fraction(alpha)]]
    for _ in range(steps):
        residual = minus(times(second, first), target)
        first, second = (
            minus(first, times(transposed(second), residual), eta),
            minus(second, times(residual, transposed(first)), eta),
        )
    return first, second


def two_float_layers(target, alpha, eta, steps):
    first = second = float(alpha) * np.eye(2)
    for _ in range(steps):
        residual = second @ first - target
        first, second = (
            first - float(eta) * (second.T @ residual),
            second - float(eta) * (residual @ first.T),
        )
    return [[[Fraction(float(x)) for x in row] for row in W] for W in (first, second)]


def largest(matrix):
    return max(abs(entry) for row in matrix for entry in row)


def margin_of(verdict):
    """The middle and the radius of the recorded margin, rationals."""
    recorded = verdict.certificate["margin"]
    if isinstance(recorded, str):
        return Fraction(recorded), Fraction(0)
    return tuple(mantissa * Fraction(2) ** power for mantissa, power in recorded.values())


def encloses(verdict, expected):
    """That the margin, which float64 misses by little, is within the recorded ball."""
    middle, radius = margin_of(verdict)
    assert 1 - Fraction(1, 10**7) < expected <= 1
    assert abs(middle - expected) <= radius <= Fraction(1, 10**7)


@pytest.mark.parametrize("name", ["float.saddle", "float.saddle/horizon"])
@pytest.mark.parametrize(("power", "basis"), [*product(POWERS, [IDENTITY, TURNED])])
def test_the_saddle_at_every_scale(name, power, basis):
    # M = 10^(power/2), a rational.
    unit, root = Fraction(10) ** power, Fraction(10) ** (power // 2)
    spectrum, alpha, eta = (unit, unit / 2), root / 2, 1 / (4 * unit)
    subject = claim(name)
    point = subject.point(
        depth=2, spectrum=spectrum, basis=basis, alpha=alpha, eta=eta, steps=STEPS
    )
    verdict = confirm(subject, point)
    assert verdict.name == "holds"
    V = [[Fraction(x) for x in row] for row in basis]
    exact = times(V, [[spectrum[0], 0], [0, spectrum[1]]], transposed(V))
    real = two_float_layers(spectral_target(point), alpha, eta, STEPS)
    ideal = two_layers(exact, alpha, eta, STEPS)
    departed = max(largest(minus(a, b)) for a, b in zip(real, ideal, strict=True))
    encloses(verdict, 1 - departed * 10**6 / root)


@pytest.mark.parametrize("power", POWERS)
def test_the_determinant_at_every_scale(power):
    unit, root = Fraction(10) ** power, Fraction(10) ** (power // 2)
    target = [[unit, unit / 2], [Fraction(0), -unit / 2]]
    alpha, eta = root / 2, 1 / (4 * unit)
    subject = claim("float.determinant")
    point = subject.point(depth=2, target=target, alpha=alpha, eta=eta, steps=STEPS)
    verdict = confirm(subject, point)
    assert verdict.name == "holds"
    real = two_float_layers(np.array(target, float), alpha, eta, STEPS)
    ideal = two_layers(target, alpha, eta, STEPS)
    departed = largest(minus(times(*real[::-1]), times(*ideal[::-1])))
    encloses(verdict, 1 - departed * 10**6 / unit)


@pytest.mark.parametrize("power", POWERS)
def test_the_rotation_at_every_scale(power):
    unit, root = Fraction(10) ** power, Fraction(10) ** (power // 2)
    alpha, eta = root / 2, 1 / (4 * unit)
    subject = claim("float.rotation")
    point = subject.point(depth=2, eigenvalue=-unit, alpha=alpha, eta=eta, steps=STEPS)
    verdict = confirm(subject, point)
    assert verdict.name == "holds"
    real = two_float_layers(half_turn_target(point), alpha, eta, STEPS)
    ideal = two_layers([[-unit, 0], [0, -unit]], alpha, eta, STEPS)
    departed = largest(minus(times(*real[::-1]), times(*ideal[::-1])))
    encloses(verdict, 1 - departed * 10**6 / unit)


@pytest.mark.parametrize("name", ["float.saddle", "float.rotation", "float.determinant"])
@pytest.mark.parametrize("exponent", [-520, 500])
def test_what_is_refuted_is_refuted_at_every_scale(name, exponent):
    # In powers of two the same descent, but for its exponents; N = 2 is homogeneous of degree 2.
    subject = claim(name)
    root = Fraction(2) ** (exponent // 2)
    unit = root * root

    def scaled(value, factor):
        if isinstance(value, tuple):
            return tuple(scaled(entry, factor) for entry in value)
        return Fraction(value) * factor

    known = subject.counterexamples[0]
    factors = {"alpha": root, "eta": 1 / unit}
    factors |= dict.fromkeys(("spectrum", "eigenvalue", "target"), unit)
    values = {
        name: scaled(value, factors[name]) if name in factors else value
        for name, value in known.items()
    }
    plain, moved = (confirm(subject, subject.point(**point)) for point in (known, values))
    assert moved.name == plain.name == "refuted"
    assert float(margin_of(moved)[0]) == pytest.approx(float(margin_of(plain)[0]), rel=1e-9)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (
            "float.saddle/horizon",
            {"spectrum": ["1e160", "5e159"], "basis": IDENTITY, "alpha": "5e79", "eta": "2.5e-161"},
        ),
        (
            "float.saddle",
            {"spectrum": ["1e160", "5e159"], "basis": IDENTITY, "alpha": "5e79", "eta": "2.5e-161"},
        ),
        ("float.rotation", {"eigenvalue": "-1e156", "alpha": "5e77", "eta": "2e-157", "steps": 3}),
        (
            "float.determinant",
            {"target": [["1e155", "3e155"], [0, "-5e154"]], "alpha": "1e77", "eta": "1e-156"},
        ),
    ],
)
def test_a_loss_beyond_float64_refutes_nothing(name, values):
    # The loss is about 1e320; every number of the factors and of their product is in float64.
    assert claim(name).examine(**{"depth": 2, "steps": STEPS} | values).name == "holds"


BEYOND = {
    "float.saddle": [
        {"spectrum": ["1e320", 1], "alpha": 1, "eta": "1e-321"},
        {"spectrum": [1, "1/2"], "alpha": "1e309", "eta": "1e-700"},
        {"spectrum": [1, "1/2"], "alpha": "1e-400"},
        {"spectrum": [1, "1/2"], "eta": "1e-400"},
        # Held by float64, and subnormal: 1e-320 has ten bits.
        {"spectrum": [1, "1/2"], "alpha": "1e-320"},
        {"spectrum": ["1e-320", "1e-321"], "alpha": "1e-200", "eta": 1},
    ],
    "float.determinant": [
        {"target": [["1e309", 1], [0, -1]], "eta": "1e-310"},
        {"target": [[1, 1], [0, -1]], "alpha": "1e309", "eta": "1e-700"},
        {"target": [[1, 1], [0, -1]], "alpha": "1e-400"},
    ],
    "float.rotation": [
        {"eigenvalue": "-1e309", "eta": "1e-310"},
        {"eigenvalue": "-1e-330", "alpha": "1e-170"},
        {"eigenvalue": -1, "alpha": "1e309", "eta": "1e-700"},
    ],
}
BEYOND["float.saddle/horizon"] = BEYOND["float.saddle"]


@pytest.mark.parametrize(
    ("name", "values"), [(name, values) for name, all_of in BEYOND.items() for values in all_of]
)
def test_what_float64_cannot_hold_is_undecided_and_says_so(name, values):
    given = {"depth": 2, "alpha": "1/2", "eta": "1/8", "steps": STEPS}
    if "saddle" in name:
        given["basis"] = IDENTITY
    subject = claim(name)
    verdict = subject.examine(**given | values)
    assert verdict.name == "undecided"
    assert "float64" in verdict.reason
    assert np.isnan(float_margin(subject, subject.point(**given | values)))
    with pytest.raises(ClaimUndecided, match="float64"):
        examine(name, given | values)


def test_a_descent_that_leaves_float64_has_no_factors():
    with pytest.raises(ArithmeticError, match="no iterate 1: the iterate is not in float64"):
        float64_factors(((1.0,),), 3, 1e100, 1.0, 5)
