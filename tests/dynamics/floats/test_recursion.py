"""The compiled recursions against plain Python: bit for bit where the order of products agrees."""

import math
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats import hitting_kernels, recursion
from dmfcheck.dynamics.floats.lanes import PART
from dmfcheck.dynamics.floats.recursion import (
    LIMIT,
    NOT_FINITE,
    REACHED,
    hitting_steps,
    identical_iterate,
    identical_orbit,
    normalised_orbit,
    perturbed_hitting_steps,
    perturbed_iterate,
    perturbed_orbit,
)

POWERS = {
    0: lambda x: 1.0,
    1: lambda x: x,
    2: lambda x: x * x,
    3: lambda x: x * (x * x),
    4: lambda x: (x * x) * (x * x),
    5: lambda x: x * ((x * x) * (x * x)),
    6: lambda x: (x * x) * ((x * x) * (x * x)),
}


def plain_step(x, h, depth):
    power = POWERS[depth - 1](x)
    return x + h * (power * (1.0 - power * x))


def plain_hitting(x, h, threshold, depth, limit):
    for k in range(limit + 1):
        if not math.isfinite(x):
            return -1, NOT_FINITE
        if x >= threshold:
            return k, REACHED
        x = plain_step(x, h, depth)
    return -1, LIMIT


def plain_perturbed_hitting(alpha, beta, value, eta, theta, depth, limit):
    u, v = 2.0 * alpha - beta, beta
    for k in range(limit + 1):
        p, q = 0.5 * (u - v), 0.5 * (u + v)
        w = p * (POWERS[depth - 2](q) * q)
        if not math.isfinite(w):
            return -1, NOT_FINITE
        if math.copysign(1.0, value) * w >= theta * abs(value):
            return k, REACHED
        e = eta * (POWERS[depth - 2](q) * (value - w))
        u, v = u * (1.0 + e), v * (1.0 - e)
    return -1, LIMIT


@pytest.mark.parametrize("depth", [2, 3, 4, 5, 7])
def test_orbits_are_those_of_plain_python(depth):
    rng = np.random.default_rng(depth)
    x0, h = rng.uniform(0.05, 1.0, 9), rng.uniform(0.01, 1.0, 9) / depth
    orbit = normalised_orbit(x0, h, depth, 50)
    assert orbit.shape == (51, 9)
    for i in range(9):
        x = float(x0[i])
        for k in range(51):
            assert orbit[k, i] == x
            x = plain_step(x, float(h[i]), depth)


@pytest.mark.parametrize("depth", [2, 3, 7])
def test_each_iterate_is_that_of_its_orbit(depth):
    generator = np.random.default_rng(depth)
    d0, eigenvalue, eta = generator.uniform(0.01, 1 / depth, (3, 40))
    eigenvalue[::5] *= -1
    steps = generator.integers(0, 300, 40)
    orbit = identical_orbit(d0, eigenvalue, eta, depth, 300)
    found = identical_iterate(d0, eigenvalue, eta, depth, steps)
    assert found.tolist() == orbit[steps, np.arange(40)].tolist()
    assert identical_iterate(0.5, 1.0, 0.1, depth, [[0, 1], [2, 3]]).shape == (2, 2)


def plain_perturbed(alpha, beta, value, eta, depth, steps):
    u, v = 2.0 * alpha - beta, beta
    for _ in range(steps):
        p, q = 0.5 * (u - v), 0.5 * (u + v)
        e = eta * (POWERS[depth - 2](q) * (value - p * (POWERS[depth - 2](q) * q)))
        u, v = u * (1.0 + e), v * (1.0 - e)
    return 0.5 * (u - v), 0.5 * (u + v)


