"""The parts of a search: boxes, batches, the edge of hypotheses, simplification, rationals."""

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck import claim
from dmfcheck.claims.claim import Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.decision import decide
from dmfcheck.hunt.edge import moved_to_the_edge, nearly_tied
from dmfcheck.hunt.objective import Objective
from dmfcheck.hunt.rationals import (
    _powers_of_ten,
    complexity,
    simpler_neighbours,
    simplest_between,
)
from dmfcheck.hunt.simplify import simplify
from dmfcheck.hunt.structure import Structure, draw_structure, structure_of

PAIR = Structure((("depth", 3), ("steps", 20)), (("spectrum", (2,)),))


@given(st.fractions(-3, 3, max_denominator=300), st.fractions(0, 1, max_denominator=300))
def test_the_simplest_rational_has_the_least_denominator(low, width):
    found = simplest_between(low, low + width)
    assert low <= found <= low + width
    for q in range(1, found.denominator):
        assert (low * q).__ceil__() > (low + width) * q


@given(st.fractions(-1000, 1000, max_denominator=10**6))
def test_neighbours_are_simpler_and_none_comes_twice(value):
    neighbours = list(simpler_neighbours(value, finest=12))
    assert len(set(neighbours)) == len(neighbours)
    assert all(complexity(number) < complexity(value) for number in neighbours)


@pytest.mark.parametrize(
    ("value", "exponents"),
    [
        (Fraction(10**9), [0, 1, 2, 4, 8]),
        (Fraction(1, 10**9), [0, -1, -2, -4, -8]),
        (Fraction(3, 2), [0]),
        (Fraction(2), [0, 1]),
        (Fraction(1, 2), [0, -1]),
        # Up to an exponent e with 3 e < bits + 3.
        (Fraction(2**13), [0, 1, 2, 4]),
        (Fraction(2**9), [0, 1, 2]),
        (Fraction(2**21), [0, 1, 2, 4]),
        (Fraction(2**22), [0, 1, 2, 4, 8]),
    ],
)
def test_powers_of_ten_go_as_far_as_the_size(value, exponents):
    powers = [Fraction(10) ** exponent for exponent in exponents]
    assert list(_powers_of_ten(value)) == powers
    assert list(_powers_of_ten(-value)) == [-power for power in powers]
    assert list(_powers_of_ten(Fraction(0))) == []


def test_places_and_values_of_a_box_are_each_others_inverse():
    box = Box(claim("order.preserved"), PAIR)
    cube = np.random.default_rng(0).random((5, box.dimension))
    for row in range(5):
        values = box.exact(cube, row)
        assert values["spectrum"] == tuple(sorted(values["spectrum"], reverse=True))
        again = box.exact(box.place(values)[np.newaxis], 0)
        assert float(again["eta"]) == pytest.approx(float(values["eta"]), rel=1e-12)
        assert claim("order.preserved").point(**values)


def test_a_box_widens_to_hold_a_point_beyond_it():
    far = claim("order.preserved").point(
        depth=3, spectrum="1e9,1e-9", alpha="1e-9", eta="1e-20", steps=20
    )
    box = Box(claim("order.preserved"), PAIR, (far.exact,))
    values = box.exact(box.place(far.exact)[np.newaxis], 0)
    assert float(values["alpha"]) == pytest.approx(1e-9)
    assert float(values["spectrum"][0]) == pytest.approx(1e9)


@pytest.mark.parametrize(
    "claim_id", ["order.preserved", "monotone.rank", "step.monotone", "time.two_layer"]
)
def test_batches_agree_with_single_points(claim_id):
    subject = claim(claim_id)
    rng = random.Random(5)
    drawn = (draw_structure(subject, rng) for _ in range(100))
    # One of few steps: single points take them one by one.
    box = Box(subject, next(s for s in drawn if dict(s.integers).get("steps", 9) in range(5, 60)))
    objective = Objective(subject, box)
    assert objective.vectorised
    cube = np.random.default_rng(1).random((12, box.dimension))
    batch = objective(cube)
    for row in range(12):
        single = objective._single(cube, row)
        assert single.inside[0] == batch.inside[row]
        if single.inside[0]:
            np.testing.assert_allclose(batch.margin[row], single.margin[0], rtol=1e-9)


