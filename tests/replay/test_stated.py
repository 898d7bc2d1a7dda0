"""The replay descends from every start by every update, with none of the code of the makers."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from mpmath import iv

from dmfcheck.claims.exact import Exact
from dmfcheck.claims.point import Point
from dmfcheck.dynamics import dynamics as makers
from dmfcheck.dynamics.dynamics import Dynamics
from dmfcheck.dynamics.parameters import parameter
from dmfcheck.dynamics.start import Given, Identical, Perturbed, Start
from dmfcheck.dynamics.update import Update
from dmfcheck.dynamics.updates.descent import Descent
from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
from dmfcheck.dynamics.updates.nesterov import Nesterov
from dmfcheck.dynamics.updates.schedule import Schedule
from dmfcheck.dynamics.updates.weight_decay import WeightDecay
from dmfcheck.replay.abel import ends
from dmfcheck.replay.intervals import Intervals
from dmfcheck.replay.rationals import Rationals


@dataclass(frozen=True)
class TwoKinds(Start):
    """A start of somebody's own: the first two factors, and the others."""

    first: Any = parameter()
    others: Any = parameter()

    def classes(self, depth):
        return ((self.first, 2), (self.others, depth - 2))


@dataclass(frozen=True)
class Fading(Update):
    """An update of somebody's own: steps eta/(k+1), a mean of the pulls, for so many steps."""

    share: Any = parameter()

    def size(self, eta, k):
        return eta / (k + 1)

    def remembers(self, factor):
        return (0 * factor,)

    def step(self, factor, pull, eta, memory):
        mean = self.share * memory[0] + (1 - self.share) * pull
        return factor - mean - eta * self.share, (mean,)

    def length(self):
        return 3


POINT = {
    "depth": 3,
    "alpha": Fraction(1, 2),
    "beta": Fraction(1, 5),
    "starts": ((Fraction(1, 2), Fraction(1, 3), Fraction(2, 5)),),
    "first": Fraction(1, 2),
    "others": Fraction(1, 3),
    "eta": Fraction(1, 8),
    "momentum": Fraction(2, 3),
    "decay": Fraction(1, 7),
    "schedule": ((Fraction(1, 8), Fraction(1, 9), Fraction(1, 7)),),
    "share": Fraction(1, 4),
}
STARTS = (Identical, Perturbed, Given, TwoKinds)
UPDATES = (Descent, HeavyBall, WeightDecay, Schedule, Nesterov, Fading)
PAIRS = [Dynamics(start, update) for start in STARTS for update in UPDATES]


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_it_goes_where_the_makers_go(pair, monkeypatch):
    point = Point(POINT | {"steps": 3})
    made = Exact().run(pair, point, Fraction(3, 2))
    monkeypatch.setattr(makers, "pulls", None)
    exact, intervals = Rationals(), Intervals()
    again = exact.run(pair, point.converted(exact.number), exact.number(Fraction(3, 2)))
    around = intervals.run(pair, point.converted(intervals.number), iv.mpf(3) / 2)
    assert len(made) == len(again) == len(around) == 4
    for factors, numbers, enclosures in zip(made, again, around, strict=True):
        assert tuple(number.fraction() for number in numbers) == factors
        for factor, enclosure in zip(factors, enclosures, strict=True):
            low, high = ends(enclosure)
            assert low <= factor <= high
            assert high - low < Fraction(1, 10**12)


@pytest.mark.parametrize("update", [Schedule, Fading])
def test_an_update_of_some_steps_ends(update):
    exact = Rationals()
    point = Point(POINT).converted(exact.number)
    assert len(exact.run(Dynamics(Identical, update), point, exact.number(Fraction(1)))) == 4
    assert (
        len(
            exact.run(
                Dynamics(Identical, update), point.replaced(steps=2), exact.number(Fraction(1))
            )
        )
        == 3
    )
