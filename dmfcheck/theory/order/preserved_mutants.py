"""What is wrong about order.preserved."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.order.preserved import DISTINCT, PRESERVED
from dmfcheck.theory.order.preserved_strategies import (
    crossing_spectra,
    ordered_spectra,
    tied_spectra,
)


def _ahead(first: int, factor: Fraction) -> Any:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        orbits = [a.orbit(p, i)[first:] for i in range(len(p.spectrum))]
        gaps = [
            (larger - a.number(factor) * smaller) / larger
            for above, below in pairwise(orbits)
            for larger, smaller in zip(above, below, strict=True)
        ]
        return a.minimum(*gaps)

    return margin


def _turned(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbits = [a.orbit(p, i)[1:] for i in range(len(p.spectrum))]
    return a.minimum(*(below[-1] - above[-1] for above, below in pairwise(orbits)))


MUTANTS: tuple[Mutant, ...] = (
    mutate(PRESERVED, "turned", "the smaller is ahead", ordered_spectra, margin=_turned),
    mutate(
        PRESERVED,
        "by-a-percent",
        "ahead by one per cent",
        ordered_spectra,
        margin=_ahead(1, Fraction(101, 100)),
    ),
    mutate(
        PRESERVED,
        "from-the-start",
        "already strictly ahead at k = 0",
        ordered_spectra,
        margin=_ahead(0, Fraction(1000001, 1000000)),
    ),
    mutate(PRESERVED, "any-step", "h_1 <= 1/N dropped", crossing_spectra, without=LEADING_STEP),
    mutate(
        PRESERVED,
        "two-over-n",
        "2/N for 1/N",
        crossing_spectra,
        constant=Constant(LEADING_STEP_BOUND.name, lambda N: Fraction(2, N), "2/N"),
    ),
    mutate(
        PRESERVED,
        "ties",
        "distinct eigenvalues dropped",
        tied_spectra,
        without=DISTINCT,
        margin=_ahead(1, Fraction(10**9 + 1, 10**9)),
    ),
)
