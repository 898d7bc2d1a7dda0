"""The claims about corrected times must break where they should, and only there."""

from dataclasses import replace
from fractions import Fraction

import mpmath
import pytest
from flint import ctx

from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.judge import confirm
from dmfcheck.dynamics.balls.hitting_time import hitting_time
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.time.corrected import HALF_STEP, corrected_steps, flow_steps
from dmfcheck.theory.time.recovery import BELOW_LEVEL

TRUE = [
    "time.flow_bounds",
    "time.corrected",
    "time.corrected/sharper",
    "time.corrected_upper",
    "time.corrected_upper/lower",
]


def with_constant(subject, name, value):
    constants = tuple(
        replace(constant, stated=lambda N: Fraction(value)) if constant.name == name else constant
        for constant in subject.constants
    )
    assert constants != subject.constants
    return replace(subject, constants=constants)


def name_at(subject, **values):
    return confirm(subject, subject.point(eigenvalue=1, **values)).name


def high_level(depth, share, digits):
    """A level 10^-digits below the eigenvalue, at the step share/N."""
    theta = 1 - Fraction(1, 10**digits)
    return {"depth": depth, "alpha": "1/2", "eta": Fraction(share) / depth, "fraction": theta}


SMALL_START = {"depth": 2, "alpha": "1e-1000", "eta": "1/4", "fraction": "1/100"}
# Just above the third iterate, where the sum of the residuals of N = 2, h = 1/2 is largest.
LATEST = {"depth": 2, "alpha": "0.3557", "eta": "1/2"}


def third_iterate():
    x = Fraction(LATEST["alpha"])
    for _ in range(3):
        x += x * (1 - x**2) / 2
    return x


@pytest.mark.parametrize(
    ("claim_id", "name", "tightened", "point"),
    [
        ("time.flow_bounds", "slowest contraction", "0.999", high_level(3, "1/2", 1000)),
        ("time.flow_bounds", "steepest growth", "0.499", SMALL_START),
        ("time.corrected", "remainder", "0.114", high_level(2, "1/2", 1000)),
        ("time.corrected/sharper", "remainder", "0.114", high_level(2, "1/2", 1000)),
        ("time.corrected_upper/lower", "deficit", "0.114", high_level(3, "1/2", 1000)),
        (
            "time.corrected_upper",
            "excess",
            "0.0694",
            LATEST | {"fraction": third_iterate() ** 2 + Fraction(1, 10**12)},
        ),
    ],
)
def test_a_constant_tightened_past_the_sharp_one_is_refuted(claim_id, name, tightened, point):
    subject = claim(claim_id)
    assert name_at(subject, **point) == "holds"
    assert name_at(with_constant(subject, name, tightened), **point) == "refuted"


@pytest.mark.parametrize("claim_id", TRUE)
def test_the_inequality_turned_around_is_refuted(claim_id):
    subject = claim(claim_id)
    turned = replace(subject, margin=lambda a, p, c: -subject.margin(a, p, c))
    point = {"depth": 4, "alpha": "1/50", "eta": "1/10", "fraction": "1/2"}
    assert name_at(subject, **point) == "holds"
    assert name_at(turned, **point) == "refuted"


def test_the_correction_matters():
    # Without (1/2) ln f the time of the flow is off by steps, not by a remainder.
    corrected = claim("time.corrected")
    point = {"depth": 3, "alpha": "1e-30", "eta": "1/6", "fraction": "1/2"}
    assert name_at(corrected, **point) == "holds"
    flow = claim("time.flow_difference")
    assert name_at(flow, **point, bound=50) == "refuted"


@pytest.mark.parametrize(
    ("claim_id", "hypothesis", "point"),
    [
        ("time.corrected_upper/lower", HALF_STEP, high_level(2, "9/10", 1000)),
        (
            "time.corrected",
            BELOW_LEVEL,
            {"depth": 2, "alpha": "1/2", "eta": "1/10", "fraction": "1/100"},
        ),
    ],
)
def test_a_dropped_hypothesis_lets_a_refutation_in(claim_id, hypothesis, point):
    subject = claim(claim_id)
    assert name_at(subject, **point) == "outside hypotheses"
    assert name_at(subject.without_hypothesis(hypothesis), **point) == "refuted"


@pytest.mark.parametrize("depth", [2, 3, 8])
@pytest.mark.parametrize("share", ["1", "1/2"])
def test_claims_hold_at_the_extremes_of_their_domains(depth, share):
    point = {
        "depth": depth,
        "alpha": Fraction(1, 10**300),
        "eta": Fraction(share) / depth,
        "fraction": 1 - Fraction(1, 10**12),
    }
    for claim_id in TRUE:
        half_step = claim_id not in {"time.flow_bounds", "time.corrected_upper"}
        expected = "outside hypotheses" if half_step and share == "1" else "holds"
        assert name_at(claim(claim_id), **point) == expected, claim_id


@pytest.mark.parametrize("claim_id", ["time.flow_difference", "time.flow_difference/early"])
def test_the_false_claim_holds_under_a_bound_large_enough_for_the_point(claim_id):
    subject = claim(claim_id)
    for values in subject.counterexamples:
        assert subject.examine(**values).name == "refuted"
        assert subject.examine(**values | {"bound": 2 * values["bound"]}).name == "holds"


@pytest.mark.parametrize("depth", [2, 3, 7])
def test_the_corrected_time_is_that_of_quadrature(depth):
    x0, h, theta = Fraction(1, 5), Fraction(1, 2 * depth), Fraction(9, 10)
    values = {"depth": depth, "alpha": x0 * 3, "eta": h / 3 ** (2 * depth - 2)}
    point = claim("time.corrected").point(**values, eigenvalue=3**depth, fraction=theta)

    def velocity(x):
        return x ** (depth - 1) * (1 - x**depth)

    with mpmath.workdps(30), ctx.workprec(100):
        low, high = mpmath.mpf(1) / 5, mpmath.root(mpmath.mpf(9) / 10, depth)
        flow = mpmath.quad(lambda x: 1 / velocity(x), [low, (low + high) / 2, high]) * 2 * depth
        corrected = flow + mpmath.log(velocity(high) / velocity(low)) / 2
        balls = BallPoint()
        converted = point.converted(balls.number)
        for enclosed, expected in ((flow_steps, flow), (corrected_steps, corrected)):
            found = enclosed(balls, converted)
            assert found.rad() < 1e-20
            assert abs(mpmath.mpf(found.mid().str(28, radius=False)) - expected) < 1e-18


def test_a_lag_of_one_step_is_seen_beside_times_of_thousands_of_digits():
    # 5980 bits of K: at the 64 bits where the judge begins, K - S would be noise.
    x0, h = Fraction(1, 10**300), Fraction(1, 16)
    K = hitting_time(8, h, x0, Fraction(1, 2)).lo
    values = {"depth": 8, "eigenvalue": 1, "alpha": x0, "eta": h, "fraction": Fraction(1, 2) ** 8}
    verdict = claim("time.corrected").examine(**values)
    assert K.bit_length() > 5900
    assert verdict.name == "holds"
    assert verdict.certificate["bits"] <= 128
