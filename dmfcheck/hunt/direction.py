"""Which way a named constant makes a claim stronger: found out by evaluating it, not assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dmfcheck.base import seeds
from dmfcheck.base.bounds import check_time, within
from dmfcheck.claims import faults
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.scaled import scaled
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.objective import evaluate
from dmfcheck.hunt.structure import draw_structure
from dmfcheck.hunt.tuned import strategies_for
from dmfcheck.hunt.variation import ways_down

FACTORS = (Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(2), Fraction(4))
"""Those at which the margin is compared with that of the next."""

STRUCTURES = 24
POINTS = 32
"""Points of each structure."""

ONE_BY_ONE = 8
"""Points of a structure of which the claim takes no batch."""

FEW = 16
"""The largest integer or size of those points, if the claim has smaller ones."""

DRAWN = 40
"""Points of each strategy that knows where the claim is tight."""

SAME = 1e-9
"""Two margins nearer than this, relative to 1 and to them, are not told apart."""

Batch = NDArray[np.float64]


@dataclass(frozen=True)
class Direction:
    """How a claim changes with a constant, at ``points`` points within the hypotheses of one value.

    ``larger`` and ``smaller`` count those where the next larger value, or the next smaller, asks
    more: the margin is less, or the point is within the hypotheses. ``fails_larger`` and
    ``fails_smaller`` count those of them where it fails with that value only. All in float64.
    """

    points: int = 0
    larger: int = 0
    smaller: int = 0
    fails_larger: int = 0
    fails_smaller: int = 0

    @property
    def sign(self) -> int:
        """1 if a larger constant is the stronger claim, -1 if a smaller one is, 0 if neither.

        Where margins go both ways, what fails decides.

        >>> Direction(9, 9, 0).sign, Direction(9, 2, 2, 0, 1).sign, Direction(9, 2, 2, 1, 1).sign
        (1, -1, 0)
        """
        for up, down in ((self.larger, self.smaller), (self.fails_larger, self.fails_smaller)):
            if bool(up) != bool(down):
                return 1 if up else -1
        return 0

    @property
    def monotone(self) -> bool:
        """Whether every point that was looked at said the same."""
        return bool(self.sign) and not (self.larger and self.smaller)

    @classmethod
    def read(cls, recorded: object) -> Direction | None:
        """The direction that ``dataclasses.asdict`` made a record of; None of anything else.

        >>> Direction.read({"points": 9}), Direction.read({"points": "9"})
        (Direction(points=9, larger=0, smaller=0, fails_larger=0, fails_smaller=0), None)
        """
        names = {field.name for field in fields(cls)}
        if not isinstance(recorded, dict) or not recorded.keys() <= names:
            return None
        if any(type(count) is not int or count < 0 for count in recorded.values()):
            return None
        return cls(**recorded)

    def plus(self, other: Direction) -> Direction:
        """Both counts together."""
        return Direction(*(a + b for a, b in zip(self.counts, other.counts, strict=True)))

    @property
    def counts(self) -> tuple[int, ...]:
        """The fields, in order."""
        return (self.points, self.larger, self.smaller, self.fails_larger, self.fails_smaller)


def direction(claim: Claim, name: str, seconds: float = 20.0, seed: int = 0) -> Direction:
    """The direction in which the constant ``name`` makes ``claim`` stronger, on a sample.

    The points are float64: some of small structures drawn at random, and some of the strategies
    that know where the claim is tight. It takes ``seconds`` at most. Raises
    :class:`~dmfcheck.claims.faults.ClaimFault` if the claim is mistaken.

    >>> from dmfcheck import claim
    >>> direction(claim("step.quoted"), "quoted step").sign
    1
    """
    ladder = [scaled(claim, name, factor) for factor in FACTORS]
    found = Direction()
    with within(seconds, divisible=False):
        for values, size in _points(claim, seed):
            check_time()
            found = found.plus(_compared(ladder, values, size))
    return found


def _points(claim: Claim, seed: int) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Batches of points, and single ones: (values, how many)."""
    for number in range(STRUCTURES):
        structure = draw_structure(claim, seeds.branch(seed, "direction", number))
        box = Box(claim, ways_down(claim, structure, FEW)[-1])
        rng = np.random.default_rng([seed, number])
        cube = rng.random((POINTS, box.dimension))
        yield box.values(cube), POINTS
    strategies = strategies_for(claim.id)
    if strategies:
        from dmfcheck.hunt.provider import draw_until

        for place, strategy in enumerate(strategies):
            drawn: list[Mapping[str, Any]] = []

            def goes_on(values: Mapping[str, Any], to: list[Mapping[str, Any]] = drawn) -> bool:
                to.append(values)
                return False

            draw_until(strategy, goes_on, [seed, place], DRAWN)
            for values in drawn:
                yield claim.point(**values).exact, 1


def _compared(ladder: list[Claim], values: Mapping[str, Any], size: int) -> Direction:
    """What ``size`` points say, 0 of them where nothing is defined."""
    try:
        scores = [evaluate(scaled, values, size) for scaled in ladder]
    except faults.OF_THE_POINT as error:
        if size > 1:
            # Single points show whether it is a mistake of the claim.
            return _one_by_one(ladder, values, size)
        if isinstance(error, faults.ClaimFault):
            raise
        return Direction()
    found = Direction(points=int(np.any([s.inside for s in scores], axis=0).sum()))
    # Outside the hypotheses nothing is asked: no margin is larger.
    margins = [np.where(s.inside, s.margin, np.inf) for s in scores]
    for before, after in pairwise(margins):
        known = ~(np.isnan(before) | np.isnan(after))
        less, more = _less(after, before) & known, _less(before, after) & known
        fails_more, fails_less = (after < 0) & (before > 0), (before < 0) & (after > 0)
        found = replace(
            found,
            larger=found.larger + int(less.sum()),
            smaller=found.smaller + int(more.sum()),
            fails_larger=found.fails_larger + int((fails_more & less).sum()),
            fails_smaller=found.fails_smaller + int((fails_less & more).sum()),
        )
    return found


def _less(one: Batch, other: Batch) -> NDArray[np.bool_]:
    """Where ``one`` is certainly less than ``other``, as far as float64 tells."""
    size = np.maximum(1.0, np.minimum(np.abs(one), np.abs(other)))
    return np.asarray(one < other - SAME * np.where(np.isfinite(size), size, 1.0))


def _one_by_one(ladder: list[Claim], values: Mapping[str, Any], size: int) -> Direction:
    """The first points of a batch that the claim takes no batch of."""
    found = Direction()
    for row in range(min(ONE_BY_ONE, size)):
        found = found.plus(_compared(ladder, _row(values, row), 1))
    return found


def _row(values: Mapping[str, Any], row: int) -> dict[str, Any]:
    def exact(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(exact(entry) for entry in value)
        return value if isinstance(value, int) else Fraction(float(value[row]))

    return {name: exact(value) for name, value in values.items()}
