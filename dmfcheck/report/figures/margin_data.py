"""The certified margin of a claim along one of its parameters, the others held."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dmfcheck.base.bounds import within
from dmfcheck.base.validation import BadInput, rational, shown
from dmfcheck.base.verdict import OutsideHypotheses, Undecided
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.judge import judge

__all__ = ["MarginAt", "Margins", "margins_along", "read_values"]

POINTS = 60
"""Into so many parts the range is cut; every integer of a shorter one is looked at."""

POINT_SECONDS = 5.0
"""A point that takes longer is undecided."""

RANGE = ".."

FRACTION = re.compile(r'(?<!")(-?\d+/\d+)(?!")')
"""A rational that is not in quotes yet."""


@dataclass(frozen=True)
class MarginAt:
    """What is certain at one value of the parameter: ``verdict`` and the margin, as a float64.

    ``verdict`` is "holds", "refuted", "undecided" or "outside hypotheses"; in the last two there is
    no margin (NaN).
    """

    value: Fraction
    verdict: str
    margin: float


@dataclass(frozen=True)
class Margins:
    """The margins of ``claim`` along the variable ``along``, in the order of its values.

    ``fixed`` are the other parameters as text; ``log`` says that the values have equal ratios.
    """

    claim: Claim
    along: Variable
    fixed: Mapping[str, Any]
    points: tuple[MarginAt, ...]
    log: bool

    @property
    def tightest(self) -> MarginAt:
        """The point of the least margin."""
        known = [point for point in self.points if not math.isnan(point.margin)]
        return min(known, key=lambda point: point.margin)


def margins_along(claim: Claim, values: Mapping[str, Any]) -> Margins:
    """The certified margin at points of a range: one of ``values`` is (low, high), the rest fixed.

    A margin is >= 0 exactly where the claim holds. Integers or exact numbers, at equal ratios where
    the variable's scale is logarithmic and the range spans ten. Raises
    :class:`~dmfcheck.base.validation.BadInput`, also where no point of the range has a margin.

    >>> from dmfcheck.theory.ledger import claim
    >>> at = {"depth": 2, "eigenvalue": 1, "alpha": "1/10", "fraction": "1/2"}
    >>> found = margins_along(claim("time.two_layer"), {**at, "eta": ("1/100", "1/3")})
    >>> len(found.points), {point.verdict for point in found.points}
    (61, {'holds'})
    """
    along = _along(claim, values)
    low, high = _ends(along, values[along.name])
    log = along.log_scale and low > 0 and high >= 10 * low
    fixed = {name: value for name, value in values.items() if name != along.name}
    grid = _integers(low, high) if along.shape == "integer" else _numbers(low, high, log=log)
    points = tuple(_point(claim, {**fixed, along.name: value}, value) for value in grid)
    if all(math.isnan(point.margin) for point in points):
        outside = all(point.verdict == "outside hypotheses" for point in points)
        conditions = ", ".join(hypothesis.text for hypothesis in claim.hypotheses)
        wrong = f"is outside the hypotheses from {shown(low)} to {shown(high)}"
        if not outside:
            wrong = f"has no certified margin from {shown(low)} to {shown(high)}"
        raise BadInput(along.name, wrong, f"a range that meets them: {conditions}")
    text = claim.point(**{**fixed, along.name: grid[0]}).as_text()
    del text[along.name]
    return Margins(claim, along, text, points, log)


def read_values(given: Sequence[str]) -> dict[str, Any]:
    """NAME=VALUE as values, NAME=LOW..HIGH as the range; a matrix is [[1, 0], [0, 1/2]].

    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> read_values(["depth=2", "eta=1/100..1/2"])
    {'depth': '2', 'eta': ('1/100', '1/2')}
    >>> read_values(["target=[[1, 0], [-1/2, 2]]"])
    {'target': [[1, 0], ['-1/2', 2]]}
    """
    values: dict[str, Any] = {}
    for entry in given:
        name, equals, value = (part.strip() for part in entry.partition("="))
        if not (name and equals and value):
            raise BadInput("NAME=VALUE", f"is {entry!r:.60}", "such as eta=1/8 or eta=1/100..1/2")
        if name in values:
            raise BadInput("NAME=VALUE", f"has {name} twice", "each name once")
        if RANGE in value:
            low, _, high = value.partition(RANGE)
            values[name] = (low.strip(), high.strip())
        else:
            values[name] = _matrix(value) if value.startswith("[") else value
    return values


def _matrix(text: str) -> Any:
    try:
        # Numbers as they are written: a decimal is exact.
        return json.loads(FRACTION.sub(r'"\1"', text), parse_float=str)
    except (ValueError, RecursionError):
        raise BadInput(
            "NAME=VALUE", f"has {text!r:.60}", "rows such as [[1, 0], [0, 1/2]]"
        ) from None


def _along(claim: Claim, values: Mapping[str, Any]) -> Variable:
    simple = [v.name for v in claim.variables if v.shape in ("integer", "number")]
    ranges = [name for name, value in values.items() if isinstance(value, tuple)]
    wanted = f"a range LOW..HIGH for one of {', '.join(simple)}"
    if len(ranges) != 1:
        wrong = f"has a range for each of {', '.join(ranges)}" if ranges else "has no range"
        raise BadInput("NAME=VALUE", wrong, wanted)
    if ranges[0] not in simple:
        raise BadInput(ranges[0], "has a range", wanted)
    return next(v for v in claim.variables if v.name == ranges[0])


def _ends(along: Variable, given: Sequence[Any]) -> tuple[Fraction, Fraction]:
    low, high = (rational(end, along.name) for end in given)
    if not low < high:
        raise BadInput(along.name, f"ranges from {shown(low)} to {shown(high)}", "LOW < HIGH")
    for end in (low, high):
        along.read(end)
    return low, high


def _integers(low: Fraction, high: Fraction) -> list[Fraction]:
    """Every integer of a short range, of a long one some at equal distances."""
    span = int(high - low)
    count = span if span <= 2 * POINTS else POINTS
    return [low + span * i // count for i in range(count + 1)]


def _numbers(low: Fraction, high: Fraction, *, log: bool) -> list[Fraction]:
    """At equal distances, or at equal ratios to four digits; the ends are exact."""
    if not log:
        return [low + (high - low) * i / POINTS for i in range(POINTS + 1)]
    first, span = _log10(low), _log10(high) - _log10(low)
    inner = []
    for i in range(1, POINTS):
        exponent = first + span * i / POINTS
        whole = math.floor(exponent)
        inner.append(Fraction(f"{10 ** (exponent - whole):.3f}e{whole}"))
    return [low, *inner, high]


def _log10(number: Fraction) -> float:
    return math.log10(number.numerator) - math.log10(number.denominator)


def _point(claim: Claim, values: Mapping[str, Any], value: Fraction) -> MarginAt:
    point = claim.point(**values)
    with within(POINT_SECONDS):
        judged = judge(claim, point, look=None)
        if isinstance(judged.verdict, OutsideHypotheses | Undecided):
            return MarginAt(value, judged.verdict.name, math.nan)
        return MarginAt(value, judged.verdict.name, judged.margin)
    return MarginAt(value, "undecided", math.nan)
