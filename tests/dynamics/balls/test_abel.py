"""The truncated Abel function: its coefficients, its closed form, and what it is for."""

from __future__ import annotations

import time
from fractions import Fraction

import mpmath
import pytest
from flint import arb, ctx, fmpq, fmpq_poly

from dmfcheck.base.bounds import within
from dmfcheck.dynamics.balls.abel import (
    LONG_BITS,
    abel_function,
    coefficients,
    log_sum,
    power_gap,
    tail,
)
from dmfcheck.problems.prediction import predict_spectrum

DEPTHS = (2, 3, 4, 5, 6, 10, 20, 50)


def _gregory(order: int) -> list[Fraction]:
    """Coefficients of -t/ln(1-t): 1, -1/2, -1/12, -1/24, ..."""
    found = [Fraction(1)]
    for k in range(1, order + 1):
        found.append(-sum((found[j] / (k + 1 - j) for j in range(k)), Fraction(0)))
    return found


def _mp(x: arb) -> mpmath.mpf:
    mantissa, exponent = (int(part) for part in x.mid().man_exp())
    return mpmath.ldexp(mpmath.mpf(mantissa), exponent)


def _contains(found: arb, expected: mpmath.mpf, tolerance: float) -> bool:
    """Whether the ball is within its radius, and the quadrature's error, of ``expected``."""
    return abs(_mp(found) - expected) <= _mp(found.rad()) + abs(expected) * tolerance


def _slope(depth: int, order: int, h: mpmath.mpf):
    """A_m' by its definition, apart from the code under test but for the Q_j."""
    densities = [
        [mpmath.mpf(int(c.p)) / int(c.q) for c in reversed(q.coeffs())]
        for q in coefficients(depth, order)
    ]

    def slope(x: mpmath.mpf) -> mpmath.mpf:
        s, y = h * x ** (depth - 2), x**depth
        density = mpmath.polyval([mpmath.polyval(q, y) for q in reversed(densities)], s)
        return density / (h * x ** (depth - 1) * (1 - y))

    return slope


@pytest.mark.parametrize("depth", DEPTHS)
def test_first_coefficients_are_those_of_the_generic_series(depth):
    """A = T/h + ln(f)/2 + h c_1 + h^2 c_2, differentiated by hand."""
    n, y = depth, fmpq_poly([0, 1])
    slope = (n - 1) - (2 * n - 1) * y  # f' / x^{N-2}
    bend = (1 - y) * ((n - 1) * (n - 2) - (2 * n - 1) * (2 * n - 2) * y)  # f f'' / x^{2N-4}
    expected = (
        fmpq_poly([1]),
        slope / 2,
        -(bend + slope**2) / 12,
        (2 * bend * slope + slope**3) / 24,
    )
    assert coefficients(depth, 3) == expected


@pytest.mark.parametrize("depth", DEPTHS)
def test_at_the_fixed_point_the_coefficients_give_the_exact_multiplier(depth):
    """Near x = 1 the map multiplies 1-x by 1-t, so sum_j (t/N)^j Q_j(1) = -t/ln(1-t)."""
    values = [Fraction(int(q(1).p), int(q(1).q)) for q in coefficients(depth, 24)]
    assert values == [depth**j * g for j, g in enumerate(_gregory(24))]


def test_two_layers_near_zero_have_the_exact_multiplier():
    """Near x = 0 the map multiplies x by 1+h, so sum_j h^j Q_j(0) = h/ln(1+h)."""
    values = [Fraction(int(q(0).p), int(q(0).q)) for q in coefficients(2, 24)]
    assert values == [(-1) ** j * g for j, g in enumerate(_gregory(24))]


@pytest.mark.parametrize("depth", DEPTHS)
def test_degrees_and_order_prefix(depth):
    polynomials = coefficients(depth, 12)
    assert all(q.degree() <= j for j, q in enumerate(polynomials))
    assert coefficients(depth, 7) == polynomials[:8]


@pytest.mark.parametrize(("depth", "order"), [(2, 3), (3, 5), (4, 2), (6, 4), (10, 3)])
def test_functional_equation_holds_to_the_order_of_truncation(depth, order):
    """A_m(g) - A_m - 1 is O(s^{m+1}) and not smaller: the integral of A_m' over one step."""
    with mpmath.workdps(60):
        for x in (mpmath.mpf("0.37"), mpmath.mpf("0.81")):
            sizes = []
            for k in (0, 1):
                h = mpmath.mpf(1) / (4000 * depth * 2**k)
                image = x + h * x ** (depth - 1) * (1 - x**depth)
                gain = mpmath.quad(_slope(depth, order, h), [x, image], maxdegree=4)
                sizes.append(gain - 1)
            assert sizes[0] != 0
            assert abs(mpmath.log(abs(sizes[0] / sizes[1]), 2) - (order + 1)) < 0.02


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("order", [0, 1, 12])
def test_closed_form_is_the_integral(depth, order):
    """Between points on either side of where series give way to logarithms."""
    h = Fraction(1, 50 * depth)
    points = ["0.3", "0.45", "0.7", "0.93", "0.999"]
    with mpmath.workdps(30), ctx.workprec(160):
        a, step = abel_function(depth, order), arb(fmpq(h.numerator, h.denominator))
        values = [a.value(arb(x), 1 - arb(x), step) for x in points]
        for i in range(len(points) - 1):
            ends = [mpmath.mpf(points[i]), mpmath.mpf(points[i + 1])]
            expected = mpmath.quad(_slope(depth, order, mpmath.mpf(1) / h.denominator), ends)
            assert _contains(values[i + 1] - values[i], expected, 1e-20), (points[i], i)


