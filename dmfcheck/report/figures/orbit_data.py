"""The eigenvalues of the product by steps, and the certified steps at which they are recovered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from dmfcheck.base import validation
from dmfcheck.base.validation import Rational
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.prediction import DEFAULT_DELTA, Prediction, predict
from dmfcheck.report.figures.curves import Curve, balls_of, curve_of, sample

__all__ = ["MOST_CURVES", "DrawnEigenvalue", "Orbit", "asked_steps", "orbit", "own_spectrum"]

MOST_CURVES = 7
"""Distinct eigenvalues that are drawn, those that are recovered first; more lines are not told
apart."""

WITHOUT_TIMES = 200
"""Steps that are drawn where no eigenvalue is recovered, unless asked for others."""

BEYOND = Fraction(5, 4)
"""Of the last certified time, drawn unless asked for other steps."""


@dataclass(frozen=True)
class DrawnEigenvalue:
    """An eigenvalue lambda (of a matrix: the float64 in its enclosure), and w(k) by steps.

    ``time`` brackets the first k with w(k) >= ``level`` = (1 - delta) lambda, in steps (None where
    there is none); ``index`` counts eigenvalues from 1, of which ``count`` are equal to it.
    """

    index: int
    value: Fraction
    count: int
    curve: Curve
    time: tuple[int, int] | None
    level: Fraction


@dataclass(frozen=True)
class Orbit:
    """What the figure of an orbit shows, ``omitted`` distinct eigenvalues excepted."""

    problem: Problem
    delta: Fraction
    eigenvalues: tuple[DrawnEigenvalue, ...]
    omitted: int
    last: int


def orbit(
    target: object,
    *,
    depth: object,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    delta: Rational = DEFAULT_DELTA,
    steps: object = None,
) -> Orbit:
    """w(0), ..., w(steps) of every eigenvalue in certified enclosures; arguments as of ``predict``.

    Without ``steps`` up to a quarter beyond the last certified time of those that are drawn. Raises
    :class:`~dmfcheck.base.validation.BadInput`, also for more steps than can be drawn.

    >>> found = orbit("3,1", depth=2, alpha="1/100", eta="1/20")
    >>> [entry.time for entry in found.eigenvalues], found.last
    ([(44, 44), (116, 116)], 145)
    """
    predicted = predict(target, depth=depth, alpha=alpha, eta=eta, beta=beta, delta=delta)
    tolerance = validation.proper_fraction(delta, "delta")
    spectrum = own_spectrum(predicted)
    problem = Problem.from_spectrum(spectrum, depth=depth, alpha=alpha, eta=eta, beta=beta)
    # The identical start recovers no negative one, the perturbed one those of large size.
    distinct = sorted(dict.fromkeys(spectrum), key=abs if problem.beta else None, reverse=True)
    firsts = [spectrum.index(value) for value in sorted(distinct[:MOST_CURVES], reverse=True)]
    times = [predicted.eigenvalues[first].hitting_time for first in firsts]
    last = asked_steps(steps, times)
    taken = sample(replace(problem, spectrum=tuple(spectrum[first] for first in firsts)), last)
    drawn = []
    for first, time in zip(firsts, times, strict=True):
        value = spectrum[first]
        curve = curve_of(taken, balls_of(problem, value, taken))
        level = (1 - tolerance) * value
        drawn.append(DrawnEigenvalue(first + 1, value, spectrum.count(value), curve, time, level))
    return Orbit(problem, tolerance, tuple(drawn), max(0, len(distinct) - MOST_CURVES), last)


def own_spectrum(predicted: Prediction) -> tuple[Fraction, ...]:
    """The exact eigenvalues, or the float64 nearest to the middle of each enclosure, nonincreasing.

    >>> own_spectrum(predict("3,1", depth=2, alpha="1/100", eta="1/20"))
    (Fraction(3, 1), Fraction(1, 1))
    """
    values = []
    for low, high in (entry.value for entry in predicted.eigenvalues):
        values.append(low if low == high else Fraction(float((low + high) / 2)))
    return tuple(sorted(values, reverse=True))


def asked_steps(steps: object, times: list[tuple[int, int] | None]) -> int:
    """``steps`` validated, or a quarter beyond the last of ``times``.

    >>> asked_steps("7", []), asked_steps(None, [(4, 8), None])
    (7, 10)
    """
    if steps is not None:
        return validation.whole(steps, "steps", 1)
    latest = [time[1] for time in times if time is not None]
    return max(1, int(max(latest) * BEYOND)) if latest else WITHOUT_TIMES
