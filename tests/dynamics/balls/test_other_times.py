"""Certified times against plain iteration, ties, bounds that hold at any scale, and refusals."""

from __future__ import annotations

import random
from fractions import Fraction

import mpmath
import numba
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import Undecided
from dmfcheck.dynamics.balls.bracket import HittingTime
from dmfcheck.dynamics.balls.other_times import (
    decay_time,
    negative_recovery_time,
    time_from_above,
    time_from_above_original,
)

LIMIT = 200_000
"""Iteration stops here; the case is dropped for another one."""

NEAR = 1e-11
"""Where float64 iteration comes so near the level, relatively, its time is not trusted."""


@numba.njit
def decayed(n, modulus, alpha, eta, level):
    """The first k with d <= level, and how near d came to the level there and before."""
    d = before = alpha
    k = 0
    while d > level and k <= LIMIT:
        before = d
        d -= eta * d ** (n - 1) * (modulus + d**n)
        k += 1
    return k, min(before / level - 1, 1 - d / level)


@numba.njit
def came_down(n, h, gap, level):
    """The first k with x - 1 <= level, x - 1 held, and how near it came."""
    before = gap
    k = 0
    while gap > level and k <= LIMIT:
        x, total = 1 + gap, 0.0
        for _ in range(n):
            total = 1 + x * total
        before = gap
        gap *= 1 - h * x ** (n - 1) * total
        k += 1
    return k, min(before / level - 1, 1 - gap / level)


@numba.njit
def recovered(n, modulus, alpha, beta, eta, fraction):
    """The first k with w <= -fraction * modulus, and how near it came."""
    u, v = 2 * alpha - beta, beta
    w = before = (u - v) / 2 * ((u + v) / 2) ** (n - 1)
    k = 0
    while w > -fraction * modulus and k <= LIMIT:
        before = w
        e = -eta * ((u + v) / 2) ** (n - 2) * (modulus + w)
        u, v = u * (1 + e), v * (1 - e)
        w = (u - v) / 2 * ((u + v) / 2) ** (n - 1)
        k += 1
    level = fraction * modulus
    return k, min(before / level + 1, -w / level - 1)


def compared(cases, time, iterate, count):
    """How many of ``count`` certified times are exact; all must allow the iterated one."""
    exact = 0
    while count:
        arguments, others = next(cases)
        steps, distance = iterate(*others)
        if steps > LIMIT:
            continue
        count -= 1
        found = time(*arguments)
        assert isinstance(found, HittingTime)
        if distance > NEAR:
            assert found.lo <= steps <= found.hi
        exact += found.exact
    return exact


def decay_cases():
    rng = random.Random(0)
    while True:
        n = rng.choice([2, 3, 4, 6])
        modulus = rng.choice([0.0, rng.uniform(0.01, 3)])
        alpha = rng.uniform(0.2, 1.5)
        level = alpha * 10 ** rng.uniform(-8 / n, 0)
        eta = rng.random() ** 3 / (alpha ** (n - 2) * (modulus + alpha**n))
        yield (n, -modulus, alpha, eta, level), (n, modulus, alpha, eta, level)


def from_above_cases():
    rng = random.Random(1)
    while True:
        n = rng.choice([2, 3, 5, 8])
        # Few bits each: 1 + gap is exact in float64.
        gaps = [Fraction(rng.randrange(17, 32), 2 ** rng.randrange(4, 30)) for _ in range(2)]
        gap, level = 2 * max(gaps), min(gaps)
        x0 = 1 + float(gap)
        h = rng.random() ** 3 / (x0 ** (n - 1) * sum(x0**i for i in range(n)))
        yield (n, h, 1 + gap, 1 + level), (n, h, float(gap), float(level))


def recovery_cases():
    rng = random.Random(2)
    while True:
        n = rng.choice([2, 2, 3, 4, 6])
        modulus, alpha = rng.uniform(0.1, 3), rng.uniform(0.2, 1.5)
        beta = alpha * 10 ** rng.uniform(-12 / n**1.5, -0.1)
        fraction = rng.uniform(0.01, 0.99)
        largest = max(alpha, modulus ** (1 / n))
        eta = rng.random() ** 2 / (2 * n * largest ** (2 * n - 2))
        yield (
            (n, -modulus, alpha, beta, eta, fraction),
            (n, modulus, alpha, beta, eta, fraction),
        )


def test_decay_times_against_iteration():
    assert compared(decay_cases(), decay_time, decayed, 120) == 120


def test_times_from_above_against_iteration():
    assert compared(from_above_cases(), time_from_above, came_down, 120) == 120


def test_recovery_times_against_iteration():
    assert compared(recovery_cases(), negative_recovery_time, recovered, 100) >= 99


