"""The second readings of stopping.*: what each allows, to the last digit."""

from fractions import Fraction

import pytest

from dmfcheck.claims.point import Point
from dmfcheck.replay.readings import stopping
from dmfcheck.replay.readings.numbers import Exactly
from dmfcheck.replay.readings.reading import decided

F = Fraction
NEAR = F(1, 10**20)


@pytest.mark.parametrize("depth", [2, 3, 5])
@pytest.mark.parametrize("signs", [(-1, -1), (1, -1), (-1, 1)])
def test_the_distance_to_the_limit(depth, signs, monkeypatch):
    """delta^2 lambda_1^2 + 3 (alpha^{-m} + m eta k)^{-N/(N-1)}, m = 2N-2, at two steps k."""
    point = Point(
        {
            "depth": depth,
            "spectrum": (F(2), F(0), F(0), F(-1)),
            "alpha": F(1, 2),
            "eta": F(1, 4),
            "delta": F(1, 10),
            "steps": 5,
        }
    )
    m = 2 * depth - 2
    more = dict(zip((5, 10), signs, strict=True))

    def value(n, _, w, step):
        grown = 2**m + m * F(1, 4) * step
        rest = n.power(n.number(grown), F(-depth, m)) * n.number(1 + more[step] * NEAR)
        return n.number(F(11, 5)) if w == 2 else rest

    monkeypatch.setattr(stopping, "first_step", lambda n, p, w, level: {F(9, 5): (5, 5)}[level])
    monkeypatch.setattr(stopping, "value", value)
    assert decided(stopping._close_to_limit, point) is (signs == (-1, -1))


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
    n = Exactly()
    point = Point({"factor": ((F(1), F(2)), (F(0), F(3))), "spectrum": (F(2), F(-1)), "rank": 1})
    p = point.converted(n.number)
    # B B^T = [[5, 6], [6, 9]].
    assert stopping.squared_error(n, p, [n.number(F(1)), n.number(F(2))]) == 16 + 49 + 2 * 36
    assert stopping.limit(n, p) == [2, 0]
    assert stopping._best(n, p) == [2, 0]
