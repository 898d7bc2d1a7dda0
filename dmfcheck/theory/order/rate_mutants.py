"""What is wrong about order.rate, and what does not save the literal readings of C2."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.order import rate
from dmfcheck.theory.order.rate import RATE, RATE_LITERAL, limiting_ratio, relative_distance
from dmfcheck.theory.order.rate_strategies import (
    distant_spectra,
    recovered_pairs,
    recovered_spectra,
)

SPECTRA = partial(recovered_spectra, exponents=(3, 30, 300))


def _limit_of(ratio: Any) -> Any:
    """order.rate with another limit of K_1/K_2, ``ratio(a, p)``."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        times = [a.hitting_time(p, i) for i in (0, 1)]

        def least(a: Arithmetic, p: Point) -> Any:
            slack, size = relative_distance(a, p, 0, 1)
            miss = a.absolute(times[0] / times[1] / ratio(a, p) - 1)
            return 1 - miss * size / slack

        return a.with_digits_of(a.maximum(*times), p, least)

    return margin


def _squared(a: Arithmetic, p: Point) -> Any:
    return limiting_ratio(a, p, 0, 1) ** 2


def _turned(a: Arithmetic, p: Point) -> Any:
    return limiting_ratio(a, p, 1, 0)


def _logarithms(a: Arithmetic, p: Point) -> Any:
    speeds = [a.log(1 + p.eta * p.spectrum[i]) for i in (0, 1)]
    return speeds[1] / speeds[0]


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        RATE,
        "past-sharp",
        "0.9 of the slack",
        distant_spectra,
        constant=Constant(rate.SLACK.name, lambda N: Fraction(9, 10), "0.9"),
    ),
    mutate(RATE, "squared", "the squares of the eigenvalues", SPECTRA, margin=_limit_of(_squared)),
    mutate(RATE, "turned", "the inverse ratio", SPECTRA, margin=_limit_of(_turned)),
    mutate(
        RATE,
        "logarithms",
        "ln(1 + eta lambda) at any depth",
        SPECTRA,
        margin=_limit_of(_logarithms),
    ),
    mutate(
        RATE_LITERAL,
        "small-start",
        "for alpha <= 1e-100 at least",
        recovered_pairs,
        given=Hypothesis("alpha <= 1e-100", lambda a, p, c: 1 - 10**100 * p.alpha),
    ),
    mutate(
        RATE_LITERAL,
        "small-step",
        "for eta lambda_1 <= 1/10 at least",
        recovered_pairs,
        given=Hypothesis("eta lambda_1 <= 1/10", lambda a, p, c: 1 - 10 * p.eta * p.spectrum[0]),
    ),
    mutate(
        RATE_LITERAL,
        "half",
        "for lambda_j <= lambda_i / 2 at least",
        recovered_pairs,
        given=Hypothesis(
            "lambda_2 <= lambda_1 / 2", lambda a, p, c: 1 - 2 * p.spectrum[1] / p.spectrum[0]
        ),
    ),
    mutate(
        RATE_LITERAL,
        "distant",
        "for lambda_j <= lambda_i / 20 at least",
        recovered_pairs,
        given=Hypothesis(
            "lambda_2 <= lambda_1 / 20", lambda a, p, c: 1 - 20 * p.spectrum[1] / p.spectrum[0]
        ),
    ),
)
