"""Orbits of the perturbed start in balls, their invariants, and effective ranks."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import mpmath
import pytest
from flint import arb, ctx

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.balls import ball, interval
from dmfcheck.dynamics.balls.orbit import identical_orbit, largest_radius
from dmfcheck.dynamics.balls.perturbed_orbit import (
    FactorPair,
    PerturbedMap,
    effective_rank_orbit,
    exact_perturbed_orbit,
    perturbed_orbit,
)

CASES = [
    (2, "-1", "1/2", "1/4", "1/4"),
    (2, "3/2", "1/2", "1/1000", "1/5"),
    (3, "-2", "1/3", "1/7", "1/10"),
    (3, "-2", "1/3", "-1/7", "1/10"),
    (4, "1/2", "1", "1/9", "1/12"),
    (6, "-1", "9/10", "1/9", "1/20"),
]


def wide(middle: Fraction, radius: Fraction) -> arb:
    ends = [ball(middle - radius), ball(middle + radius)]
    return ends[0].union(ends[1])


def contains(x: arb, value: Fraction) -> bool:
    low, high = interval(x)
    return low <= value <= high


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("bits", [16, 200])
def test_balls_of_u_and_v_contain_the_exact_factors(case, bits):
    exact = exact_perturbed_orbit(*case, 3)
    balls = perturbed_orbit(*case, 3, bits=bits)
    with ctx.workprec(bits):
        for pair, (p, q) in zip(balls, exact, strict=True):
            assert contains(pair.u, q + p)
            assert contains(pair.v, q - p)
            assert contains(pair.first, p)
            assert contains(pair.other, q)
            assert contains(pair.end_to_end(case[0]), p * q ** (case[0] - 1))


@pytest.mark.parametrize("depth", [2, 3, 4, 7])
def test_a_wide_ball_is_mapped_onto_a_ball_of_all_images(depth):
    rng = random.Random(depth)
    for _ in range(40):
        lam, eta = Fraction(rng.randrange(-8, 8), 4), Fraction(1, rng.choice([2, 4, 8]))
        (u, v), (du, dv) = (
            [Fraction(rng.randrange(1, top), 16) for _ in range(2)] for top in (20, 6)
        )
        with ctx.workprec(64):
            pair = FactorPair(wide(u, du), wide(v, dv))
            image = PerturbedMap(depth, ball(lam), ball(eta)).step(pair)
        for i in (-1, 0, 1):
            for j in (-1, 0, 1):
                q, p = (u + i * du + v + j * dv) / 2, (u + i * du - v - j * dv) / 2
                e = eta * q ** (depth - 2) * (lam - p * q ** (depth - 1))
                assert contains(image.u, (q + p) * (1 + e))
                assert contains(image.v, (q - p) * (1 - e))


def test_a_wide_ball_is_not_mapped_onto_a_much_wider_one():
    # The radii follow the derivative: to first order the images of the corners fill the ball.
    with ctx.workprec(64):
        small = Fraction(1, 2**20)
        pair = FactorPair(wide(Fraction(1), small), wide(Fraction(1, 2), small))
        image = PerturbedMap(3, arb(-1), ball(Fraction(1, 4))).step(pair)
    corners = []
    for i in (-1, 1):
        for j in (-1, 1):
            u, v = 1 + i * small, Fraction(1, 2) + j * small
            q, p = (u + v) / 2, (u - v) / 2
            e = q * (-1 - p * q**2) / 4
            corners.append((u * (1 + e), v * (1 - e)))
    for ends, found in zip(zip(*corners, strict=True), (image.u, image.v), strict=True):
        low, high = interval(found)
        assert high - low < (max(ends) - min(ends)) * (1 + Fraction(1, 10**4))


@pytest.mark.parametrize("case", CASES)
def test_the_difference_of_squares_shrinks_by_one_minus_e_squared(case):
    n, lam, _, _, eta = (Fraction(value) for value in case)
    n = int(n)
    orbit = exact_perturbed_orbit(*case, 3)
    for (p, q), (p_next, q_next) in pairwise(orbit):
        e = eta * q ** (n - 2) * (lam - p * q ** (n - 1))
        assert q_next**2 - p_next**2 == (q**2 - p**2) * (1 - e**2)
        assert q_next + p_next == (q + p) * (1 + e)
        assert q_next - p_next == (q - p) * (1 - e)


@pytest.mark.parametrize("case", [(2, "-1", "1/4"), (3, "-1", "1/5"), (4, "1", "1/8")])
def test_a_perturbation_of_1e_300_keeps_its_digits(case):
    n, lam, eta = case
    balls = perturbed_orbit(n, lam, "1/2", "1e-300", eta, 2000, bits=192)
    assert min(pair.v.rel_accuracy_bits() for pair in balls) > 160
    with mpmath.workdps(700):
        lam, eta = (mpmath.mpf(Fraction(x).numerator) / Fraction(x).denominator for x in (lam, eta))
        q = mpmath.mpf(1) / 2
        p = q - mpmath.mpf(10) ** -300
        for pair in balls:
            low, high = interval(pair.v)
            v = Fraction(*mpmath.libmp.to_rational((q - p)._mpf_))
            slack = high / 10**90
            assert low - slack <= v <= high + slack
            move = eta * q ** (n - 2) * (lam - p * q ** (n - 1))
            p, q = p + move * q, q + move * p


def test_float64_factors_forget_the_perturbation():
    # Why u and v are iterated: in p and q a perturbation of 1e-20 is no perturbation at all.
    p, q = 0.5 - 1e-20, 0.5
    for _ in range(2000):
        move = 0.25 * (-1 - p * q)
        p, q = p + move * q, q + move * p
    assert p == q
    end = perturbed_orbit(2, -1, "1/2", "1e-20", "1/4", 2000, bits=64)[-1]
    assert abs(end.end_to_end(2) + 1) < 1e-15


def test_without_a_perturbation_it_is_the_identical_start():
    pairs = perturbed_orbit(3, "3/2", "1/4", 0, "1/9", 200, bits=128)
    single = identical_orbit(3, "3/2", "1/4", "1/9", 200, bits=128)
    for pair, d in zip(pairs, single, strict=True):
        assert pair.v == 0
        assert pair.other.overlaps(d)
    assert largest_radius(pairs) < 1e-35


def test_effective_ranks_of_the_ledger():
    # monotone.literal: it falls for ever.
    ranks = effective_rank_orbit("1,0", 2, "1/2", "1/4", 0, 300, bits=128)
    assert contains(ranks[1], Fraction(586, 361))
    assert all(after < before for before, after in pairwise(ranks))
    # monotone.literal: down to k = 22, up to k = 94, down again.
    ranks = effective_rank_orbit("1,1/2,0", 2, "1/10", "1/8", 0, 300, bits=128)
    for k, (before, after) in enumerate(pairwise(ranks)):
        assert after > before if 22 <= k < 94 else after < before
    assert abs(ranks[22] - arb("1.18209")) < 1e-5
    assert abs(ranks[94] - arb("1.50797")) < 1e-5
    # monotone.rank, step 3/4: the leading eigenvalue overshoots.
    ranks = effective_rank_orbit("1,81/100", 2, "9/10", "3/4", 0, 3, bits=128)
    assert contains(ranks[0], Fraction(2))
    assert contains(ranks[1], Fraction(368849, 208849))
    assert ranks[1] < ranks[2]
    assert ranks[3] < ranks[2]


def test_effective_ranks_of_a_perturbed_start():
    # monotone.literal: 2 -> 1.032 -> 1.990 -> 1.247 -> 4/3.
    ranks = effective_rank_orbit("1,-3", 2, "1/2", "1/16", "1/4", 800, bits=128)
    assert ranks[0] == 2
    turns = [k for k in range(1, 60) if (ranks[k] > ranks[k - 1]) != (ranks[k + 1] > ranks[k])]
    assert turns == [3, 9, 20]
    for k, value in zip(turns, ("1.0317", "1.9903", "1.2472"), strict=True):
        assert abs(ranks[k] - arb(value)) < 1e-4
    assert abs(ranks[-1] - arb(4) / 3) < 1e-15


def test_effective_ranks_count_repeated_eigenvalues_and_contain_exact_ones():
    ranks = effective_rank_orbit("1,1,-1/2", 3, "1/2", "1/10", "1/8", 3, bits=64)
    ends = {}
    for value in (Fraction(1), Fraction(-1, 2)):
        orbit = exact_perturbed_orbit(3, value, "1/2", "1/8", "1/10", 3)
        ends[value] = [abs(p * q**2) for p, q in orbit]
    for k, rank in enumerate(ranks):
        leading, other = ends[Fraction(1)][k], ends[Fraction(-1, 2)][k]
        assert contains(rank, (2 * leading + other) / max(leading, other))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((1, 1, 1, 0, 1, 1), "depth"),
        ((2, 1, 1, "x", 1, 1), "beta"),
        ((2, 1, 1, 0, 1, "1/2"), "steps"),
    ],
)
def test_bad_input_is_named(arguments, named):
    with pytest.raises(BadInput, match=f"^{named} "):
        perturbed_orbit(*arguments, bits=64)
    with pytest.raises(BadInput, match=f"^{named} "):
        exact_perturbed_orbit(*arguments)
    depth, eigenvalue, alpha, beta, eta, steps = arguments
    with pytest.raises(BadInput, match=f"^{named} "):
        effective_rank_orbit([eigenvalue], depth, alpha, eta, beta, steps, bits=64)
