"""normal.*, nonnormal.*, rectangular.*: targets that are not symmetric."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dmfcheck.claims.small_matrices import combine, identity, product, transpose
from dmfcheck.claims.small_matrices import descend as small_descend
from dmfcheck.dynamics.balls.complex_orbit import complex_orbit
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.matrix import descend, identical_start
from dmfcheck.testing import examine
from dmfcheck.theory.look import look
from dmfcheck.theory.normal.targets import complex_power
from dmfcheck.theory.normal.targets_strategies import triangles


@given(look("normal.principal"))
def test_complex_eigenvalues_turn_to_the_principal_root(values):
    assert examine("normal.principal", values)


@pytest.mark.parametrize(
    ("depth", "root"), [(2, ("1/10", 1)), (3, ("3/5", "4/5")), (4, (1, "-9/10")), (5, (1, 0))]
)
def test_the_limit_is_the_principal_root(depth, root):
    real, imaginary = (Fraction(part) for part in root)
    target = complex_power((real, imaginary), depth)
    M_squared = max(real**2 + imaginary**2, Fraction(1, 4))
    eta = 1 / (depth * M_squared ** (depth - 1))
    limit = complex_orbit(depth, target, "1/2", eta, 1500, bits=256)[-1]
    assert abs(limit.real - float(real)) < 1e-6
    assert abs(limit.imag - float(imaginary)) < 1e-6


@given(st.integers(0, 2**32 - 1), st.integers(2, 4))
def test_real_descents_on_normal_matrices_reach_their_target(seed, depth):
    random = np.random.default_rng(seed)
    basis = np.linalg.qr(random.standard_normal((3, 3)))[0]
    angle = 0.9 * np.pi * random.uniform(-1, 1)
    block = np.zeros((3, 3))
    block[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    block[2, 2] = random.uniform(0.5, 1)
    target = basis @ block @ basis.T
    run = complete(descend(target, identical_start(0.8, 3, depth=depth), 1 / depth, 3000))
    assert np.abs(run.end_to_end[-1] - target).max() < 1e-6
    # The factors agree: each is the principal root.
    assert np.abs(run.factors[0] - run.factors[-1]).max() < 1e-9


@settings(max_examples=6)
@given(look("nonnormal.limit"))
def test_triangles_with_positive_eigenvalues_are_reached(values):
    assert examine("nonnormal.limit", values)


@settings(max_examples=6)
@given(look("nonnormal.limit/negative"))
def test_triangles_with_negative_eigenvalues_are_reached(values):
    assert examine("nonnormal.limit/negative", values)


@given(triangles((1, -1)), st.integers(1, 24), st.integers(1, 6))
def test_triangles_of_negative_determinant_are_not_at_any_step(values, faster, steps):
    changed = {"eta": faster * values["eta"], "steps": steps}
    assert examine("nonnormal.limit/determinant", values | changed, certify=True)


@given(triangles((1, -1)), st.integers(1, 3))
def test_two_factors_of_size_two_stay_each_others_reflected_transpose(values, steps):
    # What is made its own reflected transpose by the basis in which its symmetric part is diagonal.
    a, b, skew = values["target"][0][0], values["target"][1][1], values["target"][0][1]
    target = ((a, -skew), (skew, b))
    start = combine(identity(2), identity(2), values["alpha"] - 1)
    first, second = small_descend([start, start], target, values["eta"], steps)
    reflection = ((1, 0), (0, -1))
    assert second == product(reflection, transpose(first), reflection)
    determinant = first[0][0] * first[1][1] - first[0][1] * first[1][0]
    end = product(second, first)
    assert end[0][0] * end[1][1] - end[0][1] * end[1][0] == determinant**2


def test_the_limit_of_a_negative_determinant_is_the_nearest_singular_matrix():
    target = np.array([[1.0, 3.0], [0.0, -0.5]])
    run = complete(descend(target, identical_start(0.5, 2, depth=2), 0.05, 1200))
    least = np.linalg.svd(target, compute_uv=False)[-1]
    assert abs(np.linalg.norm(run.end_to_end[-1] - target) - least) < 1e-6
    assert abs(least - 0.15636) < 1e-5


@given(look("rectangular.aligned"))
def test_aligned_rectangular_descents_follow_the_singular_values(values):
    assert examine("rectangular.aligned", values)


@given(st.integers(0, 2**32 - 1), st.integers(2, 4), st.integers(1, 5), st.integers(1, 5))
def test_real_rectangular_descents_follow_the_singular_values(seed, depth, rows, columns):
    random = np.random.default_rng(seed)
    U = np.linalg.qr(random.standard_normal((rows, rows)))[0]
    V = np.linalg.qr(random.standard_normal((columns, columns)))[0]
    width = min(rows, columns)
    sigma = np.sort(random.uniform(0.2, 1, width))[::-1]
    alpha, eta, steps = 0.7, 0.5 / depth, 60
    starts = [alpha * V[:, :width].T, *[alpha * np.eye(width)] * (depth - 2)]
    starts.append(alpha * U[:, :width])
    run = complete(descend((U[:, :width] * sigma) @ V[:, :width].T, starts, eta, steps))
    d = np.full(width, alpha)
    for _ in range(steps):
        d = d + eta * d ** (depth - 1) * (sigma - d**depth)
    expected = (U[:, :width] * d**depth) @ V[:, :width].T
    assert np.abs(run.end_to_end[-1] - expected).max() < 1e-12
