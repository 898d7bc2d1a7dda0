"""What is wrong about stopping.gaussian, and what does not save stopping.always_better."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.rank.plateau_mutants import drawn_from
from dmfcheck.theory.stopping import gaussian as stopping_gaussian
from dmfcheck.theory.stopping import plateau as stopping
from dmfcheck.theory.stopping.gaussian import study_of
from dmfcheck.theory.stopping.plateau import noise_square, squared_distance, truth

ALWAYS = next(claim for claim in stopping.CLAIMS if claim.id == "stopping.always_better")
(GAUSSIAN,) = stopping_gaussian.CLAIMS

STOPPED = drawn_from("stopping.plateau_strategies", "stopped_descents")
STUDIES = drawn_from("stopping.plateau_strategies", "studies")


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
        GAUSSIAN, "turned", "thresholding beats early stopping", STUDIES, margin=_threshold_wins
    ),
    mutate(
        GAUSSIAN, "converged", "convergence beats early stopping", STUDIES, margin=_convergence_wins
    ),
    mutate(GAUSSIAN, "early", "0.42 for 0.46", STUDIES, constant=_constant("early to", 42)),
    mutate(
        GAUSSIAN, "at-the-limit", "0.73 for 0.76", STUDIES, constant=_constant("converged to", 73)
    ),
    mutate(
        GAUSSIAN,
        "two-layers",
        "98% for two layers as well",
        STUDIES,
        constant=_constant("share of wins", 98),
    ),
    mutate(
        ALWAYS,
        "deep",
        "for N >= 3 at least",
        STOPPED,
        given=Hypothesis("N >= 3", lambda a, p, c: a.number(Fraction(p.depth - 3))),
    ),
    mutate(
        ALWAYS,
        "several",
        "for two eigenvalues or more at least",
        STOPPED,
        given=Hypothesis("n >= 2", lambda a, p, c: a.number(Fraction(len(p.spectrum) - 2))),
    ),
    mutate(
        ALWAYS,
        "small-start",
        "from a small start at least",
        STOPPED,
        given=Hypothesis("alpha <= 1/8", lambda a, p, c: 1 - 8 * p.alpha),
    ),
    mutate(
        ALWAYS,
        "noisy",
        "for a noise of a quarter of W* at least",
        STOPPED,
        given=Hypothesis("||E||_F >= ||W*||_F / 4", _noise_share),
    ),
)
