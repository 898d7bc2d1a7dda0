"""The second readings of rank.window: the largest start that each accepts, by its formula."""

from fractions import Fraction

import mpmath
import pytest
from mpmath import mpf

from dmfcheck.claims.point import Point
from dmfcheck.replay.readings import rank_window
from dmfcheck.replay.readings.reading import decided

F = Fraction
CONSTANTS = {"rank.window": (4, 3), "rank.window/sharper": (2, 2), "rank.window_literal": (4, 3)}


def given(depth, delta, **changed):
    return {
        "depth": depth,
        "spectrum": (F(3), F(2), F(1, 2), F(1, 3)),
        "rank": 2,
        "eta": F(1, 20),
        "delta": delta,
        "quiet_level": F(1, 9),
    } | changed


def largest_start(depth, delta, claim_id):
    """a_0 for lambda_L = 2, lambda_{L+1} = 1/2, eta = 1/20, delta' = 1/9."""
    exponent, rounding = CONSTANTS[claim_id]
    N, m = depth, depth - 2
    top, low, eta, quiet = mpf(2), mpf(1) / 2, mpf(1) / 20, mpf(1) / 9
    delta = mpf(delta.numerator) / delta.denominator
    if N == 2:
        rho = mpmath.log(1 + eta * top) / mpmath.log(1 + eta * low)
        power = delta * quiet**rho / ((1 - delta) * top * (1 + eta * top) ** exponent)
        return power ** (1 / (2 * (rho - 1)))
    kappa, h = low / top, eta * top ** (2 - mpf(2) / N)
    x, b = ((1 - kappa) / (1 + 3 * kappa)) ** (mpf(1) / m), (1 - delta) ** (mpf(1) / N)
    speeds = [y ** (N - 1) * (1 - y**N) for y in (x, b)]
    crossing = max(b - x, 0) / min(speeds)
    waiting = quiet ** (-mpf(m) / N) / kappa + m * eta * top * (rounding + crossing / h)
    return (waiting * 2 * kappa / (1 - kappa)) ** (-mpf(1) / m)


@pytest.mark.parametrize("delta", [F(1, 50), F(1, 10), F(9, 10)])
@pytest.mark.parametrize("depth", [2, 3, 5])
@pytest.mark.parametrize("claim_id", list(CONSTANTS))
def test_the_largest_start(claim_id, depth, delta):
    small = rank_window.READINGS[claim_id].hypotheses["0 < alpha <= a_0"]
    with mpmath.workdps(40):
        most = Fraction(str(largest_start(depth, delta, claim_id)))
    for sign, accepted in ((-1, True), (1, False)):
        alpha = most * (1 + F(sign, 10**20))
        assert decided(small, Point(given(depth, delta, alpha=alpha))) is accepted
    for alpha in (F(0), -most / 2):
        assert decided(small, Point(given(depth, delta, alpha=alpha))) is not True


def test_the_other_hypotheses_end_where_they_say():
    hypotheses = rank_window.READINGS["rank.window"].hypotheses

    def holds(words, depth=2, **changed):
        return decided(hypotheses[words], Point(given(depth, F(1, 2), **changed)))

    assert holds("L < n", rank=3)
    assert not holds("L < n", rank=4)
    for last, accepted in ((F(1, 2), True), (F(2), False), (F(0), False), (F(-1), False)):
        spectrum = (F(3), F(2), last)
        assert holds("lambda_L > lambda_{L+1} > 0", spectrum=spectrum) is accepted
    assert holds("delta' < lambda_{L+1}")
    assert not holds("delta' < lambda_{L+1}", quiet_level=F(1, 2))
    words = "alpha^2 <= (8/27) (1-delta) lambda_L/delta if N = 2"
    spectrum = (F(3), F(27, 8), F(1, 9))
    assert holds(words, spectrum=spectrum, alpha=F(1))
    assert not holds(words, spectrum=spectrum, alpha=1 + F(1, 10**20))
    assert holds(words, spectrum=spectrum, alpha=F(9), depth=3)
