"""Orbits in balls: every ball contains the exact orbit, and the closed stretches are exact."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from flint import arb, ctx, fmpq

from dmfcheck.dynamics.balls.passage import Map, _linear_decay, first_passage, skip_linear_growth
from dmfcheck.dynamics.balls.precision import Root, ball, ceilings, floor_below, magnitude


def _map(depth: int, h: Fraction) -> Map:
    return Map(depth, ball(h), ball(1 - h * depth))


def _exact(depth: int, h: Fraction, x: Fraction, steps: int) -> Fraction:
    x = fmpq(x.numerator, x.denominator)
    step = fmpq(h.numerator, h.denominator)
    for _ in range(steps):
        x += step * x ** (depth - 1) * (1 - x**depth)
    return Fraction(int(x.p), int(x.q))


@pytest.mark.parametrize("depth", [2, 3, 5, 20, 50])
def test_image_of_a_ball_contains_the_images_of_its_points(depth):
    rng = random.Random(depth)
    for _ in range(40):
        h = Fraction(rng.randint(1, 60), 60 * depth)
        middle, radius = Fraction(rng.randint(1, 999), 1000), Fraction(1, 10 ** rng.randint(3, 12))
        with ctx.workprec(80):
            x = ball(middle) + arb(0, ball(radius).upper())
            image = _map(depth, h).step(x)
        with ctx.workprec(400):
            for point in (middle - radius, middle, middle + radius):
                assert image.contains(ball(_exact(depth, h, point, 1)))
            slope = 1 + h * middle ** (depth - 2) * (
                (depth - 1) * (1 - middle**depth) - depth * middle**depth
            )
            # not wider than the derivative makes it: plain evaluation would be where slope < 1
            assert image.rad() <= 1.3 * ball(radius) * (ball(slope) + ball(radius * depth * 4))


@pytest.mark.parametrize("depth", [2, 3, 6])
def test_balls_do_not_widen_where_the_map_contracts(depth):
    """hN = 1: near 1 every digit of the start's uncertainty is forgotten again."""
    with ctx.workprec(128):
        map_, x = _map(depth, Fraction(1, depth)), arb(0.5, 1e-20)
        for _ in range(200):
            x = map_.step(x)
        assert x.rad() < 1e-37


@pytest.mark.parametrize("depth", [2, 3, 7])
def test_gap_maps_are_the_map_seen_from_one(depth):
    h, gap = Fraction(1, 3 * depth), Fraction(1, 1000)
    with ctx.workprec(200):
        image, slope = _map(depth, h).gap_maps()
        assert image(ball(gap)).overlaps(ball(1 - _exact(depth, h, 1 - gap, 1)))
        assert abs(slope(arb(0)) - (1 - ball(h * depth))) < 1e-50


