"""A margin may mix bare Fractions into float64 batches: they become floats, at once."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck import claim
from dmfcheck.claims.claim import Hypothesis
from dmfcheck.claims.float_fractions import FractionBatch, float_margins
from dmfcheck.claims.judge import float_margin
from dmfcheck.claims.sign import sign_of
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.objective import Objective
from dmfcheck.hunt.structure import Structure

THIRD = Fraction(1, 3)
LONG = Fraction(10**400, 1)
STRUCTURE = Structure((("depth", 2), ("steps", 4)), ())
MARGINS = {
    "product": lambda a, p, c: p.alpha * THIRD,
    "reflected": lambda a, p, c: THIRD - p.alpha,
    "quotient": lambda a, p, c: THIRD / (1 + p.alpha) + (1 + p.eta) / THIRD,
    "power": lambda a, p, c: (p.alpha + THIRD) ** 2 * THIRD**2,
    "orbit": lambda a, p, c: a.orbit(p)[-1] * THIRD - a.orbit(p)[0],
    "end_to_end": lambda a, p, c: a.end_to_end(p)[-1] - p.eigenvalue * THIRD,
    "minimum": lambda a, p, c: a.minimum(p.alpha, THIRD, p.eta) * THIRD,
    "absolute": lambda a, p, c: a.absolute(p.alpha - THIRD) + a.absolute(-THIRD),
    "constant": lambda a, p, c: THIRD,
    "too long": lambda a, p, c: LONG * p.alpha,
}


def mixing(margin, **options):
    return replace(claim("step.monotone"), id="my.mix", margin=margin, hypotheses=(), **options)


@pytest.mark.parametrize("name", MARGINS)
def test_a_batch_has_the_margins_of_exact_arithmetic(name):
    subject = mixing(MARGINS[name])
    box = Box(subject, STRUCTURE)
    objective = Objective(subject, box)
    assert objective.vectorised
    cube = np.random.default_rng(1).random((20, box.dimension))
    batch = objective(cube)
    assert batch.margin.dtype == np.float64
    for row in range(20):
        point = subject.point(**box.exact(cube, row))
        exact = sign_of(subject.margin, subject, point).size
        if name == "too long":
            assert np.isnan(batch.margin[row])
        else:
            assert np.isclose(batch.margin[row], exact, rtol=1e-9)
            assert np.isclose(float_margin(subject, point), exact, rtol=1e-9)


def test_nothing_is_an_array_of_objects_on_the_way():
    kinds = []

    def margin(a, p, _):
        value = a.minimum(
            *(y * THIRD - x for x, y in zip(a.orbit(p), a.orbit(p)[1:], strict=False))
        )
        value = a.log(1 + a.absolute(value * THIRD)) + a.log(Fraction(3, 2)) + a.exp(THIRD)
        kinds.append(getattr(value, "dtype", np.dtype(object)).kind)
        return value + a.root(Fraction(1, 4), 2)

    subject = mixing(margin)
    box = Box(subject, STRUCTURE)
    cube = np.random.default_rng(1).random((200, box.dimension))
    for _ in range(2):
        assert float_margins(subject, margin, box.values(cube), 200).shape == (200,)
    # Once it is known to mix, no second attempt is needed.
    assert kinds == ["f", "f"]


def test_a_hypothesis_may_mix_too():
    half = Fraction(1, 2)
    given = Hypothesis("alpha <= 1/2", lambda a, p, c: half - p.alpha)
    subject = replace(mixing(lambda a, p, c: p.alpha), hypotheses=(given,))
    box = Box(subject, STRUCTURE)
    cube = np.random.default_rng(1).random((50, box.dimension))
    scores = Objective(subject, box)(cube)
    expected = [box.exact(cube, row)["alpha"] <= half for row in range(50)]
    assert scores.inside.tolist() == expected
    assert 0 < sum(expected) < 50


def test_every_function_of_the_arithmetic_mixes():
    a = FractionBatch()
    assert a.number(THIRD) == a.number(Fraction(1)) * THIRD
    assert np.isclose(a.maximum(THIRD, a.number(Fraction(1, 4))), 1 / 3)
    assert a.equal(THIRD, THIRD, Fraction(1)) == 1
    assert a.indicator(-THIRD) == -1
    assert np.isclose(a.atan(Fraction(1)), np.pi / 4)
