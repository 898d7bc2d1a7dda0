"""monotone.rank and its parts: the effective rank falls, then rises."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice, pairwise
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.readings.numbers import Numbers
from dmfcheck.replay.readings.orbits import MOST, change, iterates, spectrum_orbits
from dmfcheck.replay.readings.order import BELOW_SMALLEST, LEADING_STEP
from dmfcheck.replay.readings.ranks import rank_less_one, ranks
from dmfcheck.replay.readings.reading import Predicate, Reading
from dmfcheck.replay.readings.step import step_at_most
from dmfcheck.replay.readings.truth import (
    Truth,
    at_most,
    below,
    every,
    falls,
    falls_then_rises,
)


def rank_turns_once(n: Numbers, p: Point) -> Truth:
    """Whether r(W(k)) falls, then rises."""
    return falls_then_rises(ranks(n, p))


def _ratios_turn(n: Numbers, p: Point) -> Truth:
    first, *others = ([d**p.depth for d in orbit] for orbit in spectrum_orbits(n, p))
    start = p.exact["alpha"] ** p.depth
    return every(
        _ratio_turns(first, ends, rises=start < eigenvalue)
        for eigenvalue, ends in zip(p.exact["spectrum"][1:], others, strict=True)
        if eigenvalue != p.exact["spectrum"][0]
    )


def _ratio_turns(first: list[Any], ends: list[Any], *, rises: bool) -> Truth:
    quotients = [w / lead for w, lead in zip(ends, first, strict=True)]
    return falls_then_rises(quotients) if rises else falls(quotients)


def _sizes(n: Numbers, p: Point) -> Truth:
    return every(at_most(abs(value), p.spectrum[0]) for value in p.spectrum)


def below_largest(n: Numbers, p: Point) -> Truth:
    """0 < alpha^N <= lambda_1."""
    return every([below(0, p.alpha), at_most(p.alpha**p.depth, p.spectrum[0])])


class Growth:
    """Growth factors s_i(k) = d_i(k+1)/d_i(k) and ends w_i(k), and the slope kappa(k)."""

    def __init__(self, n: Numbers, p: Point) -> None:
        N = p.depth
        orbits = spectrum_orbits(n, p)
        self.ends = [[d**N for d in orbit] for orbit in orbits]
        self.factors = [
            [1 + change(p, value, d) / d for d in orbit[:-1]]
            for value, orbit in zip(p.spectrum, orbits, strict=True)
        ]
        self.slopes = [
            self._slope(N, s, p.eta * d ** (N - 2) * p.spectrum[0])
            for s, d in zip(self.factors[0], orbits[0], strict=False)
        ]

    @staticmethod
    def _slope(N: int, s: Any, H: Any) -> Any:
        """kappa = s G(s)^{N-1} G'(s), G(s) = 1 + H s^{N-2} - (1+H) s^{2N-2} + s^{2N-1}."""
        G = 1 + H * s ** (N - 2) - (1 + H) * s ** (2 * N - 2) + s ** (2 * N - 1)
        derivative = (2 * N - 1) * s ** (2 * N - 2) - (2 * N - 2) * (1 + H) * s ** (2 * N - 3)
        if N > 2:
            derivative += (N - 2) * H * s ** (N - 3)
        return s * G ** (N - 1) * derivative


def _sum_grows(n: Numbers, p: Point) -> Truth:
    if len(set(p.exact["spectrum"])) == 1:
        return True
    N, growth = p.depth, Growth(n, p)
    lead = growth.factors[0]
    sums = [
        sum(
            (
                ends[k] * (factors[k] ** N - lead[k] ** N)
                for ends, factors in zip(growth.ends[1:], growth.factors[1:], strict=True)
            ),
            n.number(0),
        )
        for k in range(p.steps)
    ]
    return every(
        truth
        for kappa, (now, later) in zip(growth.slopes, pairwise(sums), strict=False)
        for truth in (at_most(kappa * now, later), at_most(0, kappa))
    )


def _pairs_enclose(n: Numbers, p: Point) -> Truth:
    """T_A >= kappa >= T_B, each multiplied by |s_i^N - s_1^N|."""
    N, growth = p.depth, Growth(n, p)
    powers = [[s**N for s in factors] for factors in growth.factors]
    verdicts = []
    for eigenvalue, other in zip(p.exact["spectrum"], powers, strict=True):
        if eigenvalue == p.exact["spectrum"][0]:
            continue
        for k, kappa in enumerate(growth.slopes[:-1]):
            apart = other[k] - powers[0][k]
            later = other[k] * (other[k + 1] - powers[0][k + 1])
            # T = later / apart: above kappa if s > s_1, below if s < s_1, both by this.
            verdicts.append(at_most(kappa * apart, later))
    return every(verdicts)


