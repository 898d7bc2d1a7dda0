"""The second readings of stopping.*: what each allows, to the last digit."""

from fractions import Fraction

import pytest

from dmfcheck.claims.point import Point
from dmfcheck.replay.readings import stopping
from dmfcheck.replay.readings.reading import decided

F = Fraction
NEAR = F(1, 10**20)


@pytest.mark.parametrize(
    ("depth", "grown", "share"), [(2, F(13, 2), F(2, 13)), (3, F(25), F(1, 125))]
)
@pytest.mark.parametrize(
    ("excess", "late", "holds"), [(0, 0, True), (NEAR, 0, False), (0, NEAR, False)]
)
def test_the_distance_to_the_limit(depth, grown, share, excess, late, holds, monkeypatch):
    """delta^2 lambda_1^2 + 3 (alpha^{-m} + m eta k)^{-N/(N-1)}, m = 2N-2, at k = 5 and at k = 10."""
    eta = F(1, 4) if depth == 2 else F(9, 20)
    assert grown == 2 ** (2 * depth - 2) + (2 * depth - 2) * eta * 5
    point = Point(
        {
            "depth": depth,
            "spectrum": (F(2), F(0), F(0), F(-1)),
            "alpha": F(1, 2),
            "eta": eta,
            "delta": F(1, 10),
            "steps": 5,
        }
    )
    later = 2 ** (2 * depth - 2) + (2 * depth - 2) * eta * 10

    def value(n, p, w, step):
        assert step in (5, 10)
        power = later if step == 10 else grown
        rest = n.power(n.number(power), F(-depth, 2 * depth - 2))
        more = late if step == 10 else excess
        return n.number(F(11, 5)) if w == 2 else rest * n.number(1 + F(more))

    monkeypatch.setattr(stopping, "first_step", lambda n, p, w, level: {F(9, 5): (5, 5)}[level])
    monkeypatch.setattr(stopping, "value", value)
    assert share**2 == F(1) / grown**2 if depth == 2 else share == F(1, 5) ** 3
    found = decided(stopping._close_to_limit, point)
    # Equal irrational numbers are never told apart.
    assert found is holds or (holds and found is None)


@pytest.mark.parametrize(
    ("error", "holds"), [(F(9), True), (F(9) + NEAR, False), (F(5), True), (F(1), True)]
)
def test_the_distance_to_the_truth(error, holds, monkeypatch):
    """sqrt(9) = sqrt(4) + sqrt(1), the radius^2 being delta^2 (2^2 + 1) + 2 delta'^2 = 1."""
    point = Point(
        {
            "spectrum": (F(2), F(1), F(0), F(0)),
            "rank": 2,
            "delta": F(1, 5),
            "quiet_level": F(1, 5) * 2,
        }
    )
    radius = F(1, 25) * 5 + 2 * F(4, 25)
    scale = radius
    monkeypatch.setattr(stopping, "ends_at", lambda n, p, step: "ends")
    monkeypatch.setattr(
        stopping,
        "squared_error",
        lambda n, p, diagonal: n.number((error if diagonal == "ends" else F(4)) * scale),
    )
    assert decided(lambda n, p: stopping._near_the_truth(n, p, 7), point) is holds


def test_errors_are_those_of_whole_matrices():
    from dmfcheck.replay.readings.numbers import Exactly

    n = Exactly()
    point = Point({"factor": ((F(1), F(2)), (F(0), F(3))), "spectrum": (F(2), F(-1)), "rank": 1})
    p = point.converted(n.number)
    # B B^T = [[5, 6], [6, 9]].
    assert stopping.squared_error(n, p, [n.number(F(1)), n.number(F(2))]) == 16 + 49 + 2 * 36
    assert stopping.limit(n, p) == [2, 0]
    assert stopping._best(n, p) == [2, 0]
