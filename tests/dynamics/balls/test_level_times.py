"""Hitting times of enclosed eigenvalues, against iteration at 50 digits."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.hitting_time import hitting_time_original
from dmfcheck.dynamics.balls.level_times import last_step_below, recovery_time

TENTH = Fraction(1, 10)


def first_step(depth, eigenvalue, alpha, eta, level):
    """The first k with w(k) >= level, by iterating the recursion."""
    with mpmath.workdps(50):
        eigenvalue, d, eta, level = (
            mpmath.mpf(number.numerator) / number.denominator
            for number in (eigenvalue, alpha, eta, level)
        )
        k = 0
        while d**depth < level:
            d = d + eta * d ** (depth - 1) * (eigenvalue - d**depth)
            k += 1
        return k


def integer(generator, low, high):
    return int(generator.integers(low, high, endpoint=True))


def random_case(generator, depth):
    eigenvalue = Fraction(integer(generator, 20, 200), 100)
    alpha = Fraction(integer(generator, 8 * depth, 80), 100)
    eta = Fraction(integer(generator, 10, 99), 100) / (depth * 4)
    fraction = Fraction(integer(generator, 5, 95), 100)
    return eigenvalue, alpha, eta, fraction


@pytest.mark.parametrize("depth", [2, 3, 4, 6])
def test_the_bracket_holds_for_every_eigenvalue_of_the_enclosure(depth):
    generator = np.random.default_rng(depth)
    brackets = 0
    for _ in range(25):
        eigenvalue, alpha, eta, fraction = random_case(generator, depth)
        width = Fraction(1, 10 ** integer(generator, 1, 6))
        low, high = eigenvalue, eigenvalue + width
        found = recovery_time(depth, (low, high), alpha, eta, fraction)
        if found is None:
            assert fraction * high >= low
            continue
        brackets += found[0] < found[1]
        for part in (0, Fraction(1, 3), 1):
            inside = low + part * width
            exact = first_step(depth, inside, alpha, eta, fraction * inside)
            assert found[0] <= exact <= found[1]
    assert brackets


@pytest.mark.parametrize("depth", [2, 3, 4, 6])
def test_an_exact_eigenvalue_has_a_single_time(depth):
    generator = np.random.default_rng(100 + depth)
    for _ in range(20):
        eigenvalue, alpha, eta, fraction = random_case(generator, depth)
        exact = first_step(depth, eigenvalue, alpha, eta, fraction * eigenvalue)
        found = recovery_time(depth, (eigenvalue, eigenvalue), alpha, eta, fraction)
        assert found == (exact, exact)


def test_the_time_is_not_monotone_in_the_eigenvalue():
    # alpha^2 = 9/25 is above the level 9/10 * 2/5 of the smaller eigenvalue from the start.
    arguments = (Fraction(3, 5), Fraction(1, 4), Fraction(9, 10))
    smaller, larger, far_larger = (
        hitting_time_original(2, eigenvalue, *arguments).lo
        for eigenvalue in (Fraction(2, 5), Fraction(1, 2), Fraction(2))
    )
    assert smaller == 0
    assert larger > far_larger > 0
    enclosure = (Fraction(2, 5), Fraction(41, 100))
    assert recovery_time(2, enclosure, *arguments) == (
        0,
        first_step(2, enclosure[0], *arguments[:2], Fraction(9, 10) * enclosure[1]),
    )


def test_an_enclosure_wider_than_the_level_has_no_bracket():
    assert recovery_time(2, (Fraction(1), Fraction(2)), TENTH, TENTH, Fraction(1, 2)) is None


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_last_step_below_a_level(depth):
    generator = np.random.default_rng(depth)
    for _ in range(25):
        eigenvalue, alpha, eta, fraction = random_case(generator, depth)
        level = fraction * eigenvalue
        found = last_step_below(depth, (eigenvalue, eigenvalue), alpha, eta, level)
        if alpha**depth > level:
            assert found is None
        else:
            # No such level is met exactly but at the start, where the step counts.
            reached = first_step(depth, eigenvalue, alpha, eta, level)
            assert found == (0 if alpha**depth == level else reached - 1)


def test_a_step_that_meets_the_level_exactly_counts():
    # w(1) = (19/32)^2 for lambda = 1, alpha = 1/2, eta = 1/4.
    one = (Fraction(1), Fraction(1))
    met = Fraction(19, 32) ** 2
    start = (Fraction(1, 2), Fraction(1, 4))
    assert last_step_below(2, one, *start, met) == 1
    assert last_step_below(2, one, *start, met - Fraction(1, 10**30)) == 0
    assert last_step_below(2, one, *start, met + Fraction(1, 10**30)) == 1
    assert last_step_below(2, one, *start, Fraction(1, 4)) == 0
    assert last_step_below(2, one, *start, Fraction(1, 4) - Fraction(1, 10**30)) is None


def test_an_enclosed_eigenvalue_is_below_the_level_for_all_of_it():
    level = Fraction(1, 2)
    enclosure = (Fraction(1), Fraction(11, 10))
    found = last_step_below(3, enclosure, TENTH, TENTH, level)
    assert found == first_step(3, enclosure[1], TENTH, TENTH, level) - 1


@pytest.mark.parametrize("enclosure", [(0, 1), (-1, 1), (2, 1)])
def test_enclosures_that_are_refused(enclosure):
    low, high = map(Fraction, enclosure)
    with pytest.raises(BadInput, match="eigenvalue is in"):
        recovery_time(2, (low, high), TENTH, TENTH, Fraction(1, 2))


@pytest.mark.parametrize("level", [0, 1, 2, -1])
def test_levels_that_are_refused(level):
    with pytest.raises(BadInput, match="level is"):
        last_step_below(2, (Fraction(1), Fraction(2)), TENTH, TENTH, Fraction(level))
