"""What is wrong about the solution's sharpness along descent."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate, turned, with_value
from dmfcheck.claims.point import Point
from dmfcheck.theory.edge.solution import (
    BELOW_EIGENVALUE,
    FALLS,
    HALF_AS_SHARP,
    LITERAL,
    NEAR_SOLUTION,
    NOT_TOO_SHARP,
    PULL,
    PULLS,
    REPELS,
    RISES,
    RISING,
    keeps,
    sharpness_squared,
    square,
)
from dmfcheck.theory.edge.solution_strategies import above, landing, pulled, rising, sharp
from dmfcheck.theory.perturbed.sign import contraction_factors

ONE = Fraction(1)


def _size_falls(a: Arithmetic, p: Point, c: Constants) -> Any:
    sizes = [x * x + y * y for x, y, _ in a.perturbed_orbit(p)]
    return a.minimum(*(1 - after / before for before, after in pairwise(sizes)))


def _as_at_the_solution(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbit = list(a.perturbed_orbit(p.replaced(steps=1)))
    (ratio,) = contraction_factors(2, p.eigenvalue, p.eta, orbit)
    # |ratio| >= eta s - 1, squared.
    return square(a.absolute(ratio) + 1) - sharpness_squared(p, orbit[0])


POSITIVE = Hypothesis("lambda > 0", lambda a, p, c: p.eigenvalue, strict=True)
POSITIVE_FACTORS = Hypothesis("p, q > 0", lambda a, p, c: p.alpha - p.beta, strict=True)
FLAT = Hypothesis(
    "eta s(0) <= 11/10",
    lambda a, p, c: a.number(Fraction(121, 100)) - sharpness_squared(p, a.perturbed_orbit(p)[0]),
)
_longest = partial(pulled, Fraction(10, 7), Fraction(13, 9))
_short = partial(pulled, Fraction(1, 9), Fraction(7, 5))

MUTANTS: tuple[Mutant, ...] = (
    mutate(
        FALLS,
        "past-sharp",
        "(eta (lambda - w))^2 <= 2.1",
        _longest,
        constant=with_value(PULL, Fraction(21, 10), "2.1"),
    ),
    mutate(FALLS, "any-pull", "any step", partial(pulled, ONE, Fraction(3)), without=PULLS),
    mutate(FALLS, "grows", "s grows", _short, margin=turned(FALLS)),
    mutate(FALLS, "size", "p^2 + q^2 falls instead", _short, margin=_size_falls),
    mutate(LITERAL, "positive", "for lambda > 0", landing, given=POSITIVE),
    mutate(LITERAL, "factors", "for p, q > 0", landing, given=POSITIVE_FACTORS),
    mutate(LITERAL, "flat", "for eta s(0) <= 1.1", landing, given=FLAT),
    mutate(LITERAL, "any-sharpness", "any s(0)", landing, without=NOT_TOO_SHARP),
    mutate(
        RISES,
        "past-sharp",
        "eta s <= 1.01",
        partial(rising, Fraction(1001, 1000), Fraction(101, 100)),
        constant=with_value(RISING, Fraction(101, 100), "1.01"),
    ),
    mutate(
        RISES,
        "any-sharpness",
        "any s(0)",
        partial(rising, ONE, Fraction(3)),
        without=HALF_AS_SHARP,
    ),
    mutate(RISES, "from-above", "from above too", above, without=BELOW_EIGENVALUE),
    mutate(
        RISES,
        "faster",
        "(1 - 4 eta w(0))^k",
        rising,
        margin=keeps(lambda p: 4 * p.eta * p.alpha * (p.alpha - p.beta)),
    ),
    mutate(
        REPELS,
        "any-distance",
        "any distance",
        partial(sharp, Fraction(1)),
        without=NEAR_SOLUTION,
    ),
    mutate(
        REPELS,
        "as-at-solution",
        "|lambda - w^+| >= (eta s - 1) |lambda - w|",
        sharp,
        margin=_as_at_the_solution,
    ),
)