def iterated_by_mpmath(eta, beta, fraction):
    """The time of N = 2, lambda = -1, alpha = 1/2 by u and v at 40 digits."""
    with mpmath.workdps(40):
        u, v = 1 - mpmath.mpf(beta), mpmath.mpf(beta)
        eta, k = mpmath.mpf(eta), 0
        while (u * u - v * v) / 4 > -fraction:
            e = -eta * (1 + (u * u - v * v) / 4)
            u, v, k = u * (1 + e), v * (1 - e), k + 1
        return k


@pytest.mark.parametrize("beta", ["1e-20", "1e-300"])
def test_tiny_perturbations_are_followed_to_the_step(beta):
    found = negative_recovery_time(2, -1, "1/2", beta, "1/8", "1/2")
    assert found.lo == found.hi == iterated_by_mpmath("0.125", beta, 0.5)


def proved_bounds(alpha, beta, eta, fraction):
    """perturbed.time for N = 2 and lambda = -1, at 4000 digits: bounds on the real time."""
    with mpmath.workdps(4000):
        alpha, beta, eta, theta = (
            mpmath.mpf(x.numerator) / x.denominator for x in (alpha, beta, eta, fraction)
        )
        rate = mpmath.log1p(eta)
        whole = mpmath.log(2 / beta)
        start = (2 * alpha - beta) ** 2 / (4 * (2 - eta) * (1 + eta))
        low = (whole + mpmath.log(theta) / 2 - start) / rate
        high = 1 + (whole + mpmath.log((1 + theta) / (1 - theta)) / 2) / rate
        return int(mpmath.ceil(low)), int(mpmath.floor(high))


@pytest.mark.parametrize("eta", ["1/8", "1/100", "1/1000", "1e-7", "1e-90"])
@pytest.mark.parametrize("beta", ["1e-30", "1e-3000"])
def test_recoveries_at_any_scale_are_whole_numbers_within_the_proved_bounds(eta, beta):
    alpha, theta = Fraction(1, 2), Fraction(2, 3)
    found = negative_recovery_time(2, -1, alpha, beta, eta, theta)
    low, high = proved_bounds(alpha, Fraction(beta), Fraction(eta), theta)
    assert low <= found.lo == found.hi <= high


def test_a_long_deep_recovery_has_a_narrow_bracket():
    # perturbed.time_deep: T is about pi / (eta l sqrt(kappa beta (2 alpha - beta))) for N = 3.
    found = negative_recovery_time(3, -1, "1/2", "1e-30", "1/100", "1/2")
    assert 0 < found.hi - found.lo < found.lo * Fraction(1, 10**8)
    assert abs(found.lo / (100 * float(mpmath.pi) * 1e15) - 1) < 0.01


def test_decays_of_the_flow_at_any_scale():
    # lambda = 0: d^{2-2N} grows by more than (2N-2) eta a step and by less than that, inflated.
    found = decay_time(4, 0, 1, "1/1000", "1e-400")
    assert found.exact
    ideal = Fraction(10**2400 - 1) / (6 * Fraction(1, 1000))
    assert ideal - 10**5 < found.lo < ideal


@pytest.mark.parametrize("digits", [50, 4000])
def test_linear_decays_at_any_scale(digits):
    # N = 2, lambda = -1: d+/d lies between its values at alpha and at 0.
    found = decay_time(2, -1, "1/2", "1e-6", Fraction(1, 10**digits))
    with mpmath.workdps(50):
        eta = mpmath.mpf(1) / 10**6
        way = digits * mpmath.log(10) - mpmath.log(2)
        assert way / -mpmath.log1p(-eta * 5 / 4) <= found.lo
        assert found.hi <= 1 + way / -mpmath.log1p(-eta)
    assert found.exact


@pytest.mark.parametrize("gap", ["1e-20", "1e-3000"])
def test_long_ways_down_agree_with_the_contraction_at_both_ends(gap):
    # (x+ - 1)/(x - 1) lies between its values at x0 and at 1.
    n, x0, h = 3, Fraction(11, 10), Fraction(1, 10**5)
    found = time_from_above(n, h, x0, 1 + Fraction(gap))
    with mpmath.workdps(3100):
        way = mpmath.log(mpmath.mpf(1) / 10) - mpmath.log(mpmath.mpf(gap))
        fastest = -mpmath.log1p(-mpmath.mpf(1) / 10**5 * mpmath.mpf("1.21") * mpmath.mpf("3.31"))
        slowest = -mpmath.log1p(-mpmath.mpf(3) / 10**5)
        assert way / fastest <= found.lo
        assert found.hi <= 1 + way / slowest
    assert found.exact


