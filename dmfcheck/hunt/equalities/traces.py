"""A claim evaluated along a curve of points: what its hypotheses and its margin ask there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq

from dmfcheck.base.bounds import interruptible
from dmfcheck.claims import faults
from dmfcheck.claims.claim import Claim, Hypothesis
from dmfcheck.claims.point import Point, depth_of
from dmfcheck.hunt.equalities.arithmetic import Tracing
from dmfcheck.hunt.equalities.coordinates import Place, Values
from dmfcheck.hunt.equalities.coordinates import replaced as put
from dmfcheck.hunt.equalities.number import Ratio, Trace, TracedNumber

Curve = Mapping[Place, Ratio]
"""The numbers at some places as ratios of the unknown; the others stay as they are."""


@dataclass(frozen=True)
class Traced:
    """What was found on a curve, at one point of it.

    ``margins`` has of each hypothesis its margin's value and ratio, None where there is no value;
    ``asked`` the ratios whose signs all of it depends on, in the order in which they were asked.
    ``work`` is what the evaluation took, in bits.
    """

    margins: tuple[tuple[fmpq, Ratio | None] | None, ...]
    asked: tuple[Ratio | None, ...]
    work: int = 0


def traced(
    claim: Claim, values: Values, curve: Curve, t: Fraction, *, whole: bool = True
) -> Traced:
    """``claim`` at the point of ``curve`` where the unknown is ``t``.

    Its margin is left out unless ``whole``.
    Raises :class:`~dmfcheck.claims.faults.ClaimFault` where the claim is mistaken.

    >>> from dmfcheck import claim
    >>> from flint import fmpq_poly
    >>> subject = claim("step.monotone")
    >>> at = {"depth": 2, "eigenvalue": Fraction(1), "alpha": Fraction(1, 2)}
    >>> at |= {"eta": Fraction(1, 4), "steps": 0}
    >>> alpha = Place(subject.variables[2])
    >>> asked = traced(subject, at, {alpha: Ratio(fmpq_poly([0, 1]))}, Fraction(1, 2)).asked
    >>> asked[0].top.coeffs() == [1, 0, -1]
    True
    """
    trace = Trace()
    arithmetic = Tracing(trace)
    here = fmpq(t.numerator, t.denominator)
    numbers: dict[Place, TracedNumber] = {}
    for place, ratio in curve.items():
        value = ratio.at(here)
        if value is None:
            return Traced(tuple(None for _ in claim.hypotheses), ())
        numbers[place] = TracedNumber(value, ratio, trace)
    base = Point(values).converted(arithmetic.number)
    exact = {p: Fraction(int(n.value.p), int(n.value.q)) for p, n in numbers.items()}
    point = Point(put(values, exact), put(dict(base), numbers))
    margins = tuple(_of(claim, h, arithmetic, point) for h in claim.hypotheses)
    if whole:
        _evaluate(claim, claim.margin, arithmetic, point)
    return Traced(margins, tuple(trace.asked), trace.spent)


def failing(claim: Claim, line: Traced, t: Fraction, *, known: bool = False) -> int:
    """How many hypotheses fail where the unknown of ``line`` is ``t``.

    Those of which nothing is known fail too, unless only those ``known`` to fail are counted.
    """
    at, count = fmpq(t.numerator, t.denominator), 0
    for hypothesis, margin in zip(claim.hypotheses, line.margins, strict=True):
        ratio = None if margin is None else margin[1]
        value = None if ratio is None else ratio.at(at)
        if value is None:
            count += not known
        else:
            count += value < 0 or (value == 0 and hypothesis.strict)
    return count


def _of(
    claim: Claim, hypothesis: Hypothesis, arithmetic: Tracing, point: Point
) -> tuple[fmpq, Ratio | None] | None:
    margin = _evaluate(claim, hypothesis.margin, arithmetic, point)
    if margin is None:
        return None
    number = margin if isinstance(margin, TracedNumber) else arithmetic.number(Fraction(margin))
    return number.value, number.ratio


def _evaluate(claim: Claim, function: Any, arithmetic: Tracing, point: Point) -> Any:
    """The margin, noted as asked; None where it has no value."""
    try:
        with interruptible(), faults.reported(claim, function):
            constants = claim.constant_values(arithmetic, depth_of(point))
            margin = function(arithmetic, point, constants)
            faults.require_number(margin)
    except faults.ClaimFault:
        raise
    except faults.OF_THE_POINT:
        return None
    arithmetic.trace.ask(getattr(margin, "ratio", None))
    return margin