def test_a_margin_that_mixes_up_its_points_gets_no_batches():
    mixed = replace(
        claim("step.monotone"), margin=lambda a, p, c: float(np.ravel(a.orbit(p)[-1])[0])
    )
    structure = Structure((("depth", 2), ("steps", 3)), ())
    assert not Objective(mixed, Box(mixed, structure)).vectorised


def test_outside_the_hypotheses_the_objective_leads_inside():
    objective = Objective(claim("order.preserved"), Box(claim("order.preserved"), PAIR))
    cube = np.random.default_rng(2).random((200, objective.box.dimension))
    scores = objective(cube)
    values = scores.objective()
    assert scores.inside.any()
    assert not scores.inside.all()
    assert values[scores.inside].max() < values[~scores.inside].min()
    assert (scores.distance[~scores.inside] >= 0).all()


def test_points_of_the_edge_are_inside_and_tight():
    subject = claim("order.preserved")
    objective = Objective(subject, Box(subject, PAIR))
    rng = np.random.default_rng(3)
    cube = nearly_tied(objective.box, rng.random((400, objective.box.dimension)))
    moved = moved_to_the_edge(objective, cube, rng)
    inside = objective.inside(moved)
    changed = (moved != cube).any(axis=1)
    assert changed.sum() > 40
    assert inside[changed].all()
    for row in np.flatnonzero(changed)[:20]:
        point = objective.box.exact(moved, int(row))
        tightness = [
            float(np.ravel(h.margin(*_float(subject, point)))[0]) for h in subject.hypotheses
        ]
        assert min(tightness) < 1e-8
        larger, smaller = point["spectrum"]
        assert smaller < larger


def _float(subject, values):
    from dmfcheck.claims.float_batch import FloatBatch
    from dmfcheck.claims.point import Point

    arithmetic = FloatBatch()
    point = Point(values).converted(arithmetic.number)
    return arithmetic, point, subject.constant_values(arithmetic, values["depth"])


def test_a_claim_without_depth_is_decided():
    number = Variable("x", "number", Fraction(0), Fraction(1))
    plain = replace(
        claim("step.monotone"),
        id="my.plain",
        variables=(number,),
        hypotheses=(Hypothesis("x > 0", lambda a, p, c: p.x, strict=True),),
        constants=(),
        exact=True,
        margin=lambda a, p, c: p.x - a.number(Fraction(1, 3)),
    )
    decision = decide(plain, {"x": Fraction(318, 1000)})
    assert decision.outcome == "refuted"
    assert decide(plain, {"x": Fraction(0)}).outcome == "outside"
    values, _ = simplify(plain, {"x": Fraction(318, 1000)}, decision)
    # The farthest and simplest that still refutes: 1/10, a power of ten, with 0 and 1 excluded.
    assert values == {"x": Fraction(1, 10)} or values["x"].denominator <= 4


def test_a_margin_that_cannot_be_formed_is_undecided_not_outside():
    broken = replace(claim("step.monotone"), margin=lambda a, p, c: 1 / (p.eta - p.eta))
    point = {"depth": 2, "eigenvalue": 1, "alpha": "1/2", "eta": "1/4", "steps": 2}
    assert decide(broken, point).outcome == "undecided"


def test_structures_are_of_the_domain():
    subject = claim("rank.plateau")
    rng = random.Random(0)
    for _ in range(50):
        structure = draw_structure(subject, rng)
        box = Box(subject, structure)
        point = subject.point(**box.exact(np.full((1, box.dimension), 0.5), 0))
        assert structure_of(subject, point.exact) == structure
