"""Matrix descents in balls, against rationals and against what float64 makes of a saddle."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from flint import arb, ctx

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.small_matrices import descend, inverse, product
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.matrix_orbit import (
    end_to_end,
    frobenius_distance,
    matrix_orbit,
    scaled_identities,
)
from dmfcheck.dynamics.balls.orbit import identical_orbit, largest_radius, orbit_to

NONNORMAL = [[1, 1], [0, "1/2"]]
SADDLE = [[1, 3], [0, "-1/2"]]


def contains(x: arb, value: Fraction) -> bool:
    low, high = interval(x)
    return low <= value <= high


def exact(matrix):
    return tuple(tuple(Fraction(entry) for entry in row) for row in matrix)


@pytest.mark.parametrize(
    ("target", "depth"), [(NONNORMAL, 2), (SADDLE, 3), ([[1, 2, 0], [0, 1, 1], ["1/3", 0, 2]], 4)]
)
def test_balls_contain_exact_gradient_descent(target, depth):
    start = scaled_identities(len(target), depth, "1/2", "1/8")
    balls = matrix_orbit(target, start, "1/16", 2, bits=64)
    for steps, factors in enumerate(balls):
        expected = descend(start, exact(target), Fraction(1, 16), steps)
        for ball, factor in zip(factors, expected, strict=True):
            entries = [entry for row in factor for entry in row]
            assert all(contains(x, y) for x, y in zip(ball.entries(), entries, strict=True))


def test_the_nonnormal_counterexample_entry_by_entry():
    # reduction.nonnormal: dyadic numbers, so balls of enough bits are exact.
    start = scaled_identities(2, 2, "1/2")
    first, second = matrix_orbit(NONNORMAL, start, "1/4", 2, bits=256)[2]
    assert largest_radius((first, second)) == 0
    assert interval(first[0, 0])[0] == Fraction(90421, 131072)
    assert interval(second[0, 0])[0] == Fraction(93941, 131072)
    with ctx.workprec(256):
        w = end_to_end([first, second])
    rows = tuple(tuple(interval(w[i, j])[0] for j in range(2)) for i in range(2))
    vectors = exact([[1, -2], [0, 1]])
    assert product(exact(NONNORMAL), vectors) == product(vectors, exact([[1, 0], [0, "1/2"]]))
    decoupled = product(inverse(vectors), rows, vectors)
    assert decoupled[0][1] == Fraction(-86054165, 1073741824)


def test_float64_leaves_the_saddle_on_which_the_exact_orbit_stays():
    # float.determinant: the exact orbit keeps det W > 0 and stays sigma_2 away from What.
    eta, steps = "1/8", 4000
    start = scaled_identities(2, 2, "1/10")
    orbit = orbit_to("1e-100", lambda bits: matrix_orbit(SADDLE, start, eta, steps, bits=bits))
    with ctx.workprec(600):
        end = end_to_end(orbit[-1])
        # The smaller singular value: sigma_1 sigma_2 = 1/2, sigma_1^2 + sigma_2^2 = 41/4.
        smaller = ((arb(41) / 4 - ((arb(41) / 4) ** 2 - 1).sqrt()) / 2).sqrt()
        distance = frobenius_distance(end, SADDLE)
        assert abs(distance - smaller) < 1e-15
        assert abs(distance - arb("0.15636")) < 5e-6
        assert end.det() > 0
    target = np.array([[1, 3], [0, -0.5]])
    first = second = np.eye(2) / 10
    for _ in range(steps):
        residual = second @ first - target
        first, second = first - second.T @ residual / 8, second - residual @ first.T / 8
    assert np.linalg.norm(second @ first - target) < 1e-6


def test_a_diagonal_target_decouples_into_the_scalar_orbits():
    orbit = orbit_to(
        "1e-30",
        lambda bits: matrix_orbit(
            [[2, 0], [0, "1/2"]], scaled_identities(2, 3, "1/3"), "1/20", 300, bits=bits
        ),
    )
    for i, value in enumerate((2, "1/2")):
        single = identical_orbit(3, value, "1/3", "1/20", 300, bits=200)
        for factors, d in zip(orbit, single, strict=True):
            assert all(factor[i, i].overlaps(d) for factor in factors)
            assert all(factor[i, 1 - i] == 0 for factor in factors)


def test_rectangular_factors():
    # rectangular.aligned: What = (3 0 0; 0 1 0), W_1 2x3 and W_2 2x2, both aligned.
    target = [[3, 0, 0], [0, 1, 0]]
    factors = [[["1/2", 0, 0], [0, "1/2", 0]], [["1/2", 0], [0, "1/2"]]]
    orbit = matrix_orbit(target, factors, "1/10", 20, bits=400)
    for i, value in enumerate((3, 1)):
        for pair, d in zip(
            orbit, identical_orbit(2, value, "1/2", "1/10", 20, bits=400), strict=True
        ):
            assert pair[0][i, i].overlaps(d)
            assert pair[1][i, i].overlaps(d)
    with ctx.workprec(400):
        assert frobenius_distance(end_to_end(orbit[-1]), target) < 0.1


def test_a_distance_of_almost_nothing_is_not_lost():
    end = matrix_orbit([[3]], scaled_identities(1, 2, 1), "1/9", 200, bits=400)[-1]
    with ctx.workprec(400):
        distance = frobenius_distance(end_to_end(end), [[3]])
    assert not distance.is_exact()
    assert distance < 1e-18


@pytest.mark.parametrize(
    ("target", "factors", "named"),
    [
        ([[1, 2]], [[[1, 0]], [[1, 2]]], "factors has the shapes 1 x 2, 1 x 2"),
        ([[1]], [[[1]]], "factors is of type list"),
        ([[1]], "11", "factors is of type str"),
        ([[1], [2, 3]], [[[1]], [[1]]], "target has rows"),
        ([[1]], [[[1]], [["x"]]], "factors matrix 2 row 1 entry 1 is 'x'"),
    ],
)
def test_shapes_that_do_not_fit_are_refused(target, factors, named):
    with pytest.raises(BadInput, match=named):
        matrix_orbit(target, factors, "1/8", 1, bits=64)
