"""Balls that read back, and comparisons that never guess."""

from __future__ import annotations

import json
import random
from fractions import Fraction

import pytest
from flint import arb, ctx, fmpq

from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import Undecided
from dmfcheck.dynamics.balls.balls import (
    at_most,
    ball,
    ball_from_json,
    equal,
    exact_ball_to_json,
    first_answer,
    interval,
    less,
)


def parts(x: arb) -> tuple[tuple[int, int], tuple[int, int]]:
    return (
        tuple(int(part) for part in x.mid().man_exp()),
        tuple(int(part) for part in x.rad().man_exp()),
    )


def random_ball(rng: random.Random) -> arb:
    with ctx.workprec(rng.choice([2, 20, 53, 64, 300])):
        x = arb(fmpq(rng.randrange(-(10**9), 10**9), 10**9)) * arb(2) ** rng.randrange(-2000, 500)
        for _ in range(rng.randrange(6)):
            x = x * x * arb(rng.random()) + arb(rng.random(), rng.random() * 1e-9)
        return x


def test_a_written_ball_reads_back_bit_for_bit():
    rng = random.Random(0)
    full_radii = 0
    for _ in range(3000):
        x = random_ball(rng)
        written = json.loads(json.dumps(exact_ball_to_json(x)))
        with ctx.workprec(rng.choice([2, 53, 1000])):
            read = ball_from_json(written)
        assert parts(read) == parts(x)
        full_radii += parts(x)[1][0].bit_length() == 30
    # Radii that fill all of flint's bits are those that reading naively would widen.
    assert full_radii > 500


@pytest.mark.parametrize("x", [arb(0), arb(0, (1, 0)), arb(-3), arb((1, 10**12), (1, -(10**12)))])
def test_zero_exact_and_extreme_balls_read_back(x):
    assert parts(ball_from_json(exact_ball_to_json(x))) == parts(x)


@pytest.mark.parametrize("x", [arb("inf"), arb("nan"), arb(1, arb("inf"))])
def test_an_unbounded_ball_is_not_written(x):
    with pytest.raises(BadInput, match="finite ball"):
        exact_ball_to_json(x)


@pytest.mark.parametrize(
    "written",
    [
        None,
        [1, 2],
        {"mid": [1, 0]},
        {"mid": [1, 0], "rad": [1, 0], "more": 1},
        {"mid": [1, 0], "rad": [1]},
        {"mid": [1, 0], "rad": [0.5, 0]},
        {"mid": [True, 0], "rad": [0, 0]},
        {"mid": "10", "rad": [0, 0]},
        {"mid": [1, 0], "rad": [-1, 0]},
        {"mid": [1, 0], "rad": [2**31 + 1, 0]},
    ],
)
def test_what_is_not_a_ball_is_refused(written):
    with pytest.raises(BadInput, match="ball"):
        ball_from_json(written)


def test_the_interval_of_a_ball_is_exact():
    rng = random.Random(1)
    for _ in range(300):
        x = random_ball(rng)
        low, high = interval(x)
        (m, e), (r, f) = parts(x)
        middle, radius = m * Fraction(2) ** e, r * Fraction(2) ** f
        assert (low, high) == (middle - radius, middle + radius)
    with ctx.workprec(10):
        low, high = interval(ball(Fraction(1, 3)))
    assert low < Fraction(1, 3) < high < low + Fraction(1, 500)


def test_comparisons_answer_only_where_every_pair_of_points_agrees():
    rng = random.Random(2)
    seen = set()
    for _ in range(2000):
        x, y = (arb((rng.randrange(-8, 8), 0), (rng.randrange(4), 0)) for _ in range(2))
        (a, b), (c, d) = interval(x), interval(y)
        expected = True if b < c else (False if a >= d else None)
        assert less(x, y) is expected
        assert at_most(x, y) is (True if b <= c else (False if a > d else None))
        same = True if a == b == c == d else (False if b < c or d < a else None)
        assert equal(x, y) is same
        seen.add((expected, same))
    assert seen == {(True, False), (False, True), (False, False), (False, None), (None, None)}


@pytest.mark.parametrize("compare", [less, at_most, equal])
def test_a_nan_decides_nothing(compare):
    assert compare(arb("nan"), 1) is None
    assert compare(0, arb("nan")) is None


def test_decide_doubles_the_precision_until_there_is_an_answer():
    seen = []

    def question(bits):
        seen.append((bits, ctx.prec))
        return less(ball(Fraction(1, 3)), Fraction(1, 3) + Fraction(1, 2**600))

    before = ctx.prec
    assert first_answer(question) is True
    assert seen == [(bits, bits) for bits in (64, 128, 256, 512, 1024)]
    assert ctx.prec == before


def test_decide_stops_at_the_limit_and_says_so():
    seen = []
    answer = first_answer(
        lambda bits: seen.append(bits), start_bits=50, limit_bits=130, about="x and y overlap"
    )
    assert answer == Undecided("x and y overlap at 130 bits")
    assert seen == [50, 100, 130]


@pytest.mark.parametrize("answer", [False, 0, ""])
def test_an_answer_that_counts_as_false_is_an_answer(answer):
    assert first_answer(lambda _: answer) == answer


def test_decide_refuses_a_limit_below_the_start():
    with pytest.raises(BadInput, match="limit_bits is 32"):
        first_answer(lambda _: None, start_bits=64, limit_bits=32)
