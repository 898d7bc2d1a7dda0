"""The float horizon of the replay: the same model, digit by digit, and the same limits."""

import random
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.base.validation import held_by_float64
from dmfcheck.dynamics.floats.formats import FLOAT64
from dmfcheck.dynamics.floats.horizon import (
    NEGLIGIBLE,
    _scaled,
    rounding_deviation,
)
from dmfcheck.replay.horizon import STEP_LIMIT, _deviations, _held
from dmfcheck.replay.horizon import float_horizon as replayed_horizon
from dmfcheck.replay.lacking import CannotReplay


@pytest.mark.parametrize("depth", [2, 3, 5])
@pytest.mark.parametrize("alpha", ["1/10", "1"])
@pytest.mark.parametrize(
    "spectrum",
    [
        ["1", "1/2", "0", "-3/4"],
        ["1"],
        ["1/3", "1/3", "-1"],
        ["1", "1/4", "1/4", "1/4", "-1", "-1"],
    ],
)
def test_the_replay_models_the_same_deviation(spectrum, depth, alpha):
    """Digit by digit, at the start, over stretches of steps and near rest; M = 1."""
    at, deviations = rounding_deviation(spectrum, depth, alpha, "1/20", steps=700)
    values = np.array([float(Fraction(value)) for value in spectrum])
    replayed = list(_deviations(values, depth, float(Fraction(alpha)), 0.05, 1.0, 700, NEGLIGIBLE))
    steps, again = (np.array(part) for part in zip(*replayed, strict=True))
    count = len(at)
    assert np.array_equal(steps[:count], at)
    assert again[:count] == pytest.approx(deviations, rel=1e-6, abs=0)
    assert count == len(steps) or deviations[-1] > 1 / 64


class _Began(Exception):
    pass


def test_the_replay_scales_every_problem_alike(monkeypatch):
    """The same units, underflow and limits of float64, and the same problems refused."""

    def began(*arguments):
        raise _Began(arguments)

    monkeypatch.setattr("dmfcheck.replay.horizon._deviations", began)
    generator = random.Random(5)
    begun, largest = 0, 0.0
    for _ in range(400):
        depth = generator.choice([2, 3, 4, 7])
        unit = Fraction(2) ** generator.randint(-1000 // depth, 1060 // (2 * depth - 1))
        parts = [Fraction(generator.randint(-9, 9), 9) for _ in range(generator.randint(1, 4))]
        spectrum = sorted((part * unit**depth for part in parts), reverse=True)
        alpha = unit * Fraction(generator.randint(1, 30), generator.choice([10, 10**9]))
        eta = Fraction(2) ** generator.randint(-1, 1050) / unit ** (2 * depth - 2)
        if generator.random() < 0.2:
            # So small a start that underflow is most of what a step loses.
            spectrum, alpha = [Fraction(0)], alpha / unit * Fraction(2) ** -1000
            eta = Fraction(generator.randint(1, 9), 9)
        expected = _scaled(spectrum, depth, alpha, eta, 0, FLOAT64)
        try:
            assert replayed_horizon(spectrum, depth, alpha, eta, 100) == 0
            assert expected is None
        except _Began as call:
            values, N, start, size, M, _, least = call.args[0]
            assert np.array_equal(values, expected.values)
            assert (N, start, size, least) == (depth, expected.alpha, expected.eta, expected.least)
            assert max(start, np.abs(values).max() ** (1 / N)) == M
            begun, largest = begun + 1, max(largest, least)
    assert 100 < begun < 300
    assert largest > NEGLIGIBLE


@pytest.mark.parametrize(("start", "most"), [("3/2", 1.5), ("1/9", (5 / 7) ** 0.5)])
def test_the_replayed_horizon_is_the_last_step_within_the_part(start, most, monkeypatch):
    def deviations(*arguments):
        M = arguments[4]
        assert abs(M - most) < 1e-9
        return iter([(1, 0.0), (5, 1e-6 * M), (8, 1.000001e-6 * M), (9, 0.0)])

    monkeypatch.setattr("dmfcheck.replay.horizon._deviations", deviations)
    given = [Fraction(5, 7)], 2, Fraction(start), Fraction(1, 9)
    assert replayed_horizon(*given, 9) == 5
    monkeypatch.setattr("dmfcheck.replay.horizon._deviations", lambda *_: iter([(1, np.nan)]))
    assert replayed_horizon(*given, 9) == 0
    monkeypatch.setattr("dmfcheck.replay.horizon._deviations", lambda *_: iter([(9, 0.0)]))
    assert replayed_horizon(*given, 9) is None


@pytest.mark.parametrize("limit", [Fraction(1, 2**1075), Fraction(2**1024 - 2**970)])
def test_the_replay_knows_which_numbers_float64_holds(limit):
    for number in (limit, limit * (1 - Fraction(1, 2**60)), limit * (1 + Fraction(1, 2**60))):
        assert _held(number) == _held(-number) == held_by_float64(number)


def test_the_replay_refuses_an_endless_model():
    one = Fraction(1)
    for steps in (STEP_LIMIT, STEP_LIMIT + 1):
        try:
            # Float64 does not hold what a step multiplies, so that nothing is iterated.
            assert replayed_horizon([one], 50, 600 * one, Fraction("1e-280"), steps) == 0
        except CannotReplay:
            assert steps > STEP_LIMIT
        else:
            assert steps == STEP_LIMIT
