"""Orbits of the identical start in balls, against rationals and against 80 digits."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import mpmath
import pytest
from flint import acb, arb, arb_mat, ctx, fmpq

from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import Undecided
from dmfcheck.dynamics.balls.balls import ball, interval
from dmfcheck.dynamics.balls.orbit import (
    _identical_step,
    exact_orbit,
    identical_orbit,
    largest_radius,
    normalised_orbit,
    orbit_to,
)

CASES = [
    (2, "1", "1/10", "1/4"),
    (2, "-1/2", "3/4", "1/3"),
    (3, "2", "1/7", "1/20"),
    (3, "-2", "-1/7", "1/20"),
    (4, "0", "9/10", "1/2"),
    (5, "1/3", "-1/2", "1/9"),
    (7, "1", "6/5", "1/50"),
]


def contains(x: arb, value: Fraction) -> bool:
    low, high = interval(x)
    return low <= value <= high


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("bits", [12, 64, 300])
def test_balls_contain_the_exact_iterates(case, bits):
    exact = exact_orbit(*case, 3)
    balls = identical_orbit(*case, 3, bits=bits)
    assert all(contains(x, value) for x, value in zip(balls, exact, strict=True))


@pytest.mark.parametrize("depth", [2, 3, 4, 7])
def test_a_wide_ball_is_mapped_onto_a_ball_of_all_images(depth):
    rng = random.Random(depth)
    for _ in range(40):
        lam, eta = Fraction(rng.randrange(-8, 8), 4), Fraction(1, rng.choice([2, 4, 8]))
        middle, radius = Fraction(rng.randrange(-20, 20), 16), Fraction(rng.randrange(8), 16)
        with ctx.workprec(64):
            d = ball(middle - radius).union(ball(middle + radius))
            image = _identical_step(depth, ball(lam), ball(eta), d)
        for i in range(-4, 5):
            x = middle + radius * i / 4
            assert contains(image, x + eta * x ** (depth - 1) * (lam - x**depth))


def test_exact_orbits_follow_the_recursion():
    lam, eta = Fraction(2, 3), Fraction(1, 5)
    orbit = exact_orbit(3, lam, "1/2", eta, 4)
    assert orbit[0] == Fraction(1, 2)
    for d, following in pairwise(orbit):
        assert following == d + eta * d**2 * (lam - d**3)


@pytest.mark.parametrize("case", CASES)
def test_balls_of_2000_steps_contain_an_80_digit_orbit(case):
    n = case[0]
    balls = identical_orbit(*case, 2000, bits=230)
    with mpmath.workdps(80):
        lam, d, eta = (
            mpmath.mpf(Fraction(x).numerator) / Fraction(x).denominator for x in case[1:]
        )
        # What 2000 rounded steps may be off: none of these orbits is expanding for long.
        slack = Fraction(1, 10**70)
        for x in balls:
            low, high = interval(x)
            value = Fraction(*mpmath.libmp.to_rational(d._mpf_))
            assert low - slack <= value <= high + slack
            d = d + eta * d ** (n - 1) * (lam - d**n)
    assert largest_radius(balls) < 1e-60


@pytest.mark.parametrize(
    ("n", "x0", "h"), [(2, "1/10", "1/2"), (3, "1/4", "1/3"), (6, "1/2", "1/6")]
)
def test_2000_steps_keep_their_digits_where_plain_balls_lose_them(n, x0, h):
    balls = normalised_orbit(n, x0, h, 2000, bits=64)
    assert largest_radius(balls) < 1e-17
    with ctx.workprec(64):
        x, step = (arb(fmpq(*map(int, value.split("/")))) for value in (x0, h))
        for _ in range(2000):
            x = x + step * x ** (n - 1) * (1 - x**n)
    assert not x.rad() < 1


def test_the_normalised_orbit_is_the_original_one_scaled():
    original = identical_orbit(2, 4, "1/2", "1/32", 30, bits=200)
    scaled = normalised_orbit(2, "1/4", "1/8", 30, bits=200)
    with ctx.workprec(200):
        for d, x in zip(original, scaled, strict=True):
            assert abs(d - 2 * x) < 1e-55


def test_orbit_to_raises_the_precision_as_far_as_needed():
    seen = []

    def orbit(bits):
        seen.append(bits)
        return identical_orbit(3, 1, "1/9", "1/4", 300, bits=bits)

    found = orbit_to("1e-200", orbit)
    assert largest_radius(found) <= 1e-200
    assert seen == [64, 128, 256, 512, 1024]


def test_orbit_to_gives_up_at_the_limit_and_names_the_ball():
    found = orbit_to(
        "1e-200", lambda bits: identical_orbit(3, 1, "1/9", "1/4", 300, bits=bits), limit_bits=256
    )
    assert isinstance(found, Undecided)
    assert found.reason.startswith("the ball at step 0 has radius")
    assert "at 256 bits" in found.reason


def test_an_escaping_orbit_is_undecided_not_wrong():
    # Above 2/N the orbit from 3 leaves every bound, and with it goes every digit.
    found = orbit_to(1, lambda bits: identical_orbit(2, 1, 3, 1, 60, bits=bits), limit_bits=1024)
    assert isinstance(found, Undecided)


def test_the_largest_radius_looks_everywhere():
    wide = arb(1, (1, -3))
    states = [(arb(1), acb(2, wide)), arb_mat([[1, 2], [3, 4]])]
    assert largest_radius(states) == 0.125
    assert largest_radius([arb_mat([[1, wide]])]) == 0.125
    assert not largest_radius([arb("nan"), arb(1)]) <= 1
    with pytest.raises(TypeError, match="int"):
        largest_radius([1])


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((1, 1, 1, 1, 1), "depth"),
        ((2, "x", 1, 1, 1), "eigenvalue"),
        ((2, 1, None, 1, 1), "alpha"),
        ((2, 1, 1, float("nan"), 1), "eta"),
        ((2, 1, 1, 1, -1), "steps"),
    ],
)
def test_bad_input_is_named(arguments, named):
    with pytest.raises(BadInput, match=f"^{named} "):
        identical_orbit(*arguments, bits=64)
    with pytest.raises(BadInput, match=f"^{named} "):
        exact_orbit(*arguments)


def test_bad_precision_and_endless_exact_orbits_are_refused():
    with pytest.raises(BadInput, match=r"^bits is 0"):
        identical_orbit(2, 1, 1, 1, 1, bits=0)
    with pytest.raises(BadInput, match=r"^steps is 40"):
        exact_orbit(2, 1, "1/2", "1/3", 40)
    with pytest.raises(BadInput, match=r"^x0 "):
        normalised_orbit(2, "?", 1, 1, bits=64)
    with pytest.raises(BadInput, match=r"^tolerance is 0"):
        orbit_to(0, lambda bits: [arb(bits)])
