"""Recovery times of the perturbed start, for eigenvalues of either sign, and its proved step."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from flint import arb, ctx

from dmfcheck.base.verdict import Undecided
from dmfcheck.dynamics.balls.balls import ball
from dmfcheck.dynamics.balls.level_times import Bracket, Enclosure
from dmfcheck.dynamics.balls.other_times import negative_recovery_time
from dmfcheck.dynamics.balls.perturbed_orbit import FactorPair, PerturbedMap
from dmfcheck.dynamics.problem import Problem

STEP_LIMIT = 20_000
"""Steps that are followed in balls: a fraction of a second for each eigenvalue."""

BITS = 192

LOST = 2**32
"""Balls so many times wider than the level do not become narrow again."""


def perturbed_recovery_time(
    depth: int,
    eigenvalue: Enclosure,
    alpha: Fraction,
    beta: Fraction,
    eta: Fraction,
    fraction: Fraction,
) -> Bracket | str:
    """K = min{k : w(k)/lambda >= fraction} for every lambda of the enclosure, or why not.

    p(0) = alpha - beta, q(0) = alpha, 0 < beta < alpha, w = p q^{N-1}; lambda of either sign, but
    not both; 0 < fraction < 1; in steps. An exact negative eigenvalue is counted at any scale
    (:func:`~dmfcheck.dynamics.balls.other_times.negative_recovery_time`), the others are followed
    in balls for :data:`STEP_LIMIT` steps. Source: derived (perturbed.invariant, perturbed.time).

    >>> exactly = (Fraction(1), Fraction(1))
    >>> perturbed_recovery_time(
    ...     2, exactly, Fraction(1, 10), Fraction(1, 20), Fraction(1, 8), Fraction(1, 2)
    ... )
    (22, 22)
    """
    low, high = eigenvalue
    if low <= 0 <= high:
        return "this eigenvalue may be 0"
    if low == high < 0:
        found = negative_recovery_time(depth, low, alpha, beta, eta, fraction)
        return found.reason if isinstance(found, Undecided) else (found.lo, found.hi)
    with ctx.workprec(BITS):
        target = ball(low).union(ball(high))
        descent = PerturbedMap(depth, target, ball(eta))
        pair = FactorPair(ball(2 * alpha - beta), ball(beta))
        return _followed(descent, pair, ball(fraction) * target, 1 if low > 0 else -1)


def _followed(descent: PerturbedMap, pair: FactorPair, level: arb, sign: int) -> Bracket | str:
    first = None
    for k in range(STEP_LIMIT + 1):
        excess = sign * (pair.end_to_end(descent.depth) - level)
        if not excess.rad() < LOST * abs(level).upper():
            return f"the balls lost this orbit at step {k}"
        if first is None and not excess < 0:
            first = k
        if excess >= 0:
            return (k if first is None else first), k
        pair = descent.step(pair)
    return f"it takes more than the {STEP_LIMIT} steps that are followed in balls"


@lru_cache(maxsize=64)
def proved_step(depth: int) -> Fraction:
    """1/L_N to 30 digits, rounded down: eta <= 1/(L_N M^{2N-2}) is where w -> lambda is proved.

    L_N = c^{N-1} + (N-1)/c, c in (1, 2) the root of (c-1) c^{N-1} = 1. Source: step.perturbed.

    >>> [round(float(proved_step(N)), 5) for N in (2, 3, 10)]
    [0.44721, 0.28469, 0.0795]
    """
    low, high = Fraction(1), Fraction(2)
    while high - low > Fraction(1, 2**110):
        middle = (low + high) / 2
        if (middle - 1) * middle ** (depth - 1) < 1:
            low = middle
        else:
            high = middle
    largest = high ** (depth - 1) + (depth - 1) / low
    return Fraction(int(10**30 / largest), 10**30)


def proved_to_converge(problem: Problem) -> bool:
    """Whether eta <= 1/(L_N M^{2N-2}), decided in exact arithmetic; source step.perturbed.

    >>> problem = Problem.from_spectrum([1], depth=2, alpha=1, eta="9/20", beta="1/2")
    >>> proved_to_converge(problem)
    False
    """
    N = problem.depth
    return (problem.eta / proved_step(N)) ** N * problem.scale_power ** (2 * N - 2) <= 1
