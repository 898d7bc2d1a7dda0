"""What is wrong about stopping.*: constants past sharp, terms and hypotheses dropped."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.effective_rank import sum_of
from dmfcheck.theory.rank.plateau import judged_steps
from dmfcheck.theory.rank.plateau_mutants import drawn_from
from dmfcheck.theory.stopping import plateau as stopping
from dmfcheck.theory.stopping.plateau import (
    CONTRACTION,
    FACTOR_SQUARE,
    after_recovery,
    leading,
    limit,
    missing_square,
    noise_square,
    positive_count,
    squared_distance,
    truth,
)

_CLAIMS = {claim.id: claim for claim in stopping.CLAIMS}
PROJECTION, LIMIT = _CLAIMS["stopping.projection"], _CLAIMS["stopping.projection/limit"]
PLATEAU = _CLAIMS["stopping.plateau"]
THRESHOLD = _CLAIMS["stopping.plateau/threshold"]
SHARP = _CLAIMS["stopping.plateau/threshold_sharp"]


def _drawn(name: str, **arguments: Any) -> Any:
    return drawn_from("stopping.plateau_strategies", name, **arguments)


PROJECTIONS, LIMITS = _drawn("projections"), _drawn("limits")
PLATEAUS, TIED = _drawn("noisy_plateaus"), _drawn("tied_thresholds")


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
        exact = Point(p.exact)
        if L + rest > n or (n == L and not recovered):
            return a.number(Fraction(1))
        size = sum_of([0 * p.alpha, *(value**2 for value in p.spectrum[:L])])
        square = (n - L - rest) * p.quiet_level**2
        if recovered:
            square = square + p.delta**power * size
        distance = squared_distance(leading(exact), truth(exact))
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


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        PROJECTION,
        "past-sharp",
        "nearer by a thousandth",
        PROJECTIONS,
        constant=Constant(CONTRACTION.name, lambda N: Fraction(999, 1000), "0.999", sharp=True),
    ),
    mutate(PROJECTION, "turned", "no nearer", PROJECTIONS, margin=_itself),
    mutate(PROJECTION, "negative", "W* = -B B^T", PROJECTIONS, margin=_indefinite),
    mutate(PROJECTION, "twice", "nearer by 2 ||What_-||^2", PROJECTIONS, margin=_negative_part),
    mutate(
        LIMIT,
        "faster",
        "2N for 2N-2 in the decay",
        LIMITS,
        margin=_reaches(decay=2),
    ),
    mutate(
        LIMIT,
        "past-sharp",
        "delta^2 less a tenth",
        _drawn("tight_limits"),
        margin=_reaches(share=Fraction(9, 10)),
    ),
    mutate(
        LIMIT,
        "too-early",
        "from k = 1 on",
        LIMITS,
        margin=_reaches(early=True),
    ),
    mutate(
        LIMIT,
        "high-start",
        "alpha^N <= lambda_i dropped",
        _drawn("high_limits"),
        without="alpha^N <= every lambda_i > 0",
    ),
    mutate(PLATEAU, "no-delta", "delta term dropped", PLATEAUS, margin=_plateau(recovered=False)),
    mutate(
        PLATEAU,
        "one-forgotten",
        "n-L-1 for n-L",
        _drawn("quiet_plateaus"),
        margin=_plateau(rest=1),
    ),
    mutate(PLATEAU, "delta-squared", "delta^4 for delta^2", PLATEAUS, margin=_plateau(power=4)),
    mutate(PLATEAU, "noise", "at most ||E||", PLATEAUS, margin=_nearer_than_noise),
    mutate(PLATEAU, "any-rank", "K1 <= K2 dropped", _drawn("crossed_plateaus"), without="K1 <= K2"),
    mutate(
        THRESHOLD,
        "past-known",
        "sqrt(4.99 L) for sqrt(8 L)",
        TIED,
        constant=_square("4.99", Fraction(499, 100)),
    ),
    mutate(THRESHOLD, "any-L", "sqrt(5) for every L", TIED, margin=_full_rank),
    mutate(
        THRESHOLD,
        "full-rank",
        "rank W* <= L dropped",
        _drawn("full_rank_thresholds"),
        without="rank W* <= L",
    ),
    mutate(
        THRESHOLD,
        "any-noise",
        "||E|| <= epsilon dropped",
        _drawn("thresholds", share=Fraction(1, 4)),
        without="||E|| <= epsilon",
    ),
    mutate(
        SHARP,
        "past-sharp",
        "sqrt(4.999 L) for sqrt(5 L)",
        TIED,
        constant=_square("4.999", Fraction(4999, 1000)),
    ),
    mutate(SHARP, "any-L", "sqrt(5) for every L", TIED, margin=_full_rank),
    mutate(
        SHARP,
        "full-rank",
        "rank W* <= L dropped",
        _drawn("full_rank_thresholds"),
        without="rank W* <= L",
    ),
    mutate(
        SHARP,
        "any-noise",
        "||E|| <= epsilon dropped",
        _drawn("thresholds", share=Fraction(1, 2)),
        without="||E|| <= epsilon",
    ),
)