@pytest.mark.parametrize("depth", [2, 3, 7])
@pytest.mark.parametrize("size", [1, 7, 8, 300])
def test_iterates_are_those_of_plain_python_in_any_block(depth, size):
    """Of a few, of one part of a block of lanes, and of more than one, in any order of steps."""
    rng = np.random.default_rng(size)
    d0, beta, eta = rng.uniform(0.01, 1 / depth, (3, size))
    value, steps = rng.choice([-1.0, 1.0, 0.3], size), rng.integers(0, 60, size)
    eta[0], d0[0] = 90.0, 30.0  # leaves the range of float64
    found = identical_iterate(d0, value, eta, depth, steps)
    p, q = perturbed_iterate(d0, beta, value, eta, depth, steps)
    for i in range(size):
        x, step = float(d0[i]), int(steps[i])
        given = float(value[i]), float(eta[i])
        for _ in range(step):
            power = POWERS[depth - 1](x)
            x = x + given[1] * (power * (given[0] - power * x))
        np.testing.assert_equal(found[i], x)
        expected = plain_perturbed(float(d0[i]), float(beta[i]), *given, depth, step)
        np.testing.assert_equal((p[i], q[i]), expected)


def test_threads_parts_and_order_change_no_bit():
    rng, size = np.random.default_rng(0), 2 * PART + 77
    x0, h, beta = rng.uniform(0.05, 0.4, (3, size))
    steps, turned = rng.integers(0, 50, size), rng.permutation(size)
    for call, arrays in (
        (lambda *a, **k: identical_iterate(*a[:2], a[2], 3, a[3], **k), (x0, 1.0 + h, h, steps)),
        (lambda *a, **k: perturbed_iterate(*a[:2], -1.0, a[2], 3, a[3], **k), (x0, beta, h, steps)),
        (lambda *a, **k: hitting_steps(*a, 3, 300, **k), (x0, h, 1.0 - beta)),
        (
            lambda *a, **k: perturbed_hitting_steps(*a[:2], -1.0, *a[2:], 3, 300, **k),
            (x0, x0 / 2, h, 1.0 - beta),
        ),
    ):
        one = np.asarray(call(*arrays))
        np.testing.assert_array_equal(one, call(*arrays, threads=3))
        other = np.asarray(call(*(array[turned] for array in arrays), threads=2))
        np.testing.assert_array_equal(one[..., turned], other)
        assert len(np.unique(one)) > 50


@pytest.mark.parametrize("depth", [2, 3, 5, 11, 50])
def test_one_step_is_the_exact_one_to_the_roundings_of_its_power(depth):
    d, value, eta = 0.83, 1.3, 0.4
    found = identical_orbit(d, value, eta, depth, 1)[1]
    exact = Fraction(d) + Fraction(eta) * Fraction(d) ** (depth - 1) * (
        Fraction(value) - Fraction(d) ** depth
    )
    assert abs(Fraction(float(found)) - exact) <= (depth + 1) * Fraction(2) ** -53 * exact


@pytest.mark.parametrize("depth", [2, 3, 4, 9, 20])
def test_perturbed_step_is_the_exact_one_on_p_and_q(depth):
    alpha, beta, value, eta = 0.7, 0.25, -1.5, 0.2
    p, q, w = perturbed_orbit(alpha, beta, value, eta, depth, 1)
    first, others = Fraction(alpha) - Fraction(beta), Fraction(alpha)
    gap = Fraction(value) - first * others ** (depth - 1)
    first_next = first + Fraction(eta) * others ** (depth - 1) * gap
    others_next = others + Fraction(eta) * first * others ** (depth - 2) * gap
    allowed = (depth + 3) * Fraction(2) ** -53
    assert abs(Fraction(float(p[1])) - first_next) <= allowed
    assert abs(Fraction(float(q[1])) - others_next) <= allowed
    assert abs(Fraction(float(w[1])) - first_next * others_next ** (depth - 1)) <= allowed * depth


