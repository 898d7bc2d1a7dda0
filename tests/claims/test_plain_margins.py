"""Margins written as plain loops: exact while that is affordable, then balls, then undecided."""

from fractions import Fraction

import pytest
from flint import ctx

from dmfcheck.base.bounds import within
from dmfcheck.base.verdict import Holds, Refuted, Undecided
from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.faults import ClaimFault
from dmfcheck.claims.judge import confirm
from dmfcheck.claims.sign import sign_of
from dmfcheck.theory.vocabulary import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, STEPS

VARIABLES = (DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, STEPS)
POINT = {"depth": 2, "eigenvalue": 1, "alpha": "1/10", "eta": "1/4"}


def heavy_ball(p):
    """d^N after the steps of the heavy-ball descent with momentum 1/4."""
    before = d = p.alpha
    for _ in range(p.steps):
        step = p.eta * d ** (p.depth - 1) * (p.eigenvalue - d**p.depth)
        before, d = d, d + step + (d - before) / 4
    return d**p.depth


def plain(margin, variables=VARIABLES):
    return Claim(
        id="my.plain",
        statement="plain",
        source="derived",
        kind="inequality",
        expected="open",
        variables=variables,
        margin=margin,
        exact=True,
    )


AFTER = {
    5: "0.123390622",
    10: "0.825620140",
    12: "1.00472825",
    13: "1.016906777",
    50: "1",
    5000: "1",
}
"""d^2 after so many steps, in float64."""


@pytest.mark.parametrize("steps", AFTER)
def test_a_heavy_ball_loop_is_decided_however_long_it_is(steps):
    near, share = Fraction(AFTER[steps]), Fraction(1, 10**8)
    for off, verdict in ((share, Holds), (-share, Refuted)):
        level = Variable("level", "number", meaning="what d^2 is at most")
        claim = plain(lambda _a, p, _c: p.level - heavy_ball(p), (*VARIABLES, level))
        found = claim.examine(**POINT, steps=steps, level=near + off)
        assert isinstance(found, verdict), off


def test_a_few_steps_are_exact_and_a_tie_is_seen():
    tied = plain(lambda a, p, c: heavy_ball(p) - heavy_ball(p))
    sign = sign_of(tied.margin, tied, tied.point(**POINT, steps=6))
    assert (sign.value, sign.bits, sign.margin) == (0, 0, "0")
    # What is too long for exact arithmetic no enclosure can tell from 0.
    verdict = tied.examine(**POINT, steps=60)
    assert isinstance(verdict, Undecided)
    assert "contains 0 at 16384 bits" in verdict.reason


def test_digits_that_no_precision_keeps_leave_a_claim_undecided():
    def doubling(_a, p, _c):
        x = p.alpha
        for _ in range(p.steps):
            x = 4 * x * (1 - x)
        return 2 * x - 1

    claim = plain(doubling)
    verdict = claim.examine(**POINT, steps=20_000)
    assert isinstance(verdict, Undecided)
    assert "16384 bits" in verdict.reason


def test_certificates_of_short_margins_keep_their_rationals():
    claim = plain(lambda _a, p, _c: 2 - heavy_ball(p))
    certificate = claim.examine(**POINT, steps=1).certificate
    d = Fraction(1, 10) + Fraction(1, 4) * Fraction(1, 10) * (1 - Fraction(1, 100))
    assert certificate["bits"] == 0
    assert certificate["margin"] == str(2 - d * d)


@pytest.mark.parametrize(
    "margin", [lambda a, p, c: p.alpha * 0.1, lambda a, p, c: 0.5, lambda a, p, c: [p.alpha]]
)
def test_a_margin_that_is_no_exact_number_is_refused(margin):
    with pytest.raises(ClaimFault, match=r"no float|is a float|returns a (float|list)"):
        plain(margin).examine(**POINT, steps=1)


def endless(_a, _p, _c):
    while True:
        pass


def growing(_a, p, _c):
    x = p.alpha
    while True:
        x = x + 1


def test_a_margin_that_never_ends_is_undecided_at_the_limit():
    for margin in (endless, growing):
        claim = plain(margin)
        point = claim.point(**POINT, steps=1)
        verdict = confirm(claim, point, seconds=0.3)
        assert verdict == Undecided("no decision within 0.3 s")
        assert claim.examine(**POINT, steps=1, seconds="3/10") == verdict
        with within(0.2) as limit:
            sign_of(margin, claim, point)
        assert limit.reached


def test_exact_arithmetic_that_takes_too_long_leaves_half_of_the_time_to_balls():
    tried = []

    def slow_when_exact(a, p, _c):
        tried.append(type(a).__name__)
        while type(a).__name__ == "Exact":
            pass
        return p.alpha

    verdict = plain(slow_when_exact).examine(**POINT, steps=1, seconds=1)
    assert isinstance(verdict, Holds)
    # Balls once more, to see that they decide whatever the margin asks of them.
    assert tried == ["Exact", "BallPoint", "MixedBalls"]


def test_a_variable_named_seconds_is_the_variable():
    seconds = Variable("seconds", "number", Fraction(0), meaning="a duration of the claim's own")
    claim = plain(lambda a, p, c: p.seconds - 1, (DEPTH, seconds))
    assert isinstance(claim.examine(depth=2, seconds=2), Holds)
    assert isinstance(claim.examine(depth=2, seconds="1/2"), Refuted)
    with within(0.2) as limit:
        plain(endless, (DEPTH, seconds)).examine(depth=2, seconds=1000)
    assert limit.reached


@pytest.mark.parametrize("seconds", [0, -1, "soon", True, float("nan")])
def test_a_limit_that_is_none_is_bad_input(seconds):
    with pytest.raises(ValueError, match=r"^seconds .*accepted: "):
        plain(endless).examine(**POINT, steps=1, seconds=seconds)


@pytest.mark.parametrize("steps", [3 * 10**6, 10**12])
def test_an_orbit_that_no_memory_holds_is_undecided(steps):
    ends = plain(lambda a, p, _c: 2 - a.orbit(p)[-1])
    verdict = ends.examine(**POINT, steps=steps)
    assert isinstance(verdict, Undecided)
    assert "too long for balls of 64 bits" in verdict.reason


def test_an_orbit_in_balls_looks_at_the_time():
    ends = plain(lambda a, p, _c: 2 - a.orbit(p)[-1])
    point = ends.point(**POINT, steps=10**6)
    with within(0.2) as limit, ctx.workprec(256):
        BallPoint().orbit(point)
    assert limit.reached
    assert ctx.prec == 53


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    "margin",
    [
        lambda a, p, _c: HALF * a.orbit(p)[-1] - a.orbit(p)[-1] * Fraction(499, 1000),
        lambda a, p, _c: a.log(1 + p.alpha * HALF) - Fraction(1, 30),
        lambda a, p, _c: a.minimum(HALF, p.alpha / Fraction(1, 3)) - a.exp(-p.alpha * 2) / 3,
        lambda a, p, _c: (
            Fraction(7, 2) - a.root(2 + HALF, 2) ** 2 - (HALF if p.alpha < HALF else 9)
        ),
        lambda a, p, _c: abs(-(a.log(p.alpha) - HALF)) - 2,
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_margin_with_bare_fractions_is_decided_in_balls_too(margin, sign):
    verdict = plain(lambda a, p, c: sign * margin(a, p, c)).examine(**POINT, steps=40)
    assert isinstance(verdict, Holds if sign > 0 else Refuted)
    assert verdict.certificate["bits"] > 0
