"""The second readings of time.*: the flow against a quadrature, and which steps each accepts."""

from fractions import Fraction

import mpmath
import pytest
from mpmath import mpf

from dmfcheck.claims.point import Point
from dmfcheck.replay.abel import precision
from dmfcheck.replay.readings import times
from dmfcheck.replay.readings.numbers import Enclosed
from dmfcheck.replay.readings.reading import decided

DEPTHS = [2, 3, 5]


def point(depth):
    """h = 1/15, not 1/(2N)."""
    return Point(
        {
            "depth": depth,
            "eigenvalue": Fraction(5, 3) ** depth,
            "alpha": Fraction(1, 3),
            "eta": Fraction(1, 15) * Fraction(3, 5) ** (2 * depth - 2),
            "fraction": Fraction(7, 10),
            "bound": Fraction(17, 10),
        }
    )


class Expected:
    """The same by quadrature, x_0 = 1/5 and h = 1/15."""

    def __init__(self, depth):
        N = self.N = depth
        self.x0, self.b, self.h = mpf(1) / 5, mpf("0.7") ** (mpf(1) / N), mpf(1) / 15
        self.c = N * self.h
        points = [self.x0, (self.x0 + self.b) / 2, self.b]
        self.steps = mpmath.quad(lambda x: 1 / self.speed(x), points) / self.h
        self.corrected = self.steps + mpmath.log(self.speed(self.b) / self.speed(self.x0)) / 2
        self.saturation = mpmath.log((1 - self.x0**N) / mpf("0.3"))
        at_level = self.c * self.b ** (N - 2)
        self.t = min(self.c, at_level * mpmath.exp(at_level))
        spread = (
            mpf(N) / (N - 2)
            if N > 2
            else 2 * (1 + self.h) * mpmath.log(self.b * (1 + self.h) / self.x0)
        )
        self.room = self.t * (spread + self.saturation - mpmath.log(1 - self.t))

    def speed(self, x):
        return x ** (self.N - 1) * (1 - x**self.N)


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_flow_is_that_of_a_quadrature(depth):
    with precision(200), mpmath.workdps(40):
        n = Enclosed()
        flow = times.Flow(n, point(depth).converted(n.number))
        expected = Expected(depth)
        for found, value in (
            (flow.c, expected.c),
            (flow.steps, expected.steps),
            (flow.saturation, expected.saturation),
            (flow.corrected, expected.corrected),
            (flow.remainder(n.number(Fraction(2))), 2 * expected.room),
        ):
            assert abs(found.mid - value) < mpf(10) ** -30


def deep_time(e):
    """(alpha^{2-N} - target^{2-N})/((N-2) eta lambda), in scaled coordinates."""
    return (e.x0 ** (2 - e.N) - e.b ** (2 - e.N)) / (e.h * (e.N - 2))


def bounds(claim_id, e):
    """(least, most) with least <= K < most, from what the claim states; most included if True."""
    log, inf = mpmath.log, mpmath.inf
    growth = log(mpf("0.7") / mpf("0.3") / (e.x0**2 / (1 - e.x0**2)))
    sharp = 6 * log(2) - 4
    first_order = 1 - log(mpf("0.3")) + (log(e.b / e.x0) if e.N == 2 else 0)
    return {
        "time.two_layer": (growth / -log(1 - 2 * e.h), 1 + growth / (2 * log(1 + e.h))),
        "time.deep_lower": (0 if e.N == 2 else deep_time(e), inf),
        "time.flow_bounds": (
            e.c * e.steps / -log(1 - e.c),
            1 + e.c / 2 * e.steps / log(1 + e.c / 2),
        ),
        "time.corrected": (
            e.corrected - mpf("0.387") * e.room,
            e.corrected + 1 + mpf("0.387") * e.room,
        ),
        "time.corrected/sharper": (e.corrected - sharp * e.room, e.corrected + 1 + sharp * e.room),
        "time.corrected_upper": (0, e.corrected + 1 + mpf("0.0695") * e.c),
        "time.corrected_upper/lower": (e.corrected - mpf("0.115") * e.c * first_order, inf),
        "time.flow_difference": (0, e.steps + mpf("1.7")),
        "time.flow_difference/early": (e.steps - mpf("1.7"), inf),
    }[claim_id]


STATED = [
    (claim_id, depth)
    for claim_id in times.READINGS
    for depth in {"time.two_layer": [2], "time.deep_lower": [3, 5]}.get(claim_id, DEPTHS)
]


@pytest.mark.parametrize(("claim_id", "depth"), STATED)
def test_the_times_that_a_reading_accepts(claim_id, depth, monkeypatch):
    """Within 1e-25 of a step at either end, as if a step could be a part of one."""
    with mpmath.workdps(40):
        ends = [Fraction(str(end)) for end in bounds(claim_id, Expected(depth)) if end < mpmath.inf]
        near = [end + Fraction(sign, 10**25) for end in ends if end > 0 for sign in (-1, 1)]
        least, most = bounds(claim_id, Expected(depth))
        expected = [least <= mpf(k.numerator) / k.denominator < most for k in near]
    accepted = []
    for k in near:
        monkeypatch.setattr(times, "recovery", lambda n, p, k=k: n.number(k))
        accepted.append(decided(times.READINGS[claim_id].conclusion, point(depth)))
    assert accepted == expected
    assert {True, False} == set(expected)


@pytest.mark.parametrize("claim_id", list(times.READINGS))
def test_the_hypotheses_end_where_they_say(claim_id):
    """alpha^N below the level, and the step up to its limit: 1/N or half of it; N = 2 below."""
    small = Fraction(1, 10**9)
    parts = {"time.corrected": 2, "time.corrected/sharper": 2, "time.corrected_upper/lower": 2}
    hypotheses = times.READINGS[claim_id].hypotheses
    depth = 3 if claim_id != "time.two_layer" else 2
    exact = dict(point(depth))
    limit = Fraction(3, 5) ** (2 * depth - 2) / (depth * parts.get(claim_id, 1))

    def within(**changed):
        return all(decided(given, Point(exact | changed)) for given in hypotheses.values())

    assert within()
    assert within(eta=limit) == (depth > 2)
    assert within(eta=limit * (1 - small))
    assert not within(eta=limit * (1 + small))
    assert not within(alpha=Fraction(0))
    assert not within(alpha=-exact["alpha"])
    level = Fraction(7, 10)
    cube = {"eigenvalue": Fraction(1), "fraction": Fraction(7, 10) ** depth, "eta": Fraction(1, 99)}
    assert within(alpha=level * (1 - small), **cube)
    assert not within(alpha=level, **cube)
    if claim_id in ("time.two_layer", "time.deep_lower"):
        wrong = 5 - depth
        assert not within(depth=wrong, eigenvalue=Fraction(1), alpha=Fraction(1, 9))


def test_at_the_largest_step_the_flow_bounds_nothing_from_below(monkeypatch):
    exact = dict(point(2)) | {"eta": Fraction(3, 5) ** 2 / 2}
    for k, expected in ((0, True), (30, False)):
        monkeypatch.setattr(times, "recovery", lambda n, p, k=k: n.whole(k, k))
        reading = times.READINGS["time.flow_bounds"]
        assert decided(reading.conclusion, Point(exact)) is expected