@pytest.mark.parametrize(
    ("h", "x0"), [(Fraction(1, 2), 1e-30), (Fraction(1, 9), 1e-25), (Fraction(1, 2), 2.0**-40)]
)
def test_linear_growth_contains_the_orbit(h, x0):
    """From 2^-40 at h = 1/2 nothing is rounded: the ball is there for the neglected cubes alone."""
    start, bits = Fraction(x0), 60
    with ctx.workprec(bits):
        steps, x = skip_linear_growth(ball(h), ball(start), arb(0.5))
    assert steps > 10
    with ctx.workprec(1000):
        orbit = ball(start)
        for _ in range(steps):
            orbit += ball(h) * orbit * (1 - orbit**2)
        assert x.contains(orbit)
        assert orbit < arb(2) ** (-bits // 2)
        assert orbit * (1 + ball(h)) > arb(2) ** (-bits // 2) * 0.999
        grown = ball(start) * (1 + ball(h)) ** steps
        assert grown - orbit < grown**3 / 2
        assert grown - orbit > grown**3 / 8


def test_linear_growth_stops_short_of_the_target():
    for ratio in (Fraction(3, 2), 3, 1000):
        with ctx.workprec(100):
            x0 = ball(Fraction(1, 10**60))
            steps, x = skip_linear_growth(arb(0.25), x0, ball(ratio) * x0)
            assert x < ball(ratio) * x0
            assert (steps > 0) == (ratio >= 3)


@pytest.mark.parametrize("depth", [2, 3, 10, 50])
@pytest.mark.parametrize("rate", [Fraction(1, 20), Fraction(1, 2), 1 - Fraction(1, 10**9)])
def test_linear_decay_gives_what_iteration_gives(depth, rate):
    """1-x = 1e-500 is reached step by step at 2000 bits, by the linear stretch at 100."""
    h, start = rate / depth, 1 - Fraction(1, 2 * depth)
    found = []
    for bits in (100, 200, 2000):
        with ctx.workprec(bits):
            target = 1 - Fraction(1, 10**500)
            ends = (ball(start), ball(1 - start), ball(target), ball(1 - target))
            found.append(first_passage(_map(depth, h), *ends))
    assert found[0] == found[1] == found[2]
    assert found[0][0] == found[0][1]


def test_linear_decay_misses_nothing_at_its_edges():
    """Targets at the very points of the orbit, deep in the linear stretch, are bracketed."""
    depth, h = 3, Fraction(1, 6)
    with ctx.workprec(3000):
        map_, x = _map(depth, h), ball(Fraction(1, 2))
        orbit = []
        for _ in range(700):
            x = map_.step(x)
            orbit.append(x)
    for k in (300, 500, 699):
        with ctx.workprec(3000):
            gap = 1 - orbit[k]
            gaps = [gap * (1 + arb(10) ** -60), gap * (1 - arb(10) ** -60)]
        for bits, certain in ((110, False), (400, True)):
            with ctx.workprec(bits):
                half = arb(0.5)
                early, late = (first_passage(_map(depth, h), half, half, 1 - g, g) for g in gaps)
                assert early[0] <= k + 1 <= early[1]
                assert late[0] <= k + 2 <= late[1]
                assert (early == (k + 1, k + 1) and late == (k + 2, k + 2)) == certain


@pytest.mark.parametrize("depth", [2, 5])
def test_a_linear_stretch_of_one_and_of_two_steps(depth):
    """1 - x halves at every step; at the precision in force it misses nothing of that."""
    gap = arb(2) ** -300
    map_ = Map(depth, arb(1) / (2 * depth), arb(0.5))
    for share, steps in ((0.75, 1), (0.375, 2), (0.2, 3)):
        assert _linear_decay(map_, gap, share * gap) == (steps, steps)
    # It is taken where 3 (N-1) gap/(1-hN) is below 2^-prec, and not before.
    miss = arb(2) ** -ctx.prec / (6 * (depth - 1))
    assert _linear_decay(map_, 0.99 * miss, miss / 3) == (2, 2)
    assert _linear_decay(map_, 1.01 * miss, miss / 3) is None


def test_undecided_steps_widen_the_bracket_and_never_the_truth():
    """A target inside the ball of x_5: not before step 5, not after step 6."""
    h, x = Fraction(1, 4), Fraction(1, 5)
    for _ in range(5):
        x += h * x * (1 - x * x)
    with ctx.workprec(53):
        ends = (ball(Fraction(1, 5)), ball(Fraction(4, 5)), ball(x), ball(1 - x))
        assert first_passage(_map(2, h), *ends) == (5, 6)


def test_gives_up_at_its_limit():
    with ctx.workprec(64):
        for target in (Fraction(9, 10), 1 - Fraction(1, 10**30)):
            ends = (arb(0.5), arb(0.5), ball(target), ball(1 - target))
            assert first_passage(_map(2, Fraction(1, 100)), *ends, limit=10) is None
            assert first_passage(_map(2, Fraction(1, 100)), *ends) is not None


def test_roots_and_their_gaps_keep_their_digits():
    with ctx.workprec(100):
        for radicand in (
            Fraction(2, 3),
            1 - Fraction(1, 10**80),
            Fraction(1, 10**300),
            Fraction(1),
        ):
            for degree in (1, 2, 7):
                root = Root(radicand, degree)
                value, gap = root.pair()
                assert gap.rel_accuracy_bits() > 80
                assert (gap == 0) == (radicand == 1)
                with ctx.workprec(1000):
                    assert (value**degree).overlaps(ball(radicand))
                    assert ((1 - gap) ** degree).overlaps(ball(radicand))
                    assert abs(float(value.log() / arb(2).log()) - root.order) <= 2


def test_integers_read_off_balls_are_outside_them():
    with ctx.workprec(30):
        huge = ball(Fraction(10**40 + 1, 3))
        low, high = ceilings(huge)
        assert low <= -(-(10**40 + 1) // 3) <= high
        assert floor_below(huge) <= (10**40 + 1) // 3
        assert floor_below(arb(7)) == 7
        assert magnitude(arb(0)) < -1000
    with pytest.raises(OverflowError, match="unbounded"):
        floor_below(arb("inf"))
