"""What is wrong about monotone.rank, monotone.ratio and monotone.pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Hypothesis, Margin
from dmfcheck.claims.mutant import Mutant, mutate, swap_hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP
from dmfcheck.theory.effective_rank import rank_sequence
from dmfcheck.theory.monotone import rank as monotone
from dmfcheck.theory.monotone.literal_strategies import semidefinite, unordered_pairs
from dmfcheck.theory.monotone.mutations import above_start, past_sharp, phases, wrong_slopes
from dmfcheck.theory.monotone.rank import (
    ANY_POWER,
    GROWTH,
    LARGEST_IN_SIZE,
    LEADING_ROW,
    PAIR,
    POWERS,
    RANK,
    RATIO,
    STARTS,
    WAVERS,
)
from dmfcheck.theory.monotone.rank_strategies import (
    close_pairs,
    excesses,
    first_powers,
    large_negative,
    modes,
    overshooting,
    overshooting_modes,
    powers,
    signed_spectra,
    spectra,
)

EDGE = partial(overshooting, most=Fraction(1, 10))
BELOW_START = partial(semidefinite, positive=True)
POWERED_EDGE = partial(first_powers, partial(overshooting, most=Fraction(1, 10)))
POWERED_BELOW = partial(first_powers, partial(semidefinite, positive=True))


def _falls_for_all(a: Arithmetic, p: Point, c: Constants) -> Any:
    first = a.end_to_end(p, 0)
    others = [a.end_to_end(p, i) for i in range(1, len(p.spectrum))]
    ratios = [[w / w_1 for w, w_1 in zip(other, first, strict=True)] for other in others]
    return a.minimum(*(before - after for ratio in ratios for before, after in pairwise(ratio)))


def _catches_up(a: Arithmetic, p: Point, c: Constants) -> Any:
    first = a.end_to_end(p, 0)
    others = [a.end_to_end(p, i) for i in range(1, len(p.spectrum))]
    return a.minimum(*(w[-1] / first[-1] - w[1] / first[1] for w in others))


def _loose_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    N = p.depth
    return 1 - (p.eta * (N - 1)) ** N * p.spectrum[0] ** (2 * N - 2)


def _along_sharp(later: int, earlier: int) -> Margin:
    """r(later) >= r(earlier) along the pair that wavers."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        ranks = monotone.wavering_ranks(a, p)
        return (ranks[later] - ranks[earlier]) / ranks[earlier]

    return margin


def _loose(name: str, strategy: Callable[[], Any]) -> Mutant:
    loose = swap_hypothesis(RANK, LEADING_STEP, Hypothesis("h_1 <= 1/(N-1)", _loose_step))
    changed = replace(loose, id=f"{RANK.id}~{name}", expected="refuted", derivation=None)
    return Mutant(changed.id, RANK.id, "1/(N-1) for 1/N", changed, strategy)


MUTANTS: tuple[Mutant, ...] = (
    *phases(RANK, rank_sequence, spectra),
    past_sharp(RANK, EDGE),
    above_start(RANK, BELOW_START),
    mutate(RANK, "any-step", "h_1 <= 1/N dropped", overshooting, without=LEADING_STEP),
    _loose("one-factor-less", EDGE),
    mutate(RATIO, "only-falls", "falls for ever for all", BELOW_START, margin=_falls_for_all),
    mutate(RATIO, "catches-up", "ends above w_i(1)/w_1(1)", signed_spectra, margin=_catches_up),
    past_sharp(RATIO, EDGE),
    mutate(RATIO, "any-step", "h_1 <= 1/N dropped", overshooting, without=LEADING_STEP),
    mutate(
        RATIO,
        "large-negative",
        "|lambda_n| <= lambda_1 dropped",
        large_negative,
        without=LARGEST_IN_SIZE,
    ),
    *wrong_slopes(GROWTH, monotone.rank_growth, close_pairs),
    past_sharp(GROWTH, EDGE),
    above_start(GROWTH, BELOW_START),
    *wrong_slopes(PAIR, monotone.pair_growth, close_pairs),
    past_sharp(PAIR, EDGE),
    above_start(PAIR, BELOW_START),
    *phases(STARTS, monotone.leading_quotients, modes),
    past_sharp(STARTS, overshooting_modes),
    mutate(
        STARTS,
        "unordered",
        "d_i(0) <= d_1(0) dropped",
        partial(unordered_pairs, depth=3),
        without=LEADING_ROW,
    ),
    *phases(POWERS, monotone.power_sequence, powers),
    past_sharp(POWERS, POWERED_EDGE),
    above_start(POWERS, POWERED_BELOW),
    *phases(ANY_POWER, monotone.power_sequence, partial(powers, least=Fraction(1, 10))),
    past_sharp(ANY_POWER, POWERED_EDGE),
    above_start(ANY_POWER, POWERED_BELOW),
    mutate(WAVERS, "falls-on", "r(2) < r(1)", excesses, margin=_along_sharp(1, 2)),
    mutate(WAVERS, "rises-on", "r(3) > r(2)", excesses, margin=_along_sharp(3, 2)),
    mutate(WAVERS, "rises-first", "r(1) > r(0)", excesses, margin=_along_sharp(1, 0)),
    mutate(WAVERS, "comes-back", "r(2) > r(0)", excesses, margin=_along_sharp(2, 0)),
)
