"""The onset against iteration in balls, and at any scale by its own definition."""

import random
from fractions import Fraction
from itertools import product

import pytest

from dmfcheck.dynamics.balls import onset as module
from dmfcheck.dynamics.balls.onset import growth, onset_step
from dmfcheck.dynamics.balls.orbit import identical_orbit
from dmfcheck.dynamics.balls.precision import ball


def iterated(spectrum, depth, alpha, eta, steps):
    """The first step with phi_1 <= min phi_i, found by looking at every step."""
    orbits = [identical_orbit(depth, value, alpha, eta, steps, bits=600) for value in spectrum]
    for k in range(steps + 1):
        lead, *others = (
            orbit[k] ** (depth - 2) * (ball(value) - orbit[k] ** depth)
            for value, orbit in zip(spectrum, orbits, strict=True)
        )
        if all(lead <= other for other in others):
            return k
        assert any(lead > other for other in others), "a tie"
    return None


def cases(count):
    generator = random.Random(3)
    for _ in range(count):
        depth = generator.randint(2, 6)
        roots = {Fraction(1), *(Fraction(generator.randint(60, 99), 100) for _ in range(2))}
        spectrum = sorted((root**depth for root in roots), reverse=True)
        alpha = min(roots) * Fraction(generator.randint(30, 95), 100)
        eta = Fraction(generator.randint(1, 19), 20 * depth)
        yield spectrum, depth, alpha, eta


@pytest.mark.parametrize("case", list(cases(60)), ids=str)
def test_it_is_the_step_that_iteration_finds(case):
    first, last = onset_step(*case)
    assert first == last == iterated(*case, steps=first + 3)


@pytest.mark.parametrize(
    ("depth", "digits"), [*product([2, 3, 4, 6], [3, 30, 300]), (2, 3000), (3, 3000)]
)
def test_it_is_one_integer_at_any_scale(depth, digits):
    alpha, eta = Fraction(1, 10**digits), Fraction(1, 4 * depth)
    first, last = onset_step("1, 9/10, 1/2", depth, alpha, eta)
    assert first == last
    for step, caught in ((first - 1, False), (first, True)):
        lead, *others = (
            growth(depth, Fraction(value), alpha, eta, step, bits=100)
            for value in ("1", "9/10", "1/2")
        )
        assert all(lead < other for other in others) is caught
        assert any(lead > other for other in others) is not caught
    if depth > 2:
        # The slow phase alone takes alpha^{-(N-2)} / ((N-2) eta) steps.
        least = 10 ** (digits * (depth - 2)) * 4 * depth // (depth - 2)
        assert least - 10 ** (digits * (depth - 2) - 2) < first < 2 * least


def test_it_does_not_depend_on_the_scale_of_the_spectrum():
    scaled = onset_step("8, 4", 3, "1/50", Fraction(1, 10) / 16)
    assert scaled == onset_step("1, 1/2", 3, "1/100", "1/10")


def test_there_is_none_where_the_smallest_never_moves():
    assert onset_step("1, 1/4", 2, "1/2", "1/4") is None
    assert onset_step("1/4, 1/4", 2, "1/2", "1/4") == (0, 0)
    assert onset_step("1, 1", 2, "1/2", "1/4") == (0, 0)


def test_a_tie_that_no_precision_breaks_leaves_a_bracket(monkeypatch):
    exact = onset_step("1, 1/2", 3, "1/10", "1/8")[0]
    caught = module._Pair._caught
    blind = {exact - 1, exact, exact + 1}
    monkeypatch.setattr(
        module._Pair, "_caught", lambda self, k: None if k in blind else caught(self, k)
    )
    first, last = onset_step("1, 1/2", 3, "1/10", "1/8")
    assert first <= exact <= last
    assert (first, last) == (exact - 1, exact + 2)
