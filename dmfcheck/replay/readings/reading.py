"""A reading of a statement, and what it says of a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dmfcheck.claims.point import Point
from dmfcheck.replay.abel import precision
from dmfcheck.replay.lacking import Blurred, CannotReplay
from dmfcheck.replay.readings.numbers import Enclosed, Exactly, Irrational, Numbers
from dmfcheck.replay.readings.orbits import MOST
from dmfcheck.replay.readings.truth import Truth
from dmfcheck.replay.rejected import Rejected

FIRST_BITS = 128
LAST_BITS = 16_384
BITS_A_STEP = 2
"""Lost along an orbit, where it is iterated as written: the first precision has them to lose."""

WORK = 40_000_000
"""Steps times bits at most, beyond :data:`LEAST_LAST_BITS`."""

LEAST_LAST_BITS = 1024

Predicate = Callable[[Numbers, Point], Truth]


@dataclass(frozen=True)
class Reading:
    """A statement once more: its hypotheses, each in words, and what it concludes from them."""

    hypotheses: Mapping[str, Predicate]
    conclusion: Predicate


def second_verdict(reading: Reading, point: Point) -> str | None:
    """What the reading says of a point: "holds", "refuted", or None where it knows neither.

    Raises :class:`~dmfcheck.replay.rejected.Rejected` if the point is outside the hypotheses.
    """
    certain = True
    for words, hypothesis in reading.hypotheses.items():
        truth = decided(hypothesis, point)
        if truth is False:
            raise Rejected(f"as the statement is read a second time, not {words}")
        certain = certain and truth is True
    truth = decided(reading.conclusion, point) if certain else None
    return {True: "holds", False: "refuted", None: None}[truth]


def decided(predicate: Predicate, point: Point) -> Truth:
    """The truth of a predicate, in rationals or in intervals of rising precision.

    >>> from fractions import Fraction
    >>> from dmfcheck.replay.readings.truth import below
    >>> decided(lambda n, p: below(n.log(p.eta), 1), Point({"eta": Fraction(2)}))
    True
    """
    exactly = Exactly()
    try:
        return predicate(exactly, point.converted(exactly.number))
    except Irrational:
        pass
    steps = point.exact.get("steps", 0)
    # Nobody iterates more: then a far step is meant.
    steps = steps if steps <= MOST else 0
    last = max(LEAST_LAST_BITS, min(LAST_BITS + 4 * BITS_A_STEP * steps, WORK // (steps + 1)))
    bits = min(FIRST_BITS + BITS_A_STEP * steps, last)
    while bits <= last:
        with precision(bits):
            enclosed = Enclosed()
            try:
                truth = predicate(enclosed, point.converted(enclosed.number))
            except Blurred:
                truth = None
            except CannotReplay:
                return None
        if truth is not None:
            return truth
        bits *= 2
    return None
