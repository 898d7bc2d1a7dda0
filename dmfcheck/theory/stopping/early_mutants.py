"""What is wrong about stopping.gaussian, and what does not save stopping.always_better."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.stopping.gaussian import GAUSSIAN, study_of
from dmfcheck.theory.stopping.gaussian_strategies import studies
from dmfcheck.theory.stopping.plateau import ALWAYS_BETTER, noise_square, squared_distance, truth
from dmfcheck.theory.stopping.plateau_strategies import stopped_descents


def _threshold_wins(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.number(Fraction(1, 2) - Fraction(study_of(a, p).early_beats_threshold.high))


def _convergence_wins(a: Arithmetic, p: Point, c: Constants) -> Any:
    found = study_of(a, p)
    return a.number(Fraction(found.early.low) - Fraction(found.converged.high))


def _constant(name: str, value: int) -> Constant:
    return Constant(name, lambda N: Fraction(value, 100), f"0.{value}")


def _noise_share(a: Arithmetic, p: Point, c: Constants) -> Any:
    target = truth(p)
    if len(target) != len(p.spectrum):
        return a.number(Fraction(-1))
    return noise_square(p) - squared_distance([0 * p.alpha] * len(target), target) / 16


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
    mutate(
        ALWAYS_BETTER,
        "deep",
        "for N >= 3 at least",
        stopped_descents,
        given=Hypothesis("N >= 3", lambda a, p, c: a.number(Fraction(p.depth - 3))),
    ),
    mutate(
        ALWAYS_BETTER,
        "several",
        "for two eigenvalues or more at least",
        stopped_descents,
        given=Hypothesis("n >= 2", lambda a, p, c: a.number(Fraction(len(p.spectrum) - 2))),
    ),
    mutate(
        ALWAYS_BETTER,
        "small-start",
        "from a small start at least",
        stopped_descents,
        given=Hypothesis("alpha <= 1/8", lambda a, p, c: 1 - 8 * p.alpha),
    ),
    mutate(
        ALWAYS_BETTER,
        "noisy",
        "for a noise of a quarter of W* at least",
        stopped_descents,
        given=Hypothesis("||E||_F >= ||W*||_F / 4", _noise_share),
    ),
)
