"""The count of slow decays, to a fraction of a step: H at exactly known points of an orbit."""

from __future__ import annotations

import random
from fractions import Fraction

import mpmath
import pytest
from flint import acb, arb, ctx

from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.decay import (
    DecayToRoot,
    DecayToZero,
    SlowCount,
    _excess,
    slow_count,
)
from dmfcheck.dynamics.balls.orbit import exact_orbit, identical_orbit

MAX_BITS = 4096


def to_zero(depth, modulus, alpha, eta, level):
    return DecayToZero(depth, *(Fraction(x) for x in (modulus, alpha, eta, level)))


def to_root(depth, eigenvalue, alpha, eta, fraction):
    return DecayToRoot(depth, *(Fraction(x) for x in (eigenvalue, alpha, eta, fraction)))


def misses(found: SlowCount, steps: int) -> bool:
    """Whether the count is certainly farther from ``steps`` than its error allows."""
    with ctx.workprec(256):
        return bool(abs(found.count - steps) > found.error)


def after(depth, eigenvalue, alpha, eta, steps):
    """An iterate of the orbit as a rational, to far more digits than a count resolves."""
    return sum(interval(identical_orbit(depth, eigenvalue, alpha, eta, steps, bits=400)[-1])) / 2


@pytest.mark.parametrize(
    ("depth", "modulus", "alpha", "sigma"),
    [
        (2, 1, 1, "1/50"),
        (2, "1/9", 2, "1/2"),
        (3, 1, "1/2", "1/9"),
        (3, 0, 1, "1/4"),
        (6, 2, 1, "1/9"),
    ],
)
def test_one_step_counts_as_one(depth, modulus, alpha, sigma):
    alpha, modulus = Fraction(alpha), Fraction(modulus)
    eta = Fraction(sigma) / (alpha ** (depth - 2) * (modulus + alpha**depth))
    following = exact_orbit(depth, -modulus, alpha, eta, 1)[1]
    found = slow_count(to_zero(depth, modulus, alpha, eta, following), None, MAX_BITS)
    assert not misses(found, 1)


def test_counts_of_decays_end_at_whole_steps():
    rng = random.Random(0)
    tightest = 0.0
    for _ in range(60):
        n, steps = rng.choice([2, 3, 4, 7]), rng.randrange(1, 60)
        modulus, alpha = (Fraction(rng.randrange(1, 99), 50) for _ in range(2))
        modulus *= rng.randrange(2)
        sigma = Fraction(rng.randrange(1, 30), 300)
        eta = sigma / (alpha ** (n - 2) * (modulus + alpha**n))
        level = after(n, -modulus, alpha, eta, steps)
        found = slow_count(to_zero(n, modulus, alpha, eta, level), None, MAX_BITS)
        assert not misses(found, steps)
        tightest = max(tightest, abs(float(found.count) - steps) / float(found.error))
    # The bound is not so wide that everything would pass.
    assert tightest > 0.1


@pytest.mark.parametrize(("depth", "modulus"), [(2, 1), (3, 1), (3, 0), (6, 2)])
def test_counts_of_very_slow_decays_end_at_whole_steps(depth, modulus):
    # A millionth of the way at a time: the error is far below what 1/2 ln delta contributes.
    eta = Fraction(1, 10**7) / (modulus + 1)
    level = after(depth, -modulus, 1, eta, 1000)
    found = slow_count(to_zero(depth, modulus, 1, eta, level), None, MAX_BITS)
    assert not misses(found, 1000)
    assert found.error < 1e-9


@pytest.mark.parametrize("sigma", [2.0**-19, 2.0**-21, 1e-12, 0.5, complex(-0.25, 0.5)])
def test_the_excess_is_enclosed(sigma):
    with ctx.workprec(200), mpmath.workdps(80):
        found = _excess(acb(sigma))
        value = -1 / mpmath.log(1 - mpmath.mpc(sigma)) - 1 / mpmath.mpc(sigma)
        for ball, part in ((found.real, value.real), (found.imag, value.imag)):
            low, high = interval(ball)
            slack = Fraction(1, 10**50)
            assert low - slack <= Fraction(*mpmath.libmp.to_rational(part._mpf_)) <= high + slack
        assert found.real.rad() < 1e-18


def test_the_excess_is_not_claimed_where_it_may_be_singular():
    assert not _excess(acb(2)).is_finite()
    assert not _excess(acb(arb(0, 0.5))).is_finite()


def test_counts_from_above_end_at_whole_steps():
    rng = random.Random(1)
    tightest = 0.0
    for _ in range(60):
        n, steps = rng.choice([2, 3, 5]), rng.randrange(1, 60)
        x0 = 1 + Fraction(rng.randrange(1, 99), 80)
        h = Fraction(rng.randrange(1, 30), 300) / (x0 ** (n - 1) * sum(x0**i for i in range(n)))
        level = after(n, 1, x0, h, steps)
        found = slow_count(to_root(n, 1, x0, h, level**n), None, MAX_BITS)
        assert not misses(found, steps)
        tightest = max(tightest, abs(float(found.count) - steps) / float(found.error))
    assert tightest > 0.1


