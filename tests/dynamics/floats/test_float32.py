"""The horizon of float32: descents in that format, against the orbit in float64."""

from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.dynamics.floats.formats import FLOAT32, FLOAT64
from dmfcheck.dynamics.floats.horizon import float_horizon, rounding_deviation

STEPS = 3000


def descent_in(kind, spectrum, depth, alpha, eta, steps, rng, every=10):
    """Steps and ||W - V D V^T||_F / M, D the orbit in float64, of a descent in ``kind``."""
    values = np.asarray(spectrum, dtype=float)
    n = values.size
    V = np.linalg.qr(rng.standard_normal((n, n)))[0]
    target = ((V * values) @ V.T).astype(kind)
    weights = [np.eye(n, dtype=kind) * kind(alpha) for _ in range(depth)]
    scale = max(alpha, np.abs(values).max() ** (1 / depth))
    d, at, deviations = np.full(n, alpha), [], []
    for k in range(steps + 1):
        if k % every == 0:
            exact = (V * d) @ V.T
            squares = sum(np.square(weight - exact).sum() for weight in weights)
            at.append(k)
            deviations.append(np.sqrt(squares) / scale)
            if deviations[-1] > 0.1:
                break
        after, before = [np.eye(n, dtype=kind)], [np.eye(n, dtype=kind)]
        for weight in weights:
            before.append(weight @ before[-1])
        for weight in reversed(weights):
            after.append(after[-1] @ weight)
        error = before[-1] - target
        weights = [
            weight - kind(eta) * (after[depth - 1 - j].T @ error @ before[j].T)
            for j, weight in enumerate(weights)
        ]
        assert weights[0].dtype == kind
        d = d + eta * d ** (depth - 1) * (values - d**depth)
    return np.array(at), np.array(deviations)


def drawn(rng):
    """A spectrum with or without negative eigenvalues, and the rest of a descent."""
    n, depth = int(rng.integers(1, 7)), int(rng.integers(2, 5))
    values = rng.uniform(-1 if rng.random() < 0.5 else 0.05, 1, n) * 2.0 ** rng.integers(-2, 3)
    alpha = float(10 ** rng.uniform(-2, -0.1))
    M = max(alpha, np.abs(values).max() ** (1 / depth))
    eta = float(rng.uniform(0.05, 1) / (depth * M ** (2 * depth - 2)))
    return [float(value) for value in values], depth, alpha, eta


@pytest.mark.parametrize("seed", range(10))
def test_a_float32_descent_is_on_its_orbit_up_to_the_horizon(seed):
    rng = np.random.default_rng(seed)
    given = drawn(rng)
    horizon = float_horizon(*given, steps=STEPS, arithmetic=FLOAT32)
    last = STEPS if horizon is None else horizon
    at, deviation = descent_in(np.float32, *given, min(last + 100, STEPS), rng)
    assert deviation[at <= last].max() <= FLOAT32.departed


def test_float32_leaves_a_saddle_long_before_float64_and_after_its_horizon():
    given = [0.3, -0.5, -1.0], 3, 0.4, 0.1
    horizon = float_horizon(*given, steps=STEPS, arithmetic=FLOAT32)
    assert horizon < float_horizon(*given, steps=STEPS) / 1.5
    rng = np.random.default_rng(0)
    at, deviation = descent_in(np.float32, *given, STEPS, rng, every=1)
    assert deviation[-1] > 0.1
    assert horizon < at[np.argmax(deviation > 10 * FLOAT32.departed)] < 5 * horizon


def test_the_model_has_the_unit_roundoff_as_its_parameter():
    given = [1, "1/2"], 3, "1/10", "1/10"
    single = rounding_deviation(*given, steps=64, arithmetic=FLOAT32)[1]
    double = rounding_deviation(*given, steps=64)[1]
    assert single == pytest.approx(double * 2.0**29, rel=1e-12)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_the_formats_are_those_of_numpy(kind):
    format_, info = {np.float32: FLOAT32, np.float64: FLOAT64}[kind], np.finfo(kind)
    assert format_.roundoff == info.eps / 2
    assert format_.largest_exponent == info.maxexp - 1
    assert format_.holds(Fraction(float(info.max)))
    largest = Fraction(float(info.max)) * (1 + Fraction(float(info.eps)) / 2)
    assert not format_.holds(largest)
    assert format_.holds(Fraction(0))
    assert not format_.holds(Fraction(2) ** (format_.least_exponent - 1))
    assert format_.holds(-(Fraction(2) ** format_.least_exponent))


def test_what_float32_cannot_hold_has_the_horizon_0():
    assert float_horizon([1], 2, "1e-60", "1/10", arithmetic=FLOAT32) == 0
    assert float_horizon([1], 2, "1e-60", "1/10", steps=10) is None
    assert float_horizon(["1e30"], 2, "1", "1e-32", arithmetic=FLOAT32) == 0
