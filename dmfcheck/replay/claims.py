"""Replay of a claim's verdict at a point: exact rationals or mpmath intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from mpmath import iv, mpf
from mpmath.libmp import mpf_sign

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim, ClaimFault, Hypothesis, Margin
from dmfcheck.claims.point import Point, depth_of
from dmfcheck.replay.abel import precision
from dmfcheck.replay.constants import constant_values
from dmfcheck.replay.exact import Irrational, Number
from dmfcheck.replay.intervals import COUNT_LIMIT, Intervals, Unscaled
from dmfcheck.replay.lacking import Blurred, CannotReplay
from dmfcheck.replay.questions import answered, is_of_others
from dmfcheck.replay.rationals import Rationals
from dmfcheck.replay.reading import SCHEMA, digest, read_parameter
from dmfcheck.replay.readings.catalogue import readings
from dmfcheck.replay.readings.reading import Reading, second_verdict
from dmfcheck.replay.recorded import Raw, Recorded, enclosure, narrow, recorded, wider
from dmfcheck.replay.rejected import Rejected
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.mutants import mutants

LONGEST_NAME = 80
"""Characters of a name in a message."""

FIELDS = frozenset(
    {"schema", "kind", "claim", "statement", "parameters", "verdict", "bits", "margin"}
)
FIRST_BITS = 128
LAST_BITS = 1 << 15
"""Precisions between which the sign is sought, and more for an orbit of many steps."""

EQUALITY_BITS = 2048
"""Up to so many bits a difference of numbers that agree so far is sought."""

STALLED = 2
"""Rises of the precision that change nothing, after which there are no more."""

FEW_BITS = 3
"""What is not found to so many bits at least confirms no margin."""

SAYS = {"holds": "holds", "refuted": "fails"}
UNREAD = "the second reading of the statement decides nothing here"

LARGEST_MARGIN = mpf(10) ** 10_000
"""An enclosure beyond it says nothing, and has too many digits to compare."""


@dataclass(frozen=True)
class Replayed:
    """A verdict that was decided again, and whether a second reading of the statement decided too.

    ``note`` says why a claim's second reading did not.
    """

    verdict: str
    second_reading: bool = False
    note: str = ""


def replay_claim(certificate: Mapping[str, Any], claims: Mapping[str, Claim]) -> Replayed:
    """The verdict of the certificate, after deciding it again; raises :class:`Rejected`.

    The claim is looked up in the ledger, ``claims`` (a user's own) and the mutants, in this order.
    A claim of the ledger that has a second reading (:mod:`dmfcheck.replay.readings`) is decided by
    that as well.

    Every hypothesis must hold with certainty, the recorded margin must be decisive and meet the
    margin found here, which is found to more digits than are recorded. Raises
    :class:`~dmfcheck.replay.lacking.CannotReplay` where the replay lacks a function or the
    precision that the margin needs, and :class:`~dmfcheck.claims.faults.ClaimFault` where a margin
    would end the process.
    """
    claim = _known(certificate["claim"], claims)
    given = _given(claim, certificate["statement"])
    if claim.study is not None:
        raise Rejected("no single instance decides a rate")
    point = _point(claim, certificate["parameters"])
    verdict = certificate["verdict"]
    if verdict not in ("holds", "refuted"):
        raise Rejected("the verdict is neither holds nor refuted")
    margin = recorded(certificate["margin"], certificate["bits"])
    if not margin.shows(verdict):
        raise Rejected("the recorded margin does not show the verdict")
    built_in = ledger().get(claim.id) is claim
    reading = readings().get(claim.id) if built_in else None
    second = None if reading is None else _second(reading, point, verdict)
    for hypothesis in given:
        _require(hypothesis, claim, point)
    found = _decisive(claim.margin, claim, point, margin.bits)
    if margin.exact is not None and found.exact is None:
        # What is enclosed only may be another number, however near.
        if _is_irrational(claim.margin, claim, point):
            raise Rejected("the recorded margin is a rational, and the margin is none")
        raise CannotReplay("exact value of the margin, as recorded")
    units: tuple[_Found, ...] = (found,)
    if found.compared and margin.exact is None and not _same(margin, found):
        # Equality has another unit in exact arithmetic than in enclosures, and a ball may have
        # come from either.
        unit = Unscaled if found.exact is None else Intervals
        units = (found, _enclosed(claim.margin, claim, point, margin.bits, unit))
    meeting = next((unit for unit in units if _same(margin, unit)), None)
    if meeting is None:
        raise Rejected("the recorded margin is not the margin at these parameters")
    _require_sign(verdict, meeting)
    if found.compared and found.exact is not None:
        _require_sign(verdict, found)
    elif found.compared and not (built_in and claim.is_proved_identity(depth_of(point))):
        # That both sides are near shows no equality: only that they differ can be seen.
        _require_sign(verdict, _whole_difference(claim.margin, claim, point))
    if meeting.low_sign * meeting.high_sign > 0 and not narrow(meeting.low, meeting.high, FEW_BITS):
        raise CannotReplay("digit of the margin")
    if reading is None:
        return Replayed(verdict)
    return Replayed(verdict, second is not None, "" if second else UNREAD)


def opened(content: Mapping[str, Any]) -> tuple[Claim, Point]:
    """The claim that a certificate says to be refuted, and where; that it is, is not decided.

    Its hypotheses are those of the certificate's wording. Raises :class:`Rejected` if it is no
    such certificate, and :class:`~dmfcheck.replay.lacking.CannotReplay` if the claim is unknown.
    """
    if content.get("schema") != SCHEMA or set(content) != FIELDS | {"digest"}:
        raise Rejected("it is no certificate of a claim")
    if content["digest"] != digest(content):
        raise Rejected("the digest is not that of the content")
    if content["verdict"] != "refuted":
        raise Rejected("it is no certificate of a counterexample")
    claim = _known(content["claim"], {})
    given = _given(claim, content["statement"])
    return replace(claim, hypotheses=given), _point(claim, content["parameters"])


def _second(reading: Reading, point: Point, verdict: str) -> str | None:
    """What the second reading decides; raises :class:`Rejected` if that is not ``verdict``."""
    second = second_verdict(reading, point)
    if second not in (verdict, None):
        raise Rejected(f"read a second time, the statement {SAYS[str(second)]} at these parameters")
    return second


@dataclass(frozen=True)
class _Found:
    """low <= margin <= high, the exact margin if there is one; whether it is about an equality."""

    low: Raw
    high: Raw
    exact: Fraction | None
    compared: bool

    @property
    def low_sign(self) -> int:
        return int(mpf_sign(self.low))

    @property
    def high_sign(self) -> int:
        return int(mpf_sign(self.high))

    @property
    def certain(self) -> bool:
        """Whether more bits would not tell more of the sign."""
        return self.low_sign > 0 or self.high_sign < 0 or self.low == self.high


def _same(margin: Recorded, found: _Found) -> bool:
    if margin.exact is not None and found.exact is not None:
        return margin.exact == found.exact
    return margin.meets(found.low, found.high)


def _given(claim: Claim, statement: Any) -> tuple[Hypothesis, ...]:
    """The hypotheses under which the certificate's statement is that of the claim.

    An earlier wording may need more of them. Raises :class:`Rejected` for any other.
    """
    if statement == claim.statement:
        return claim.hypotheses
    for former in claim.former:
        if statement == former.statement:
            return (*claim.hypotheses, *former.given)
    raise Rejected("the statement is not that of the claim")


def _require_sign(verdict: str, found: _Found) -> None:
    """Raise :class:`Rejected` if the sign is that of the other verdict, or else if in doubt."""
    if found.low_sign >= 0 if verdict == "refuted" else found.high_sign < 0:
        raise Rejected("the replay reaches the opposite verdict")
    if not (found.high_sign < 0 if verdict == "refuted" else found.low_sign >= 0):
        raise CannotReplay("certainty of the sign of the margin")


def _whole_difference(margin: Margin, claim: Claim, point: Point) -> _Found:
    """The margin enclosed in the unit that equality has in exact arithmetic."""
    return _enclosed(margin, claim, point, 0, Unscaled, EQUALITY_BITS)


def _require(hypothesis: Hypothesis, claim: Claim, point: Point) -> None:
    found = _decisive(hypothesis.margin, claim, point, 0)
    if found.compared and found.exact is None:
        found = _whole_difference(hypothesis.margin, claim, point)
    if found.high_sign < 0 or (hypothesis.strict and found.high_sign == 0):
        raise Rejected(f"the hypothesis {hypothesis.text} fails")
    if found.low_sign < 0 or (hypothesis.strict and found.low_sign == 0):
        raise CannotReplay(f"certainty of the hypothesis {hypothesis.text}")


def _known(name: Any, claims: Mapping[str, Claim]) -> Claim:
    if not isinstance(name, str):
        raise Rejected("the claim has no name")
    for known in (ledger(), claims):
        if name in known:
            return known[name]
    mutant = mutants().get(name)
    if mutant is None:
        raise CannotReplay(
            f"claim {_short(name)}: it is not built in; --claims FILE.py names the file that "
            "defines it" + (" (the file given does not)" if claims else "")
        )
    return mutant.claim


def _short(name: str) -> str:
    return repr(name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "...")


def _point(claim: Claim, parameters: Any) -> Point:
    if not isinstance(parameters, dict):
        raise Rejected("the parameters are not named")
    values = {name: read_parameter(value, _short(name)) for name, value in parameters.items()}
    try:
        point = claim.point(**values)
    except (BadInput, TypeError) as error:
        raise Rejected(str(error)) from None
    if not _identical(point.exact, values):
        raise Rejected("the parameters are not in their canonical form")
    return point


def _identical(read: Any, written: Any) -> bool:
    """Whether the values are equal, and integers where integers are expected."""
    if isinstance(read, dict):
        return read.keys() == written.keys() and all(
            _identical(value, written[name]) for name, value in read.items()
        )
    if isinstance(read, tuple):
        return (
            isinstance(written, tuple)
            and len(read) == len(written)
            and all(map(_identical, read, written))
        )
    return type(read) is type(written) and bool(read == written)


def _decisive(margin: Margin, claim: Claim, point: Point, bits: int) -> _Found:
    """What is found of the margin: exactly, or to ``bits`` bits and until its sign is certain.

    Raises :class:`CannotReplay` if no precision up to the last knows it at all.
    """
    return _over_rationals(margin, claim, point, bits) or _enclosed(margin, claim, point, bits)


def _enclosed(
    margin: Margin,
    claim: Claim,
    point: Point,
    bits: int,
    arithmetic: type[Intervals] = Intervals,
    last_bits: int | None = None,
) -> _Found:
    """The same in intervals, at rising precision for as long as that helps."""
    # Iterated as written an orbit loses a few bits at every step, so that many more are kept; how
    # many steps a hitting time takes is only known when they have been counted.
    last = (last_bits or LAST_BITS) + 16 * min(point.exact.get("steps", 0), COUNT_LIMIT)
    found, working, stalled = None, min(FIRST_BITS, last), 0
    while True:
        with precision(working):
            better = _in_intervals(margin, claim, point, arithmetic())
        if found is not None and better is not None:
            helped = wider((found.low, found.high), (better.low, better.high))
            stalled = 0 if helped else stalled + 1
        found = better or found
        if found is not None and (stalled >= STALLED or _enough(found, bits)):
            return found
        if working >= last:
            break
        working = min(2 * working, last)
    if found is None:
        raise CannotReplay(f"enclosure within {last} bits")
    return found


def _enough(found: _Found, bits: int) -> bool:
    return found.certain and narrow(found.low, found.high, bits)


def _in_intervals(
    margin: Margin, claim: Claim, point: Point, arithmetic: Intervals
) -> _Found | None:
    """What the working precision shows; None where that leaves nothing known."""
    try:
        interval = iv.mpf(_value(margin, arithmetic, claim, point))
    except (Blurred, ZeroDivisionError):
        return None
    except (CannotReplay, ClaimFault, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a margin may be anybody's
        raise CannotReplay(f"margin here: it raises {type(error).__name__}") from None
    if not (interval.a > -LARGEST_MARGIN and interval.b < LARGEST_MARGIN):
        return None
    low, high = interval._mpi_
    return _Found(low, high, None, arithmetic.compared)


def _over_rationals(margin: Margin, claim: Claim, point: Point, bits: int) -> _Found | None:
    """The exact margin; None where there is none, for whatever reason: intervals say which."""
    arithmetic = Rationals()
    try:
        exact = Number(_value(margin, arithmetic, claim, point)).fraction()
    except (ClaimFault, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a margin may be anybody's
        return None
    low, high = enclosure(exact, max(bits, FIRST_BITS))
    return _Found(low, high, exact, arithmetic.compared)


def _is_irrational(margin: Margin, claim: Claim, point: Point) -> bool:
    """Whether the margin asks for a function whose value is no rational here."""
    try:
        _value(margin, Rationals(), claim, point)
    except Irrational:
        return True
    except Exception:  # noqa: BLE001 - a margin may be anybody's
        return False
    return False


def _value(margin: Margin, arithmetic: Any, claim: Claim, point: Point) -> Any:
    if is_of_others(margin) and not isinstance(arithmetic, Rationals):
        with answered():
            return _evaluated(margin, arithmetic, claim, point)
    return _evaluated(margin, arithmetic, claim, point)


def _evaluated(margin: Margin, arithmetic: Any, claim: Claim, point: Point) -> Any:
    converted = point.converted(arithmetic.number)

    def stated(arithmetic: Any, point: Point, _: Any) -> Any:
        return constant_values(claim, arithmetic, depth_of(point))

    # What a claim states of its constants is its own code as well.
    constants = claim.value(stated, arithmetic, point, {})
    value = claim.value(margin, arithmetic, converted, constants)
    if isinstance(value, float):
        raise CannotReplay("enclosure of a margin that is a float")
    return value