def test_the_two_coordinates_from_above_agree():
    for n, root in ((2, 3), (3, 2), (4, 2)):
        scaled = time_from_above(n, "1/2000", "5/2", "21/20")
        original = time_from_above_original(
            n,
            root**n,
            Fraction(5, 2) * root,
            Fraction(1, 2000) / root ** (2 * n - 2),
            Fraction(21, 20) ** n,
        )
        assert scaled.exact
        assert (scaled.lo, scaled.hi) == (original.lo, original.hi)


def test_a_tie_is_a_hit_and_is_settled_in_rationals():
    # d(2) is the level itself; a ball of it never decides.
    first = Fraction(2, 3) - Fraction(1, 7) * Fraction(2, 3) * (1 + Fraction(4, 9))
    second = first - Fraction(1, 7) * first * (1 + first**2)
    at = decay_time(2, -1, "2/3", "1/7", second)
    assert (at.lo, at.hi, at.method) == (2, 2, "exact")
    below = decay_time(2, -1, "2/3", "1/7", second - Fraction(1, 10**400))
    assert (below.lo, below.hi) == (3, 3)
    assert decay_time(2, -1, "2/3", "1/7", second + Fraction(1, 10**400)).lo == 2


def test_ties_of_the_other_times():
    x1 = Fraction(3, 2) - Fraction(1, 9) * Fraction(3, 2) * (Fraction(9, 4) - 1)
    found = time_from_above(2, "1/9", "3/2", x1)
    assert (found.lo, found.hi, found.method) == (1, 1, "exact")
    p, q = Fraction(1, 3), Fraction(2, 3)
    for _ in range(3):
        move = Fraction(1, 3) * (-1 - p * q)
        p, q = p + move * q, q + move * p
    assert -1 < p * q < 0
    found = negative_recovery_time(2, -1, "2/3", "1/3", "1/3", -p * q)
    assert (found.lo, found.hi, found.method) == (3, 3, "exact")


def test_starts_at_or_beyond_the_level_take_no_step():
    assert decay_time(2, -1, "1/2", "1/8", "1/2").hi == 0
    assert time_from_above(2, "1/100", "11/10", "11/10").hi == 0
    assert time_from_above_original(3, 8, 2, "1/1000", "9/8").hi == 0


def test_the_largest_step_lands_on_the_limit():
    assert decay_time(2, -1, "1/2", "4/5", "1e-3000").lo == 1
    assert decay_time(3, 0, 1, 1, "1e-3000").lo == 1
    assert time_from_above(2, "1/6", 2, 1 + Fraction(1, 10**3000)).lo == 1


def test_what_cannot_be_decided_says_where_it_stops():
    found = negative_recovery_time(2, -1, 2, "1/10", "1/2", "1/2")
    assert isinstance(found, Undecided)
    assert found.reason.startswith("K >= 1, but step 1 cannot be taken: its relative size")


@pytest.mark.parametrize(
    ("time", "arguments", "message"),
    [
        (decay_time, (2, 1, 1, "1/8", "1/2"), "eigenvalue is 1"),
        (decay_time, (2, -1, 0, "1/8", "1/2"), "alpha is 0"),
        (decay_time, (2, -1, 1, "51/100", "1/2"), "eta is 51/100, too large"),
        (decay_time, (2, -1, 1, "1/8", 0), "level is 0"),
        (time_from_above, (2, "1/8", 2, 1), "b is 1"),
        (time_from_above, (2, "1/5", 2, "3/2"), "h is 1/5, too large"),
        (time_from_above, (2, -1, 2, "3/2"), "h is -1"),
        (time_from_above, (1, "1/8", 2, "3/2"), "depth is 1"),
        (time_from_above_original, (2, 0, 2, "1/8", "3/2"), "eigenvalue is 0"),
        (time_from_above_original, (2, 1, 2, "1/8", "1/2"), "fraction is 1/2"),
        (time_from_above_original, (2, 4, 4, "1/8", "3/2"), "eta is 1/8, too large"),
        (negative_recovery_time, (2, 0, 1, "1/2", "1/8", "1/2"), "eigenvalue is 0"),
        (negative_recovery_time, (2, -1, 1, 0, "1/8", "1/2"), "beta is 0"),
        (negative_recovery_time, (2, -1, 1, 1, "1/8", "1/2"), "beta is 1"),
        (negative_recovery_time, (2, -1, 1, "1/2", "1/8", 1), "fraction is 1"),
        (negative_recovery_time, (2, -1, 1, "1/2", 0, "1/2"), "eta is 0"),
    ],
)
def test_bad_input_is_named(time, arguments, message):
    with pytest.raises(BadInput) as refused:
        time(*arguments)
    assert str(refused.value).startswith(message)
