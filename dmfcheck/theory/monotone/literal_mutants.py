"""What is wrong about other measures and starts, and what saves no literal reading of C4."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.claims.claim import Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.theory.monotone import rank as monotone
from dmfcheck.theory.monotone.literal import (
    ENTROPY_PAIR,
    FEW_INITIAL,
    LITERAL,
    PARTICIPATION_PAIR,
    START,
    TWO,
    entropy_rank,
    measured_by,
    participation,
)
from dmfcheck.theory.monotone.literal_strategies import (
    clusters,
    many_initial_steps,
    pairs,
    perturbed_signs,
    semidefinite,
    two_layer_modes,
)
from dmfcheck.theory.monotone.mutations import past_sharp, phases
from dmfcheck.theory.monotone.rank_strategies import overshooting, overshooting_modes
from dmfcheck.theory.monotone.variants import LITERAL_PERTURBED

MANY_AGAIN = partial(many_initial_steps)
"""The same again: a hunt of the claim draws from it once for each."""

EDGE = partial(overshooting, most=Fraction(1, 10))


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        LITERAL,
        "positive",
        "for positive eigenvalues at least",
        partial(semidefinite, positive=True),
        given=Hypothesis("lambda_n > 0", lambda a, p, c: p.spectrum[-1], strict=True),
    ),
    mutate(
        LITERAL,
        "second",
        "for alpha^N <= lambda_2 at least",
        semidefinite,
        given=Hypothesis(
            "alpha^N <= lambda_2",
            lambda a, p, c: p.spectrum[min(1, len(p.spectrum) - 1)] / p.alpha**p.depth - 1,
        ),
    ),
    mutate(
        LITERAL,
        "small-step",
        "for h_1 <= 1/(2N) at least",
        semidefinite,
        given=Hypothesis(
            "h_1 <= 1/(2N)",
            lambda a, p, c: (
                1 - (2 * p.depth * p.eta) ** p.depth * p.spectrum[0] ** (2 * p.depth - 2)
            ),
        ),
    ),
    mutate(
        FEW_INITIAL,
        "many",
        "for 50 initial steps at least",
        many_initial_steps,
        given=Hypothesis("few >= 50", lambda a, p, c: a.number(Fraction(p.few - 50))),
    ),
    mutate(
        FEW_INITIAL,
        "positive",
        "for positive eigenvalues at least",
        MANY_AGAIN,
        given=Hypothesis("lambda_n > 0", lambda a, p, c: p.spectrum[-1], strict=True),
    ),
    mutate(
        LITERAL_PERTURBED,
        "small-step",
        "for eta <= 1/8 at least",
        perturbed_signs,
        given=Hypothesis("eta <= 1/8", lambda a, p, c: 1 - 8 * p.eta),
    ),
    *phases(START, monotone.leading_quotients, two_layer_modes),
    past_sharp(START, partial(overshooting_modes, depth=2)),
    *phases(ENTROPY_PAIR, measured_by(entropy_rank), pairs),
    mutate(ENTROPY_PAIR, "clusters", "n = 2 dropped", clusters, without=TWO),
    past_sharp(ENTROPY_PAIR, EDGE),
    *phases(PARTICIPATION_PAIR, measured_by(participation), pairs),
    mutate(PARTICIPATION_PAIR, "clusters", "n = 2 dropped", clusters, without=TWO),
    past_sharp(PARTICIPATION_PAIR, EDGE),
)
