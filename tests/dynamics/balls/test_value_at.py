"""w(k) in balls: against brute-force orbits where they end, against hitting times where not."""

import random
from fractions import Fraction

import mpmath
import pytest
from flint import arb, ctx

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls import value_at as value_at_module
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.bracket import HittingTime
from dmfcheck.dynamics.balls.hitting_time import hitting_time_original
from dmfcheck.dynamics.balls.precision import ball
from dmfcheck.dynamics.balls.value_at import value_at

DEPTHS = (2, 3, 4, 7, 13)


def brute_force(depth, eigenvalue, alpha, eta, step):
    """w(step) to 50 digits, as an exact rational."""
    with mpmath.workdps(60):
        size, d, rate = (mpmath.mpf(q.numerator) / q.denominator for q in (eigenvalue, alpha, eta))
        for _ in range(step):
            d += rate * d ** (depth - 1) * (size - d**depth)
        w = d**depth
        return Fraction(int(mpmath.nint(w * mpmath.mpf(2) ** 400)), 2**400)


def largest_step(depth, size):
    """A rational just below 1/(N size^{2-2/N})."""
    return Fraction(float(1 / (depth * float(size) ** (2 - 2 / depth)) * (1 - 1e-12)))


def rising_points(seed, count):
    chance = random.Random(seed)
    while count:
        depth = chance.choice(DEPTHS)
        size = Fraction(chance.randint(1, 60), chance.randint(1, 60))
        start = Fraction(float(size) ** (1 / depth) * chance.choice([0.01, 0.1, 0.5, 0.9, 0.999]))
        share = Fraction(chance.choice([1, 1, 0.9, 0.5, 0.05, 0.04, 0.002]))
        step = chance.choice([1, 2, 3, 7, 20, 100, chance.randint(1, 2000)])
        if start**depth < size:
            count -= 1
            yield depth, size, start, share * largest_step(depth, size), step


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("bits", [8, 64, 150])
def test_balls_contain_the_orbit_and_little_more(seed, bits):
    for point in rising_points(seed, 12):
        found = value_at(*point, bits=bits)
        expected = brute_force(*point)
        low, high = interval(found)
        rounding = expected / 10**48 + Fraction(1, 2**398)
        assert low - rounding <= expected <= high + rounding, point
        assert high - low <= found_width(expected, bits), point


def found_width(value, bits):
    return 2 * value * Fraction(1, 2**bits) * Fraction(101, 100)


@pytest.mark.parametrize("alpha", ["1e-3", "1e-30", "1e-300"])
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("share", [1, Fraction(1, 50)])
def test_values_cross_a_level_exactly_at_its_hitting_time(depth, alpha, share):
    """w(K-1) < theta lambda <= w(K): two inversions of the same orbit, K up to about 1e3300."""
    size = Fraction(3, 2)
    eta = share * largest_step(depth, size)
    for theta in (Fraction(1, 10**8), Fraction(1, 3), 1 - Fraction(1, 10**9)):
        if Fraction(alpha) ** depth >= theta * size:
            continue
        K = hitting_time_original(depth, size, alpha, eta, theta)
        assert K.exact
        before, after = (value_at(depth, size, alpha, eta, K.lo - j, bits=64) for j in (1, 0))
        with ctx.workprec(128):
            level = ball(theta * size)
            assert before < level <= after, (depth, theta)


def test_more_bits_tell_neighbouring_steps_of_a_slow_orbit_apart():
    point = (3, 1, "1e-20", Fraction(1, 3))
    K = hitting_time_original(*point, "1/1000").lo
    values = [value_at(*point, K + j, bits=160) for j in (-1, 0, 1)]
    with ctx.workprec(256):
        assert values[0] < ball(Fraction(1, 1000)) <= values[1] < values[2]


