"""The float horizon of a recursion: up to which step float64 cannot have left its orbit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flint import arb, ctx

from dmfcheck.base import validation
from dmfcheck.base.bounds import check_time
from dmfcheck.dynamics.balls.pair_orbit import Enclosure
from dmfcheck.dynamics.floats.formats import FLOAT64
from dmfcheck.dynamics.recursions.enclosed import BALLS, read_balls
from dmfcheck.dynamics.recursions.rounded import rounding_error

if TYPE_CHECKING:
    from dmfcheck.dynamics.recursions.recursion import Recursion

MOST_STEPS = 20_000

BITS = 192


def horizon(recursion: Recursion, steps: object, values: Mapping[str, object]) -> int | None:
    """The last step at which float64 is within 1e-6 of the largest |x| so far; None if beyond.

    Every float64 orbit is enclosed: each step in mean-value form, and what its operations round
    besides. 0 where not even the start is known. Raises BadInput.
    """
    most = validation.whole(steps, "steps", 0, MOST_STEPS)
    with ctx.workprec(BITS):
        read = read_balls(recursion, values)
        depth, given = read.get("depth"), recursion.given(read, read.get("eigenvalue"), BALLS)
        start, step = recursion.program.start(depth), recursion.program.step(depth)
        first = start(BALLS, (), given, BALLS.whole(0))
        state = _widened(first, rounding_error(start, (), given, 0))
        enclosure = Enclosure.of(state)
        largest = arb(0)
        for k in range(most + 1):
            check_time()
            box = enclosure.hull()
            for value in box:
                largest = largest.max(abs(value).upper())
            within = FLOAT64.departed * largest
            if not all(2 * value.rad() <= within for value in box):
                return max(k - 1, 0)

            def image(values: list[Any], k: int = k) -> list[Any]:
                return list(step(BALLS, tuple(values), given, BALLS.whole(k)))

            moved = _widened(image(enclosure.middle), rounding_error(step, tuple(box), given, k))
            enclosure = enclosure.mapped(image, moved, box, arb)
    return None


def _widened(values: Any, errors: list[arb]) -> list[arb]:
    return [arb(value) + arb(0, error) for value, error in zip(values, errors, strict=True)]
