"""Orbits of complex eigenvalues in balls, against rationals, 60 digits and the principal root."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import mpmath
import pytest
from flint import acb, arb, ctx

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.balls import ball, interval
from dmfcheck.dynamics.balls.complex_orbit import _step, complex_orbit
from dmfcheck.dynamics.balls.orbit import identical_orbit, largest_radius, orbit_to

CASES = [
    (2, (0, 2), "1/10", "1/8"),
    (2, (-1, "1/1000"), "1/2", "1/8"),
    (3, ("-1/2", "-1/3"), "1/4", "1/7"),
    (4, ("1/3", "1/2"), "1", "1/9"),
    (5, (-1, "1/5"), "3/4", "1/20"),
]


def contains(x: arb, value: Fraction) -> bool:
    low, high = interval(x)
    return low <= value <= high


def times(x, y):
    return x[0] * y[0] - x[1] * y[1], x[0] * y[1] + x[1] * y[0]


def power(x, n):
    result = (Fraction(1), Fraction(0))
    for _ in range(n):
        result = times(result, x)
    return result


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("bits", [12, 100])
def test_balls_contain_the_exact_iterates(case, bits):
    n, lam, alpha, eta = case
    real, imaginary = (Fraction(part) for part in lam)
    d, step = (Fraction(alpha), Fraction(0)), Fraction(eta)
    for x in complex_orbit(*case, 3, bits=bits):
        assert contains(x.real, d[0])
        assert contains(x.imag, d[1])
        end = power(d, n)
        move = times(power((d[0], -d[1]), n - 1), (real - end[0], imaginary - end[1]))
        d = d[0] + step * move[0], d[1] + step * move[1]


@pytest.mark.parametrize("depth", [2, 3, 4, 7])
def test_a_wide_ball_is_mapped_onto_a_ball_of_all_images(depth):
    rng = random.Random(depth)
    for _ in range(40):
        lam = Fraction(rng.randrange(-8, 8), 4), Fraction(rng.randrange(-8, 8), 4)
        eta = Fraction(1, rng.choice([2, 4, 8]))
        middle = [Fraction(rng.randrange(-20, 20), 16) for _ in range(2)]
        radius = [Fraction(rng.randrange(6), 16) for _ in range(2)]
        with ctx.workprec(64):
            sides = [ball(m - r).union(ball(m + r)) for m, r in zip(middle, radius, strict=True)]
            image = _step(depth, acb(ball(lam[0]), ball(lam[1])), ball(eta), acb(*sides))
        for i in (-1, 0, 1):
            for j in (-1, 0, 1):
                d = middle[0] + i * radius[0], middle[1] + j * radius[1]
                end = power(d, depth)
                move = times(power((d[0], -d[1]), depth - 1), (lam[0] - end[0], lam[1] - end[1]))
                assert contains(image.real, d[0] + eta * move[0])
                assert contains(image.imag, d[1] + eta * move[1])


@pytest.mark.parametrize("case", CASES)
def test_balls_of_1000_steps_contain_a_60_digit_orbit(case):
    n, lam, alpha, eta = case
    balls = complex_orbit(*case, 1000, bits=200)
    with mpmath.workdps(60):
        parts = [
            mpmath.mpf(Fraction(x).numerator) / Fraction(x).denominator for x in (*lam, alpha, eta)
        ]
        target, d, step = mpmath.mpc(parts[0], parts[1]), mpmath.mpc(parts[2]), parts[3]
        slack = Fraction(1, 10**50)
        for x in balls:
            for ball, part in ((x.real, d.real), (x.imag, d.imag)):
                low, high = interval(ball)
                value = Fraction(*mpmath.libmp.to_rational(part._mpf_))
                assert low - slack <= value <= high + slack
            d = d + step * mpmath.conj(d) ** (n - 1) * (target - d**n)


@pytest.mark.parametrize("case", CASES)
def test_2000_steps_keep_their_digits(case):
    orbit = orbit_to("1e-40", lambda bits: complex_orbit(*case, 2000, bits=bits))
    assert largest_radius(orbit) <= 1e-40


@pytest.mark.parametrize("case", CASES)
def test_the_limit_is_the_principal_root(case):
    # normal.principal, at steps that satisfy its hypothesis.
    n, lam = case[:2]
    end = complex_orbit(*case, 4000, bits=128)[-1]
    with ctx.workprec(128):
        root = acb(*(arb(Fraction(x).numerator) / Fraction(x).denominator for x in lam)).root(n)
        assert abs(end - root) < 1e-20


def test_the_angle_to_the_root_never_grows():
    with ctx.workprec(128):
        root = acb(-1, arb(1) / 1000).root(2)
        angles = [
            abs((d / root).arg())
            for d in complex_orbit(2, (-1, "1/1000"), "1/2", "1/8", 300, bits=128)
        ]
    assert not any(after > before for before, after in pairwise(angles))
    assert angles[-1] < angles[0] / 100


def test_a_real_eigenvalue_stays_real():
    balls = complex_orbit(3, ("2/3", 0), "1/4", "1/5", 100, bits=100)
    for x, d in zip(balls, identical_orbit(3, "2/3", "1/4", "1/5", 100, bits=100), strict=True):
        assert x.imag == 0
        assert x.real.overlaps(d)


def test_a_python_complex_number_is_the_dyadic_that_it_is():
    value = 0.1 + 0.2j
    exact = (Fraction(0.1), Fraction(0.2))
    assert exact != (Fraction(1, 10), Fraction(1, 5))
    first, second = (complex_orbit(2, lam, 1, "1/9", 5, bits=200) for lam in (value, exact))
    assert all(str(x) == str(y) for x, y in zip(first, second, strict=True))


@pytest.mark.parametrize("eigenvalue", [1, "1+2j", (1, 2, 3), (1, "x"), (1, float("nan"))])
def test_what_is_no_complex_number_is_refused(eigenvalue):
    with pytest.raises(BadInput, match=r"^eigenvalue"):
        complex_orbit(2, eigenvalue, 1, "1/9", 5, bits=64)
