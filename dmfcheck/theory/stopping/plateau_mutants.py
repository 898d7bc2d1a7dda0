"""What is wrong about stopping.*: constants past sharp, terms and hypotheses dropped."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.effective_rank import sum_of
from dmfcheck.theory.rank.plateau import NOT_EMPTY, judged_steps
from dmfcheck.theory.stopping.plateau import (
    ALWAYS_BETTER,
    BELOW_POSITIVE,
    CONTRACTION,
    FACTOR_SQUARE,
    LIMIT,
    LOW_RANK,
    NOISE_WITHIN,
    PLATEAU,
    PROJECTION,
    THRESHOLD,
    THRESHOLD_SHARP,
    after_recovery,
    best_distance,
    leading,
    limit,
    missing_square,
    noise_square,
    positive_count,
    squared_distance,
    truth,
)
from dmfcheck.theory.stopping.plateau_strategies import (
    crossed_plateaus,
    full_rank_thresholds,
    high_limits,
    limits,
    noisy_plateaus,
    projections,
    quiet_plateaus,
    stopped_descents,
    thresholds,
    tied_thresholds,
    tight_limits,
)


def _itself(a: Arithmetic, p: Point, c: Constants) -> Any:
    """What_+ is at least as far from W* as What is."""
    return squared_distance(limit(a, p), truth(p)) / noise_square(p) - 1


def _indefinite(a: Arithmetic, p: Point, c: Constants) -> Any:
    """-B B^T for W*."""
    negative = tuple(tuple(-x for x in row) for row in truth(p))
    distances = [squared_distance(v, negative) for v in (list(p.spectrum), limit(a, p))]
    return (distances[0] - distances[1]) / noise_square(p)


def _negative_part(a: Arithmetic, p: Point, c: Constants) -> Any:
    """What_+ is nearer by ||What_-||, twice over."""
    negative = sum_of(a.minimum(value, 0 * value) ** 2 for value in p.spectrum)
    return 1 - (squared_distance(limit(a, p), truth(p)) + 2 * negative) / noise_square(p)


def _reaches(*, decay: int = 0, share: Fraction = Fraction(1), early: bool = False) -> Any:
    """The limit claim with 2N-2+decay for 2N-2 in the rate, and a share of the delta term."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        step, count = p.steps if early else after_recovery(a, p), positive_count(p)
        shares = [a.number(share) * (p.delta * value) ** 2 for value in p.spectrum[:count]]
        power = 2 * p.depth - 2
        rate = p.alpha**-power + (power + decay) * p.eta * step
        decays = [a.root(rate, p.depth - 1) ** -p.depth for _ in p.spectrum[count:]]
        return 1 - missing_square(a, p, step) / sum_of([*shares, *decays])

    return margin


