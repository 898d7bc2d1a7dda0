"""What truncation costs: never more than is proved, on the real line and on the circle."""

from __future__ import annotations

import random
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from flint import arb, ctx

from dmfcheck.dynamics.balls import attempt, far_orbit, residual, value_at
from dmfcheck.dynamics.balls.abel import abel_function, coefficients
from dmfcheck.dynamics.balls.hitting_time import hitting_time
from dmfcheck.dynamics.balls.passage import first_passage
from dmfcheck.dynamics.balls.residual import (
    RADII,
    increases,
    largest_t,
    residual_constant,
    summation_bound,
)

DEPTHS = (2, 3, 4, 6, 10, 20, 50)


def _residual(depth, order, h, x):
    a = abel_function(depth, order)
    image = x + h * x ** (depth - 1) * (1 - x**depth)
    return a.value(image, 1 - image, h) - a.value(x, 1 - x, h) - 1


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("order", [1, 4, 12, 20])
def test_residuals_never_exceed_the_bound(depth, order):
    rng = random.Random(f"{depth}/{order}")
    constant = residual_constant(depth, order)
    with ctx.workprec(500):
        for _ in range(30):
            x = arb(rng.uniform(0.3, 1) ** (1 / depth)) if rng.random() < 0.7 else arb(1 - 1e-9)
            t = arb(10) ** rng.uniform(-2, -0.603)
            h = t / (depth * x ** (depth - 2))
            if not depth * h <= 1:
                continue
            size = abs(_residual(depth, order, h, x))
            assert size.rad() < 1e-3 * size
            assert size < constant * t ** (order + 1)


@pytest.mark.parametrize("depth", [2, 3, 6, 20])
@pytest.mark.parametrize("order", [1, 5])
def test_circle_bound_holds_for_complex_s(depth, order):
    """|R_m| on |s| = Theta/N by quadrature of its definition; at m = 1 within 100 of M."""
    closest = 0.0
    for theta in (Fraction(1, 4), Fraction(4, 5)):
        with ctx.workprec(residual.BITS):
            bound = float(residual._circle_bound(depth, order, theta))
        for y in (0.02, 0.5, 0.98):
            for angle in (0, 0.25, 0.5, 1):
                s = float(theta) / depth * mpmath.expjpi(angle)
                size = float(abs(_complex_residual(depth, order, s, mpmath.mpf(y))))
                assert size < bound
                closest = max(closest, size / bound)
    assert closest > 0.01 or order > 1


def _complex_residual(depth, order, s, y):
    terms = [
        (j, depth * i + (depth - 2) * j - (depth - 1), mpmath.mpf(int(c.p)) / int(c.q) * y**i)
        for j, q in enumerate(coefficients(depth, order))
        for i, c in enumerate(q.coeffs())
    ]

    def integrand(u):
        ratio = 1 + u * s * (1 - y)
        total = sum(s**j * weight * ratio**exponent for j, exponent, weight in terms)
        return total * (1 - y) / (1 - y * ratio**depth)

    return mpmath.quad(integrand, [0, 1], maxdegree=3) - 1


@pytest.mark.parametrize("depth", [2, 4, 50])
@pytest.mark.parametrize("order", [1, 6, 12])
def test_circle_bound_is_its_definition(depth, order):
    """M with every supremum taken on a grid instead of in closed form: at most M, and near it."""
    grid = np.linspace(0, 1, 4001)
    for theta in (0.25, 0.61, 0.97):
        reach = theta / depth * (1 - grid)
        total = 0.0
        for j, q in enumerate(coefficients(depth, order)):
            for i, c in enumerate(q.coeffs()):
                exponent = depth * i + (depth - 2) * j - (depth - 1)
                ratio = 1 + reach if exponent >= 0 else 1 - reach
                supremum = (grid**i * ratio**exponent).max()
                total += (theta / depth) ** j * abs(int(c.p) / int(c.q)) * supremum
        inner = grid[:-1]
        gap = 1 - inner
        nearest = gap - inner * ((1 + theta * gap / depth) ** depth - 1)  # of |1 - z^N|
        expected = 1 + total * (gap / nearest).max()
        with ctx.workprec(residual.BITS):
            found = float(residual._circle_bound(depth, order, Fraction(theta)))
        assert expected <= found * (1 + 1e-9)
        assert expected > found * {2: 0.99, 4: 0.35, 50: 0.9}[depth]


