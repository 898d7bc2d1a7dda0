"""Costs in operations, structures that are affordable, and single points in plain floats."""

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck import STEPS, Claim, Hypothesis, Variable, claim
from dmfcheck.base import seeds
from dmfcheck.claims.float_fractions import operations
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.cost import EVERY, LONG, OPERATIONS, USUAL, affordable, drawn_structure
from dmfcheck.hunt.objective import PLAIN_SINGLES, SINGLES, Objective
from dmfcheck.hunt.singles import plain_margin
from dmfcheck.hunt.structure import Structure

X = Variable("x", "number", Fraction(0), Fraction(1))


def claimed(margin, *variables, hypotheses=()):
    return Claim(
        "my.claim", "x", "derived", "inequality", "open", variables, margin, hypotheses=hypotheses
    )


def loops(_, p, __):
    x = p.x
    for _ in range(p.steps):
        x = x + x * Fraction(1, 10)
    return x


def counts_up(_, p, __):
    x, k = p.x, 0
    while x < 2:
        x, k = x + Fraction(1, 10), k + 1
    return Fraction(31, 2) - k


def test_operations_are_counted_and_end_where_they_are_too_many():
    subject = claimed(loops, X, STEPS)
    point = {"x": Fraction(1, 3), "steps": 50}
    assert operations(subject, loops, point, 1000) == 100
    assert operations(subject, loops, point, 100) == 100
    assert operations(subject, loops, point, 99) is None
    # Nothing is counted beyond.
    assert operations(subject, loops, point, 100) == 100


def test_a_long_structure_is_made_shorter_and_longer_ones_have_a_share():
    subject = claimed(loops, X, STEPS)
    structure = Structure((("steps", 10**6),), ())
    usual = dict(affordable(subject, structure, 4 * EVERY).integers)["steps"]
    assert OPERATIONS / 16 <= usual <= OPERATIONS / 2
    rare = dict(affordable(subject, structure, 4 * EVERY - 1).integers)["steps"]
    assert LONG * OPERATIONS / 16 <= rare <= LONG * OPERATIONS / 2
    first = dict(affordable(subject, structure, EVERY - 1).integers)["steps"]
    assert first < usual
    short = Structure((("steps", 7),), ())
    assert affordable(subject, short, 0) == short


def test_what_grows_faster_than_the_size_of_a_structure_is_counted_in_full():
    def pairs(_, p, __):
        x = p.x
        for step in range(p.steps):
            for _ in range(step):
                x = x + p.x
        return x

    subject = claimed(pairs, X, STEPS)
    found = affordable(subject, Structure((("steps", 10**4),), ()), USUAL)
    point = {"x": Fraction(1, 3), **dict(found.integers)}
    assert operations(subject, pairs, point, 2 * OPERATIONS) is not None


def test_what_a_compiled_recursion_does_is_cheap():
    structure = Structure((("depth", 3), ("steps", 50_000)), ())
    last = replace(claim("step.monotone"), margin=lambda a, p, c: a.orbit(p)[-1])
    assert affordable(last, structure, 4 * EVERY) == structure


def test_a_structure_within_the_hypotheses_is_drawn():
    few = Hypothesis("k <= 4", lambda a, p, c: 4 - p.steps + 0 * p.x)
    subject = claimed(loops, X, STEPS, hypotheses=(few,))
    drawn = [drawn_structure(subject, seeds.branch(1, number), number) for number in range(40)]
    steps = [dict(structure.integers)["steps"] for structure in drawn]
    assert sum(k <= 4 for k in steps) > 25


def test_plain_floats_say_what_arrays_of_one_number_say():
    subject = claimed(counts_up, X)
    objective = Objective(subject, Box(subject, Structure((), ())))
    assert not objective.vectorised
    cube = np.random.default_rng(0).random((2 * PLAIN_SINGLES, 1))
    scores = objective(cube)
    assert objective.plain
    assert scores.inside.sum() == PLAIN_SINGLES
    for row in range(20):
        x = objective.box.exact(cube, row)["x"]
        steps = int(np.ceil(float((2 - x) * 10)))
        assert scores.margin[row] == 15.5 - steps
    assert scores.inside[:PLAIN_SINGLES].all()


def test_a_margin_that_plain_floats_do_not_do_is_evaluated_in_arrays():
    def branches(_, p, __):
        return float(np.ravel(p.x)[0]) if p.x.shape == (1,) else 1 / (p.x > 2)

    subject = claimed(branches, X)
    assert plain_margin(subject, {"x": Fraction(1, 2)}) is None
    objective = Objective(subject, Box(subject, Structure((), ())))
    scores = objective(np.random.default_rng(0).random((2 * SINGLES, 1)))
    assert not objective.plain
    # The first calls were made when plain floats were still hoped for.
    assert 0 < scores.inside.sum() <= PLAIN_SINGLES
    assert np.isfinite(scores.margin[scores.inside]).all()


def test_plain_floats_that_say_something_else_are_not_believed():
    subject = claimed(lambda a, p, c: 1.0 if isinstance(p.x, float) else 2.0 * (p.x > 0), X)
    objective = Objective(subject, Box(subject, Structure((), ())))
    objective.vectorised = False
    scores = objective(np.random.default_rng(0).random((8, 1)))
    assert not objective.plain
    assert scores.margin == pytest.approx(2.0)


def test_points_within_the_hypotheses_are_evaluated_first():
    near = Hypothesis("x <= 1/100", lambda a, p, c: Fraction(1, 100) - p.x)
    subject = claimed(counts_up, X, hypotheses=(near,))
    objective = Objective(subject, Box(subject, Structure((), ())))
    cube = np.array([[random.Random(k).random()] for k in range(5000)])
    scores = objective(cube)
    inside = cube[:, 0] <= 0.01
    assert scores.inside.sum() == min(PLAIN_SINGLES, inside.sum())
    assert (scores.distance[~inside] > 0).all()
    assert np.isfinite(scores.margin[scores.inside]).all()
