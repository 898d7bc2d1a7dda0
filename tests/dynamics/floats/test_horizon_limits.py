"""The float horizon at the ends of float64, of bad input, and as the replay finds it again."""

import random
from fractions import Fraction

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.factors import gradient
from dmfcheck.dynamics.floats.horizon import (
    diagonal_horizon,
    float_horizon,
    rounding_deviation,
)
from dmfcheck.replay.horizon import float_horizon as replayed_horizon


@pytest.mark.parametrize(
    ("spectrum", "depth", "alpha", "eta"),
    [
        (["1e309", 1], 2, 1, "1e-310"),
        ([1], 2, "1e-330", "1/4"),
        ([1], 2, "1/2", "1e-330"),
        # Held by float64, but not the products of the gradient: (W_N ... W_2)^T (W - What).
        (["1e200", "1e199"], 3, 1, "1e-268"),
        ([1], 50, 600, "1e-280"),
    ],
)
def test_what_float64_does_not_hold_it_does_not_follow(spectrum, depth, alpha, eta):
    assert float_horizon(spectrum, depth, alpha, eta, steps=100) == 0
    exact = [Fraction(value) for value in (*spectrum, alpha, eta)]
    assert replayed_horizon(exact[:-2], depth, *exact[-2:], 100) == 0
    with pytest.raises(BadInput, match="float64"):
        rounding_deviation(spectrum, depth, alpha, eta, steps=100)


@pytest.mark.parametrize(
    ("depth", "eigenvalue", "alpha", "eta"), [(2, 1e-300, 1e-151, 1e299), (3, 1e-200, 1e-68, 1e265)]
)
def test_a_gradient_that_underflows_is_announced(depth, eigenvalue, alpha, eta):
    # Exactly the factors grow; in float64 nothing moves, since eigenvalue * alpha^(N-1) is 0.
    orbit = Fraction(alpha)
    for _ in range(2):
        orbit += Fraction(eta) * orbit ** (depth - 1) * (Fraction(eigenvalue) - orbit**depth)
    assert orbit > 1.002 * alpha
    assert gradient([[[alpha]]] * depth, [[eigenvalue]])[0] == 0
    assert float_horizon([eigenvalue], depth, alpha, eta, steps=100) == 0
    exact = [Fraction(value) for value in (eigenvalue, alpha, eta)]
    assert replayed_horizon(exact[:1], depth, *exact[1:], 100) == 0


def test_an_orbit_that_overflows_has_a_horizon():
    assert float_horizon([1], 3, 10, 1, steps=100) is not None


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"spectrum": []}, "spectrum"),
        ({"depth": 1}, "depth"),
        ({"alpha": 0}, "alpha"),
        ({"eta": "-1"}, "eta"),
        ({"beta": 1}, "beta"),
        ({"steps": -1}, "steps"),
    ],
)
def test_bad_input_is_refused(change, named):
    arguments = {"spectrum": [1], "depth": 2, "alpha": "1/2", "eta": "1/8"}
    with pytest.raises(BadInput) as refusal:
        float_horizon(**(arguments | change))
    assert refusal.value.argument == named


def test_the_replay_finds_the_same_horizon_of_random_problems():
    generator = random.Random(31)
    found = []
    for _ in range(20):
        depth, size = generator.choice([2, 3, 4]), generator.randint(2, 4)
        spectrum = [Fraction(generator.randint(-12, 12), 12) for _ in range(size - 1)]
        spectrum.append(Fraction(generator.choice([-1, -1, 1])))
        alpha, eta = Fraction(1, generator.randint(2, 30)), Fraction(1, generator.randint(10, 60))
        horizon = float_horizon(spectrum, depth, alpha, eta, steps=4000)
        again = replayed_horizon(spectrum, depth, alpha, eta, 4000)
        # Read off where the model is evaluated: they may differ by one such step.
        found.append((horizon or 4000, again or 4000))
    assert all(abs(a - b) <= 1 + max(a, b) / 64 for a, b in found)
    assert sum(a < 4000 for a, _ in found) >= 8
    assert len(set(found)) > 8


def test_each_eigenvalue_keeps_its_start_in_whatever_order():
    rng = random.Random(5)
    for _ in range(20):
        modes = [
            (Fraction(rng.randint(-20, 20), 10), Fraction(rng.randint(1, 99), 100))
            for _ in range(3)
        ]
        depth, eta = rng.choice([2, 3]), Fraction(1, rng.choice([20, 50]))
        found = set()
        for _ in range(3):
            rng.shuffle(modes)
            values, starts = zip(*modes, strict=True)
            found.add(diagonal_horizon(values, starts, depth, eta, steps=5000))
        assert len(found) == 1, modes
    # What it was when 0 had the start of the negative eigenvalue.
    values, starts = [Fraction(-149, 500), Fraction(0)], [Fraction(2, 25), Fraction(879, 1000)]
    assert diagonal_horizon(values, starts, 3, Fraction(1, 6)) < 2000
