"""monotone.*: the effective rank falls in a first phase and rises ever after (C4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Former, Hypothesis, Margin
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import BELOW_SMALLEST, LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.effective_rank import distinct, rank_sequence, settled, sum_of, unimodal_margin
from dmfcheck.theory.monotone.growth import (
    growth_margins,
    growths,
    pair_excess,
    size,
    tangent_slopes,
)
from dmfcheck.theory.monotone.orbits import distinct_rows, mode
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DEPTH,
    ETA,
    EXCESS,
    MODES,
    POSITIVE_SPECTRUM,
    POWER,
    REAL_SPECTRUM,
    TWO_STEPS,
)

RankSequence = Callable[[Arithmetic, Point], Sequence[Any]]
Slopes = Callable[[Arithmetic, Any], Any]


def decided(a: Arithmetic, p: Point, quantity: Any) -> Any:
    """1 where quantity(point) >= 0, -1 where it is < 0, decided in exact numbers if there are any.

    ``quantity`` is a function of a point that needs field operations only.
    """
    value = quantity(Point(p.exact))
    if isinstance(value, Fraction):
        return a.number(Fraction(1 if value >= 0 else -1))
    return a.indicator(quantity(p))


def _start_below_largest(a: Arithmetic, p: Point, c: Constants) -> Any:
    """lambda_1 / alpha^N - 1."""
    return p.spectrum[0] / p.alpha**p.depth - 1


def _largest_in_size(a: Arithmetic, p: Point, c: Constants) -> Any:
    return (p.spectrum[0] + p.spectrum[-1]) / p.alpha**p.depth


def _ratios(a: Arithmetic, p: Point, c: Constants) -> Any:
    a.require_few_of(p)
    (leading, _), *rest = distinct(p)
    if not rest:
        return a.number(Fraction(0))
    first = a.end_to_end(p, leading)
    margins = []
    for index, _ in rest:
        ratio = a.along(lambda a, w, w_1: w / w_1, a.end_to_end(p, index), first)
        falls = a.minimum(*a.along(lambda a, before, after: before - after, ratio, ratio[1:]))
        # Eigenvalues above the start only have to fall first: -1 lifts the stronger claim.
        above = decided(a, p, lambda q, i=index: q.alpha**q.depth - q.spectrum[i])
        margins.append(a.minimum(unimodal_margin(a, ratio), a.maximum(falls, -above)))
    return settled(a, a.minimum(*margins))


def falls_then_rises(sequence: RankSequence) -> Margin:
    """The margin of "``sequence(arithmetic, point)`` falls, then rises"."""
    return lambda a, p, c: settled(a, unimodal_margin(a, sequence(a, p)))


def mode_columns(a: Arithmetic, p: Point) -> tuple[list[int], list[tuple[Any, ...]]]:
    """(multiplicities, the w_i(k) at each step k) of the distinct rows of ``p.modes``."""
    a.require_few(p.depth, p.steps, p.exact["eta"], *p.exact["modes"][0])
    counts = distinct_rows(p)
    ends = [a.end_to_end(mode(p, row)) for row in counts]
    return list(counts.values()), list(zip(*ends, strict=True))


def leading_quotients(a: Arithmetic, p: Point) -> list[Any]:
    """sum_i w_i(k) / w_1(k) at every step: the effective rank as long as w_1 is the largest."""
    (lead, *counts), columns = mode_columns(a, p)
    if not counts:
        return [a.number(Fraction(lead))] * len(columns)
    return [
        lead + sum_of(m * w for m, w in zip(counts, rest, strict=True)) / first
        for first, *rest in columns
    ]


def _leading_row(a: Arithmetic, p: Point, c: Constants) -> Any:
    eigenvalue, start = p.modes[0]
    gaps = [a.minimum(eigenvalue - low, start - d) for low, d in p.modes[1:]]
    return a.minimum(a.number(Fraction(1)), *gaps)


def _starts_below(a: Arithmetic, p: Point, c: Constants) -> Any:
    """min_i lambda_i - d_i(0)^N; negative where a start is not positive."""
    # -indicator(-d) is 1 where d > 0 and, unlike the indicator, -1 where d = 0.
    rows = [a.minimum(eigenvalue - d**p.depth, -a.indicator(-d)) for eigenvalue, d in p.modes]
    return a.minimum(*rows)


def _leading_row_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 - (N h_1)^N for the eigenvalue of the first row."""
    N = p.depth
    return 1 - (p.eta / c[LEADING_STEP_BOUND.name]) ** N * p.modes[0][0] ** (2 * N - 2)


