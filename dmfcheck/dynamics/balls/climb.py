"""An orbit between two integers: fixed-point steps of the scaled map, one rounded down, one up.

g(x) = x + h x^{N-1} (1 - x^N) rises on [0, 1] where h N <= 1, so that the image of a lower bound,
rounded down, is a lower bound of the image, and of an upper bound likewise. In Python's integers
both take a few microseconds a step, a step of a ball ten. ``notes/hitting-times.md`` has the proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flint import arb, fmpz

from dmfcheck.base.bounds import check_time

__all__ = ["Climb", "ceil_scaled", "floor_scaled", "hull"]

ASKED_EVERY = 256
"""Steps between two looks at the time."""


def floor_scaled(x: arb, places: int) -> int:
    """An integer <= 2^places x for every x of the ball, the largest where its lower end is exact.

    >>> floor_scaled(arb(0.75), 3), floor_scaled(arb(-2.5), 0)
    (6, -3)
    """
    mantissa, exponent = x.lower().man_exp()
    shift = int(exponent) + places
    return int(mantissa) << shift if shift >= 0 else int(mantissa) >> -shift


def ceil_scaled(x: arb, places: int) -> int:
    """An integer >= 2^places x for every x of the ball.

    >>> ceil_scaled(arb(0.75), 3), ceil_scaled(arb(-2.5), 0)
    (6, -2)
    """
    return -floor_scaled(-x, places)


def hull(low: int, high: int, places: int) -> arb:
    """The ball from low to high in units of 2^-places, its middle exact.

    >>> hull(1, 3, 2).contains(0.25), hull(1, 3, 2).contains(0.75), hull(1, 3, 2).contains(0.2)
    (True, True, False)
    """
    unit = fmpz(-places - 1)
    return arb((fmpz(low + high), unit), (fmpz(high - low), unit))


@dataclass(frozen=True)
class Climb:
    """Bounds of x+ = x + h x^{N-1} (1 - x^N), 0 <= x <= 1, in integer units of 2^-places.

    ``low`` <= 2^places h <= ``high``, h N <= 1.

    >>> climb = Climb(2, 20, 1 << 19, 1 << 19)  # h = 1/2
    >>> one = 1 << 20
    >>> steps, x = climb.below(one // 8, one // 2, 100)
    >>> steps, round(x / one, 4), climb.above(one // 8, one // 2, 100)[1] - x
    (4, 0.5733, 13)
    """

    depth: int
    places: int
    low: int
    high: int

    def below(self, x: int, target: int, most: int) -> tuple[int, int]:
        """Steps of the lower bound from ``x`` until it is >= target, ``most`` at most, and where.

        ``target`` <= 2^places.
        """
        return self._until(x, target, most, up=False)

    def above(self, x: int, target: int, most: int) -> tuple[int, int]:
        """The same of the upper bound, which may end above 1."""
        return self._until(x, target, most, up=True)

    def _until(self, x: int, target: int, most: int, *, up: bool) -> tuple[int, int]:
        places, chain, h = self.places, self._chain, self.high if up else self.low
        # The floors lose a unit more of x^N than of x^{N-1}.
        more, less = (self._loss, 0) if up else (0, self._loss + 1)
        top = (1 << places) - less
        k = 0
        while x < target and k < most:
            if k % ASKED_EVERY == 0:
                check_time()
            power = x
            for odd in chain:
                power = power * power >> places
                if odd:
                    power = power * x >> places
            rise = ((h * (power + more) >> places) + up) * (top - (power * x >> places))
            x += (rise >> places) + up
            k += 1
        return k, x

    @cached_property
    def _chain(self) -> tuple[bool, ...]:
        """How x^{N-1} is made: a square, and a product with x where it says so."""
        return tuple(digit == "1" for digit in f"{self.depth - 1:b}"[1:])

    @cached_property
    def _loss(self) -> int:
        """Units by which the floors of the chain may make x^{N-1} too small, all powers <= 1."""
        loss = 0
        for odd in self._chain:
            loss = 2 * loss + 1 + odd
        return loss