@pytest.mark.parametrize("depth", [2, 3, 4, 7])
def test_hitting_steps_are_those_of_a_plain_loop(depth):
    # More instances than lanes, so that lanes are refilled, of very different lengths.
    rng = np.random.default_rng(depth)
    count = 300
    x0, h = rng.uniform(0.2, 1.1, count), 10 ** rng.uniform(-2, 0, count) / depth
    threshold = 1 - 10 ** rng.uniform(-6, -0.1, count)
    # Some never reach it, and some leave the range of float64.
    threshold[::50], h[1::50], x0[1::50] = 1.5, 5.0, 40.0
    threshold[1::50] = 1e300
    steps, status = hitting_steps(x0, h, threshold, depth, 700)
    expected = [
        plain_hitting(*map(float, instance), depth, 700)
        for instance in zip(x0, h, threshold, strict=True)
    ]
    assert list(zip(steps, status, strict=True)) == expected
    assert set(status) == {REACHED, LIMIT, NOT_FINITE}


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_perturbed_hitting_steps_are_those_of_a_plain_loop(depth):
    rng = np.random.default_rng(depth)
    count = 150
    alpha = rng.uniform(0.3, 0.8, count)
    beta = alpha * rng.uniform(0.3, 0.9, count)
    value = rng.choice([-1.0, 1.0], count) * rng.uniform(0.3, 1.2, count)
    eta, theta = rng.uniform(0.02, 0.3, count) / depth, rng.uniform(0.1, 0.99, count)
    eta[::40], alpha[::40], theta[::40] = 90.0, 30.0, 1e300
    steps, status = perturbed_hitting_steps(alpha, beta, value, eta, theta, depth, 900)
    expected = [
        plain_perturbed_hitting(*map(float, instance), depth, 900)
        for instance in zip(alpha, beta, value, eta, theta, strict=True)
    ]
    assert list(zip(steps, status, strict=True)) == expected
    assert {REACHED, NOT_FINITE} <= set(status)
    assert (steps[value < 0] >= 0).any()


@pytest.mark.parametrize("limit", [0, 1, 63, 64, 65, 130])
def test_the_limit_is_inclusive_and_exact(limit):
    orbit = normalised_orbit(0.1, 0.02, 2, 200)
    on, beyond = hitting_steps(0.1, 0.02, [orbit[limit], orbit[limit + 1]], 2, limit)[0]
    assert (on, beyond) == (limit, -1)
    w = perturbed_orbit(0.5, 0.25, 1.0, 0.02, 2, 200)[2]
    theta = [w[limit], w[limit + 1]]
    on, beyond = perturbed_hitting_steps(0.5, 0.25, 1.0, 0.02, theta, 2, limit)[0]
    assert (on, beyond) == (limit, -1)


def test_a_lane_that_is_not_a_number_finishes():
    steps, status = hitting_steps([np.nan, 0.5], [0.1, 0.1], 0.9, 3, 10**6)
    assert status.tolist() == [NOT_FINITE, REACHED]
    assert steps[0] == -1


def test_beta_far_below_the_rounding_of_alpha_survives():
    # In (p, q) the perturbation would be lost at once and the limit would be 0, not lambda.
    steps, status = perturbed_hitting_steps(1e-2, 1e-30, -1.0, 0.1, 0.5, 2, 10_000)
    assert status == REACHED
    expected = math.log(2 / 1e-30) / math.log(1.1)
    assert steps == pytest.approx(expected, rel=0.02)


def test_shapes_broadcast():
    assert identical_orbit(0.5, 1.0, [[0.1], [0.2]], 3, 4).shape == (5, 2, 1)
    steps, status = hitting_steps(np.full((2, 1), 0.5), np.full(3, 0.1), 0.9, 2, 100)
    assert steps.shape == status.shape == (2, 3)
    assert steps.dtype == np.int64
    assert status.dtype == np.int8
    assert hitting_steps([], 0.1, 0.9, 2, 5)[0].shape == (0,)
    p, q, w = perturbed_orbit(0.5, [0.1, 0.2], 1.0, Fraction(1, 8), 3, 2)
    assert p.shape == q.shape == w.shape == (3, 2)
    assert w == pytest.approx(p * q**2)