@pytest.mark.parametrize("depth", DEPTHS)
def test_values_deep_in_the_slow_start_are_narrow_and_right(depth):
    """Half-way to recovery; for N >= 3, x^{2-N} has then fallen by half, up to terms of order x."""
    x0, h = Fraction(1, 10**300), Fraction(1, depth)
    K = hitting_time_original(depth, 1, x0, h, "1/2").lo
    found = value_at(depth, 1, x0, h, K // 2, bits=64)
    with ctx.workprec(128):
        assert found.rad() < found * arb(2) ** -64
        if depth == 2:
            expected = ball(x0**2) * ball(1 + h) ** (2 * (K // 2))
        else:
            expected = ball(x0**depth) * (arb(2) ** depth).root(depth - 2)
        assert abs(found / expected - 1) < 1e-15


def test_two_layers_grow_linearly_until_they_saturate():
    x0, h = Fraction(1, 10**40), Fraction(1, 2)
    for step in (1, 100, 180, 200, 220):
        low, high = interval(value_at(2, 1, x0, h, step, bits=64))
        with mpmath.workdps(120):
            d = mpmath.mpf(10) ** -40
            for _ in range(step):
                d += d * (1 - d**2) / 2
            assert mpmath.mpf(low.numerator) / low.denominator <= d**2
            assert d**2 <= mpmath.mpf(high.numerator) / high.denominator


def test_a_bracket_of_the_recovery_time_is_enough(monkeypatch):
    point = (3, Fraction(1), Fraction(1, 10), Fraction(1, 3))
    K = hitting_time_original(*point, 1 - Fraction(1, 2**20)).lo
    wide = HittingTime(K - 2, K + 2, 64, 12, "orbit")
    monkeypatch.setattr(value_at_module, "_recovery", lambda *arguments: wide)
    for step in range(K - 3, K + 4):
        low, high = interval(value_at(*point, step, bits=20))
        assert low <= brute_force(*point, step) <= high + Fraction(1, 2**300)


def test_far_beyond_recovery_the_value_is_the_eigenvalue():
    for depth in DEPTHS:
        found = value_at(depth, 1, "1/10", Fraction(1, depth), 10**4000, bits=90)
        with ctx.workprec(128):
            assert 1 - arb(2) ** -89 < found < 1 + arb(2) ** -89
        assert found.contains(1)


def test_the_last_steps_before_the_level_that_counts_as_one():
    for depth, bits in [(2, 20), (3, 20), (6, 33)]:
        point = (depth, Fraction(1), Fraction(1, 10), Fraction(1, depth))
        near = 1 - Fraction(1, 2**bits)
        K = hitting_time_original(*point, near).lo
        for step in range(K - 2, K + 3):
            low, high = interval(value_at(*point, step, bits=bits))
            assert low <= brute_force(*point, step) <= high + Fraction(1, 2**300)


@pytest.mark.parametrize("eigenvalue", [0, -2, Fraction(1, 3)])
@pytest.mark.parametrize("depth", [2, 3, 6])
def test_falling_orbits_are_iterated(depth, eigenvalue):
    eigenvalue, alpha, eta = Fraction(eigenvalue), Fraction(9, 10), Fraction(1, 40)
    for step in (0, 1, 50):
        expected = brute_force(depth, eigenvalue, alpha, eta, step)
        low, high = interval(value_at(depth, eigenvalue, alpha, eta, step, bits=64))
        assert low - expected / 10**48 <= expected <= high + expected / 10**48
        assert high - low <= found_width(expected, 64)


@pytest.mark.parametrize("eigenvalue", [0, -2, Fraction(1, 3)])
@pytest.mark.parametrize("depth", [2, 3, 6])
def test_late_on_falling_orbits_the_distance_to_the_limit_is_known(depth, eigenvalue):
    eigenvalue, alpha, eta = Fraction(eigenvalue), Fraction(9, 10), Fraction(1, 10**5)
    limit = max(eigenvalue, Fraction(0))
    for step in (4097, 20_000):
        expected = brute_force(depth, eigenvalue, alpha, eta, step)
        low, high = interval(value_at(depth, eigenvalue, alpha, eta, step, bits=64))
        assert low <= expected <= high
        assert high - low <= (expected - limit) / 50
    with ctx.workprec(128):
        far = value_at(depth, eigenvalue, alpha, eta, 10**60, bits=64)
        distance = far - arb(limit.numerator) / limit.denominator
        assert distance.upper() >= 0
        assert abs(distance) < 1e-6


def test_a_start_at_the_eigenvalue_stays_there():
    assert value_at(3, Fraction(1, 8), Fraction(1, 2), 1, 10**50, bits=64) == 0.125


def test_the_precision_in_force_does_not_matter():
    with ctx.workprec(20):
        found = value_at(3, 1, "1e-30", "1/4", 10**29, bits=100)
    with ctx.workprec(128):
        assert found.rad() < found * arb(2) ** -100


@pytest.mark.parametrize(
    ("arguments", "argument"),
    [
        ((1, 1, "1/2", "1/4", 1), "depth"),
        ((2, 1, 0, "1/4", 1), "alpha"),
        ((2, 1, "1/2", "3/4", 1), "eta"),
        ((2, 1, 2, "1/4", 1), "eta"),
        ((2, -1, "1/2", 1, 1), "eta"),
        ((2, 1, "1/2", "1/4", -1), "step"),
        ((2, 1, "1/2", "1/4", "1/2"), "step"),
        ((2, "x", "1/2", "1/4", 1), "eigenvalue"),
    ],
)
def test_bad_arguments_are_named(arguments, argument):
    with pytest.raises(BadInput, match=argument):
        value_at(*arguments, bits=64)
    with pytest.raises(BadInput, match="bits"):
        value_at(2, 1, "1/2", "1/4", 1, bits=1)
