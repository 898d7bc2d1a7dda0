"""The search for a hitting time: attempts at rising order and precision, until one integer is left.

:mod:`dmfcheck.dynamics.balls.attempt` makes each of them; a tie that exact rationals can afford is
settled by them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from flint import fmpq

from dmfcheck.dynamics.balls.attempt import Attempt, Level, ScaledPassage

__all__ = ["LEVELS", "ExactOrbit", "HittingTime", "bracket"]

TIE_BITS = 1 << 21
"""A tie is decided in exact rationals where the iterate has at most about so many bits."""

LEVELS = (
    Level(12, Fraction(1, 32), 60),
    Level(20, Fraction(1, 32), 100),
    Level(32, Fraction(1, 48), 150),
    Level(48, Fraction(1, 64), 200),
    Level(48, Fraction(1, 256), 280),
)
"""Tried in turn until a single integer is left; the first is enough except near a tie."""


@dataclass(frozen=True)
class HittingTime:
    """lo <= K <= hi, in steps, and how it was found: bits of precision, order m, method.

    ``method`` is ``start`` (K = 0), ``abel`` (difference of A_m), ``jump`` (A_m, then steps),
    ``orbit`` (steps) or ``exact`` (rationals settled a tie); ``order`` is 0 without an A_m.

    >>> HittingTime(3, 4, 128, 12, "abel").exact
    False
    """

    lo: int
    hi: int
    bits: int
    order: int
    method: str

    @property
    def exact(self) -> bool:
        """Whether a single integer is left: K = lo = hi."""
        return self.lo == self.hi


@dataclass(frozen=True)
class ExactOrbit:
    """d+ = d + eta d^{N-1} (lambda - d^N) in rationals, and the target for d^power.

    >>> orbit = ExactOrbit(2, Fraction(1), Fraction(1, 2), Fraction(1, 2), Fraction(11, 16), 1)
    >>> orbit.reaches(1), orbit.affordable(1)
    (True, True)
    """

    depth: int
    eigenvalue: Fraction
    start: Fraction
    step: Fraction
    target: Fraction
    power: int

    def affordable(self, steps: int) -> bool:
        """Whether the iterate after so many steps has at most about ``TIE_BITS`` bits."""
        parts = (self.eigenvalue, self.start, self.step)
        bits = sum(p.numerator.bit_length() + p.denominator.bit_length() for p in parts)
        return steps <= 20 and bits * (2 * self.depth - 1) ** steps <= TIE_BITS

    def reaches(self, steps: int) -> bool:
        """Whether the target is reached after so many steps: decided, also at a tie."""
        parts = (self.start, self.eigenvalue, self.step, self.target)
        d, eigenvalue, step, target = (fmpq(p.numerator, p.denominator) for p in parts)
        for _ in range(steps):
            power = d ** (self.depth - 1)
            d += step * power * (eigenvalue - power * d)
        return bool(d**self.power >= target)


def bracket(passage: ScaledPassage, exact: ExactOrbit, max_bits: int) -> HittingTime:
    """The hitting time, or its bracket where neither the levels nor ``max_bits`` settle it.

    ``exact`` is the same passage in the coordinates in which it is rational.

    >>> from dmfcheck.dynamics.balls.precision import Root
    >>> h, x0, b = Fraction(1, 4), Fraction(1, 10), Fraction(1, 2)
    >>> passage = ScaledPassage(2, Root(h), Root(2 * h), Root(x0), Root(b))
    >>> bracket(passage, ExactOrbit(2, Fraction(1), x0, h, b, 1), 1024).lo
    8
    """
    best: HittingTime | None = None
    for level in LEVELS:
        attempt = Attempt(passage, level, max_bits)
        method, found = attempt.run()
        if found is None:
            continue
        order = 0 if method == "orbit" else level.order
        lo, hi = max(1, found[0]), found[1]
        if best is not None:
            lo, hi = max(lo, best.lo), min(hi, best.hi)
        best = _settled(HittingTime(lo, hi, attempt.most_bits, order, method), exact)
        if best.exact or best.bits == max_bits:
            return best
    if best is None:
        raise ArithmeticError(f"{max_bits} bits do not bracket the hitting time")
    return best


def _settled(found: HittingTime, exact: ExactOrbit) -> HittingTime:
    if found.exact or not exact.affordable(found.hi - 1):
        return found
    k = next((k for k in range(found.lo, found.hi) if exact.reaches(k)), found.hi)
    return replace(found, lo=k, hi=k, method="exact")
