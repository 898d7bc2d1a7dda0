"""What is wrong about stopping.gaussian."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.stopping.gaussian import GAUSSIAN, study_of
from dmfcheck.theory.stopping.gaussian_strategies import studies


def _threshold_wins(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.number(Fraction(1, 2) - Fraction(study_of(a, p).early_beats_threshold.high))


def _convergence_wins(a: Arithmetic, p: Point, c: Constants) -> Any:
    found = study_of(a, p)
    return a.number(Fraction(found.early.low) - Fraction(found.converged.high))


def _constant(name: str, value: int) -> Constant:
    return Constant(name, lambda N: Fraction(value, 100), f"0.{value}")


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        GAUSSIAN, "turned", "thresholding beats early stopping", studies, margin=_threshold_wins
    ),
    mutate(
        GAUSSIAN, "converged", "convergence beats early stopping", studies, margin=_convergence_wins
    ),
    mutate(GAUSSIAN, "early", "0.42 for 0.46", studies, constant=_constant("early to", 42)),
    mutate(
        GAUSSIAN, "at-the-limit", "0.73 for 0.76", studies, constant=_constant("converged to", 73)
    ),
    mutate(
        GAUSSIAN,
        "two-layers",
        "98% for two layers as well",
        studies,
        constant=_constant("share of wins", 98),
    ),
)