@pytest.mark.parametrize("depth", [2, 3, 7])
def test_closed_form_close_to_one_needs_no_more_bits(depth):
    """From 1 - 1e-30 to 1 - 1e-200 at 128 bits: A_m' = G/(h N delta)(1 + O(delta))."""
    h, order = Fraction(1, 40 * depth), 12
    with ctx.workprec(128), mpmath.workdps(40):
        a, step = abel_function(depth, order), arb(fmpq(1, h.denominator))
        gaps = [arb(10) ** -30, arb(10) ** -200]
        found = a.value(1 - gaps[1], gaps[1], step) - a.value(1 - gaps[0], gaps[0], step)
        t = mpmath.mpf(1) / 40
        total = sum(
            mpmath.mpf(g.numerator) / g.denominator * t**j for j, g in enumerate(_gregory(order))
        )
        assert found.rad() < 1e-25
        assert _contains(found, 170 * mpmath.log(10) * total / t, 1e-28)


@pytest.mark.parametrize("depth", DEPTHS)
def test_logarithms_and_series_agree(depth):
    with ctx.workprec(200):
        x = arb("0.35").root(depth)
        sums = log_sum(depth, range(1, depth + 1), x, 1 - x)
        for r in range(1, depth + 1):
            series = x**r * tail(depth, r, x**depth)
            assert sums[r].overlaps(series)
            assert sums[r].rad() < 1e-50
            assert series.rad() < 1e-50


@pytest.mark.parametrize("bits", [53, 500])
def test_tail_encloses_the_whole_series(bits):
    """The rest after the summed terms is in the ball, and the ball is no wider than it need be."""
    with ctx.workprec(bits), mpmath.workdps(170):
        for y in ("0.49", "0.1", "1e-400"):
            found = tail(3, 5, arb(y))
            expected = mpmath.mpf(0)
            for i in range(1000):
                expected += mpmath.mpf(y) ** i / (5 + 3 * i)
            assert abs(_mp(found) - expected) <= _mp(found.rad())
            assert found.rad() < arb(2) ** (8 - bits)


def test_tail_includes_its_rest_where_rounding_would_not_hide_it():
    with ctx.workprec(53):
        found = tail(3, 1, arb(2) ** -1100)
    with ctx.workprec(2000):
        assert found.contains(1 + arb(2) ** -1100 / 4)


def test_power_gap_is_accurate_at_both_ends():
    with ctx.workprec(100):
        for gap in (arb(10) ** -50, arb("0.2"), arb("0.9")):
            found = power_gap(1 - gap, gap, 7)
            with ctx.workprec(600):
                expected = 1 - (1 - gap) ** 7
                assert found.overlaps(expected)
            assert found.rel_accuracy_bits() > 85


def test_density_is_the_derivative_of_the_closed_form():
    with ctx.workprec(300):
        a, h, x, d = abel_function(4, 12), arb(1) / 100, arb("0.6"), arb(10) ** -30
        slope = (a.value(x + d, 1 - x - d, h) - a.value(x - d, 1 - x + d, h)) / (2 * d)
        speed = h * x**3 * (1 - x**4)
        assert abs(slope * speed - a.density(x, h)) < 1e-50


@pytest.mark.parametrize(("depth", "x"), [(2, "1/50"), (3, "1/10"), (4, "1/7"), (8, "1/3")])
def test_beyond_thousands_of_bits_logarithms_take_the_place_of_series_and_lose_nothing(
    monkeypatch, depth, x
):
    function = abel_function(depth, 24)
    with ctx.workprec(LONG_BITS + 64):
        start = arb(fmpq(*map(int, x.split("/"))))
        given = (start, 1 - start, arb(1) / 1000)
        with monkeypatch.context() as patched:
            patched.setattr("dmfcheck.dynamics.balls.abel.tail", None)
            long = function.value(*given)
        with monkeypatch.context() as patched:
            patched.setattr("dmfcheck.dynamics.balls.abel.LONG_BITS", 2 * LONG_BITS)
            short = function.value(*given)
        assert long.overlaps(short)
        assert long.rel_accuracy_bits() > short.rel_accuracy_bits() - 16


def test_a_prediction_of_a_hundred_thousand_bits_is_quick_and_ends_in_time():
    values = {"depth": 3, "alpha": "1/10", "eta": "1e-39000"}
    begun = time.process_time()
    (eigenvalue,) = predict_spectrum("1", **values).eigenvalues
    assert time.process_time() - begun < 15
    lo, hi = eigenvalue.hitting_time
    assert lo == hi > 10**39000


def test_a_long_tail_asks_for_the_time():
    with ctx.workprec(400_000), within(0.05) as limit:
        tail(3, 2, arb(2) ** -80)
    assert limit.reached
