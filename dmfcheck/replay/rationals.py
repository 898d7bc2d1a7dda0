"""Exact rationals: what a replay decides ties with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay import descents
from dmfcheck.replay.arithmetic import ReplayArithmetic, Which, eigenvalue_of
from dmfcheck.replay.exact import Irrational, NotRational, Number
from dmfcheck.replay.matrices import Rows

BIT_LIMIT = 80_000
"""Iterates of more bits are not followed."""

STEP_LIMIT = 20_000
"""Nor are iterates that rest, or return, beyond so many steps."""

QUOTIENT_BITS = 8_000
"""Quotients of longer iterates are left to intervals."""

FEW_STEPS = 20
"""Iterates of few digits could be counted for ever; intervals count further."""


class Rationals(ReplayArithmetic):
    """Exact numbers of type :class:`~dmfcheck.replay.exact.Number`.

    >>> Rationals().root(Number(Fraction(8, 27)), 3)
    Number(2/3)
    """

    def number(self, value: Fraction) -> Any:
        """The rational itself."""
        return Number(value)

    def minimum(self, *values: Any) -> Any:
        """The least of the values."""
        return min(map(Number, values))

    def absolute(self, x: Any) -> Any:
        """|x|."""
        return abs(Number(x))

    def indicator(self, x: Any) -> Any:
        """1 where x >= 0, -1 elsewhere."""
        return Number(1) if x >= 0 else Number(-1)

    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """-|left - right| / scale."""
        self.compared = True
        return -abs(Number(left - right)) / scale

    def root(self, x: Any, degree: int) -> Any:
        """The rational root, if there is one."""
        return Number(x).root(degree)

    def followed(self, iterates: Iterator[Any], steps: int) -> list[Any]:
        """The iterates up to ``steps``; raises :class:`NotRational` where they grow too long."""
        if steps > STEP_LIMIT:
            raise NotRational("an orbit of too many steps")
        orbit = []
        for iterate in islice(iterates, steps + 1):
            parts = iterate if isinstance(iterate, tuple) else (iterate,)
            if any(isinstance(part, Number) and part.bits > 2 * BIT_LIMIT for part in parts):
                raise NotRational("iterates of too many digits")
            orbit.append(iterate)
        return orbit

    def require_few(self, depth: int, steps: int, *parameters: Any) -> None:
        """Raise :class:`NotRational` where iterates would have more than :data:`QUOTIENT_BITS`."""
        bits = sum(Number(value).bits for value in parameters)
        # A step multiplies the digits by about 2N-1.
        if bits * (2 * depth - 1) ** min(steps, 32) > QUOTIENT_BITS:
            raise NotRational("quotients of too many digits")

    def descend(self, factors: Sequence[Rows], target: Rows, eta: Any, steps: int) -> list[Rows]:
        """The exact factors; raises :class:`NotRational` where their digits would explode."""
        entries = [entry for matrix in (*factors, target) for row in matrix for entry in row]
        bits = max(Number(entry).bits for entry in (eta, *entries))
        # A step multiplies the digits of a factor by about 2N-1.
        if bits * (2 * len(factors) - 1) ** min(steps, 32) > 2 * BIT_LIMIT:
            raise NotRational("a matrix of too many digits")
        return super().descend(factors, target, eta, steps)

    def log(self, x: Any) -> Any:
        """Raise :class:`Irrational`, but for ln 1."""
        return self._only(x, 1, 0)

    def exp(self, x: Any) -> Any:
        """Raise :class:`Irrational`, but for e^0."""
        return self._only(x, 0, 1)

    def atan(self, x: Any) -> Any:
        """Raise :class:`Irrational`, but for arctan 0."""
        return self._only(x, 0, 0)

    def _only(self, x: Any, at: int, value: int) -> Any:
        if x != at:
            raise Irrational("an irrational value")
        return Number(value)

    def cos_pi(self, turn: Fraction) -> Any:
        """Raise :class:`Irrational`."""
        raise Irrational("a cosine")

    def hypergeometric(self, b: Fraction, y: Any) -> Any:
        """Raise :class:`Irrational`."""
        raise Irrational("a hypergeometric function")

    def hitting_time(self, point: Point, which: Which = None) -> Any:
        """Counted for a few steps, so that a tie is seen; then :class:`NotRational` is raised."""
        level = point.fraction * eigenvalue_of(point, which)
        for step, d in enumerate(self._few(point, which, FEW_STEPS - 1)):
            if d**point.depth >= level:
                return Number(step)
        raise NotRational("a hitting time of many steps")

    def value_at(self, point: Point, step: Any, which: Which = None) -> Any:
        """w(step), a few steps from the start; raises :class:`NotRational` beyond them."""
        whole = Number(step).fraction()
        if whole.denominator != 1 or not 0 <= whole <= FEW_STEPS:
            raise NotRational("an iterate that is not a few steps away")
        return super().value_at(point, int(whole), which)

    def _few(self, point: Point, which: Which, steps: int) -> Iterator[Any]:
        iterates = descents.identical(
            point.depth, eigenvalue_of(point, which), point.alpha, point.eta
        )
        for iterate in islice(iterates, steps + 1):
            yield from self.followed(iter((iterate,)), 0)

    def negative_recovery_time(self, point: Point) -> Any:
        """Raise :class:`NotRational`."""
        raise NotRational("a recovery time")

    def integral(self, integrand: Callable[[Any], Any], low: Any, high: Any) -> Any:
        """Raise :class:`Irrational`."""
        raise Irrational("an integral")
