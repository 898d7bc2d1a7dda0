"""The count of recoveries of a negative eigenvalue, to a fraction of a step, and leaps."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import mpmath
import numba
import pytest
from flint import acb, arb, ctx, fmpq

from dmfcheck.dynamics.balls.balls import ball, interval
from dmfcheck.dynamics.balls.decay import SlowCount
from dmfcheck.dynamics.balls.perturbed_orbit import FactorPair, PerturbedMap, perturbed_orbit
from dmfcheck.dynamics.balls.recovery import Recovery, _Passage
from dmfcheck.dynamics.balls.recovery_bounds import cut_into_blocks, total_error
from dmfcheck.dynamics.balls.recovery_curve import Curve


def start_of(alpha, beta):
    return lambda: FactorPair(ball(2 * alpha - beta), ball(beta))


def fraction_after(depth, modulus, alpha, beta, eta, steps):
    """-w/l after so many steps, as a rational, to far more digits than a count resolves."""
    with ctx.workprec(500):
        pair = perturbed_orbit(depth, -modulus, alpha, beta, eta, steps, bits=500)[-1]
        low, high = interval(pair.end_to_end(depth))
    return -(low + high) / 2 / modulus


def cases(seed, count):
    rng = random.Random(seed)
    while count:
        n = rng.choice([2, 2, 3, 4, 6])
        modulus = Fraction(rng.randrange(20, 200), 100)
        alpha = Fraction(rng.randrange(30, 100), 100)
        beta = alpha / rng.choice([3, 10, 1000, 10**6])
        eta = Fraction(1, rng.choice([100, 300, 1000])) / n
        w, k, u, v = 1.0, 0, float(2 * alpha - beta), float(beta)
        level = rng.uniform(0.02, 0.95)
        while w > -level * modulus and k < 2500:
            e = float(eta) * ((u + v) / 2) ** (n - 2) * (-float(modulus) - w)
            u, v, k = u * (1 + e), v * (1 - e), k + 1
            w = (u - v) / 2 * ((u + v) / 2) ** (n - 1)
        if k < 2500:
            count -= 1
            yield n, modulus, alpha, beta, eta, k


def test_counts_end_at_whole_steps():
    tightest, counted = 0.0, 0
    for n, modulus, alpha, beta, eta, steps in cases(0, 25):
        fraction = fraction_after(n, modulus, alpha, beta, eta, steps)
        found = Recovery(n, modulus, eta).count(start_of(alpha, beta), fraction)
        if isinstance(found, str):
            assert found.startswith("eta q^(N-2)")
            continue
        counted += 1
        with ctx.workprec(256):
            assert not abs(found.count - steps) > found.error
        tightest = max(tightest, abs(float(found.count.mid()) - steps) / float(found.error))
    assert counted >= 20
    # The bound is not so wide that everything would pass.
    assert tightest > 0.02


@pytest.mark.parametrize(
    ("depth", "beta", "eta"), [(2, "1/1000", "1/100"), (3, "1/100", "1/150"), (5, "1/10", "1/100")]
)
def test_taking_steps_first_takes_them_off_the_count(depth, beta, eta):
    alpha, beta, eta = Fraction(1, 2), Fraction(beta), Fraction(eta)
    recovery = Recovery(depth, Fraction(1), eta)
    whole = recovery.count(start_of(alpha, beta), Fraction(1, 2))
    pair = perturbed_orbit(depth, -1, alpha, beta, eta, 100, bits=300)[-1]
    rest = recovery.count(lambda: pair, Fraction(1, 2))
    with ctx.workprec(256):
        assert not abs(whole.count - rest.count - 100) > whole.error + rest.error
    assert rest.error < whole.error


@pytest.mark.parametrize(
    ("depth", "beta", "eta"), [(2, "1e-9", "1/100"), (3, "1/100", "1/2000"), (4, "1/9", "1/1000")]
)
def test_a_leap_lands_where_the_orbit_is(depth, beta, eta):
    alpha, beta, eta = Fraction(1, 2), Fraction(beta), Fraction(eta)
    leap = Recovery(depth, Fraction(1), eta).leap(
        start_of(alpha, beta), Fraction(1, 2), forced=True
    )
    assert leap.least == leap.most > 100
    orbit = perturbed_orbit(depth, -1, alpha, beta, eta, leap.least, bits=300)
    with ctx.workprec(300):
        assert leap.pair.u.contains(orbit[-1].u)
        assert leap.pair.v.contains(orbit[-1].v)
        # The place is known to a small part of a step, and the level is still far.
        step = abs(orbit[-1].v - orbit[-2].v)
        assert leap.pair.v.rad() < step / 10
        assert -0.5 < orbit[-1].end_to_end(depth) < 0


def test_an_inexact_leap_has_the_orbit_in_its_ball():
    # Near the largest stable step the start itself costs a step or more.
    alpha, beta, eta = Fraction(1, 2), Fraction(1, 10**6), Fraction(1, 20)
    recovery = Recovery(3, Fraction(1), eta)
    leap = recovery.leap(start_of(alpha, beta), Fraction(1, 2), forced=True)
    assert leap.least < leap.most
    assert recovery.leap(start_of(alpha, beta), Fraction(1, 2), forced=False) is None
    orbit = perturbed_orbit(3, -1, alpha, beta, eta, leap.most, bits=300)
    with ctx.workprec(300):
        level = recovery._even_fraction(Fraction(1, 2))
        landed = next(k for k, pair in enumerate(orbit) if pair.end_to_end(3) <= -level)
        assert leap.least <= landed <= leap.most
        assert leap.pair.u.contains(orbit[landed].u)
        assert leap.pair.v.contains(orbit[landed].v)
        assert not leap.pair.v.contains(orbit[landed - 50].v)


def test_the_count_agrees_with_compiled_iteration_beyond_ten_million_steps():
    @numba.njit
    def iterate(u, v, eta, fraction):
        k = 0
        while (u * u - v * v) / 4 > -fraction:
            e = -eta * (1 + (u * u - v * v) / 4)
            u, v, k = u * (1 + e), v * (1 - e), k + 1
        return k

    found = Recovery(2, Fraction(1), Fraction(1, 10**6)).count(
        lambda: FactorPair(arb(1), ball(Fraction(1, 10**9))), Fraction(1, 2)
    )
    # Rounding of 2e7 steps moves the time by far less than the distance to a whole number.
    assert found.steps == (iterate(1.0, 1e-9, 1e-6, 0.5),) * 2
    assert found.error < 1e-3


@pytest.mark.parametrize("depth", [2, 3, 4, 7])
def test_the_curve_is_the_integral_of_the_exponent(depth):
    with ctx.workprec(100):
        curve = Curve(depth, arb(1), arb(1) / 50, arb(1.25), arb(-0.5))
        low = arb(-0.75)
        fall = curve.start - curve.gamma(low)
        with mpmath.workdps(20):
            integral = mpmath.quad(
                lambda x: float(
                    (
                        curve.exponent(arb(float(x)), curve.line(arb(float(x))))[0] + curve.extra
                    ).mid()
                ),
                [-0.75, 0, 1.25],
            )
        assert abs(float(fall) - float(integral)) < 1e-10


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_the_curve_follows_the_orbit_to_second_order(depth):
    # gamma_k - Gamma(xi_k) shrinks with the square of the step size.
    off = []
    for eta in (Fraction(1, 100), Fraction(1, 200), Fraction(1, 400)):
        with ctx.workprec(200):
            pair = FactorPair(arb(0.75), arb(0.25))
            map_ = PerturbedMap(depth, arb(-1), ball(eta))
            xi, gamma = (pair.u / pair.v).log() / 2, (pair.u * pair.v).log()
            curve = Curve(depth, arb(1), ball(eta), xi.mid(), gamma.mid())
            for _ in range(int(1 / eta)):
                pair = map_.step(pair)
            xi, gamma = (pair.u / pair.v).log() / 2, (pair.u * pair.v).log()
            off.append(float(abs(gamma - curve.gamma(xi)).mid()))
    assert all(3 < coarse / fine < 5 for coarse, fine in pairwise(off))


@pytest.mark.parametrize("depth", [2, 3, 6])
def test_the_bound_covers_an_orbit_that_stays_on_the_curve(depth):
    # xi+ = xi - delta(xi): no drift, so only the unevenness of H is left of the error.
    with ctx.workprec(128):
        curve = Curve(depth, arb(1), arb(1) / (200 * depth), arb(0.75), arb(-1.25))
        x, steps = curve.xi, 500
        for _ in range(steps):
            x = (x - curve.delta(x)).mid()
        fallen = (
            acb.integral(
                lambda z, _: 1 / curve.exponent(z, curve.gamma(z))[0].atanh(), acb(x), acb(curve.xi)
            ).real
            - (curve.delta(curve.xi) / curve.delta(x)).log() / 2
        )
        blocks = list(cut_into_blocks(curve, x, curve.xi))
        bound = total_error(curve, blocks, [arb(0)] * len(blocks))
        miss = abs(fallen - steps)
        assert miss < bound
        assert miss > bound / 10


def test_the_crossing_is_where_w_meets_the_level():
    for gamma in (arb(0.25), arb(-700), arb(fmpq(-1, 3)).mid()):
        for exponent in (1, 40):
            with ctx.workprec(200):
                level = arb(10) ** -exponent
                curve = Curve(3, arb(1), arb(1) / 10**6, arb(2), gamma)
                x = curve.crossing(level)
                w = curve.exponent(x, curve.gamma(x))[1]
                assert abs(w + level) < level * 1e-40


def test_large_or_uneven_steps_are_not_counted():
    found = Recovery(2, Fraction(1), Fraction(7, 10)).count(
        start_of(Fraction(1, 2), Fraction(1, 10)), Fraction(1, 2)
    )
    assert found == "eta q^(N-2) (|lambda| + w) is not small and steady enough for a count"


def test_the_precision_follows_the_size_of_the_count():
    recovery = Recovery(2, Fraction(1), Fraction(1, 10**60))
    found = recovery.count(start_of(Fraction(1, 2), Fraction(1, 10**9)), Fraction(1, 2))
    assert found.bits == 256
    assert found.error < 1e-10
    lo, hi = found.steps
    assert lo == hi
    assert len(str(lo)) == 62


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_slopes_are_differences(depth):
    """Each against a difference quotient of what it is the derivative of."""
    with ctx.workprec(300):
        curve = Curve(depth, arb(1.5), arb(0.0625), arb(1), arb(-2))
        x, gamma, h = arb(-0.75), arb(-1.5), arb(2) ** -80

        def quotient(function, at):
            return (function(at + h) - function(at - h)) / (2 * h)

        def near(found, expected):
            return abs(found - expected) < arb(10) ** -30

        slope = quotient(lambda g: curve.exponent(x, g)[0].log(), gamma)
        assert near(curve.log_slope_by_gamma(x, gamma), slope)
        along = curve.exponent(x, curve.line(x))[0] + curve.extra
        assert near(quotient(curve.gamma, x), along)
        for level in (arb(0.5), arb(2)):
            excess = quotient(lambda y, level=level: curve.excess(y, level), x)
            assert near(curve.excess_slope(x) + depth * curve.extra / 2, excess)
        x = arb(0.5)
        first = quotient(lambda y: curve.delta(y).log(), x)
        second = quotient(lambda y: quotient(lambda z: curve.delta(z).log(), y), x)
        slope, bend = curve.slopes(x)
        assert near(slope, abs(first))
        assert near(bend, abs(second))
        # Nothing is claimed where E is not certainly between 0 and 1/2.
        assert not curve.slopes(arb(0.5, 100))[0].is_finite()
        assert (curve.extra == 0) is (depth > 2)


@pytest.mark.parametrize("depth", [2, 3])
def test_a_place_after_so_many_steps_is_given_only_where_it_is_proved(depth):
    """Where H is steep enough for its doubt, and before the farthest point of the bounds."""
    with ctx.workprec(200):
        start = FactorPair(arb(1), arb(2) ** -30)
        passage = _Passage(depth, arb(1), arb(2) ** -20, start, arb(0.25))
        steps = passage.steps
        least = steps.steps[0]
        assert passage._located(least) is not None
        passage.steps = SlowCount(steps.count, arb(2) ** 60, steps.bits)
        passage.farthest = arb(-(2**80))
        assert passage._located(least) is None
        passage.steps, passage.farthest = steps, arb(5)
        assert passage._located(least) is None