def power_sequence(a: Arithmetic, p: Point) -> list[Any]:
    """sum_i (w_i/w_1)^p at every step of the identical start."""
    a.require_few_of(p)
    groups = distinct(p)
    if len(groups) == 1:
        return a.constant_orbit(groups[0][1], p.steps)
    return power_sums(a, p, [a.orbit(p, index) for index, _ in groups])


def power_sums(a: Arithmetic, p: Point, orbits: Sequence[Sequence[Any]]) -> list[Any]:
    """sum_i (w_i/w_1)^p along the ``orbits`` of the distinct eigenvalues, the largest first.

    (w_i/w_1)^p = (d_i/d_1)^{Np}, by a root of its power.
    """
    lead, *counts = [count for _, count in distinct(p)]
    first, *rest = orbits
    if not counts:
        return [a.number(Fraction(lead))] * len(first)
    exponent = p.exact["power"] * p.depth
    return [
        lead
        + sum_of(
            m * a.root((d / d_1) ** exponent.numerator, exponent.denominator)
            for m, d in zip(counts, column, strict=True)
        )
        for d_1, *column in zip(first, *rest, strict=True)
    ]


def wavering_ranks(a: Arithmetic, p: Point) -> Sequence[Any]:
    """r(0), ..., r(3) for (1, alpha^N), alpha = 1 - excess/(3N), h_1 = (1 + excess)/N."""

    def start(excess: Any) -> dict[str, Any]:
        alpha = 1 - excess / (3 * p.depth)
        shared = {"depth": p.depth, "eta": (1 + excess) / p.depth, "steps": 3}
        return {"spectrum": (excess / excess, alpha**p.depth), "alpha": alpha, **shared}

    return rank_sequence(a, Point(start(p.exact["excess"]), start(p.excess)))


def _wavers(a: Arithmetic, p: Point, c: Constants) -> Any:
    _, first, second, third = wavering_ranks(a, p)
    return a.minimum((second - first) / second, (second - third) / second)


def rank_growth(change: Slopes) -> Margin:
    """The margin of S_{k+1} >= kappa S_k, every kappa sent through ``change``."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        a.require_few_of(p)
        groups = distinct(p)
        orbits = [a.orbit(p, index) for index, _ in groups]
        slopes = tangent_slopes(orbits[0], p.spectrum[0], [p.eta] * p.steps, p.depth)
        modes = [
            growths(orbit, count, p.depth) for orbit, (_, count) in zip(orbits, groups, strict=True)
        ]
        changed = [change(a, kappa) for kappa in slopes]
        return a.minimum(*growth_margins(a, modes, changed, p.depth))

    return margin


def pair_growth(change: Slopes) -> Margin:
    """The margin of T_A >= kappa >= T_B, every kappa sent through ``change``."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        a.require_few_of(p)
        groups = distinct(p)
        if len(groups) == 1:
            return a.number(Fraction(0))
        lead, *rest = [growths(a.orbit(p, index), 1, p.depth) for index, _ in groups]
        slopes = tangent_slopes(a.orbit(p, 0), p.spectrum[0], [p.eta] * p.steps, p.depth)
        changed = [change(a, kappa) for kappa in slopes]
        return a.minimum(
            *(
                pair_excess(one, leading, kappa, p.depth) / size(one, leading, p.depth)
                for modes in rest
                for one, leading, kappa in zip(modes, lead, changed, strict=True)
            )
        )

    return margin


def unchanged(a: Arithmetic, kappa: Any) -> Any:
    """kappa."""
    return kappa


STARTS_BELOW = Hypothesis("0 < d_i(0), d_i(0)^N <= lambda_i", _starts_below)
LEADING_ROW_STEP = Hypothesis("h_1 <= 1/N", _leading_row_step)
LEADING_ROW = Hypothesis("lambda_i <= lambda_1 and d_i(0) <= d_1(0)", _leading_row)
ROWS = (
    LEADING_ROW,
    STARTS_BELOW,
    LEADING_ROW_STEP,
)
IDENTICAL = (DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA, TWO_STEPS)

LARGEST_IN_SIZE = Hypothesis("|lambda_n| <= lambda_1", _largest_in_size)
BELOW_LARGEST = Hypothesis("alpha^N <= lambda_1", _start_below_largest)

_claim = partial(
    Claim,
    source="derived",
    kind="inequality",
    expected="holds",
)

