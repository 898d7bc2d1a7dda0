"""What is wrong about monotone.rank, monotone.ratio and monotone.pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Hypothesis, Margin
from dmfcheck.claims.mutant import Mutant, mutate, swap_hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.effective_rank import rank_sequence
from dmfcheck.theory.monotone import rank as monotone
from dmfcheck.theory.monotone.mutations import (
    STEP,
    above_start,
    drawn,
    past_sharp,
    phases,
    wrong_slopes,
)

_CLAIMS = {claim.id.removeprefix("monotone."): claim for claim in monotone.CLAIMS}
RATIO, RANK, GROWTH = _CLAIMS["ratio"], _CLAIMS["rank"], _CLAIMS["rank/growth"]
STARTS, POWERS, ANY_POWER = (_CLAIMS[f"rank/{part}"] for part in ("starts", "powers", "any_power"))
SHARP, PAIR = _CLAIMS["rank/sharp"], _CLAIMS["pair"]

SPECTRA, SIGNED = drawn("spectra"), drawn("signed_spectra")
EDGE, BEYOND = drawn("overshooting", most=Fraction(1, 10)), drawn("overshooting")
BELOW_START = drawn("semidefinite", positive=True)
POWERED_EDGE = drawn("first_powers", base="overshooting", most=Fraction(1, 10))
POWERED_BELOW = drawn("first_powers", base="semidefinite", positive=True)
EXCESSES, CLOSE = drawn("excesses"), drawn("close_pairs")


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
    loose = swap_hypothesis(RANK, STEP, Hypothesis("h_1 <= 1/(N-1)", _loose_step))
    changed = replace(loose, id=f"{RANK.id}~{name}", expected="refuted", derivation=None)
    return Mutant(changed.id, RANK.id, "1/(N-1) for 1/N", changed, strategy)


MUTANTS: tuple[Mutant, ...] = (
    *phases(RANK, rank_sequence, SPECTRA),
    past_sharp(RANK, EDGE),
    above_start(RANK, BELOW_START),
    mutate(RANK, "any-step", "h_1 <= 1/N dropped", BEYOND, without=STEP),
    _loose("one-factor-less", EDGE),
    mutate(RATIO, "only-falls", "falls for ever for all", BELOW_START, margin=_falls_for_all),
    mutate(RATIO, "catches-up", "ends above w_i(1)/w_1(1)", SIGNED, margin=_catches_up),
    past_sharp(RATIO, EDGE),
    mutate(RATIO, "any-step", "h_1 <= 1/N dropped", BEYOND, without=STEP),
    mutate(
        RATIO,
        "large-negative",
        "|lambda_n| <= lambda_1 dropped",
        drawn("large_negative"),
        without="|lambda_n| <= lambda_1",
    ),
    *wrong_slopes(GROWTH, monotone.rank_growth, CLOSE),
    past_sharp(GROWTH, EDGE),
    above_start(GROWTH, BELOW_START),
    *wrong_slopes(PAIR, monotone.pair_growth, CLOSE),
    past_sharp(PAIR, EDGE),
    above_start(PAIR, BELOW_START),
    *phases(STARTS, monotone.leading_quotients, drawn("modes")),
    past_sharp(STARTS, drawn("overshooting_modes")),
    mutate(
        STARTS,
        "unordered",
        "d_i(0) <= d_1(0) dropped",
        drawn("unordered_pairs", depth=3),
        without="lambda_i <= lambda_1 and d_i(0) <= d_1(0)",
    ),
    *phases(POWERS, monotone.power_sequence, drawn("powers")),
    past_sharp(POWERS, POWERED_EDGE),
    above_start(POWERS, POWERED_BELOW),
    *phases(ANY_POWER, monotone.power_sequence, drawn("powers", least=Fraction(1, 10))),
    past_sharp(ANY_POWER, POWERED_EDGE),
    above_start(ANY_POWER, POWERED_BELOW),
    mutate(SHARP, "falls-on", "r(2) < r(1)", EXCESSES, margin=_along_sharp(1, 2)),
    mutate(SHARP, "rises-on", "r(3) > r(2)", EXCESSES, margin=_along_sharp(3, 2)),
    mutate(SHARP, "rises-first", "r(1) > r(0)", EXCESSES, margin=_along_sharp(1, 0)),
    mutate(SHARP, "comes-back", "r(2) > r(0)", EXCESSES, margin=_along_sharp(2, 0)),
)
