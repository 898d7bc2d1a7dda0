"""The onset of the rise of the effective rank: the first step with phi_1 <= min phi_i, certified.

phi_i = d_i^{N-2} (lambda_i - w_i) is what an eigenvalue grows by: d_i+ = d_i (1 + eta phi_i). From
the onset on no w_i / w_1 falls any more, so the effective rank does not either. Once
phi_1 <= phi_i, it stays so (notes/monotone.md), so the onset is found by bisection, between steps
that are never iterated one by one.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb, ctx

from dmfcheck.base import validation
from dmfcheck.dynamics.balls.far_orbit import far_iterate
from dmfcheck.dynamics.balls.hitting_time import hitting_time_original
from dmfcheck.dynamics.balls.precision import ball

__all__ = ["growth", "onset_step"]

BITS = (60, 100, 150, 200)
"""Precisions of the far iterates, tried in turn where the two growths cannot be told apart."""


def growth(
    depth: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, step: int, *, bits: int
) -> arb:
    """A ball of phi = d^{N-2} (lambda - w) at one step of the identical start, however late.

    Accurate relatively, also where w is near lambda. Arguments and errors as
    :func:`~dmfcheck.dynamics.balls.far_orbit.far_iterate`. Source: monotone.onset.

    >>> phi = growth(2, Fraction(1), Fraction(1, 2), Fraction(1, 4), 0, bits=64)
    >>> abs(phi - 0.75) < 1e-15
    True
    """
    at = far_iterate(depth, eigenvalue, alpha, eta, step, bits=bits)
    with ctx.workprec(ctx.prec + bits):
        size = ball(eigenvalue)
        return size.root(depth) ** (depth - 2) * at.x ** (depth - 2) * size * at.missing(depth)


def onset_step(
    spectrum: object, depth: object, alpha: object, eta: object
) -> tuple[int, int] | None:
    """lo <= K <= hi, K = min{k : phi_1(k) <= min_{i>=2} phi_i(k)}; None if there is no such k.

    Identical start, exact rationals with alpha^N <= lambda_n and eta lambda_1^{2-2/N} <= 1/N. There
    is none if lambda_n = alpha^N < lambda_1, for then w_n never moves. lo < hi only where 200 bits
    do not tell phi_1 from phi_i. For n = 2 it is the step from which r rises. In steps. Raises
    BadInput and :class:`~dmfcheck.dynamics.balls.far_orbit.OutOfReach`. Source: monotone.onset.

    >>> [onset_step("1, 1/2", 2, alpha, "1/8")[0] for alpha in ("1e-1", "1e-8", "1e-300")]
    [21, 156, 5865]
    """
    n = validation.depth(depth)
    values = validation.spectrum(spectrum)
    start, rate = validation.positive(alpha, "alpha"), validation.positive(eta, "eta")
    smaller = sorted(set(values) - {values[0]})
    if smaller and start**n == smaller[0]:
        return None
    brackets = [_Pair(n, values[0], value, start, rate).onset() for value in smaller]
    return max((lo for lo, _ in brackets), default=0), max((hi for _, hi in brackets), default=0)


class _Pair:
    """The leading eigenvalue and a smaller one."""

    def __init__(
        self, depth: int, leading: Fraction, other: Fraction, alpha: Fraction, eta: Fraction
    ) -> None:
        self.depth, self.leading, self.other = depth, leading, other
        self.alpha, self.eta = alpha, eta

    def onset(self) -> tuple[int, int]:
        """The first step with phi_1 <= phi_i, or the steps between which it is."""
        low, high = self._around()
        while high - low > 1:
            middle = (low + high) // 2
            caught = self._caught(middle)
            if caught is None:
                # Neither side of an undecided step may be given up.
                return self._widened(low, high, middle)
            low, high = (low, middle) if caught else (middle, high)
        return high, high

    def _widened(self, low: int, high: int, middle: int) -> tuple[int, int]:
        """Past the undecided steps about ``middle``: the last that is before, the first after."""
        before, after = middle, middle
        while before > low and self._caught(before) is None:
            before -= 1
        while after < high and self._caught(after) is None:
            after += 1
        return before + 1, after

    def _around(self) -> tuple[int, int]:
        """(a step certainly before the onset, a step certainly from it on), found by doubling."""
        part = Fraction(9, 10)
        low = high = hitting_time_original(self.depth, self.leading, self.alpha, self.eta, part).lo
        reach = 1
        while self._caught(low) is not False:
            low, reach = max(0, low - reach), 2 * reach
        reach = 1
        while not self._caught(high):
            high, reach = high + reach, 2 * reach
        return low, high

    def _caught(self, step: int) -> bool | None:
        """Whether phi_1 <= phi_i at the step; None if no precision tells."""
        if step == 0:
            return False
        for bits in BITS:
            first, second = (
                growth(self.depth, value, self.alpha, self.eta, step, bits=bits)
                for value in (self.leading, self.other)
            )
            if first < second:
                return True
            if first > second:
                return False
        return None
