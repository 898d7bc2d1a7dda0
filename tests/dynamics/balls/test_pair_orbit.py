"""Enclosures of any start and update: they contain the orbit, and stay narrow."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

import pytest
from flint import arb, ctx, fmpq

from dmfcheck.base.bounds import within
from dmfcheck.base.verdict import CannotSay
from dmfcheck.dynamics.balls.jets import variables
from dmfcheck.dynamics.balls.pair_orbit import mean_value_iterates, pair_orbit
from dmfcheck.dynamics.dynamics import iterates
from dmfcheck.dynamics.parameters import parameter
from dmfcheck.dynamics.start import Given, Identical, Perturbed
from dmfcheck.dynamics.update import Update
from dmfcheck.dynamics.updates.descent import Descent
from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
from dmfcheck.dynamics.updates.nesterov import Nesterov
from dmfcheck.dynamics.updates.weight_decay import WeightDecay

THIRD, TENTH, MOST = fmpq(1, 3), fmpq(1, 10), fmpq(9, 10)


@dataclass(frozen=True)
class Averaged(Update):
    """Moves by the mean of all pulls so far: memory of two, and a quotient."""

    weight: Any = parameter()

    def remembers(self, factor: Any) -> Any:
        return 0 * factor, 0

    def step(self, factor: Any, pull: Any, eta: Any, memory: Any) -> tuple[Any, Any]:
        total, count = memory[0] + pull, memory[1] + 1
        return factor - total / (self.weight + count), (total, count)


PAIRS = [
    (Identical(TENTH), Descent()),
    (Identical(TENTH), HeavyBall(MOST)),
    (Identical(TENTH), Nesterov(MOST)),
    (Identical(TENTH), WeightDecay(THIRD)),
    (Identical(TENTH), Averaged(THIRD)),
    (Perturbed(TENTH, fmpq(1, 30)), Descent()),
    (Perturbed(TENTH, fmpq(1, 30)), HeavyBall(MOST)),
    (Given(((TENTH, THIRD, fmpq(1, 7)),)), Nesterov(THIRD)),
]


def given(start, update, eigenvalue):
    parts = start.converted(arb), update.converted(arb)
    return *parts, 3, arb(eigenvalue), arb(fmpq(1, 12))


@pytest.mark.parametrize("eigenvalue", [1, 0, -1])
@pytest.mark.parametrize(("start", "update"), PAIRS, ids=repr)
def test_the_orbit_is_enclosed_narrowly(start, update, eigenvalue):
    with ctx.workprec(64):
        narrow = list(islice(mean_value_iterates(*given(start, update, eigenvalue)), 151))
    with ctx.workprec(4000):
        known = list(islice(iterates(*given(start, update, eigenvalue)), 151))
        for enclosures, truths in zip(narrow, known, strict=True):
            for ball, truth in zip(enclosures, truths, strict=True):
                assert truth.rad() < 1e-30
                assert ball.contains(truth)
                assert ball.rad() < 1e-13
    assert len({float(ball.rad()) for balls in narrow for ball in balls}) > 10


@pytest.mark.parametrize(("start", "update"), PAIRS, ids=repr)
def test_a_thousand_steps_stay_enclosed(start, update):
    with ctx.workprec(64):
        orbit = pair_orbit(*given(start, update, 1), 1000)
    with ctx.workprec(400):
        finer = pair_orbit(*given(start, update, 1), 1000)
        for balls, small in zip(orbit, finer, strict=True):
            assert all(ball.contains(inner) for ball, inner in zip(balls, small, strict=True))
    assert max(ball.rad() for ball in orbit[-1]) < 1e-11


def test_few_steps_are_iterated_as_written():
    pair = given(Identical(TENTH), HeavyBall(MOST), 1)
    with ctx.workprec(64):
        orbit, written = pair_orbit(*pair, 5), islice(iterates(*pair), 6)
        for balls, plain in zip(orbit, written, strict=True):
            assert (balls[0].mid(), balls[0].rad()) == (plain[0].mid(), plain[0].rad())


def test_an_orbit_that_runs_away_keeps_no_digit():
    start, update, depth, eigenvalue, _ = given(Identical(TENTH), Nesterov(MOST), 1)
    orbit = pair_orbit(start, update, depth, eigenvalue, arb(1000), 400)
    assert len(orbit) == 401
    assert not orbit[-1][0].rad() < 1


def test_a_limit_of_time_ends_it():
    with within(0.2) as limit:
        pair_orbit(*given(Perturbed(TENTH, THIRD), Nesterov(MOST), 1), 16_000)
    assert limit.reached


def test_more_steps_than_anybody_waits_for_are_refused():
    pair = given(Identical(TENTH), HeavyBall(MOST), 1)
    with pytest.raises(CannotSay, match="100000 steps of 2 numbers are too many"):
        pair_orbit(*pair, 100_000)


def test_jets_take_constants_and_quotients():
    x, y = variables([arb(2), arb(4)])
    quotient = (arb(3) * x - 1 + arb(1)) / y
    assert quotient.value == 1.5
    assert [slope.str(5) for slope in quotient.slopes] == ["0.75000", "-0.37500"]
    inverse = arb(1) / y
    assert inverse.value == 0.25
    assert inverse.slopes[1] == -0.0625
    around = variables([arb(0, 1)])[0] ** 3
    assert around.value.contains(1)
    assert around.slopes[0].contains(3)
