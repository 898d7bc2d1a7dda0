"""What does not save false claims: one hypothesis more, or a weaker conclusion, and false still."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from dmfcheck.claims.claim import Claim, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.theory.float64.departures import DEPARTED, DETERMINANT, HALF_TURN, SADDLE
from dmfcheck.theory.float64.departures_strategies import half_turns, negative_determinants, saddles


def _within(claim: Claim, strategy: Any, exponent: int) -> Mutant:
    """The float64 claim, but within 10^-exponent only."""
    wider = replace(DEPARTED, stated=lambda N: Fraction(1, 10**exponent))
    return mutate(
        claim, f"within-1e-{exponent}", f"within 1e-{exponent} only", strategy, constant=wider
    )


MUTANTS: tuple[Mutant, ...] = (
    _within(SADDLE, saddles, 3),
    _within(SADDLE, saddles, 1),
    mutate(
        SADDLE,
        "few-steps",
        "for 300 steps at least",
        saddles,
        given=Hypothesis("k <= 300", lambda a, p, c: a.number(Fraction(300 - p.steps))),
    ),
    mutate(
        SADDLE,
        "smaller",
        "for |lambda_n| < lambda_1 at least",
        saddles,
        given=Hypothesis(
            "|lambda_n| < lambda_1",
            lambda a, p, c: 1 + p.spectrum[-1] / p.spectrum[0],
            strict=True,
        ),
    ),
    _within(DETERMINANT, negative_determinants, 3),
    _within(DETERMINANT, negative_determinants, 1),
    mutate(
        DETERMINANT,
        "few-steps",
        "for 400 steps at least",
        negative_determinants,
        given=Hypothesis("k <= 400", lambda a, p, c: a.number(Fraction(400 - p.steps))),
    ),
    mutate(
        DETERMINANT,
        "positive-trace",
        "for tr What > 0 at least",
        negative_determinants,
        given=Hypothesis(
            "tr What > 0", lambda a, p, c: p.target[0][0] + p.target[1][1], strict=True
        ),
    ),
    _within(HALF_TURN, half_turns, 3),
    _within(HALF_TURN, half_turns, 1),
    mutate(
        HALF_TURN,
        "small",
        "for |lambda| <= 1 at least",
        half_turns,
        given=Hypothesis("|lambda| <= 1", lambda a, p, c: 1 + p.eigenvalue),
    ),
    mutate(
        HALF_TURN,
        "few-steps",
        "for 400 steps at least",
        half_turns,
        given=Hypothesis("k <= 400", lambda a, p, c: a.number(Fraction(400 - p.steps))),
    ),
)