def rows(n: Numbers, p: Point) -> list[list[Any]]:
    """w_i(k) of every row (lambda_i, d_i(0)) of the modes; equal rows share one list."""
    if p.steps > MOST:
        raise CannotReplay(f"orbits of more than {MOST} steps")
    known: dict[tuple[Fraction, ...], list[Any]] = {}
    for exact, (eigenvalue, start) in zip(p.exact["modes"], p.modes, strict=True):
        if exact not in known:
            walk = islice(iterates(n, p, eigenvalue, start), p.steps + 1)
            known[exact] = [d**p.depth for d in walk]
    return [known[exact] for exact in p.exact["modes"]]


def quotients_turn(n: Numbers, p: Point) -> Truth:
    """Whether sum_i w_i/w_1 falls, then rises."""
    first, *others = rows(n, p)
    others = [ends for ends in others if ends is not first]
    return falls_then_rises(
        sum((w / lead for w in column), n.number(0))
        for lead, *column in zip(first, *others, strict=True)
    )


def row_ranks_turn(n: Numbers, p: Point) -> Truth:
    """Whether the effective rank of the matrix of the rows falls, then rises."""
    return falls_then_rises(rank_less_one(n, column) for column in zip(*rows(n, p), strict=True))


def largest_first(n: Numbers, p: Point) -> Truth:
    """lambda_i <= lambda_1."""
    return every(at_most(eigenvalue, p.modes[0][0]) for eigenvalue, _ in p.modes)


def starts_below(n: Numbers, p: Point) -> Truth:
    """0 < d_i(0)^N <= lambda_i."""
    return every(
        truth
        for eigenvalue, start in p.modes
        for truth in (below(0, start), at_most(start**p.depth, eigenvalue))
    )


def leading_row_step(n: Numbers, p: Point) -> Truth:
    """h <= 1/N of the first row."""
    return step_at_most(p, p.modes[0][0], Fraction(1, p.depth))


def _largest_start_first(n: Numbers, p: Point) -> Truth:
    return every(at_most(start, p.modes[0][1]) for _, start in p.modes)


def _powers_turn(n: Numbers, p: Point) -> Truth:
    exponent = p.exact["power"] * p.depth
    first, *others = spectrum_orbits(n, p)
    others = [orbit for orbit in others if orbit is not first]
    return falls_then_rises(
        sum((n.power(d / lead, exponent) for d in column), n.number(0))
        for lead, *column in zip(first, *others, strict=True)
    )


def _wavers(n: Numbers, p: Point) -> Truth:
    """r(W(1)) < r(W(2)) > r(W(3)) for lambda = (1, alpha^N): the second stays where it is."""
    N = p.depth
    alpha = 1 - p.excess / (3 * N)
    given = Point({"depth": N}, {"depth": N, "eta": (1 + p.excess) / N})
    walk = islice(iterates(n, given, n.number(1), alpha), 4)
    _, first, second, third = (rank_less_one(n, [d**N, alpha**N]) for d in walk)
    return every([below(first, second), below(third, second)])


def _excess(n: Numbers, p: Point) -> Truth:
    return every([below(0, p.excess), below(p.excess, 1)])


BELOW_LARGEST: dict[str, Predicate] = {"0 < alpha^N <= lambda_1": below_largest}
ANY_ROWS: dict[str, Predicate] = {
    "lambda_i <= lambda_1": largest_first,
    "0 < d_i(0)^N <= lambda_i": starts_below,
    "h_1 <= 1/N": leading_row_step,
}
_IDENTICAL = {**BELOW_SMALLEST, **LEADING_STEP}

READINGS = {
    "monotone.ratio": Reading(
        {**BELOW_LARGEST, **LEADING_STEP, "|lambda_i| <= lambda_1": _sizes}, _ratios_turn
    ),
    "monotone.rank": Reading(_IDENTICAL, rank_turns_once),
    "monotone.rank/growth": Reading(_IDENTICAL, _sum_grows),
    "monotone.rank/starts": Reading(
        {**ANY_ROWS, "d_i(0) <= d_1(0)": _largest_start_first}, quotients_turn
    ),
    "monotone.rank/powers": Reading(
        {**_IDENTICAL, "p >= 1/N": lambda n, p: at_most(1, p.power * p.depth)}, _powers_turn
    ),
    "monotone.rank/any_power": Reading(
        {
            **_IDENTICAL,
            "p > 0": lambda n, p: below(0, p.power),
        },
        _powers_turn,
    ),
    "monotone.rank/sharp": Reading({"1 < c < 2": _excess}, _wavers),
    "monotone.pair": Reading(_IDENTICAL, _pairs_enclose),
}
