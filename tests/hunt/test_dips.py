"""Dips: a part of a margin that is small beside its neighbours, though others are smaller still."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.base import seeds
from dmfcheck.claims.claim import Claim, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.float_parts import float_parts
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.cost import drawn_structure
from dmfcheck.hunt.dips import depths, dips
from dmfcheck.hunt.objective import Objective
from dmfcheck.hunt.start import Start

ZERO, ONE = Fraction(0), Fraction(1)
MIDDLE, RADIUS = Fraction(27, 89), Fraction(1, 1000)


def falling(radius, *, least=True):
    """f_k = 4^{-k} (a positive number), but f_3 has the sign of |x - c|^2 - r^2, x in a square."""

    def margin(a, p, _):
        far = sum((p[name] - a.number(MIDDLE)) ** 2 for name in ("x", "y"))
        parts = [a.number(Fraction(1, 4**k)) * (1 + p.x) for k in range(8)]
        parts[3] = a.number(Fraction(1, 8)) * (far - a.number(Fraction(radius) ** 2))
        # Whatever x is, the last of them is smaller than the others.
        parts[-1] = parts[-1] / 10**9
        return a.minimum(*parts) if least else parts[3]

    return Claim(
        id="planted.dip",
        statement="0 <= f_k",
        source="derived",
        kind="inequality",
        expected="open",
        variables=tuple(Variable(name, "number", ZERO, ONE) for name in ("x", "y")),
        margin=margin,
        exact=True,
    )


def start(claim, near=(), seed=(1, 0)):
    return Start(claim, drawn_structure(claim, seeds.branch(*seed), seed[1]), near, seed, 0)


def test_a_dip_between_smaller_margins_is_followed_to_a_violation():
    tally = dips(start(falling(RADIUS)))
    assert tally.found is not None
    at = tally.found.certificate["parameters"]
    assert sum((Fraction(at[name]) - MIDDLE) ** 2 for name in ("x", "y")) < RADIUS**2


def test_a_dip_that_ends_above_0_refutes_nothing_and_is_handed_on():
    tally = dips(start(falling(0)))
    assert tally.found is None
    assert tally.dips
    assert all(0 < depth < 0.1 for depth, _ in tally.dips)


def test_the_same_seed_gives_the_same_dips():
    first, second = (dips(start(falling(0), seed=(3, 5))) for _ in range(2))
    assert first.as_json() == second.as_json()


def test_a_margin_that_knows_no_batches_is_found_out_where_none_was_within_before():
    def margin(a, p, _):
        k, x = 0, p.x
        while x < 1:
            k, x = k + 1, 2 * x
        return a.minimum(k + p.x, k + p.y)

    claim = replace(
        falling(RADIUS),
        hypotheses=(Hypothesis("x <= 1/10^4", lambda a, p, c: Fraction(1, 10**4) - p.x),),
        margin=margin,
    )
    asked = start(claim)
    objective = Objective(claim, Box(claim, asked.structure, ()))
    assert objective.vectorised  # for all that is known: no point was within the hypothesis
    tally = dips(asked)
    assert (tally.found, tally.dips) == (None, [])


def test_a_margin_without_parts_has_none():
    tally = dips(start(falling(RADIUS, least=False)))
    assert (tally.found, tally.dips) == (None, [])


def test_the_parts_are_those_of_the_least():
    claim = falling(RADIUS)
    values = {"x": np.array([0.25, 0.5]), "y": np.array([0.5, 0.75])}
    margin, parts = float_parts(claim, values, 2)
    assert parts.shape == (8, 2)
    assert (margin == parts.min(axis=0)).all()
    assert parts[2] == pytest.approx((1 + values["x"]) / 16)


def test_a_dip_is_relative_to_its_neighbours():
    parts = np.array([[1.0, 1e-3, 1.0], [1e-2, 1e-3, -1.0], [1.0, 1e-3, 1.0]])
    assert depths(parts, np.abs(parts).max(axis=0)).ravel() == pytest.approx([1e-2, 1.0, -1.0])
