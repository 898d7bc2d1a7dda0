"""Points to go on from where the usual box has none within the hypotheses."""

import random
from fractions import Fraction

from dmfcheck import Claim, Hypothesis, Variable
from dmfcheck.hunt.anchors import anchors, drawn_start, redrawn
from dmfcheck.hunt.cost import first_inside
from dmfcheck.hunt.shards import Task, run_shard
from dmfcheck.hunt.structure import structure_of
from dmfcheck.hunt.subject import Subject

ALPHA = Variable("alpha", "number", Fraction(0), None, open_low=True, log_scale=True)
BETA = Variable("beta", "number", Fraction(0), None, open_low=True, log_scale=True)
STEPS = Variable("steps", "integer", Fraction(0), None)


def claimed(share):
    bound = Hypothesis("beta <= share alpha", lambda a, p, c: 1 - p.beta / (share * p.alpha))
    return Claim(
        id="own.anchored",
        statement="beta 3^k <= alpha",
        source="conjectured",
        kind="inequality",
        expected="open",
        variables=(ALPHA, BETA, STEPS),
        hypotheses=(bound,),
        margin=lambda a, p, c: p.alpha - p.beta * 3**p.steps,
        exact=True,
    )


class Held(Subject):
    def claim(self):
        return NARROW


NARROW = claimed(Fraction(1, 10**16))


def test_where_the_box_has_no_point_some_are_made():
    start = drawn_start(NARROW, (1, 20))
    assert first_inside(NARROW, start.structure) is None
    assert start.near
    for values in start.near:
        assert structure_of(NARROW, values) == start.structure
        assert 0 < values["beta"] * 10**16 <= values["alpha"]


def test_where_it_has_some_none_are_made():
    start = drawn_start(claimed(Fraction(1, 10)), (1, 20))
    assert start.near == ()
    assert redrawn(start, 1).near == ()


def test_a_start_is_drawn_again_with_another_structure_and_the_same_each_time():
    start = drawn_start(NARROW, (1, 20))
    again = [redrawn(start, turn) for turn in (1, 2, 1)]
    assert again[0] == again[2] != again[1]
    assert not again[0].known


def test_hypotheses_that_no_point_meets_have_no_anchors():
    never = claimed(Fraction(-1))
    assert anchors(never, drawn_start(never, (1, 20)).structure, random.Random(0)) == ()


def test_a_sweep_goes_on_from_them():
    results = [run_shard(Held("own.anchored"), Task(20 + i, 1, "sobol")) for i in range(3)]
    assert sum(result["inside"] for result in results) > 0