@pytest.mark.parametrize(
    "call",
    [
        lambda: identical_orbit(0.5, 1.0, 0.1, 1, 4),
        lambda: identical_orbit(0.5, 1.0, 0.1, 51, 4),
        lambda: identical_orbit(0.5, 1.0, 0.1, 2, -1),
        lambda: identical_iterate(0.5, 1.0, 0.1, 2, -1),
        lambda: identical_iterate(0.5, 1.0, 0.1, 2, [1, 1.5]),
        lambda: identical_iterate(0.5, 1.0, 0.1, 2, 1, threads=0),
        lambda: perturbed_iterate(0.5, 0.1, 1.0, 0.1, 2, 1.5),
        lambda: hitting_steps(0.5, 0.1, 0.9, 2, 4, threads=257),
        lambda: hitting_steps([0.5, 0.5], [0.1] * 3, 0.9, 2, 4),
        lambda: hitting_steps("x", 0.1, 0.9, 2, 4),
        lambda: hitting_steps(0.5j, 0.1, 0.9, 2, 4),
        lambda: hitting_steps(0.5, 0.1, 0.9, 2, recursion.LARGEST_COUNT + 1),
        lambda: hitting_steps(10**400, 0.1, 0.9, 2, 4),
        lambda: perturbed_hitting_steps(0.5, 0.1, 0.0, 0.1, 0.5, 2, 4),
    ],
)
def test_bad_input_is_refused_in_one_line(call):
    with pytest.raises(BadInput) as refusal:
        call()
    assert "accepted: " in str(refusal.value)
    assert "\n" not in str(refusal.value)


def _outcome(kernel, arguments, size):
    steps, status = np.full(size, 7, np.int64), np.full(size, 7, np.int8)
    kernel(*arguments, steps, status)
    return steps.tolist(), status.tolist()


@pytest.mark.parametrize("depth", [2, 4])
@pytest.mark.parametrize("limit", [0, 1, 64, 65, 300])
def test_a_few_instances_have_the_outcomes_of_lanes(depth, limit):
    rng, size = np.random.default_rng(limit), 300
    x = rng.choice([0.1, 0.5, 1.2, np.nan, np.inf, -0.3, 0.9], size) * rng.random(size)
    h = 10 ** rng.uniform(-3, 1, size)
    levels = rng.choice([0.5, 0.9, 1.5, np.inf, -1, np.nan], size)
    given = ((x, h, levels), limit)
    found = _outcome(hitting_kernels.few_hitting(depth), given, size)
    assert found == _outcome(hitting_kernels.hitting(depth), given, size)
    assert limit < 64 or set(found[1]) == {0, 1, 2}
    u, v = 2 * rng.random(size), rng.random(size) / 10
    given = ((u, v, rng.choice([1.0, -1.0, 0.3], size), h, levels), limit)
    found = _outcome(hitting_kernels.few_perturbed_hitting(depth), given, size)
    assert found == _outcome(hitting_kernels.perturbed_hitting(depth), given, size)
    assert limit < 64 or set(found[1]) == {0, 1, 2}


@pytest.mark.parametrize("depth", [2, 3, 4, 7, 33, 50])
def test_a_few_instances_have_the_orbits_of_many(depth):
    """To the bit, those that leave float64 included: 50 copies are many."""
    rng = np.random.default_rng(depth)
    d0, eta = rng.uniform(0.5, 1.6, 7), rng.uniform(0.01, 1.0, 7)
    values, beta = rng.uniform(-1.0, 2.0, 7), rng.uniform(0.0, 0.5, 7)
    eta[0] = 20.0
    few = identical_orbit(d0, values, eta, depth, 40)
    many = identical_orbit(*(np.tile(x, 50) for x in (d0, values, eta)), depth, 40)
    np.testing.assert_array_equal(many, np.tile(few, 50))
    assert not np.isfinite(few).all()
    few = perturbed_orbit(d0, beta, values, eta, depth, 40)
    many = perturbed_orbit(*(np.tile(x, 50) for x in (d0, beta, values, eta)), depth, 40)
    for one, other in zip(few, many, strict=True):
        np.testing.assert_array_equal(other, np.tile(one, 50))
