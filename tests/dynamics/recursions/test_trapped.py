"""Levels that are never reached: shown by an interval, and by nothing where they are reached."""

import random
from fractions import Fraction

import pytest
import sympy as sp

from dmfcheck import recursion
from dmfcheck.dynamics.recursions.trapped import trapped

x, a, b, c, k, y, alpha = sp.symbols("x a b c k y alpha")
DECAYED = recursion(
    {x: x + x**2 * (1 - x**3) / 100 - c * x}, start={x: alpha}, parameters="0 < alpha, 0 <= c"
)


def test_a_start_that_decays_never_arrives():
    found = DECAYED.hitting_time("1/2", alpha="1e-5", c="1/10000")
    assert (found.name, found.low, found.high) == ("never", 0, Fraction(1, 10**5))
    assert "stays within 0 and 1/100000 for ever" in found.reason
    noisy = DECAYED.hitting_time("1/2", alpha="1e-5", c=("1/20000", "1/10000"))
    assert noisy.name == "never"
    # Above the fixed point near c = 1/100 it rises, and arrives.
    assert DECAYED.hitting_time("1/2", alpha="1/50", c="1/10000").lo > 1000


def test_a_limit_is_no_step_and_nothing_beyond_it_is():
    assert DECAYED.hitting_time(1, alpha="1/10", c=0).high == 1
    beyond = DECAYED.hitting_time(5, alpha="1/10", c=0)
    assert beyond.name == "never"
    assert 1 <= beyond.high < 5
    just_below = DECAYED.hitting_time(1 - Fraction(1, 10**9), alpha="1/10", c=0)
    assert just_below.lo == just_below.hi


@pytest.mark.parametrize(
    ("rules", "start"),
    [
        # It turns, changes with the step, has a partner, starts at the level, has a pole.
        ({x: 4 * x * (1 - x)}, {x: sp.Rational(1, 3)}),
        ({x: x / 2 + 1 / (k + 9)}, {x: 1}),
        ({x: x / 2, y: y}, {x: 1, y: 1}),
        ({x: x / 2}, {x: 3}),
        ({x: x / (1 - x)}, {x: sp.Rational(1, 4)}),
    ],
)
def test_nothing_is_shown_of_others(rules, start):
    assert trapped(recursion(rules, start=start), Fraction(2), {}) is None


def test_what_arrives_is_never_shown_not_to():
    rng = random.Random(5)
    own = recursion(
        {x: x + a * x + b * x**2 + c * x**3}, start={x: alpha}, parameters="a, b, c, alpha"
    )
    shown = arrived = 0
    for _ in range(150):
        values = {name: Fraction(rng.randint(-20, 20), 40) for name in "abc"}
        values["alpha"] = Fraction(rng.randint(-20, 20), 20)
        level = values["alpha"] + Fraction(rng.randint(1, 20), 20)
        if trapped(own, level, values) is not None:
            shown += 1
            state, highest = float(values["alpha"]), -1e9
            for _ in range(3000):
                highest = max(highest, state)
                state += sum(float(values[n]) * state**p for p, n in enumerate("abc", start=1))
            assert highest < level + Fraction(1, 10**9), values
        else:
            arrived += 1
    assert min(shown, arrived) > 30
