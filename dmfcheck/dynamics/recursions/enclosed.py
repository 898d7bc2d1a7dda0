"""Orbits of a recursion in balls, in mean-value form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any

from flint import arb, ctx

from dmfcheck.base import validation
from dmfcheck.base.bounds import check_time
from dmfcheck.base.validation import BadInput, shown
from dmfcheck.base.verdict import CannotSay
from dmfcheck.dynamics.balls.pair_orbit import Enclosure
from dmfcheck.dynamics.balls.precision import ball
from dmfcheck.dynamics.recursions.numbers import MOST_STEPS, Balls

if TYPE_CHECKING:
    from dmfcheck.dynamics.recursions.recursion import Recursion

States = tuple[arb, ...]

MOST_WORK = 4 * 100_000
"""Steps times the square of how many numbers there are: 100,000 of two."""


BALLS = Balls()


def enclosed_orbit(recursion: Recursion, steps: object, values: Mapping[str, object]) -> Any:
    """Balls of every state; see :meth:`~dmfcheck.dynamics.recursions.recursion.Recursion.balls`.

    Raises :class:`~dmfcheck.base.validation.BadInput`, also where the orbit leaves its domain.
    """
    most = validation.whole(steps, "steps", 0, MOST_STEPS)
    read = read_balls(recursion, values)
    try:
        orbit = list(islice(enclosures(recursion, read), most + 1))
    except CannotSay as why:
        raise BadInput("steps", str(why), "fewer steps") from None
    for k, state in enumerate(orbit):
        if not all(value.is_finite() for value in state):
            raise BadInput(
                "step",
                f"has no finite enclosure at step {k}",
                "an orbit within its domain, more bits",
            )
    return orbit


def read_balls(recursion: Recursion, values: Mapping[str, Any]) -> dict[str, Any]:
    """Balls of numbers and of intervals (lo, hi), the depth an int."""
    if _is_pair(values.get("depth")):
        raise BadInput("depth", "is a pair", "one whole number")
    lower = {name: value[0] if _is_pair(value) else value for name, value in values.items()}
    upper = {name: value[1] if _is_pair(value) else value for name, value in values.items()}
    low, high = recursion.read(lower), recursion.read(upper)
    return {
        name: low[name] if name == "depth" else hull(name, low[name], high[name]) for name in low
    }


def _is_pair(value: Any) -> bool:
    return isinstance(value, (tuple, list)) and len(value) == 2


def hull(name: str, low: Fraction, high: Fraction) -> arb:
    """The ball from ``low`` to ``high``."""
    if low > high:
        raise BadInput(name, f"is from {shown(low)} to {shown(high)}", "a pair lo <= hi")
    if low == high:
        return ball(low)
    return ball((low + high) / 2) + arb(0, ball((high - low) / 2).upper())


def enclosures(recursion: Recursion, values: Mapping[str, Any]) -> Iterator[States]:
    """Balls of the state at step 0, 1, ..., the values being balls."""
    depth, given = values.get("depth"), recursion.given(values, values.get("eigenvalue"), BALLS)
    first = recursion.program.start(depth)(BALLS, (), given, BALLS.whole(0))
    yield from enclosures_from(recursion, values, [arb(value) for value in first])


def enclosures_from(
    recursion: Recursion, values: Mapping[str, Any], state: list[arb], k: int = 0
) -> Iterator[States]:
    """The same from a state at step k."""
    depth, given = values.get("depth"), recursion.given(values, values.get("eigenvalue"), BALLS)
    step = recursion.program.step(depth)
    if len(state) == 1:
        yield from _single(recursion, depth, given, state[0], k)
        return
    enclosure = Enclosure.of(state)
    work = 0
    while True:
        check_time()
        box = enclosure.hull()
        yield tuple(box)
        work += len(state) ** 2
        if work > MOST_WORK + len(state) ** 2:
            raise CannotSay(f"of {len(state)} numbers so many steps are taken in balls, no more")

        def image(values: list[Any], k: int = k) -> Any:
            return list(step(BALLS, tuple(values), given, BALLS.whole(k)))

        enclosure = enclosure.mapped(image, image(enclosure.middle), box, arb)
        k += 1


def _single(
    recursion: Recursion, depth: int | None, given: tuple[Any, ...], x: arb, k: int
) -> Iterator[States]:
    """One variable: F(mid) + F'(X) (X - mid), F' by SymPy.

    Where values are intervals, the hull of F at both ends if F' has one sign.
    """
    step, slope = recursion.program.step(depth), recursion.program.slope(depth)
    wide = any(2 * value.rel_accuracy_bits() < ctx.prec for value in given)
    while True:
        check_time()
        yield (x,)
        middle, number = x.mid(), BALLS.whole(k)
        rises = slope(BALLS, (x,), given, number)[0] if x.rad() != 0 else arb(0)
        if wide and (rises > 0 or rises < 0):
            ends = (step(BALLS, (end,), given, number)[0] for end in (x.lower(), x.upper()))
            x = next(ends).union(next(ends))
        else:
            x = arb(step(BALLS, (middle,), given, number)[0]) + rises * (x - middle)
        k += 1
