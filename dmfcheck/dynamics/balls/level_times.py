"""Hitting times of an eigenvalue that is known only up to an enclosure.

The hitting time K of the level theta lambda is *not* monotone in lambda: as lambda grows past
alpha^N / theta, where the start itself stops being above the level, K jumps from 0 to 1. But with
the eigenvalue and the level taken apart, K(lambda, level) falls in lambda and rises in the level,
and this is what the brackets here rest on.

Proof. g_lambda(d) = d + eta d^{N-1} (lambda - d^N) increases in lambda for d > 0, and in d on
[0, lambda^{1/N}]: g' = 1 - h x^{N-2} (N x^N - (N-1)(1 - x^N)) >= 1 - h N >= 0, x = d/lambda^{1/N}.
So for lambda <= mu and alpha^N <= lambda, d_lambda(k) <= d_mu(k) for every k by induction: both
orbits stay in [0, mu^{1/N}], where g_mu increases. If alpha^N > lambda, every level below lambda is
reached at k = 0 by both.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from dmfcheck.base.validation import BadInput, shown
from dmfcheck.dynamics.balls.hitting_time import hitting_time_original

Enclosure = tuple[Fraction, Fraction]
"""An eigenvalue lambda with lo <= lambda <= hi; lo == hi where it is known exactly."""

Bracket = tuple[int, int]
"""lo <= K <= hi, in steps."""

_TIE_BITS = 1 << 16


def recovery_time(
    depth: int, eigenvalue: Enclosure, alpha: Fraction, eta: Fraction, fraction: Fraction
) -> Bracket | None:
    """K = min{k : w(k) >= fraction * lambda}, certified for every lambda of the enclosure.

    K(hi, fraction lo) <= K <= K(lo, fraction hi); one integer where lambda is exact or its
    enclosure narrow enough. None where the enclosure is too wide for its upper end to be bounded
    (fraction hi >= lo). Identical start, 0 < lo, eta hi^{2-2/N} <= 1/N, 0 < fraction < 1; in
    steps. Raises :class:`~dmfcheck.base.validation.BadInput`. Source: derived (time.corrected).

    >>> third = (Fraction(1, 3) - Fraction(1, 10**20), Fraction(1, 3) + Fraction(1, 10**20))
    >>> recovery_time(3, third, Fraction(1, 100), Fraction(1, 10), Fraction(9, 10))
    (3002, 3002)
    """
    low, high = _ordered(eigenvalue)
    if fraction * high >= low and low != high:
        return None
    earliest = hitting_time_original(depth, high, alpha, eta, fraction * low / high)
    if low == high:
        return earliest.lo, earliest.hi
    return earliest.lo, hitting_time_original(depth, low, alpha, eta, fraction * high / low).hi


def last_step_below(
    depth: int, eigenvalue: Enclosure, alpha: Fraction, eta: Fraction, level: Fraction
) -> int | None:
    """The last k with w(k) <= level, and w(0..k) <= level for every lambda of the enclosure.

    For 0 < level < lo. None if alpha^N > level, where there is no such k. Where w meets the level
    exactly, that step counts if rational arithmetic can afford to see it; where the hitting time
    has no single integer the smallest is taken. Identical start, eta hi^{2-2/N} <= 1/N. Raises
    :class:`~dmfcheck.base.validation.BadInput`.

    >>> one = (Fraction(1), Fraction(1))
    >>> last_step_below(2, one, Fraction(1, 10), Fraction(1, 8), Fraction(1, 10))
    10
    """
    low, high = _ordered(eigenvalue)
    if not 0 < level < low:
        raise BadInput("level", f"is {shown(level)}", f"0 < level < {shown(low)}")
    if alpha**depth > level:
        return None
    reached = hitting_time_original(depth, high, alpha, eta, level / high)
    if low == high and reached.exact and _meets(depth, low, alpha, eta, level, reached.lo):
        return reached.lo
    return reached.lo - 1


def _ordered(eigenvalue: Enclosure) -> Enclosure:
    low, high = eigenvalue
    if not 0 < low <= high:
        raise BadInput("eigenvalue", f"is in [{shown(low)}, {shown(high)}]", "0 < lo <= hi")
    return low, high


def _meets(
    depth: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, level: Fraction, steps: int
) -> bool:
    """Whether w(steps) = level exactly; False where the iterate would have too many digits.

    The digits grow (2N-1)-fold a step, so beyond them a tie needs a level of as many digits.
    """
    parts = (eigenvalue, alpha, eta)
    bits = sum(part.numerator.bit_length() + part.denominator.bit_length() for part in parts)
    if steps > 20 or bits * (2 * depth - 1) ** steps > _TIE_BITS:
        return False
    size, d, step = (fmpq(part.numerator, part.denominator) for part in parts)
    for _ in range(steps):
        power = d ** (depth - 1)
        d += step * power * (size - power * d)
    return bool(d**depth == fmpq(level.numerator, level.denominator))
