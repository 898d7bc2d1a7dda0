"""Ways to be wrong that the monotone.* claims share: phases exchanged or missing, steps past sharp.

Used by the mutants of that family only.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis, Margin
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import BELOW_SMALLEST, LEADING_STEP_BOUND
from dmfcheck.theory.effective_rank import unimodal_margin
from dmfcheck.theory.late import Maker
from dmfcheck.theory.monotone.rank import RankSequence, Slopes


def never_falls(sequence: RankSequence) -> Margin:
    """The margin of "``sequence`` never decreases"."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        values = sequence(a, p)
        return a.minimum(*((after - before) / before for before, after in pairwise(values)))

    return margin


def _never_rises(sequence: RankSequence) -> Margin:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        values = sequence(a, p)
        return a.minimum(*((before - after) / before for before, after in pairwise(values)))

    return margin


def _rises_then_falls(sequence: RankSequence) -> Margin:
    return lambda a, p, c: unimodal_margin(a, [1 / value for value in sequence(a, p)])


def phases(claim: Claim, sequence: RankSequence, strategy: Maker) -> tuple[Mutant, ...]:
    """Wrong about the phases of ``sequence``: exchanged, or only one of them."""
    return (
        mutate(claim, "turned", "rises, then falls", strategy, margin=_rises_then_falls(sequence)),
        mutate(claim, "only-falls", "falls for ever", strategy, margin=_never_rises(sequence)),
        mutate(claim, "only-rises", "never falls", strategy, margin=never_falls(sequence)),
    )


def past_sharp(claim: Claim, strategy: Maker) -> Mutant:
    """h_1 <= 11/(10N) in place of h_1 <= 1/N."""
    constant = Constant(LEADING_STEP_BOUND.name, lambda N: Fraction(11, 10 * N), "11/(10N)")
    return mutate(claim, "step", "11/(10N) for 1/N", strategy, constant=constant)


def above_start(claim: Claim, strategy: Maker, below: Hypothesis = BELOW_SMALLEST) -> Mutant:
    """``below``, which bounds the start from above, dropped."""
    return mutate(claim, "above", f"{below.text} dropped", strategy, without=below)


def wrong_slopes(
    claim: Claim, margin: Callable[[Slopes], Margin], strategy: Maker
) -> tuple[Mutant, ...]:
    """kappa a tenth larger, and the inequality turned; ``margin`` takes a change of kappa."""

    def larger(a: Arithmetic, kappa: Any) -> Any:
        return kappa * a.number(Fraction(11, 10))

    def turned(a: Arithmetic, p: Point, c: Constants) -> Any:
        return -claim.margin(a, p, c) - a.number(Fraction(1, 10**9))

    return (
        mutate(claim, "kappa", "1.1 kappa", strategy, margin=margin(larger)),
        mutate(claim, "turned", "at most kappa S_k", strategy, margin=turned),
    )
