"""order.incremental: two eigenvalues by Euler steps of their own, shallow and deep."""

import math

import pytest
from scipy.integrate import quad


def second_when_first(depth, rho, alpha, level, pace=2e-3):
    """w_2 / rho when w_1 is ``level``, in steps that move neither by more than ``pace`` of it."""
    d, other = alpha, alpha
    while d**depth < level:
        speeds = [d ** (depth - 1) * (1 - d**depth), other ** (depth - 1) * (rho - other**depth)]
        step = pace * min(d / speeds[0], other / max(speeds[1], 1e-300))
        d, other = d + step * speeds[0], other + step * speeds[1]
    return other**depth / rho


@pytest.mark.parametrize("rho", [0.5, 0.8, 0.9])
def test_two_layers_need_the_exponentially_small_start_and_hardly_smaller(rho):
    f, g = 0.9, 0.1
    bracket = rho * g / (1 - g) / ((1 - g * rho) * f / (1 - f)) ** rho
    bound = bracket ** (1 / (1 - rho))
    assert second_when_first(2, rho, math.sqrt(2 * bound), f) > g
    assert second_when_first(2, rho, math.sqrt(bound / 4), f) < g


@pytest.mark.parametrize("depth", [3, 4])
@pytest.mark.parametrize("rho", [0.5, 0.9])
def test_deeper_ones_learn_in_turn_from_a_start_that_is_polynomially_small(depth, rho):
    f, g = 0.9, 0.1
    low, high = ((1 - rho) / 2) ** (1 / depth), f ** (1 / depth)
    late = quad(lambda x: x ** (1 - depth) / (1 - x**depth), low, high)[0]
    room = (g * rho) ** ((2 - depth) / depth) + (depth - 2) * rho * late
    alpha = ((1 - rho) / (1 + rho) / room) ** (1 / (depth - 2))
    assert second_when_first(depth, rho, alpha, f) < g
    # Where two layers would need a start of e^-20 and less.
    assert alpha > 0.003
