"""order.*: larger eigenvalues are recovered first."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from dmfcheck.claims.point import Point
from dmfcheck.replay.readings.numbers import Numbers
from dmfcheck.replay.readings.orbits import spectrum_orbits
from dmfcheck.replay.readings.reading import Predicate, Reading
from dmfcheck.replay.readings.step import step_at_most
from dmfcheck.replay.readings.truth import Truth, at_most, below, every


def leading_step(n: Numbers, p: Point) -> Truth:
    """h_1 <= 1/N."""
    return step_at_most(p, p.spectrum[0], Fraction(1, p.depth))


def below_smallest(n: Numbers, p: Point) -> Truth:
    """0 < alpha^N <= lambda_n."""
    return every([below(0, p.alpha), at_most(p.alpha**p.depth, p.spectrum[-1])])


def _distinct(n: Numbers, p: Point) -> Truth:
    ordered = [below(after, before) for before, after in pairwise(p.spectrum)]
    return every([below(0, p.spectrum[-1]), *ordered])


def _stays_ahead(n: Numbers, p: Point) -> Truth:
    orbits = spectrum_orbits(n, p)
    return every(
        below(smaller, larger)
        for ahead, behind in pairwise(orbits)
        for larger, smaller in zip(ahead[1:], behind[1:], strict=True)
    )


LEADING_STEP: dict[str, Predicate] = {"h_1 <= 1/N": leading_step}
BELOW_SMALLEST: dict[str, Predicate] = {"0 < alpha^N <= lambda_n": below_smallest}

READINGS = {
    "order.preserved": Reading(
        {"lambda_1 > ... > lambda_n > 0": _distinct, **BELOW_SMALLEST, **LEADING_STEP},
        _stays_ahead,
    )
}
