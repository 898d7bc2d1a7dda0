"""The growth factors of the second readings of monotone.*, against what they are derived from."""

from fractions import Fraction
from itertools import pairwise

import mpmath
import pytest
from mpmath import mpf

from dmfcheck.claims.point import Point
from dmfcheck.replay.abel import precision
from dmfcheck.replay.readings import monotone, perturbed_step
from dmfcheck.replay.readings.numbers import Exactly
from dmfcheck.replay.readings.reading import decided

DEPTHS = [2, 3, 5]


def orbit(depth, eigenvalue, alpha, eta, steps):
    values = [alpha]
    for _ in range(steps):
        d = values[-1]
        values.append(d + eta * d ** (depth - 1) * (eigenvalue - d**depth))
    return values


def point(depth, **changed):
    return Point(
        {
            "depth": depth,
            "spectrum": (Fraction(2), Fraction(3, 2), Fraction(3, 2), Fraction(1, 3)),
            "alpha": Fraction(1, 2),
            "eta": Fraction(1, 40),
            "steps": 4,
        }
        | changed
    )


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_slope_is_the_derivative_of_the_next_growth(depth):
    """kappa = s (G^N)'/N: G the factor after s, as d grows by s and e = 1 + H - s by s^{2N-2}."""

    def later(s):
        return (1 + H * s ** (depth - 2) - (1 + H - s) * s ** (2 * depth - 2)) ** depth

    with precision(200), mpmath.workdps(50):
        for s, H in ((mpf("1.1"), mpf("0.3")), (mpf("0.9"), mpf("0.01"))):
            expected = s * mpmath.diff(later, s) / depth
            assert abs(monotone.Growth._slope(depth, s, H) - expected) < mpf(10) ** -15


@pytest.mark.parametrize("depth", DEPTHS)
def test_factors_ends_and_slopes_are_those_of_the_orbits(depth):
    exactly = Exactly()
    given = point(depth)
    growth = monotone.Growth(exactly, given.converted(exactly.number))
    for index, eigenvalue in enumerate(given["spectrum"]):
        d = orbit(depth, eigenvalue, given["alpha"], given["eta"], given["steps"])
        ends = [Fraction(int(w.p), int(w.q)) for w in growth.ends[index]]
        factors = [Fraction(int(s.p), int(s.q)) for s in growth.factors[index]]
        assert ends == [x**depth for x in d]
        assert factors == [after / before for before, after in pairwise(d)]
        if index == 0:
            H = [given["eta"] * x ** (depth - 2) * eigenvalue for x in d[:-1]]
            pairs = zip(factors, H, strict=True)
            expected = [monotone.Growth._slope(depth, s, h) for s, h in pairs]
            assert [Fraction(int(k.p), int(k.q)) for k in growth.slopes] == expected


class Made:
    """Growth as it is told."""

    def __init__(self, number, ends, factors, slopes):
        def numbers(value):
            return list(map(numbers, value)) if isinstance(value, list) else number(value)

        self.ends, self.factors, self.slopes = map(numbers, (ends, factors, slopes))


def told(monkeypatch, ends, factors, slopes):
    monkeypatch.setattr(monotone, "Growth", lambda n, p: Made(n.number, ends, factors, slopes))


F = Fraction


@pytest.mark.parametrize(
    ("kappa", "expected"),
    [(F(1), True), (F(3, 2), True), (F(8, 5), False), (F(0), True), (F(-1), False)],
)
def test_sums_grow_by_the_slope(kappa, expected, monkeypatch):
    """sum_i w_i(k) (s_i^2 - s_1^2): here 2 (4 - 1) = 6 at first and 3 (4 - 1) = 9 later."""
    told(
        monkeypatch,
        [[F(1)] * 3, [F(2), F(3), F(5)]],
        [[F(1), F(1)], [F(2), F(2)]],
        [kappa, F(-9)],
    )
    given = point(2, spectrum=(F(2), F(1)), steps=2)
    assert decided(monotone._sum_grows, given) is expected
    assert decided(monotone._sum_grows, point(2, spectrum=(F(2), F(2)), steps=2))


@pytest.mark.parametrize(
    ("kappa", "expected"), [(F(20), True), (F(21), False), (F(1, 3), True), (F(1, 4), False)]
)
def test_pairs_enclose_the_slope(kappa, expected, monkeypatch):
    """s^2 (s+^2 - s_1+^2)/(s^2 - s_1^2): 4 (16 - 1)/(4 - 1) above, 1/4 (0 - 1)/(1/4 - 1) below."""
    told(
        monkeypatch,
        [[F(1)] * 3] * 4,
        [[F(1), F(1)], [F(2), F(4)], [F(1), F(7)], [F(1, 2), F(0)]],
        [kappa, F(99)],
    )
    spectrum = (F(2), F(3), F(2), F(1))
    assert decided(monotone._pairs_enclose, point(2, spectrum=spectrum, steps=2)) is expected


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_rank_wavers_as_the_three_steps_say(depth):
    for excess in (F(1, 10), F(9, 10)):
        alpha, eta = 1 - excess / (3 * depth), (1 + excess) / depth
        first, second, third = (
            d**depth / alpha**depth for d in orbit(depth, F(1), alpha, eta, 3)[1:]
        )
        ranks = [1 / x if x > 1 else x for x in (first, second, third)]
        expected = ranks[0] < ranks[1] > ranks[2]
        given = Point({"depth": depth, "excess": excess})
        assert decided(monotone._wavers, given) is expected
    assert not decided(monotone._excess, Point({"excess": F(1)}))
    assert not decided(monotone._excess, Point({"excess": F(0)}))


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize(("d", "eigenvalue"), [(F(9, 10), F(1)), (F(1), F(-1, 2)), (F(3, 2), F(2))])
def test_the_slope_of_the_map_is_not_negative_up_to_a_step(depth, d, eigenvalue):
    """1 + eta ((N-1) lambda d^{N-2} - (2N-1) d^{2N-2}) >= 0."""
    fall = (2 * depth - 1) * d ** (2 * depth - 2) - (depth - 1) * eigenvalue * d ** (depth - 2)
    given = {"depth": depth, "position": d, "eigenvalue": eigenvalue}
    for eta, holds in ((1 / fall, True), (1 / fall + F(1, 10**20), False), (F(0), True)):
        found = decided(perturbed_step._slope_at_least_zero, Point(given | {"eta": eta}))
        assert found is holds
