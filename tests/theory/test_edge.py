"""edge.*: the cycles by a recursion of its own, and where descent ends beyond the edge."""

import math
from fractions import Fraction
from itertools import pairwise

import pytest

from dmfcheck.dynamics.dynamics import Dynamics
from dmfcheck.dynamics.start import Given
from dmfcheck.dynamics.updates.descent import Descent
from dmfcheck.theory.edge.cycle import eigenvalue_share, step_share


def moved(depth, eta, eigenvalue, d):
    return d + eta * d ** (depth - 1) * (eigenvalue - d**depth)


@pytest.mark.parametrize("depth", range(2, 9))
@pytest.mark.parametrize("ratio", [Fraction(101, 100), Fraction(3, 2), Fraction(4)])
def test_two_steps_lead_back(depth, ratio):
    alpha = Fraction(2, 3)
    eigenvalue = alpha**depth * eigenvalue_share(depth, ratio)
    eta = step_share(depth, ratio) / alpha ** (2 * depth - 2)
    first = moved(depth, eta, eigenvalue, alpha)
    assert first == ratio * alpha
    assert moved(depth, eta, eigenvalue, first) == alpha
    # h > 2/N in N-th powers, and near it where the swing is small.
    share = (depth * eta / 2) ** depth * eigenvalue ** (2 * depth - 2)
    assert share > 1
    assert (share < Fraction(11, 10)) == (ratio < Fraction(5, 4))


def swing(h, start):
    """w(k) for the last two of 4000 steps, lambda = 1, N = 2."""
    d = start
    for _ in range(4000):
        d = moved(2, h, 1.0, d)
    return sorted((d * d, moved(2, h, 1.0, d) ** 2))


@pytest.mark.parametrize("start", [0.1, 0.7, 1.2])
@pytest.mark.parametrize("h", [1.05, 1.15, 1.23])
def test_up_to_the_second_edge_descent_ends_on_the_cycle(h, start):
    low, high = swing(h, start)
    assert high - low == pytest.approx(math.sqrt((h - 1) * (h + 3)) / h, rel=1e-9)
    assert low * high == pytest.approx(h**-2, rel=1e-9)


@pytest.mark.parametrize("h", [0.95, 1.26])
def test_elsewhere_it_does_not(h):
    low, high = swing(h, 0.7)
    width = math.sqrt(max(0.0, (h - 1) * (h + 3))) / h
    assert abs(low * high - h**-2) > 0.01
    assert (high - low < 1e-9) == (width == 0.0)


def two_moved(p, q, pull):
    return p + pull * q, q + pull * p


def test_the_known_start_ends_at_once_at_a_sharper_minimum():
    p, q, eigenvalue = Fraction(16, 11), Fraction(15, 11), Fraction(117, 242)
    assert (p + q) ** 2 + 7 * (p - q) ** 2 == 8
    after = two_moved(p, q, eigenvalue - p * q)
    assert after[0] * after[1] == eigenvalue
    before = (p * p - q * q) ** 2 + 4 * eigenvalue**2
    # At a minimum the sharpness is the sum of the squares.
    assert 1 < before < (after[0] ** 2 + after[1] ** 2) ** 2 < 4


@pytest.mark.parametrize("first", [1.45, 1.5, 1.7])
def test_beyond_the_edge_descent_ends_below_it(first):
    eigenvalue, p, q = 0.2, first, 0.2
    assert math.hypot(p * p - q * q, 2 * eigenvalue) > 2
    sharpness = []
    for _ in range(20_000):
        p, q = two_moved(p, q, eigenvalue - p * q)
        sharpness.append(math.hypot(p * p - q * q, 2 * eigenvalue))
    assert p * q == pytest.approx(eigenvalue, rel=1e-9)
    assert all(after <= before * (1 + 1e-12) for before, after in pairwise(sharpness))
    assert sharpness[0] > 2 > sharpness[-1]


def test_four_equal_pairs_descend_as_two_numbers():
    x, y, eta = Fraction(3, 2), Fraction(2, 3), Fraction(1, 5)
    at = {"depth": 4, "starts": ((x, y, x, y),), "eta": eta, "steps": 2}
    for factors in list(Dynamics(Given, Descent).orbit(at, Fraction(2)))[1:]:
        x, y = two_moved(x, y, eta * (2 - x * x * y * y) * x * y)
        assert factors == (x, y, x, y)


def ends_at(eta, offset, away):
    """The sharpness where descent from c = (eta^-2 - 4)^(1/4) + offset, d = 1 + away ends."""
    gap, product = ((eta**-2 - 4) ** 0.25 + offset) ** 2, 1 + away
    x = math.sqrt((gap + math.hypot(gap, 2 * product)) / 2)
    y = product / x
    for _ in range(20_000):
        x, y = two_moved(x, y, eta * (1 - x * x * y * y) * x * y)
    assert x * y == pytest.approx(1, abs=1e-9)
    return 2 * (x * x + y * y)


@pytest.mark.parametrize("eta", [0.1, 0.2])
def test_from_beyond_the_edge_four_factors_end_just_below_it_wherever_they_begin(eta):
    ends = [ends_at(eta, offset, away) for offset in (0.1, 0.2) for away in (0.001, 0.05)]
    assert all(2 / eta - eta / 2 < end < 2 / eta for end in ends)
    assert max(ends) - min(ends) < 1e-4 * eta
