"""edge.return: the largest safe step, measured, and the depths that its proof leaves to balls."""

import math
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.theory.edge.returns import fall, moved
from dmfcheck.theory.ledger import claim


def worst(depth, h):
    """The greatest fall after an overshoot, over starts with x^N from .001 to 1."""
    x = np.linspace(0.001, 1, 20_000) ** (1 / depth)
    return fall(depth, h, moved(depth, h, x)).max()


def gamma(depth):
    """The largest hN at which no start is lost, by bisection."""
    low, high = 2.0, 2 + 2 * math.log(depth)
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if worst(depth, middle / depth) < 1 else (low, middle)
    return low


@pytest.mark.parametrize(
    ("depth", "measured"),
    [(2, 3.196), (3, 3.661), (4, 3.979), (8, 4.751), (20, 5.844), (50, 7.042), (1000, 11.614)],
)
def test_the_largest_safe_step_is_between_its_bounds(depth, measured):
    found = gamma(depth)
    assert found == pytest.approx(measured, abs=2e-3)
    assert 2 + math.log(depth) < found < 2 + 2 * math.log(depth)


def test_that_of_two_layers_has_a_closed_form_which_is_sharp():
    assert gamma(2) == pytest.approx(3 * math.sqrt(3) - 2, abs=1e-6)
    for h, flips in ((Fraction(1598, 1000), False), (Fraction(1599, 1000), True)):
        assert ((1 + h) ** 2 > Fraction(27, 4)) == flips
        x = Fraction(math.sqrt((1 + h) / (3 * h)))
        y = moved(2, h, x)
        assert (moved(2, h, y) < 0) == flips


@pytest.mark.parametrize("depth", range(2, 10))
def test_the_first_depths_flip_at_the_upper_bound(depth):
    # Where it flips it does so with any longer step.
    step = Fraction(2 + 2 * math.log(depth)) * (1 + Fraction(1, 10**12)) / depth
    assert claim("edge.return/flips").examine(depth=depth, step=step).name == "holds"


def test_the_inequalities_of_the_note_hold_where_they_begin():
    low = 2 + math.log(40)
    left = math.log(low) / 2 + 1 / (low * 0.95) + 3 * low / 320
    assert left < low / 4 - 1 + math.log(2)
    power = 4 ** (1 / 40) * (1 - 1 / 40) ** 2 / 0.95
    assert power < 1 + 3 / 80
    high = 2 + 2 * math.log(10)
    rest = math.log(high) / 2 - 0.194 - high**2 / 320 - math.log(1 + math.sqrt(high / 10))
    assert rest > 0
    first = 1 + math.sqrt(10 / high)
    assert 2 * first * math.log(first) < 10