@pytest.mark.parametrize("depth", DEPTHS)
def test_summation_bound_covers_the_orbit_and_little_more(depth):
    """sum over the orbit of C t^{m+1}, taken step by step, against E; y from start^2 to stop^2."""
    order = 12
    constant = float(residual_constant(depth, order))
    for t, start, stop, share in [
        (0.24, 0.05, 0.9, 0.01),
        (0.05, 0.5, 0.99999, 0.6),
        (0.06, 0.1, 0.2, 0.4),
        (0.03, 0.7, 0.72, 0),
    ]:
        h = t / depth
        x0, b = start ** (2 / depth), stop ** (2 / depth)
        with ctx.workprec(64):
            ends = [(arb(x), 1 - arb(x)) for x in (x0, b)]
            bound = float(summation_bound(depth, order, arb(h), *ends))
        x, total = x0, 0.0
        while x < b:
            total += constant * (h * depth * x ** (depth - 2)) ** (order + 1)
            x += h * x ** (depth - 1) * (1 - x**depth)
        assert share * bound <= total <= bound


@pytest.mark.parametrize("depth", DEPTHS)
def test_largest_t_covers_the_first_point_beyond_the_target(depth):
    for rate in (1.0, 0.3, 0.01):
        for b in (0.05, 0.6, 0.99):
            h = rate / depth
            image = b + h * b ** (depth - 1) * (1 - b**depth)
            t = float(largest_t(depth, arb(h), arb(b)))
            assert rate * min(image, 1.0) ** (depth - 2) <= t * (1 + 1e-12)
            assert t <= 1.0000001 * rate


@pytest.mark.parametrize("depth", DEPTHS)
def test_abel_function_increases_wherever_it_is_used(depth):
    """The levels of the driver use t <= 1/32; where monotonicity fails it is not asserted."""
    from dmfcheck.dynamics.balls.bracket import LEVELS

    for level in LEVELS:
        assert increases(depth, level.order, arb(float(level.largest_t)) * 1.05)
        assert not increases(depth, level.order, arb(2))


def test_too_large_a_step_is_refused():
    ends = (arb(0.5), arb(0.5)), (arb(0.9), arb(0.1))
    with pytest.raises(ArithmeticError, match="too large"):
        summation_bound(2, 12, arb(0.25), *ends)


@pytest.mark.parametrize(("depth", "order"), [(2, 1), (3, 5), (20, 12)])
def test_constant_is_the_minimum_over_its_grid(depth, order):
    """And every Theta of the grid covers the t <= 1/4 for which the bound is used."""
    assert float(min(RADII)) >= 0.25
    with ctx.workprec(residual.BITS):
        bounds = [float(residual._circle_bound(depth, order, theta)) for theta in RADII]
    least = min(m / float(r) ** (order + 1) for m, r in zip(bounds, RADII, strict=True))
    assert float(residual_constant(depth, order)) == pytest.approx(least, rel=1e-12)


@pytest.mark.parametrize("depth", [2, 3, 6])
def test_every_bound_and_passage_is_asked_of_points_with_their_gaps(depth, monkeypatch):
    """Whatever asks: x and 1 - x, in balls, and 1 - h N for the map."""
    asked = []

    def bound(given, order, h, *points):
        asked.extend(points)
        return summation_bound(given, order, h, *points)

    def passage(map_, x, gap, b, b_gap):
        asked.extend([(x, gap), (b, b_gap), (map_.depth * map_.h, map_.slack)])
        return first_passage(map_, x, gap, b, b_gap)

    for module in (attempt, far_orbit, value_at):
        monkeypatch.setattr(module, "summation_bound", bound)
    monkeypatch.setattr(attempt, "first_passage", passage)
    far_orbit._orbit.cache_clear()
    value_at._recovery.cache_clear()
    for h in ("1/1000", f"1/{depth}"):
        for b in ("1/2", "99999/100000"):
            hitting_time(depth, h, "1/50", b)
        for step in (1, 50, 10**4):
            far_orbit.far_iterate(depth, 1, "1/50", h, step, bits=64)
            value_at.value_at(depth, 1, "1/50", h, step, bits=64)
    assert len(asked) > 20
    for x, gap in asked:
        assert (x + gap).contains(1)
        assert (x + gap).rad() < 1e-9
