"""What does not save false claims: one hypothesis more, or a weaker conclusion, and false still."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from dmfcheck.claims.claim import Claim, Hypothesis
from dmfcheck.claims.mutant import Mutant, drawn, mutate
from dmfcheck.theory.float64 import departures as float64
from dmfcheck.theory.float64.departures import DEPARTED
from dmfcheck.theory.monotone import literal as monotone_false
from dmfcheck.theory.monotone import variants as monotone_variants
from dmfcheck.theory.rank.plateau_mutants import drawn_from
from dmfcheck.theory.reduction import decoupling as reduction

_CLAIMS = {
    claim.id: claim
    for family in (reduction, float64, monotone_false, monotone_variants)
    for claim in family.CLAIMS
}
NONNORMAL = _CLAIMS["reduction.nonnormal"]
SADDLE, ROTATION = _CLAIMS["float.saddle"], _CLAIMS["float.rotation"]
DETERMINANT = _CLAIMS["float.determinant"]
LITERAL, FEW = _CLAIMS["monotone.literal"], _CLAIMS["monotone.literal/few_steps"]
PERTURBED = _CLAIMS["monotone.literal/perturbed"]

TRIANGLES = drawn("triangular_targets")


def _float64(name: str) -> Any:
    return drawn_from("float64.departures_strategies", name)


def _monotone(name: str, **arguments: Any) -> Any:
    return drawn_from("monotone.literal_strategies", name, **arguments)


def _within(claim: Claim, strategy: Any, exponent: int) -> Mutant:
    """The float64 claim, but within 10^-exponent only."""
    wider = replace(DEPARTED, stated=lambda N: Fraction(1, 10**exponent))
    return mutate(
        claim, f"within-1e-{exponent}", f"within 1e-{exponent} only", strategy, constant=wider
    )


SADDLES, HALF_TURNS = _float64("saddles"), _float64("half_turns")
DETERMINANTS = _float64("negative_determinants")

MUTANTS: tuple[Mutant, ...] = (
    mutate(
        NONNORMAL,
        "deep",
        "for N >= 3 at least",
        TRIANGLES,
        given=Hypothesis("N >= 3", lambda a, p, c: a.number(Fraction(p.depth - 3))),
    ),
    mutate(
        NONNORMAL,
        "positive",
        "for positive eigenvalues at least",
        TRIANGLES,
        given=Hypothesis(
            "lambda_n > 0", lambda a, p, c: a.minimum(p.target[0][0], p.target[1][1]), strict=True
        ),
    ),
    mutate(
        NONNORMAL,
        "small-corner",
        "for |a_12| <= 1 at least",
        TRIANGLES,
        given=Hypothesis("|a_12| <= 1", lambda a, p, c: 1 - a.absolute(p.target[0][1])),
    ),
    mutate(
        NONNORMAL,
        "two-steps",
        "for two steps at least",
        TRIANGLES,
        given=Hypothesis("k <= 2", lambda a, p, c: a.number(Fraction(2 - p.steps))),
    ),
    _within(SADDLE, SADDLES, 3),
    _within(SADDLE, SADDLES, 1),
    mutate(
        SADDLE,
        "few-steps",
        "for 300 steps at least",
        SADDLES,
        given=Hypothesis("k <= 300", lambda a, p, c: a.number(Fraction(300 - p.steps))),
    ),
    mutate(
        SADDLE,
        "smaller",
        "for |lambda_n| < lambda_1 at least",
        SADDLES,
        given=Hypothesis(
            "|lambda_n| < lambda_1",
            lambda a, p, c: 1 + p.spectrum[-1] / p.spectrum[0],
            strict=True,
        ),
    ),
    _within(DETERMINANT, DETERMINANTS, 3),
    _within(DETERMINANT, DETERMINANTS, 1),
    mutate(
        DETERMINANT,
        "few-steps",
        "for 400 steps at least",
        DETERMINANTS,
        given=Hypothesis("k <= 400", lambda a, p, c: a.number(Fraction(400 - p.steps))),
    ),
    mutate(
        DETERMINANT,
        "positive-trace",
        "for tr What > 0 at least",
        DETERMINANTS,
        given=Hypothesis(
            "tr What > 0", lambda a, p, c: p.target[0][0] + p.target[1][1], strict=True
        ),
    ),
    _within(ROTATION, HALF_TURNS, 3),
    _within(ROTATION, HALF_TURNS, 1),
    mutate(
        ROTATION,
        "small",
        "for |lambda| <= 1 at least",
        HALF_TURNS,
        given=Hypothesis("|lambda| <= 1", lambda a, p, c: 1 + p.eigenvalue),
    ),
    mutate(
        ROTATION,
        "few-steps",
        "for 400 steps at least",
        HALF_TURNS,
        given=Hypothesis("k <= 400", lambda a, p, c: a.number(Fraction(400 - p.steps))),
    ),
    mutate(
        LITERAL,
        "positive",
        "for positive eigenvalues at least",
        _monotone("semidefinite", positive=True),
        given=Hypothesis("lambda_n > 0", lambda a, p, c: p.spectrum[-1], strict=True),
    ),
    mutate(
        LITERAL,
        "second",
        "for alpha^N <= lambda_2 at least",
        _monotone("semidefinite"),
        given=Hypothesis(
            "alpha^N <= lambda_2",
            lambda a, p, c: p.spectrum[min(1, len(p.spectrum) - 1)] / p.alpha**p.depth - 1,
        ),
    ),
    mutate(
        LITERAL,
        "small-step",
        "for h_1 <= 1/(2N) at least",
        _monotone("semidefinite"),
        given=Hypothesis(
            "h_1 <= 1/(2N)",
            lambda a, p, c: (
                1 - (2 * p.depth * p.eta) ** p.depth * p.spectrum[0] ** (2 * p.depth - 2)
            ),
        ),
    ),
    mutate(
        FEW,
        "many",
        "for 50 initial steps at least",
        _monotone("many_initial_steps"),
        given=Hypothesis("few >= 50", lambda a, p, c: a.number(Fraction(p.few - 50))),
    ),
    mutate(
        FEW,
        "positive",
        "for positive eigenvalues at least",
        _monotone("many_initial_steps"),
        given=Hypothesis("lambda_n > 0", lambda a, p, c: p.spectrum[-1], strict=True),
    ),
    mutate(
        PERTURBED,
        "small-step",
        "for eta <= 1/8 at least",
        _monotone("perturbed_signs"),
        given=Hypothesis("eta <= 1/8", lambda a, p, c: 1 - 8 * p.eta),
    ),
)
