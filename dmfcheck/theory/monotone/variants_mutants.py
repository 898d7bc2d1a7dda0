"""What is wrong about schedules, decay, momentum and perturbed starts."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.effective_rank import rank_sequence
from dmfcheck.theory.monotone import variants as monotone_variants
from dmfcheck.theory.monotone.mutations import above_start, past_sharp, phases, wrong_slopes
from dmfcheck.theory.monotone.orbits import decayed, heavy_ball
from dmfcheck.theory.monotone.variants import (
    ANY_STEPS,
    ANY_STEPS_GROWTH,
    BELOW_DECAYED,
    DECAYED_TWO_LAYERS,
    OVERDAMPED,
    PERTURBED,
    SMALL_MOMENTUM,
    ranks_along,
)
from dmfcheck.theory.monotone.variants_strategies import (
    close_schedules,
    decays,
    heavy_balls,
    overshooting_decays,
    overshooting_schedules,
    perturbed_above,
    perturbed_edges,
    perturbed_spectra,
    two_layer_decays,
)
from dmfcheck.theory.perturbed.sign import STEP

SPECTRA_AGAIN = partial(perturbed_spectra)
"""The same again: a hunt of the claim draws from it once for each."""


def _without_t(a: Arithmetic, p: Point, c: Constants) -> Any:
    """S_{k+1} >= kappa S_k with the kappa of a constant step."""
    quotients = iter([after / before for before, after in pairwise(p.schedule[0])])
    return monotone_variants.scheduled_growth(lambda a, kappa: kappa / next(quotients))(a, p, c)


def _smaller_ahead(a: Arithmetic, p: Point, c: Constants) -> Any:
    first, last = a.end_to_end(p, 0), a.end_to_end(p, len(p.spectrum) - 1)
    return a.minimum(*((low - high) / high for high, low in zip(first[1:], last[1:], strict=True)))


MUTANTS: tuple[Mutant, ...] = (
    *phases(ANY_STEPS, monotone_variants.scheduled_ranks, close_schedules),
    past_sharp(ANY_STEPS, overshooting_schedules),
    *wrong_slopes(ANY_STEPS_GROWTH, monotone_variants.scheduled_growth, close_schedules),
    mutate(ANY_STEPS_GROWTH, "without-t", "kappa without t", close_schedules, margin=_without_t),
    past_sharp(ANY_STEPS_GROWTH, overshooting_schedules),
    *phases(DECAYED_TWO_LAYERS, ranks_along(decayed), two_layer_decays),
    past_sharp(DECAYED_TWO_LAYERS, overshooting_decays),
    mutate(
        DECAYED_TWO_LAYERS,
        "unshifted",
        "alpha^2 <= lambda_n - c dropped",
        decays,
        without=BELOW_DECAYED,
    ),
    *phases(SMALL_MOMENTUM, ranks_along(heavy_ball), partial(heavy_balls, small=True)),
    mutate(
        SMALL_MOMENTUM,
        "any",
        "any momentum",
        heavy_balls,
        without=OVERDAMPED,
    ),
    *phases(PERTURBED, rank_sequence, perturbed_spectra),
    mutate(
        PERTURBED,
        "order",
        "smaller eigenvalues ahead",
        SPECTRA_AGAIN,
        margin=_smaller_ahead,
    ),
    mutate(
        PERTURBED,
        "step",
        "11/10 of the proved step",
        perturbed_edges,
        constant=Constant(
            STEP.name,
            lambda N: Fraction(11, 10) * STEP.stated(N),
            "11/(10 L_N)",
        ),
    ),
    above_start(PERTURBED, perturbed_above),
)