@pytest.mark.parametrize(
    "decay",
    [
        to_zero(3, 2, "1/2", "1/30", "1e-9"),
        to_zero(4, 0, 1, "1/20", "1e-6"),
        to_root(3, 2, 4, "1/4000", "1001/1000"),
    ],
)
def test_taking_steps_first_takes_them_off_the_count(decay):
    whole = slow_count(decay, None, MAX_BITS)
    eigenvalue = getattr(decay, "eigenvalue", -getattr(decay, "modulus", 0))
    orbit = identical_orbit(decay.depth, eigenvalue, decay.alpha, decay.eta, 40, bits=300)
    with ctx.workprec(300):
        y = orbit[-1]
        if isinstance(decay, DecayToRoot):
            y = y / arb(2).root(3) - 1
        rest = slow_count(decay, y, MAX_BITS)
        assert not abs(whole.count - rest.count - 40) > whole.error + rest.error
    assert rest.error < whole.error


@pytest.mark.parametrize(
    ("decay", "bounds"),
    [
        (to_zero(2, 3, "1/3", "1/20", "1/50"), ("1/50", "1/3")),
        (to_zero(3, "1/2", 2, "1/20", "1/9"), ("1/9", 2)),
        (to_zero(5, 0, 1, "1/7", "1/9"), ("1/9", 1)),
        (to_root(2, 1, 3, "1/20", "121/100"), ("1/10", 2)),
        (to_root(5, 2, 2, "1/900", "12/10"), (None, None)),
    ],
)
def test_the_flow_time_is_the_integral_of_the_rate(decay, bounds):
    with ctx.workprec(120):
        low, high = (
            (decay.target(), decay.start())
            if bounds[0] is None
            else (arb(Fraction(x).numerator) / Fraction(x).denominator for x in bounds)
        )
        closed = decay.flow_time(high) - decay.flow_time(low)
        coefficients = [mpmath.mpf(str(float(c))) for c in decay.rate()]
        with mpmath.workdps(20):
            integral = mpmath.quad(
                lambda y: 1 / (y * mpmath.polyval(coefficients[::-1], y)),
                [mpmath.mpf(float(low)), mpmath.mpf(float(high))],
            )
        assert abs(float(closed) - float(integral)) < 1e-12 * abs(float(closed))


def test_the_rate_from_above_is_that_of_the_recursion():
    decay = to_root(3, 8, 5, "1/400", "9/8")
    exact = exact_orbit(3, 8, 5, "1/400", 1)
    with ctx.workprec(100):
        y = decay.start()
        assert abs(y - arb(3) / 2) < 1e-28
        image = y * (1 - decay.rate()(y))
        low, high = interval(image)
        assert low <= exact[1] / 2 - 1 <= high


def test_too_fast_a_decay_is_not_counted():
    assert slow_count(to_zero(2, 1, 1, "1/2", "1/9"), None, MAX_BITS) is None
    # sigma = 9/10 at the start and all of it from d^N: the slope of delta is 18 > 2.
    assert slow_count(to_zero(2, 0, 1, "9/10", "1/9"), None, MAX_BITS) is None
    # sigma = s d^2 from 1: the slope is 2 s/(1 - s), 2.02 and 1.98.
    assert slow_count(to_zero(2, 0, 1, "101/201", "1/9"), None, MAX_BITS) is None
    assert slow_count(to_zero(2, 0, 1, "99/199", "1/9"), None, MAX_BITS) is not None


def test_the_precision_follows_the_size_of_the_count():
    small = slow_count(to_zero(3, 1, "1/2", "1/100", "1/100"), None, MAX_BITS)
    large = slow_count(to_zero(3, 1, "1/2", "1/100", "1e-300"), None, MAX_BITS)
    assert (small.bits, large.bits) == (128, 1024)
    assert large.count.rad() < 1e-3
    limited = slow_count(to_zero(3, 1, "1/2", "1/100", "1e-300"), None, 256)
    assert limited.bits == 256
    lo, hi = limited.steps
    assert lo < large.steps[0] <= large.steps[1] < hi


def test_steps_of_a_count_are_whole_and_at_least_one():
    assert SlowCount(arb(-3), arb(1), 53).steps == (1, 1)
    assert SlowCount(arb(7), arb(0), 53).steps == (7, 7)
    assert SlowCount(arb(7), arb((1, -40)), 53).steps == (7, 8)
    with ctx.workprec(20):
        assert SlowCount(arb((10**30, 0)), arb(0), 200).steps == (10**30, 10**30)