def _plateau(*, recovered: bool = True, rest: int = 0, power: int = 2) -> Any:
    """The radius without its delta term, for another number of eigenvalues, or another power."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        L, n = p.rank, len(p.spectrum)
        if L + rest > n or (n == L and not recovered):
            return a.number(Fraction(1))
        size = sum_of([0 * p.alpha, *(value**2 for value in p.spectrum[:L])])
        square = (n - L - rest) * p.quiet_level**2
        if recovered:
            square = square + p.delta**power * size
        distance = best_distance(p)
        radius = a.root(square, 2) if n > L + rest or recovered else 0 * p.alpha
        bound = radius + (a.root(a.number(distance), 2) if distance else 0 * p.alpha)
        errors = [
            squared_distance([a.value_at(p, step, i) for i in range(n)], truth(p))
            for step in judged_steps(a, p)
        ]
        return a.minimum(*(bound**2 - error for error in errors)) / p.spectrum[0] ** 2

    return margin


def _nearer_than_noise(a: Arithmetic, p: Point, c: Constants) -> Any:
    """||W(k) - W*||_F <= ||E||_F on the plateau."""
    errors = [
        squared_distance([a.value_at(p, step, i) for i in range(len(p.spectrum))], truth(p))
        for step in judged_steps(a, p)
    ]
    return a.minimum(*(noise_square(p) - error for error in errors)) / p.spectrum[0] ** 2


def _full_rank(a: Arithmetic, p: Point, c: Constants) -> Any:
    """||What_L - W*||_F <= sqrt(5) ||E||, whatever L is."""
    return 1 - squared_distance(leading(p), truth(p)) / (5 * p.noise**2)


def _square(formula: str, value: Fraction) -> Constant:
    return Constant(FACTOR_SQUARE.name, lambda N: value, formula)


def _noise_share(a: Arithmetic, p: Point, c: Constants) -> Any:
    target = truth(p)
    if len(target) != len(p.spectrum):
        return a.number(Fraction(-1))
    return noise_square(p) - squared_distance([0 * p.alpha] * len(target), target) / 16


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        PROJECTION,
        "past-sharp",
        "nearer by a thousandth",
        projections,
        constant=Constant(CONTRACTION.name, lambda N: Fraction(999, 1000), "0.999", sharp=True),
    ),
    mutate(PROJECTION, "turned", "no nearer", projections, margin=_itself),
    mutate(PROJECTION, "negative", "W* = -B B^T", projections, margin=_indefinite),
    mutate(PROJECTION, "twice", "nearer by 2 ||What_-||^2", projections, margin=_negative_part),
    mutate(
        LIMIT,
        "faster",
        "2N for 2N-2 in the decay",
        limits,
        margin=_reaches(decay=2),
    ),
    mutate(
        LIMIT,
        "past-sharp",
        "delta^2 less a tenth",
        tight_limits,
        margin=_reaches(share=Fraction(9, 10)),
    ),
    mutate(
        LIMIT,
        "too-early",
        "from k = 1 on",
        limits,
        margin=_reaches(early=True),
    ),
    mutate(
        LIMIT,
        "high-start",
        "alpha^N <= lambda_i dropped",
        high_limits,
        without=BELOW_POSITIVE,
    ),
    mutate(
        PLATEAU, "no-delta", "delta term dropped", noisy_plateaus, margin=_plateau(recovered=False)
    ),
    mutate(
        PLATEAU,
        "one-forgotten",
        "n-L-1 for n-L",
        quiet_plateaus,
        margin=_plateau(rest=1),
    ),
    mutate(
        PLATEAU, "delta-squared", "delta^4 for delta^2", noisy_plateaus, margin=_plateau(power=4)
    ),
    mutate(PLATEAU, "noise", "at most ||E||", noisy_plateaus, margin=_nearer_than_noise),
    mutate(PLATEAU, "any-rank", "K1 <= K2 dropped", crossed_plateaus, without=NOT_EMPTY),
    mutate(
        THRESHOLD,
        "past-known",
        "sqrt(4.99 L) for sqrt(8 L)",
        tied_thresholds,
        constant=_square("4.99", Fraction(499, 100)),
    ),
    mutate(THRESHOLD, "any-L", "sqrt(5) for every L", tied_thresholds, margin=_full_rank),
    mutate(
        THRESHOLD,
        "full-rank",
        "rank W* <= L dropped",
        full_rank_thresholds,
        without=LOW_RANK,
    ),
    mutate(
        THRESHOLD,
        "any-noise",
        "||E|| <= epsilon dropped",
        partial(thresholds, share=Fraction(1, 4)),
        without=NOISE_WITHIN,
    ),
    mutate(
        THRESHOLD_SHARP,
        "past-sharp",
        "sqrt(4.999 L) for sqrt(5 L)",
        tied_thresholds,
        constant=_square("4.999", Fraction(4999, 1000)),
    ),
    mutate(THRESHOLD_SHARP, "any-L", "sqrt(5) for every L", tied_thresholds, margin=_full_rank),
    mutate(
        THRESHOLD_SHARP,
        "full-rank",
        "rank W* <= L dropped",
        full_rank_thresholds,
        without=LOW_RANK,
    ),
    mutate(
        THRESHOLD_SHARP,
        "any-noise",
        "||E|| <= epsilon dropped",
        partial(thresholds, share=Fraction(1, 2)),
        without=NOISE_WITHIN,
    ),
    mutate(
        ALWAYS_BETTER,
        "deep",
        "for N >= 3 at least",
        stopped_descents,
        given=Hypothesis("N >= 3", lambda a, p, c: a.number(Fraction(p.depth - 3))),
    ),
    mutate(
        ALWAYS_BETTER,
        "several",
        "for two eigenvalues or more at least",
        stopped_descents,
        given=Hypothesis("n >= 2", lambda a, p, c: a.number(Fraction(len(p.spectrum) - 2))),
    ),
    mutate(
        ALWAYS_BETTER,
        "small-start",
        "from a small start at least",
        stopped_descents,
        given=Hypothesis("alpha <= 1/8", lambda a, p, c: 1 - 8 * p.alpha),
    ),
    mutate(
        ALWAYS_BETTER,
        "noisy",
        "for a noise of a quarter of W* at least",
        stopped_descents,
        given=Hypothesis("||E||_F >= ||W*||_F / 4", _noise_share),
    ),
)
