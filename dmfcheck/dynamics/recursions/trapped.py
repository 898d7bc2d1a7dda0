"""A level that an orbit never reaches: an interval below it that the rule maps into itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import arb, ctx

from dmfcheck.base.bounds import check_time
from dmfcheck.base.validation import shown
from dmfcheck.base.verdict import CannotSay
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.precision import ball
from dmfcheck.dynamics.recursions.enclosed import BALLS, enclosures, read_balls
from dmfcheck.dynamics.recursions.numbers import numbers_of

if TYPE_CHECKING:
    from dmfcheck.dynamics.recursions.recursion import Recursion

PARTS = 16
"""Of the way from the start to the level: where the interval may end."""

MOST_PIECES = 512
"""Into which the interval is cut to show that the rule rises on it."""

BITS = 128


@dataclass(frozen=True)
class Never:
    """The level is never reached: x_k stays within ``low`` and ``high``.

    F rises there, F(low) >= low and F(high) <= high. Where ``high`` is the level, x_k < high.

    >>> Never(Fraction(0), Fraction(1, 2)).reason
    'x stays within 0 and 1/2 for ever, since the rule rises and maps neither end outwards'
    """

    low: Fraction
    high: Fraction

    @property
    def name(self) -> str:
        """The outcome as a word."""
        return "never"

    @property
    def reason(self) -> str:
        """Why, in words."""
        low, high = shown(self.low), shown(self.high)
        return (
            f"x stays within {low} and {high} for ever, since the rule rises and maps neither "
            "end outwards"
        )


def trapped(recursion: Recursion, level: Fraction, values: Mapping[str, object]) -> Never | None:
    """The proof that the first variable stays below the level, None where none is found.

    F increases on [low, high] and F(high) <= high, so x <= high implies F(x) <= F(high) <= high,
    with "<" where x < high; the same below. Of a recursion of one variable alone, whose rule does
    not change with k; values may be intervals.
    """
    if len(recursion.state) > 1 or "k" in recursion.symbols:
        return None
    with ctx.workprec(BITS):
        read = read_balls(recursion, values)
        ((start,),) = (next(enclosures(recursion, read)),)
        if not (start.is_finite() and start < ball(level)):
            return None
        first, last = _exact_start(recursion, values) or interval(start)
        drift = _drift(recursion, read, values)
        low = next((a for a in _below(first, level) if drift(a, 1)), None)
        if low is None:
            return None
        slope = _slope(recursion, read)
        for high in _above(last, level):
            if drift(high, -1) and _rises(slope, low, high):
                return Never(low, high)
    return None


def _exact_start(
    recursion: Recursion, values: Mapping[str, object]
) -> tuple[Fraction, Fraction] | None:
    """The start where it is one rational number, twice."""
    if _has_pairs(values):
        return None
    read = recursion.read(values)
    try:
        (start,) = next(recursion.iterates(read, read.get("eigenvalue")))
    except CannotSay:
        return None
    return Fraction(start), Fraction(start)


def _has_pairs(values: Mapping[str, object]) -> bool:
    return any(isinstance(value, (tuple, list)) for value in values.values())


def _below(start: Fraction, level: Fraction) -> Iterator[Fraction]:
    yield start
    if start > 0:
        yield Fraction(0)
    yield from (start - (level - start) * 2**j for j in range(4))


def _above(start: Fraction, level: Fraction) -> Iterator[Fraction]:
    yield start
    yield level
    yield from (start + (level - start) * j / PARTS for j in range(PARTS - 1, 0, -1))


def _drift(
    recursion: Recursion, read: Mapping[str, Any], values: Mapping[str, object]
) -> Callable[[Fraction, int], bool]:
    """Whether sign (F(x) - x) >= 0 is certain, in rationals where values and the rule are."""
    depth = read.get("depth")
    step = recursion.program.step(depth)
    given = recursion.given(read, read.get("eigenvalue"), BALLS)
    exact = None
    if not _has_pairs(values):
        rationals, numbers = recursion.read(values), numbers_of(None)
        exact = recursion.given(rationals, rationals.get("eigenvalue"), numbers)

    def known(x: Fraction, sign: int) -> bool:
        if exact is not None:
            try:
                (image,) = step(numbers, (x,), exact, Fraction(0))
                return bool(sign * (image - x) >= 0)
            except (CannotSay, ZeroDivisionError):
                pass
        (enclosed,) = step(BALLS, (ball(x),), given, BALLS.whole(0))
        return bool(sign * (enclosed - ball(x)) >= 0)

    return known


def _slope(recursion: Recursion, read: Mapping[str, Any]) -> Callable[[arb], arb]:
    slope = recursion.program.slope(read.get("depth"))
    given = recursion.given(read, read.get("eigenvalue"), BALLS)
    return lambda x: arb(slope(BALLS, (x,), given, BALLS.whole(0))[0])


def _rises(slope: Callable[[arb], arb], low: Fraction, high: Fraction) -> bool:
    """Whether F' > 0 is certain on all of the interval."""
    pieces, cuts = [(low, high)], 0
    while pieces:
        check_time()
        a, c = pieces.pop()
        middle = (a + c) / 2
        found = slope(ball(middle) + arb(0, ball((c - a) / 2).upper()))
        if found > 0:
            continue
        cuts += 1
        # NaN at a pole, or falling for certain.
        if found <= 0 or cuts > MOST_PIECES or a == c:
            return False
        pieces += [(a, middle), (middle, c)]
    return True


__all__ = ["Never", "trapped"]
