"""The claims about depth and sharpness must break where they should, and only there."""

import math
from fractions import Fraction

import mpmath
import pytest

from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.float_batch import FloatBatch
from dmfcheck.claims.judge import confirm
from dmfcheck.claims.point import Point
from dmfcheck.claims.sign import sign_of
from dmfcheck.dynamics.balls.hitting_time import hitting_time_original
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.order import depth
from dmfcheck.theory.order.depth_mutants import MUTANTS

KNOWN = {"start_value": "1e-4", "low": "1/10", "middle": "1/2", "high": "9/10"}


def test_every_claim_that_is_not_false_has_four_mutants():
    for entry in depth.CLAIMS:
        if entry.expected != "refuted":
            assert sum(mutant.claim_id == entry.id for mutant in MUTANTS) >= 4


def test_widths_of_the_flow_are_those_of_the_integral():
    """At alpha^N = 10^-4, from 1/10 to 9/10 by the time to 1/2: .477 .097 .036 .019 .0125."""
    batch = FloatBatch()
    point = claim("order.depth").point(depth=2, **KNOWN).converted(batch.number)
    found = [float(depth.flow_width(batch, point, N, point.start_value)[0]) for N in range(2, 7)]

    def time(N, low, high):
        return mpmath.quad(lambda y: y ** (mpmath.mpf(2) / N - 2) / (1 - y), [low, high])

    expected = [time(N, 0.1, 0.9) / time(N, 1e-4, 0.5) for N in range(2, 7)]
    assert found == pytest.approx([float(w) for w in expected], rel=1e-9)
    assert [round(w, 4) for w in found] == [0.4771, 0.0971, 0.0362, 0.0193, 0.0125]


def test_where_both_intervals_are_the_same_no_layer_makes_a_difference():
    """t1 = alpha^N and t3 = t2: the width is 1 at every depth, so it does not strictly decrease."""
    narrower = claim("order.depth")
    point = {"depth": 3, "start_value": "1/10", "low": "1/10", "middle": "1/2", "high": "1/2"}
    assert narrower.examine(**point).name == "outside hypotheses"
    literal = narrower.without_hypothesis(depth.PROPER)
    sign = sign_of(literal.margin, literal, literal.point(**point))
    assert abs(sign.size) < 1e-15
    assert narrower.examine(**{**point, "start_value": "999/10000"}).name == "holds"
    assert narrower.examine(**{**point, "middle": "4999/10000"}).name == "holds"


def test_the_reference_level_may_lie_below_the_transition():
    point = {"depth": 2, "start_value": "1/100", "low": "1/2", "middle": "1/20", "high": "9/10"}
    assert claim("order.depth").examine(**point).name == "holds"


@pytest.mark.parametrize("N", [2, 3, 5])
def test_step_times_match_alpha_to_the_depth(N):
    values = {
        "root": Fraction(4, 5),
        "eta": Fraction(1, 10),
        "low": Fraction(1, 2),
        "middle": Fraction(3, 5),
        "high": Fraction(9, 10),
    }
    balls = BallPoint()
    point = Point({"depth": N, **values}).converted(balls.number)
    for (begin, end, middle), M, other in zip(
        depth.step_times(balls, point), (N, N + 1), (N + 1, N), strict=True
    ):
        for found, level in ((begin, "low"), (end, "high"), (middle, "middle")):
            alpha = values["root"] ** other
            assert alpha**M == values["root"] ** (N * (N + 1))
            expected = hitting_time_original(M, 1, alpha, values["eta"], values[level])
            assert int(found.unique_fmpz()) == expected.lo


def test_the_relative_distance_of_two_times_falls_from_four_layers_to_five():
    literal = claim("order.depth_literal")
    (point,) = literal.counterexamples
    gaps = []
    for N in (2, 3, 4, 5):
        K = [hitting_time_original(N, size, "1/10", "1/100", "9/10").lo for size in ("1", "1/2")]
        gaps.append(1 - K[0] / K[1])
    assert gaps[0] < gaps[1] < gaps[2]
    assert gaps[3] < gaps[2]
    # From N = 3 on the limit for small starts is 1 - lambda_j/lambda_i = 1/2 at every depth.
    assert all(abs(gap - 0.5) < 0.002 for gap in gaps[1:])
    assert confirm(literal, literal.point(**point)).name == "refuted"
    assert confirm(literal, literal.point(**{**point, "alpha": "1/10", "eta": "1/100"})).name == (
        "refuted"
    )
    assert literal.examine(**{**point, "depth": 2}).name == "holds"
    assert literal.examine(**{**point, "depth": 3}).name == "holds"


def test_whole_steps_round_a_narrow_transition_to_nothing():
    literal = claim("order.depth/whole_steps")
    (point,) = literal.counterexamples
    shallow, deep = (
        [
            hitting_time_original(N, 1, Fraction(4, 5) ** (5 - N), "1/3", level).lo
            for level in ("3/5", "7/10")
        ]
        for N in (2, 3)
    )
    assert shallow[1] - shallow[0] == 0 < deep[1] - deep[0]
    assert literal.examine(**point).name == "refuted"
    assert claim("order.depth/descent").examine(**point).name == "holds"


def test_nothing_is_claimed_beyond_the_levels():
    narrower = claim("order.depth")
    for change, which in [
        ({"middle": "19/20"}, "t3 <= t2"),
        ({"low": "9/10"}, "t1 < t2"),
        ({"start_value": "1/5"}, "alpha^N <= t1 lambda"),
    ]:
        verdict = narrower.examine(**{"depth": 2, **KNOWN, **change})
        assert verdict.name == "outside hypotheses"
        assert which in verdict.which
    assert math.isclose(
        float(sign_of(narrower.margin, narrower, narrower.point(depth=2, **KNOWN)).size),
        0.7965,
        rel_tol=1e-3,
    )
