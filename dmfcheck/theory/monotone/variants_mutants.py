"""What is wrong about schedules, starts, decay, momentum, perturbed starts and other measures."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.effective_rank import rank_sequence
from dmfcheck.theory.monotone import literal as monotone_false
from dmfcheck.theory.monotone import rank as monotone
from dmfcheck.theory.monotone import variants as monotone_variants
from dmfcheck.theory.monotone.literal import entropy_rank, measured_by, participation
from dmfcheck.theory.monotone.mutations import (
    above_start,
    drawn,
    past_sharp,
    phases,
    wrong_slopes,
)
from dmfcheck.theory.monotone.orbits import decayed, heavy_ball
from dmfcheck.theory.monotone.variants import ranks_along
from dmfcheck.theory.perturbed.sign import STEP

_CLAIMS = {
    claim.id.removeprefix("monotone."): claim
    for family in (monotone_variants, monotone_false)
    for claim in family.CLAIMS
}
SCHEDULE, SCHEDULE_GROWTH = _CLAIMS["schedule"], _CLAIMS["schedule/growth"]
START, DECAY, MOMENTUM = (_CLAIMS[name] for name in ("start", "decay/two_layers", "momentum/small"))
PERTURBED = _CLAIMS["perturbed"]
ENTROPY, PARTICIPATION = _CLAIMS["entropy/pair"], _CLAIMS["participation/pair"]

SCHEDULES, FAST = drawn("close_schedules"), drawn("overshooting_schedules")
PAIRS, EDGE = drawn("pairs"), drawn("overshooting", most=Fraction(1, 10))


def _without_t(a: Arithmetic, p: Point, c: Constants) -> Any:
    """S_{k+1} >= kappa S_k with the kappa of a constant step."""
    quotients = iter([after / before for before, after in pairwise(p.schedule[0])])
    return monotone_variants.scheduled_growth(lambda a, kappa: kappa / next(quotients))(a, p, c)


def _smaller_ahead(a: Arithmetic, p: Point, c: Constants) -> Any:
    first, last = a.end_to_end(p, 0), a.end_to_end(p, len(p.spectrum) - 1)
    return a.minimum(*((low - high) / high for high, low in zip(first[1:], last[1:], strict=True)))


MUTANTS: tuple[Mutant, ...] = (
    *phases(SCHEDULE, monotone_variants.scheduled_ranks, SCHEDULES),
    past_sharp(SCHEDULE, FAST),
    *wrong_slopes(SCHEDULE_GROWTH, monotone_variants.scheduled_growth, SCHEDULES),
    mutate(SCHEDULE_GROWTH, "without-t", "kappa without t", SCHEDULES, margin=_without_t),
    past_sharp(SCHEDULE_GROWTH, FAST),
    *phases(START, monotone.leading_quotients, drawn("two_layer_modes")),
    past_sharp(START, drawn("overshooting_modes", depth=2)),
    *phases(DECAY, ranks_along(decayed), drawn("two_layer_decays")),
    past_sharp(DECAY, drawn("overshooting_decays")),
    mutate(
        DECAY,
        "unshifted",
        "alpha^2 <= lambda_n - c dropped",
        drawn("decays"),
        without="alpha^2 <= lambda_n - c",
    ),
    *phases(MOMENTUM, ranks_along(heavy_ball), drawn("heavy_balls", small=True)),
    mutate(
        MOMENTUM,
        "any",
        "any momentum",
        drawn("heavy_balls"),
        without="m < (1 - sqrt(h_1 N))^2",
    ),
    *phases(PERTURBED, rank_sequence, drawn("perturbed_spectra")),
    mutate(
        PERTURBED,
        "order",
        "smaller eigenvalues ahead",
        drawn("perturbed_spectra"),
        margin=_smaller_ahead,
    ),
    mutate(
        PERTURBED,
        "step",
        "11/10 of the proved step",
        drawn("perturbed_edges"),
        constant=Constant(
            STEP.name,
            lambda N: Fraction(11, 10) * STEP.stated(N),
            "11/(10 L_N)",
        ),
    ),
    above_start(PERTURBED, drawn("perturbed_above")),
    *phases(ENTROPY, measured_by(entropy_rank), PAIRS),
    mutate(ENTROPY, "clusters", "n = 2 dropped", drawn("clusters"), without="n = 2"),
    past_sharp(ENTROPY, EDGE),
    *phases(PARTICIPATION, measured_by(participation), PAIRS),
    mutate(PARTICIPATION, "clusters", "n = 2 dropped", drawn("clusters"), without="n = 2"),
    past_sharp(PARTICIPATION, EDGE),
)
