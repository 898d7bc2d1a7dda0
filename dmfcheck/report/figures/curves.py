"""Certified points on the orbit of an eigenvalue: every step of a short one, samples of a far one.

A descent of 1e9 or 1e200 steps is not iterated: each sample of the identical start is an enclosure
of its own (:func:`dmfcheck.dynamics.balls.value_at.value_at`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from dmfcheck.base.bounds import check_time
from dmfcheck.base.numbers import float_above, float_below
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.problem import Problem

if TYPE_CHECKING:
    from flint import arb

__all__ = ["MOST_STEPS", "WALKED", "Curve", "balls_of", "curve_of", "sample"]

WALKED = 20_000
"""So many steps are taken one by one at most."""

MOST_STEPS = 10**300
"""Beyond them an axis of float64 has no place."""

ALL_DRAWN = 2_000
"""Up to so many steps every one is drawn."""

TAKEN, FAR = 400, 120
"""Of longer orbits so many steps at equal distances and as many at equal ratios: of those that are
taken one by one, and of farther ones."""

LEVELS = tuple(Fraction(part, 100) for part in (1, 3, 10, 25, 50, 75, 90, 97, 99))
"""And the certified steps at which w reaches these parts of lambda."""

BITS = (96, 384, 1536)
"""Precisions of a walk: the next one where the balls grow beyond :data:`SHARP`."""

FAR_BITS = 40
"""What a far sample is asked for."""

SHARP = Fraction(1, 10**9)


@dataclass(frozen=True)
class Curve:
    """low[i] <= y(steps[i]) <= high[i], in float64, the ends rounded outwards."""

    steps: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def middle(self) -> tuple[float, ...]:
        """The middles, which a line is drawn through.

        >>> Curve((0,), (1.0,), (2.0,)).middle
        (1.5,)
        """
        return tuple(low + (high - low) / 2 for low, high in zip(self.low, self.high, strict=True))

    @property
    def width(self) -> float:
        """The largest width of an enclosure, relative to its larger end; 0 where all are exact.

        >>> Curve((0, 1), (1.0, 2.0), (1.0, 4.0)).width
        0.5
        """
        sizes = zip(self.low, self.high, strict=True)
        return max((hi - lo) / (max(abs(lo), abs(hi)) or 1.0) for lo, hi in sizes)


def curve_of(steps: Sequence[int], balls: Iterable[arb]) -> Curve:
    """The curve through balls.

    >>> from flint import arb
    >>> curve_of((0,), [arb("0.5")])
    Curve(steps=(0,), low=(0.5,), high=(0.5,))
    """
    from dmfcheck.dynamics.balls.balls import interval

    ends = [interval(ball) for ball in balls]
    low = tuple(float(float_below(lo)) for lo, _ in ends)
    return Curve(tuple(steps), low, tuple(float(float_above(hi)) for _, hi in ends))


def sample(problem: Problem, last: int) -> tuple[int, ...]:
    """Steps from 0 to ``last`` at which the orbits of the problem are looked at, increasing.

    Raises :class:`~dmfcheck.base.validation.BadInput` for more steps than can be drawn.

    >>> problem = Problem.from_spectrum("1", depth=2, alpha="1/10", eta="1/8")
    >>> sample(problem, 3)
    (0, 1, 2, 3)
    >>> len(sample(problem, 10**100)) < 400
    True
    """
    _require_drawable(problem, last)
    if last <= ALL_DRAWN:
        return tuple(range(last + 1))
    count = TAKEN if last <= WALKED else FAR
    even = {last * i // count for i in range(count + 1)}
    ratio = math.log(last) / count
    geometric = {min(last, round(math.exp(ratio * i))) for i in range(count)}
    return tuple(sorted(even | geometric | {k for k in _passages(problem) if k <= last}))


def _require_drawable(problem: Problem, last: int) -> None:
    if last > MOST_STEPS:
        raise BadInput("steps", "are more than 1e300", "what an axis can show, up to 1e300")
    if problem.beta and last > WALKED:
        wrong = f"are {last}, and a perturbed start is followed one by one"
        raise BadInput("steps", wrong, f"up to {WALKED} of them, or --beta 0")


def _passages(problem: Problem) -> set[int]:
    from dmfcheck.dynamics.balls.level_times import recovery_time

    found: set[int] = set()
    for mode in set(map(problem.mode, range(problem.size))):
        (value,), alpha = mode.spectrum, mode.alpha
        if value <= alpha**problem.depth or problem.beta:
            continue
        for level in LEVELS:
            time = recovery_time(problem.depth, (value, value), alpha, problem.eta, level)
            if time is not None:
                found |= {time[0], max(0, time[0] - 1), time[1]}
    return found


def balls_of(problem: Problem, eigenvalue: Fraction, steps: Sequence[int]) -> list[arb]:
    """Balls of w(k) at each of ``steps``, increasing; the step size is one that is stable.

    >>> problem = Problem.from_spectrum("1", depth=2, alpha="1/2", eta="1/4")
    >>> [float(ball) for ball in balls_of(problem, Fraction(1), (0, 1))]
    [0.25, 0.3525390625]
    """
    from dmfcheck.dynamics.balls.value_at import value_at

    near = steps if steps[-1] <= WALKED else [k for k in steps if k <= WALKED // 4]
    found = _walked(problem, eigenvalue, near)
    for k in steps[len(near) :]:
        check_time()
        found.append(
            value_at(problem.depth, eigenvalue, problem.alpha, problem.eta, k, bits=FAR_BITS)
        )
    return found


def _walked(problem: Problem, eigenvalue: Fraction, steps: Sequence[int]) -> list[arb]:
    """Taken one by one, with so many bits that no ball is wide if any number of :data:`BITS` is."""
    from dmfcheck.dynamics.balls.balls import ball
    from dmfcheck.dynamics.balls.orbit import identical_orbit
    from dmfcheck.dynamics.balls.perturbed_orbit import perturbed_orbit

    depth, alpha, eta = problem.depth, problem.alpha, problem.eta
    for bits in BITS:
        if problem.beta:
            pairs = perturbed_orbit(
                depth, eigenvalue, alpha, problem.beta, eta, steps[-1], bits=bits
            )
            found = [pairs[k].end_to_end(depth) for k in steps]
        else:
            orbit = identical_orbit(depth, eigenvalue, alpha, eta, steps[-1], bits=bits)
            found = [orbit[k] ** depth for k in steps]
        sharp = ball(SHARP * max(abs(eigenvalue), alpha**depth))
        if all(value.rad() < sharp for value in found):
            break
    return found
