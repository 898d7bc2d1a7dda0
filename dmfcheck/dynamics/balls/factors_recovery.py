"""Recovery times of factors that start differently on an eigenvector, followed in balls.

d_j+ = d_j - eta (d_1 ... d_N - lambda) prod_{l != j} d_l, in N numbers; no count of far steps is
known, so the descent is iterated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from flint import arb, ctx

from dmfcheck.base.bounds import check_time
from dmfcheck.dynamics.balls.balls import ball
from dmfcheck.dynamics.balls.level_times import Bracket, Enclosure

__all__ = ["STEP_LIMIT", "factors_recovery_time"]

STEP_LIMIT = 100_000
"""Steps that are followed: a few seconds for each eigenvalue."""

BITS = (192, 768)
"""Precisions, tried in turn where the balls grow wider than what they are compared with."""

LOST = 2**32
"""Balls so many times wider than the level do not become narrow again."""

LOOK = 4096
"""Steps between two looks at the time."""


def factors_recovery_time(
    eigenvalue: Enclosure, starts: Sequence[Fraction], eta: Fraction, fraction: Fraction
) -> Bracket | str:
    """K = min{k : w(k)/lambda >= fraction} for every lambda of the enclosure, or why not.

    ``starts`` are the d_j(0) > 0, w = d_1 ... d_N; lambda of either sign; 0 < fraction < 1; in
    steps. Followed for :data:`STEP_LIMIT` steps. Source: derived (reduction.decoupling).

    >>> two, step = (Fraction(2), Fraction(2)), Fraction(1, 10)
    >>> factors_recovery_time(two, [Fraction(1, 10), Fraction(1, 5)], step, Fraction(1, 2))
    (12, 12)
    """
    if eigenvalue[0] <= 0 <= eigenvalue[1]:
        return "this eigenvalue may be 0"
    found: Bracket | str = ""
    for bits in BITS:
        with ctx.workprec(bits):
            found = _followed(eigenvalue, starts, eta, fraction)
        if not isinstance(found, str) or not found.startswith("the balls"):
            return found
    return found


def _followed(
    eigenvalue: Enclosure, starts: Sequence[Fraction], eta: Fraction, fraction: Fraction
) -> Bracket | str:
    target = ball(eigenvalue[0]).union(ball(eigenvalue[1]))
    level, first = ball(fraction) * target, None
    sign = 1 if eigenvalue[0] > 0 else -1
    factors = [ball(a) for a in starts]
    for k, w in enumerate(_products(factors, target, ball(eta))):
        excess = sign * (w - level)
        if not excess.rad() < LOST * abs(level).upper():
            return f"the balls lost this orbit at step {k}"
        if first is None and not excess < 0:
            first = k
        if excess >= 0:
            return (k if first is None else first), k
    return f"it takes more than the {STEP_LIMIT} steps that are followed in balls"


def _products(factors: list[arb], target: arb, eta: arb) -> Iterator[arb]:
    """d_1 ... d_N at steps 0, ..., STEP_LIMIT."""
    for k in range(STEP_LIMIT + 1):
        if k % LOOK == 0:
            check_time()
        # The product of those before each, and of those after it.
        before = [arb(1)]
        for d in factors:
            before.append(before[-1] * d)
        after = [arb(1)]
        for d in reversed(factors):
            after.append(after[-1] * d)
        yield before[-1]
        pull = eta * (target - before[-1])
        factors = [
            d + pull * (left * right)
            for d, left, right in zip(factors, before, reversed(after[:-1]), strict=False)
        ]
