"""time.quoted: its times against a quadrature, its first step by hand, and its sharp round-up."""

from fractions import Fraction

import numpy as np
import pytest
from flint import ctx
from scipy.integrate import quad

from dmfcheck import claim
from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.float_batch import FloatBatch
from dmfcheck.theory.sharp_witness import verdict_at_witness
from dmfcheck.theory.time import quoted
from dmfcheck.theory.time.quoted_sharp import SHARP

DEPTHS = [2, 3, 5]


def point(depth, alpha, accuracy, eigenvalue=Fraction(3, 2)):
    values = {"depth": depth, "eigenvalue": eigenvalue, "alpha": alpha, "steps": 1}
    return claim("time.quoted").point(**values, eta=Fraction(1, 50), accuracy=accuracy)


def in_floats(bound, at):
    floats = FloatBatch()
    return float(np.ravel(bound(floats, at.converted(floats.number)))[0])


def elapsed(depth, eigenvalue, low, high):
    """The time of d' = d^{N-1} |lambda - d^N| between two values, in steps of 1/50."""
    return 50 * quad(lambda y: 1 / abs(y ** (depth - 1) * (eigenvalue - y**depth)), low, high)[0]


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_times_of_the_flow_are_integrals(depth):
    root = 1.5 ** (1 / depth)
    c = (depth - 1) / (2 * depth - 1)
    top = c ** (1 / depth) * root
    s = (top / 0.25) ** (depth - 1)
    rate = -np.log(1 - depth * (c * 1.5) ** (2 - 2 / depth) / 50)
    far = point(depth, "1/4", "1/100")
    rest = np.log((root - top) / 0.01) / rate
    expected = {
        quoted.steps_far: elapsed(depth, 1.5, 0.25, top) + s + rest,
        quoted.steps_short: elapsed(depth, 1.5, 0.25, root - 0.01) + s,
        quoted.steps_near: np.log((root - 0.25) / 0.01) / rate,
    }
    for bound, steps in expected.items():
        assert in_floats(bound, far) == pytest.approx(steps, rel=1e-7), bound
    above = in_floats(quoted.steps_above, point(depth, "2", "1/100"))
    assert above == pytest.approx(elapsed(depth, 1.5, root + 0.01, 2), rel=1e-7)
    negative = point(depth, "2", "1/100").exact | {"eigenvalue": Fraction(-3, 2)}
    falls = in_floats(quoted.steps_negative, type(far)(negative))
    assert falls == pytest.approx(50 * quad(lambda y: y ** (1 - depth), 0.01, 2)[0] / 1.5, rel=1e-7)


def test_the_smallest_counterexample_by_hand():
    """From 3/5 one step of 1/8 leads to 81/125, 44/125 from 1: within 399/1000, as 2/5 is not."""
    values = claim("time.quoted").counterexamples[0]
    alpha, eta, accuracy = (Fraction(values[name]) for name in ("alpha", "eta", "accuracy"))
    first = alpha + eta * alpha * (1 - alpha**2)
    assert first == Fraction(81, 125)
    assert 1 - first <= accuracy < 1 - alpha
    with ctx.workprec(128):
        balls = BallPoint()
        bound = quoted.steps_near(
            balls, claim("time.quoted").point(**values).converted(balls.number)
        )
        assert 0.0287 < bound < 0.0288


@pytest.mark.parametrize("depth", [2, 3, 10])
@pytest.mark.parametrize("claim_id", list(SHARP))
def test_one_step_more_is_sharp(claim_id, depth):
    (find,) = SHARP[claim_id]
    found = find(depth)
    assert found.stated == found.high == 1
    assert 1 - Fraction(1, 10**9) < found.low < 1
    assert verdict_at_witness(found, found.low - Fraction(1, 10**9)).name == "refuted"
    assert verdict_at_witness(found, Fraction(1)).name == "holds"
