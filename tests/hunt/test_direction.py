"""Which way a constant makes a claim stronger, found out on a sample."""

from fractions import Fraction

import pytest

from dmfcheck import Claim, Constant, Hypothesis, Variable, claim
from dmfcheck.hunt.direction import Direction, direction

X = Variable("x", "number", Fraction(0), Fraction(1))


def about(margin, hypotheses=()):
    return Claim(
        id="my.constant",
        statement="x",
        source="derived",
        kind="inequality",
        expected="open",
        variables=(X,),
        hypotheses=hypotheses,
        constants=(Constant("c", lambda N: Fraction(1, 2), "1/2"),),
        margin=margin,
    )


SAMPLES = {
    "an upper bound": (about(lambda a, p, c: c["c"] - p.x), -1),
    "a lower bound": (about(lambda a, p, c: p.x - c["c"]), 1),
    "a hypothesis": (
        about(lambda a, p, c: 1 - p.x, (Hypothesis("x <= c", lambda a, p, c: c["c"] - p.x),)),
        1,
    ),
    # Not in a batch: the margin branches.
    "a branch": (about(lambda a, p, c: c["c"] - p.x if p.x > 0 else 1), -1),
    "no matter": (about(lambda a, p, c: 1 - p.x), 0),
    # Best at one value of c, and worse on both sides.
    "both ways": (about(lambda a, p, c: a.number(Fraction(1, 4)) - (p.x - c["c"]) ** 2), 0),
    # The margin is scaled by what it is compared with: its sign goes one way only.
    "a scaled margin": (about(lambda a, p, c: (c["c"] - p.x) / c["c"] ** 3), -1),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_directions(name):
    subject, sign = SAMPLES[name]
    found = direction(subject, "c")
    assert found.sign == sign
    assert found.points > 100 or name == "a branch"


def test_of_a_built_in_claim_whose_points_are_drawn_by_its_strategies():
    found = direction(claim("step.quoted/monotone_map"), "monotone map")
    assert (found.sign, found.monotone, found.smaller) == (1, True, 0)
    assert found.fails_larger > 0


def test_a_limit_of_time_leaves_what_was_seen():
    assert direction(SAMPLES["an upper bound"][0], "c", seconds=1e-6) == Direction()
