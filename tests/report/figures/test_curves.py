"""Curves enclose what they are drawn through."""

from fractions import Fraction
from itertools import pairwise

from flint import arb

from dmfcheck.dynamics.problem import Problem
from dmfcheck.report.figures.curves import WALKED, balls_of, curve_of, sample


def test_ends_are_rounded_outwards():
    curve = curve_of((0, 1), [arb(1) / 3, arb(-1) / 3])
    for low, high, exact in zip(
        curve.low, curve.high, (Fraction(1, 3), Fraction(-1, 3)), strict=True
    ):
        assert Fraction(low) < exact < Fraction(high)


def test_taken_and_far_values_agree():
    problem = Problem.from_spectrum("1", depth=3, alpha="1/30", eta="1/4")
    steps = (0, 100, 130, 200, 300)
    taken = balls_of(problem, Fraction(1), steps)
    far = balls_of(problem, Fraction(1), (*steps, 10 * WALKED))
    sampled = [balls_of(problem, Fraction(1), (k, 10 * WALKED))[0] for k in steps]
    for one, other, third in zip(taken, far, sampled, strict=False):
        assert one.overlaps(other)
        assert one.overlaps(third)
    assert abs(far[-1] - 1) < 1e-9


def test_a_sample_has_the_steps_around_every_passage():
    problem = Problem.from_spectrum("2,1", depth=3, alpha="1/1000", eta="1/100")
    steps = sample(problem, 10**6)
    assert steps[0] == 0
    assert steps[-1] == 10**6
    for value in (2, 1):
        ends = balls_of(problem, Fraction(value), steps)
        jumps = [float(b - a) for a, b in pairwise(ends)]
        assert max(jumps) < 0.3 * value