RATIO = _claim(
    id="monotone.ratio",
    statement=(
        r"h_1 \le 1/N,\ \alpha^N \le \lambda_1 \implies w_i/w_1 \text{ falls, then rises if }"
        r" 0 < \alpha^N < \lambda_i, \text{ and falls for ever if } \lambda_i \le \alpha^N"
    ),
    source="abstract C4",
    variables=(DEPTH, REAL_SPECTRUM, ALPHA, ETA, TWO_STEPS),
    hypotheses=(BELOW_LARGEST, LARGEST_IN_SIZE, LEADING_STEP),
    constants=(LEADING_STEP_BOUND,),
    margin=_ratios,
    exact=True,
    on_descent=True,
    derivation="monotone_rank",
)
RANK = _claim(
    id="monotone.rank",
    statement=(r"h_1 \le 1/N,\ \alpha^N \le \lambda_n \implies r(W(k)) \text{ falls, then rises}"),
    source="abstract C4",
    variables=IDENTICAL,
    hypotheses=(BELOW_SMALLEST, LEADING_STEP),
    constants=(LEADING_STEP_BOUND,),
    margin=falls_then_rises(rank_sequence),
    exact=True,
    on_descent=True,
    derivation="monotone_rank",
)
GROWTH = _claim(
    id="monotone.rank/growth",
    statement=(
        r"S_{k+1} \ge \kappa S_k,\ S_k = \sum_i w_i (s_i^N - s_1^N),"
        r"\ \kappa = s_1 G(s_1)^{N-1} G'(s_1) \ge 0"
    ),
    variables=IDENTICAL,
    hypotheses=(BELOW_SMALLEST, LEADING_STEP),
    constants=(LEADING_STEP_BOUND,),
    margin=rank_growth(unchanged),
    exact=True,
    derivation="monotone_rank",
)
STARTS = _claim(
    id="monotone.rank/starts",
    statement=(
        r"h_1 \le 1/N,\ d_i(0) \le d_1(0),\ 0 < d_i(0)^N \le \lambda_i \le \lambda_1 \implies"
        r" r(W(k)) \text{ falls, then rises}"
    ),
    variables=(DEPTH, MODES, ETA, TWO_STEPS),
    hypotheses=ROWS,
    constants=(LEADING_STEP_BOUND,),
    margin=falls_then_rises(leading_quotients),
    exact=True,
)
POWERS = _claim(
    id="monotone.rank/powers",
    statement=(
        r"h_1 \le 1/N,\ \alpha^N \le \lambda_n,\ p \ge 1/N \implies"
        r" \textstyle\sum_i (w_i/w_1)^p \text{ falls, then rises}"
    ),
    variables=(*IDENTICAL, POWER),
    hypotheses=(
        BELOW_SMALLEST,
        LEADING_STEP,
        Hypothesis("p >= 1/N", lambda a, p, c: p.power * p.depth - 1),
    ),
    constants=(LEADING_STEP_BOUND,),
    margin=falls_then_rises(power_sequence),
)
ANY_POWER = _claim(
    id="monotone.rank/any_power",
    statement=(
        r"h_1 \le 1/N,\ \alpha^N \le \lambda_n,\ p > 0 \implies"
        r" \textstyle\sum_i (w_i/w_1)^p \text{ falls, then rises}"
    ),
    variables=(*IDENTICAL, POWER),
    hypotheses=(BELOW_SMALLEST, LEADING_STEP),
    constants=(LEADING_STEP_BOUND,),
    margin=falls_then_rises(power_sequence),
    former=(
        Former(
            r"2 \le N \le 12,\ h_1 \le 1/N,\ \alpha^N \le \lambda_n,\ p > 0 \implies"
            r" \textstyle\sum_i (w_i/w_1)^p \text{ falls, then rises}",
            (Hypothesis("N <= 12", lambda a, p, c: a.number(Fraction(12 - p.depth))),),
        ),
    ),
    derivation="logarithmic_convexity",
)
WAVERS = _claim(
    id="monotone.rank/sharp",
    statement=(
        r"h_1 = c/N,\ 1 < c < 2,\ \lambda = (1, \alpha^N),\ \alpha = 1 - (c-1)/(3N) \implies"
        r" r(W(1)) < r(W(2)) > r(W(3))"
    ),
    variables=(DEPTH, EXCESS),
    margin=_wavers,
    exact=True,
)
PAIR = _claim(
    id="monotone.pair",
    statement=(
        r"T_A \ge \kappa \ge T_B,\ T_i = s_i^N \frac{(s_i^+)^N - (s_1^+)^N}{s_i^N - s_1^N},"
        r"\ s_A > s_1 > s_B"
    ),
    variables=IDENTICAL,
    hypotheses=(BELOW_SMALLEST, LEADING_STEP),
    constants=(LEADING_STEP_BOUND,),
    margin=pair_growth(unchanged),
    exact=True,
    derivation="monotone_rank",
)

CLAIMS = (
    RATIO,
    RANK,
    GROWTH,
    STARTS,
    POWERS,
    ANY_POWER,
    WAVERS,
    PAIR,
)
