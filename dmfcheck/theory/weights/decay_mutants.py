"""What is wrong about weight decay."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.mutant import Mutant, mutate, turned, with_value
from dmfcheck.claims.point import Point
from dmfcheck.theory.vocabulary import DEPTH
from dmfcheck.theory.weights.decay import (
    BALANCES,
    BELOW,
    GOES_ON,
    INCREASING,
    LOST,
    NO_CROSSING,
    PULL,
    PULLS,
    SHIFT,
    WEAK,
    balances,
    falls_by,
    like_shifted,
    orbit,
    pull,
)
from dmfcheck.theory.weights.decay_strategies import (
    DEEP_DEPTHS,
    either_way,
    few_exact,
    from_above,
    lost,
    pulled_pairs,
)

HALF = Fraction(1, 2)


def _by_eigenvalue(a: Arithmetic, p: Point, c: Constants) -> Any:
    """It rises for ever where lambda alpha^{N-2} >= c."""
    first = a.indicator(p.eigenvalue * p.alpha ** (p.depth - 2) - p.decay)
    return a.minimum(*(first * p.eta * (pull(p, d) - p.decay) for d in orbit(a, p)[:-1]))


MUTANTS: tuple[Mutant, ...] = (
    mutate(SHIFT, "twice", "lambda - 2c", few_exact, margin=like_shifted(2)),
    mutate(SHIFT, "not", "lambda itself", few_exact, margin=like_shifted(0)),
    mutate(SHIFT, "deep", "at any depth", partial(few_exact, DEEP_DEPTHS), ranging=DEPTH),
    mutate(BALANCES, "faster", "(1 - eta c)^{4k}", pulled_pairs, margin=balances(4)),
    mutate(
        BALANCES,
        "past-sharp",
        "(eta (lambda - w))^2 <= 2.1 (1 - eta c)^2",
        partial(pulled_pairs, Fraction(10, 7), Fraction(13, 9)),
        constant=with_value(PULL, Fraction(21, 10), "2.1"),
    ),
    mutate(
        BALANCES,
        "any-pull",
        "any step",
        partial(pulled_pairs, Fraction(3, 2), Fraction(3)),
        without=PULLS,
    ),
    mutate(
        LOST,
        "as-zero",
        "(1 - eta c)^k, as for lambda = 0",
        lost,
        margin=falls_by(lambda p: p.eta * p.decay),
    ),
    mutate(LOST, "any-decay", "any c", partial(lost, HALF), without=WEAK),
    mutate(LOST, "any-step", "any eta", partial(lost, longest=Fraction(3)), without=NO_CROSSING),
    mutate(GOES_ON, "turns", "the other way", either_way, margin=turned(GOES_ON)),
    mutate(
        GOES_ON,
        "by-eigenvalue",
        "rises if lambda alpha^{N-2} >= c",
        either_way,
        margin=_by_eigenvalue,
    ),
    mutate(GOES_ON, "any-step", "any eta", partial(either_way, longest=4), without=INCREASING),
    mutate(GOES_ON, "from-above", "from any start", from_above, without=BELOW),
)
