"""What is wrong about monotone.onset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Hypothesis, Margin
from dmfcheck.claims.mutant import Mutant, mutate, swap_hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.effective_rank import rank_sequence
from dmfcheck.theory.monotone import onset as monotone_onset
from dmfcheck.theory.monotone.literal_strategies import semidefinite
from dmfcheck.theory.monotone.mutations import above_start, never_falls, past_sharp
from dmfcheck.theory.monotone.onset import ANY_SCALE, LATER_STEP, ONSET, ONSET_REACHED, SHARE
from dmfcheck.theory.monotone.onset_strategies import crowds, far_onsets
from dmfcheck.theory.monotone.rank_strategies import overshooting, spectra

EDGE = partial(overshooting, most=Fraction(1, 10))


def _onset_when(choose: Callable[[Arithmetic, Sequence[Any]], Any]) -> Margin:
    """r does not decrease from the first step with phi_1 <= choose(phi_2, phi_3, ...) on."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        N = p.depth
        speeds = [
            [d ** (N - 2) * (value - d**N) for d in a.orbit(p, index)]
            for index, value in enumerate(p.spectrum)
        ]
        lags = [lead - choose(a, others) for lead, *others in zip(*speeds, strict=True)]
        least = a.running_least(lags)
        changes = pairwise(rank_sequence(a, p))
        return a.minimum(
            *(
                a.maximum((after - before) / before, -a.indicator(-lag))
                for lag, (before, after) in zip(least, changes, strict=False)
            )
        )

    return margin


def _share(change: Callable[[Arithmetic, Any], Any]) -> Margin:
    """r(k') >= change(w_1(k) / lambda_1) r(k)."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        ranks = rank_sequence(a, p)
        later = a.running_least(ranks[::-1])[::-1]
        shares = [w / p.spectrum[0] for w in a.end_to_end(p, 0)]
        return a.minimum(
            *(
                least / rank - change(a, share)
                for least, rank, share in zip(later, ranks, shares, strict=True)
            )
        )

    return margin


def _nearly_reached(a: Arithmetic, p: Point, c: Constants) -> Any:
    """2 phi_i >= phi_1, from the hypothesis' own margin min phi_i / phi_1 - 1."""
    return 2 * ONSET_REACHED.margin(a, p, c) + 1


def _early() -> Mutant:
    text = "phi_1(k) <= 2 min phi_i(k)"
    loose = swap_hypothesis(ANY_SCALE, ONSET_REACHED, Hypothesis(text, _nearly_reached))
    changed = replace(loose, id=f"{ANY_SCALE.id}~nearly", expected="refuted")
    strategy = partial(far_onsets, step_shift=-1, later_shift=-1)
    return Mutant(changed.id, ANY_SCALE.id, f"{text} for {ONSET_REACHED.text}", changed, strategy)


MUTANTS: tuple[Mutant, ...] = (
    mutate(ONSET, "at-once", "never decreases", spectra, margin=never_falls(rank_sequence)),
    mutate(
        ONSET,
        "first-of-all",
        "max phi_i for min phi_i",
        spectra,
        margin=_onset_when(lambda a, others: a.maximum(*others)),
    ),
    mutate(
        ONSET,
        "half",
        "phi_1 <= 2 min phi_i",
        spectra,
        margin=_onset_when(lambda a, others: 2 * a.minimum(*others)),
    ),
    past_sharp(ONSET, EDGE),
    mutate(
        SHARE, "all", "all of it", crowds, margin=_share(lambda a, share: a.number(Fraction(1)))
    ),
    mutate(
        SHARE,
        "root",
        "the square root of the share",
        crowds,
        margin=_share(lambda a, share: a.root(share, 2)),
    ),
    mutate(
        SHARE,
        "more",
        "a tenth more than the share",
        crowds,
        margin=_share(lambda a, share: share * a.number(Fraction(11, 10))),
    ),
    past_sharp(SHARE, EDGE),
    above_start(SHARE, partial(semidefinite, positive=True)),
    mutate(
        ANY_SCALE,
        "before",
        f"{ONSET_REACHED.text} dropped",
        partial(far_onsets, step_shift=-1, later_shift=-1),
        without=ONSET_REACHED,
    ),
    mutate(
        ANY_SCALE,
        "earlier",
        "k' >= k dropped",
        partial(far_onsets, later_shift=-1),
        without=LATER_STEP,
    ),
    mutate(
        ANY_SCALE,
        "turned",
        "falls from there on",
        far_onsets,
        margin=lambda a, p, c: -monotone_onset.next_change(a, p, p.later),
    ),
    _early(),
)
