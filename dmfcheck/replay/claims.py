"""Replay of a claim's verdict at a point: exact rationals or mpmath intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mpmath import iv, mpf

from dmfcheck.claims.claim import Claim, Margin
from dmfcheck.claims.ledger import ledger
from dmfcheck.claims.mutants import mutants
from dmfcheck.claims.point import Point, depth_of
from dmfcheck.replay.abel import ends, precision
from dmfcheck.replay.constants import constant_values
from dmfcheck.replay.exact import NotRational, Number
from dmfcheck.replay.intervals import COUNT_LIMIT, Intervals
from dmfcheck.replay.lacking import Blurred, CannotReplay
from dmfcheck.replay.rationals import Rationals
from dmfcheck.replay.rejected import Rejected
from dmfcheck.validation import BadInput

FIELDS = frozenset(
    {"schema", "kind", "claim", "statement", "parameters", "verdict", "bits", "margin"}
)
LARGEST_BITS = 1 << 16
GUARD_BITS = 64
PRECISION_RISE = 16
"""The last precision is so many times the first, and more for an orbit of many steps."""

LARGEST_MARGIN = mpf(10) ** 10_000
"""An enclosure beyond it says nothing, and has too many digits to compare."""


def replay_claim(certificate: Mapping[str, Any], claims: Mapping[str, Claim]) -> str:
    """The verdict of the certificate, after deciding it again; raises :class:`Rejected`.

    The claim is looked up in ``claims`` (a user's own), the ledger and the mutants, in this order.

    Every hypothesis must hold with certainty, the recorded margin must be decisive and agree with
    the margin found here. Raises :class:`~dmfcheck.replay.lacking.CannotReplay` where the replay
    lacks a function or the precision that the margin needs.
    """
    claim = _known(certificate["claim"], claims)
    if claim is None:
        raise Rejected("there is no such claim")
    if certificate["statement"] != claim.statement:
        raise Rejected("the statement is not that of the claim")
    point = _point(claim, certificate["parameters"])
    verdict, bits = certificate["verdict"], certificate["bits"]
    if verdict not in ("holds", "refuted"):
        raise Rejected("the verdict is neither holds nor refuted")
    if isinstance(bits, bool) or not isinstance(bits, int) or not 0 <= bits <= LARGEST_BITS:
        raise Rejected("bits is not a precision")
    recorded = _recorded(certificate["margin"], bits)
    if not (recorded[1] < 0 if verdict == "refuted" else recorded[0] >= 0):
        raise Rejected("the recorded margin does not show the verdict")
    for hypothesis in claim.hypotheses:
        found = _decisive(hypothesis.margin, claim, point, bits)
        if found.high < 0 or (hypothesis.strict and found.high == 0):
            raise Rejected(f"the hypothesis {hypothesis.text} fails")
        if found.low < 0 or (hypothesis.strict and found.low == 0):
            raise CannotReplay(f"certainty of the hypothesis {hypothesis.text}")
    found = _decisive(claim.margin, claim, point, bits)
    apart = found.high < recorded[0] or found.low > recorded[1]
    opposite = found.low >= 0 if verdict == "refuted" else found.high < 0
    if (apart or opposite) and found.compared and found.exact != (bits == 0):
        # Equality has another unit in exact arithmetic than in enclosures: nothing was forged.
        raise CannotReplay("equality as exact as that of the certificate")
    if apart:
        raise Rejected("the recorded margin is not the margin at these parameters")
    if opposite:
        raise Rejected("the replay reaches the opposite verdict")
    if not (found.high < 0 if verdict == "refuted" else found.low >= 0):
        raise CannotReplay("certainty of the sign of the margin")
    return str(verdict)


@dataclass(frozen=True)
class _Found:
    """low <= margin <= high, from exact rationals or not, and whether it is about an equality."""

    low: Fraction
    high: Fraction
    exact: bool
    compared: bool

    @property
    def certain(self) -> bool:
        """Whether more bits would not tell more of the sign."""
        return self.low > 0 or self.high < 0 or self.low == self.high


def _known(name: Any, claims: Mapping[str, Claim]) -> Claim | None:
    if not isinstance(name, str):
        return None
    for known in (claims, ledger()):
        if name in known:
            return known[name]
    mutant = mutants().get(name)
    return None if mutant is None else mutant.claim


def _point(claim: Claim, parameters: Any) -> Point:
    if not isinstance(parameters, dict):
        raise Rejected("the parameters are not named")
    try:
        point = claim.point(**parameters)
    except (BadInput, TypeError) as error:
        raise Rejected(str(error)) from None
    if point.as_text() != parameters:
        raise Rejected("the parameters are not in their canonical form")
    return point


def _recorded(margin: Any, bits: int) -> tuple[Fraction, Fraction]:
    if bits == 0:
        if not isinstance(margin, str):
            raise Rejected("an exact margin is a rational")
        try:
            value = Fraction(margin)
        except (ValueError, ZeroDivisionError):
            raise Rejected("the margin is not a rational") from None
        if str(value) != margin:
            raise Rejected("the margin is not in its canonical form")
        return value, value
    middle, radius = (_dyadic(margin, part) for part in ("mid", "rad"))
    if radius < 0:
        raise Rejected("the radius is negative")
    return middle - radius, middle + radius


def _dyadic(margin: Any, part: str) -> Fraction:
    if not isinstance(margin, dict) or set(margin) != {"mid", "rad"}:
        raise Rejected("the margin is not a ball")
    pair = margin[part]
    if (
        not isinstance(pair, list)
        or len(pair) != 2
        or any(isinstance(entry, bool) or not isinstance(entry, int) for entry in pair)
        or abs(pair[1]) > 4 * LARGEST_BITS
        or (pair[0] % 2 == 0 and pair != [0, 0])
    ):
        raise Rejected("the margin is not a pair of integers in lowest terms")
    value: Fraction = pair[0] * Fraction(2) ** pair[1]
    return value


def _decisive(margin: Margin, claim: Claim, point: Point, bits: int) -> _Found:
    """What is found of the margin, at rising precision until its sign is certain.

    Raises :class:`CannotReplay` if no precision up to the last knows it at all.
    """
    exact = _over_rationals(margin, claim, point)
    if exact is not None:
        return exact
    # Iterated as written an orbit loses a few bits at every step, so that many more are kept; how
    # many steps a hitting time takes is only known when they have been counted.
    first = bits + GUARD_BITS
    last = PRECISION_RISE * first + 16 * min(point.exact.get("steps", 0), COUNT_LIMIT)
    found, working = None, first
    while True:
        with precision(working):
            found = _in_intervals(margin, claim, point) or found
        if working >= last or (found is not None and found.certain):
            break
        working = min(2 * working, last)
    if found is None:
        raise CannotReplay(f"enclosure within {last} bits")
    return found


def _in_intervals(margin: Margin, claim: Claim, point: Point) -> _Found | None:
    """What the working precision shows; None where that leaves nothing known."""
    arithmetic = Intervals()
    try:
        interval = iv.mpf(_value(margin, arithmetic, claim, point))
        if not (interval.a > -LARGEST_MARGIN and interval.b < LARGEST_MARGIN):
            return None
        return _Found(*ends(interval), exact=False, compared=arithmetic.compared)
    except Blurred:
        return None


def _over_rationals(margin: Margin, claim: Claim, point: Point) -> _Found | None:
    arithmetic = Rationals()
    try:
        exact = Number(_value(margin, arithmetic, claim, point)).fraction()
    except NotRational:
        return None
    return _Found(exact, exact, exact=True, compared=arithmetic.compared)


def _value(margin: Margin, arithmetic: Any, claim: Claim, point: Point) -> Any:
    converted = point.converted(arithmetic.number)
    return margin(arithmetic, converted, constant_values(claim, arithmetic, depth_of(point)))
