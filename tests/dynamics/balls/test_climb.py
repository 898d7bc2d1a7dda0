"""Fixed-point steps: on the right side of the exact map, and close to it."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from flint import arb, ctx

from dmfcheck.dynamics.balls.climb import Climb, ceil_scaled, floor_scaled, hull
from dmfcheck.dynamics.balls.precision import ball


def _image(depth: int, h: Fraction, x: Fraction) -> Fraction:
    return x + h * x ** (depth - 1) * (1 - x**depth)


@pytest.mark.parametrize("depth", [2, 3, 4, 8, 20, 50])
def test_bounds_of_a_step_enclose_its_image(depth):
    """In units so coarse that every floor counts; never further off than the floors allow."""
    rng = random.Random(depth)
    closest, furthest = [9, 9], [0, 0]
    for _ in range(600):
        places = rng.randint(4, 14)
        one = 1 << places
        h = Fraction(1, depth) if rng.random() < 0.3 else Fraction(rng.randint(1, 99), 99 * depth)
        low = h * one // 1
        climb = Climb(depth, places, low, -(-h * one // 1))
        x = rng.randrange(one)
        image = _image(depth, h, Fraction(x, one)) * one
        below, above = climb.below(x, one, 1)[1], climb.above(x, one, 1)[1]
        assert below <= image <= above
        for side, off in enumerate((image - below, above - image)):
            closest[side], furthest[side] = min(closest[side], off), max(furthest[side], off)
    assert max(furthest) < 6 + 2 * climb._loss / depth
    assert max(closest) < 1


def test_what_is_left_of_one_is_bounded_from_both_sides():
    """Just below 1, h N = 1, where 1 - x^N is a few units: the floors of x^N decide."""
    for depth in (2, 3, 7, 50):
        for places in (8, 11):
            one = 1 << places
            climb = Climb(depth, places, one // depth, -(-one // depth))
            for x in range(one - 40, one):
                image = _image(depth, Fraction(1, depth), Fraction(x, one)) * one
                assert climb.below(x, one, 1)[1] <= image <= climb.above(x, one, 1)[1]


def test_steps_end_at_the_target_and_at_their_number():
    one = 1 << 40
    climb = Climb(3, 40, one // 3, one // 3 + 1)
    steps, x = climb.below(one // 4, one // 2, 1000)
    assert one // 2 <= x
    assert climb.below(one // 4, one // 2, steps - 1)[1] < one // 2
    assert climb.below(one // 4, one // 2, steps - 1)[0] == steps - 1
    assert climb.above(one // 2, one // 2, 1000) == (0, one // 2)


def test_integers_of_a_ball_are_outside_it_and_its_hull_is_exact():
    with ctx.workprec(40):
        third = ball(Fraction(1, 3))
        low, high = floor_scaled(third, 100), ceil_scaled(third, 100)
        assert 3 * low <= 1 << 100 <= 3 * high
        assert high - low < 1 << 62
        assert (floor_scaled(arb(5), -1), ceil_scaled(arb(5), -1)) == (2, 3)
    low, high = (1 << 300) + 1, (1 << 300) + 4
    with ctx.workprec(1000):
        assert hull(low, high, 301).contains(ball(Fraction(low, 1 << 301)))
        assert hull(low, high, 301).contains(ball(Fraction(high, 1 << 301)))
        assert hull(low, high, 301).rad() <= ball(Fraction(2, 1 << 301))
