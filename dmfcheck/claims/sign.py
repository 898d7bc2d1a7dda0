"""The certain sign of a margin: exact rationals first, then balls at rising precision."""

from __future__ import annotations

import numbers
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dmfcheck.base.bounds import check_time, interruptible, shared
from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import CannotSay, Irrational, Unsure
from dmfcheck.claims import faults
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.exact_number import NotExact
from dmfcheck.claims.point import Point, depth_of

if TYPE_CHECKING:
    from flint import arb

    from dmfcheck.claims.claim import Claim, Margin

FIRST_BITS = 64
LAST_BITS = 16384
MOST_BITS = 1 << 17
"""Where a point has longer numbers than :data:`LAST_BITS`, up to so many."""

EQUALITY_BITS = 1024
"""Up to so many bits balls look for the difference of numbers that agree so far."""

NO_EQUALITY = "the balls agree to 1e-25, which proves no equality"

EXACT_SHARE = 0.5
"""The part of the time, where that is limited, after which exact arithmetic gives way to balls."""

TEXT_BITS = 4096
"""Longer rationals are written as balls: nobody reads them, and Python refuses to print them."""


@dataclass(frozen=True)
class Sign:
    """The sign of a margin, and what decided it.

    ``value`` is 1, 0, -1, or None where no precision up to the limit decided; ``reason`` says why
    none. ``margin`` is the exact rational or the enclosure as text, ``exact`` the same as a
    certificate has it; ``bits`` is 0 for exact arithmetic.
    """

    value: int | None
    margin: str
    bits: int
    size: float
    exact: Any
    reason: str = ""

    @property
    def undecided(self) -> str:
        """Why there is no sign, for a reader."""
        return self.reason or f"the margin {self.margin} contains 0 at {self.bits} bits"


def sign_of(margin: Margin, claim: Claim, point: Point, *, last_bits: int = LAST_BITS) -> Sign:
    """The certain sign of ``margin`` at ``point``, sought up to ``last_bits`` bits of precision.

    >>> from dmfcheck.theory.ledger import claim
    >>> preserved = claim("order.preserved")
    >>> point = preserved.point(depth=2, spectrum="2,1", alpha="1/10", eta="1/8", steps=1)
    >>> sign_of(preserved.margin, preserved, point).value
    1
    """
    if claim.study is not None:
        return Sign(None, "that one instance has", 0, float("nan"), None)
    try:
        return _certain_sign(margin, claim, point, last_bits)
    except CannotSay as error:
        return Sign(None, "unknown", 0, float("nan"), None, str(error))
    except BadInput:
        raise
    except (ArithmeticError, ValueError, IndexError) as error:
        return Sign(None, "undefined", 0, float("nan"), None, _undefined(error))


def _undefined(error: Exception) -> str:
    """Why there is no margin at a point: a division by 0, an overflow, a spectrum too short."""
    what = " ".join(str(error).split())[:120]
    return f"the margin has no value here: {type(error).__name__}" + (f", {what}" if what else "")


def _certain_sign(margin: Margin, claim: Claim, point: Point, last_bits: int) -> Sign:
    value = _exactly(margin, claim, point)
    if value is None:
        return _sign_in_balls(margin, claim, point, last_bits)
    sign = (value > 0) - (value < 0)
    if value.numerator.bit_length() + value.denominator.bit_length() > TEXT_BITS:
        return _sign_of_long(value, sign)
    return Sign(sign, str(value), 0, _as_float(value), str(value))


def _exactly(margin: Margin, claim: Claim, point: Point) -> Fraction | None:
    """The exact margin, or None where it is none, too long or takes too large a part of the time.

    Raises :class:`~dmfcheck.claims.faults.ClaimFault` where it makes no exact number of exact ones.
    """
    exact = Exact()
    try:
        with shared(EXACT_SHARE), interruptible(), faults.reported(claim, margin):
            constants = claim.constant_values(exact, depth_of(point))
            return faults.require_exact(margin(exact, point.converted(exact.number), constants))
    except (NotExact, Irrational):
        pass
    return None


def _sign_of_long(value: Any, sign: int) -> Sign:
    """An exact margin of too many digits to write down: the sign is exact, the margin a ball."""
    from flint import arb, ctx, fmpq

    from dmfcheck.dynamics.balls.balls import exact_ball_to_json

    with ctx.workprec(FIRST_BITS):
        ball = arb(fmpq(value.numerator, value.denominator))
        return Sign(
            sign, ball.str(20, more=True), FIRST_BITS, _as_float(value), exact_ball_to_json(ball)
        )


def _as_float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def ball_of(margin: Margin, claim: Claim, point: Point) -> arb:
    """The enclosure of ``margin`` at the working precision; equalities are measured exactly.

    Raises what the margin raises, and :class:`~dmfcheck.base.verdict.Unsure` where it asks what the
    balls do not answer.

    >>> from dmfcheck.theory.ledger import claim
    >>> preserved = claim("order.preserved")
    >>> point = preserved.point(depth=2, spectrum="2,1", alpha="1/10", eta="1/8", steps=1)
    >>> ball_of(preserved.margin, preserved, point) > 0
    True
    """
    return _in_balls(margin, claim, point, whole=True)[0]


def _sign_in_balls(margin: Margin, claim: Claim, point: Point, last_bits: int) -> Sign:
    from flint import ctx

    from dmfcheck.dynamics.balls.balls import exact_ball_to_json

    bits, last_bits, reason = FIRST_BITS, _bits_for(point, last_bits), ""
    while True:
        check_time()
        with ctx.workprec(bits):
            try:
                with interruptible(), faults.reported(claim, margin):
                    ball, compared = _in_balls(margin, claim, point)
            except Unsure as question:
                # A tie is compared at every precision.
                reason, last_bits = str(question), min(last_bits, EQUALITY_BITS)
                if bits >= last_bits:
                    return Sign(None, "unknown", bits, float("nan"), None, reason)
                bits = min(2 * bits, last_bits)
                continue
            decided, reason = _sign_of_ball(ball), ""
            if decided is not None and compared and not _is_proved(margin, claim, point):
                # That both sides are near shows no equality: only that they differ can be seen.
                with interruptible(), faults.reported(claim, margin):
                    whole, _ = _in_balls(margin, claim, point, whole=True)
                decided = _sign_of_ball(whole)
                ball = ball if decided == _sign_of_ball(ball) else whole
                reason, last_bits = NO_EQUALITY, min(last_bits, EQUALITY_BITS)
            size = float(ball.mid()) if ball.is_finite() else float("nan")
            shown = ball.str(20, more=True)
            # Rounding to fewer bits widens a ball by a share of itself: its sign stays.
            with ctx.workprec(min(bits, TEXT_BITS)):
                exact = exact_ball_to_json(+ball) if ball.is_finite() else None
        if decided is not None or bits >= last_bits:
            return Sign(decided, shown, bits, size, exact, "" if decided is not None else reason)
        bits = min(2 * bits, last_bits)


def _sign_of_ball(ball: arb) -> int | None:
    if ball == 0:
        return 0
    return 1 if ball >= 0 else -1 if ball < 0 else None


def _is_proved(margin: Margin, claim: Claim, point: Point) -> bool:
    return margin is claim.margin and claim.is_proved_identity(depth_of(point))


def _in_balls(
    margin: Margin, claim: Claim, point: Point, *, whole: bool = False
) -> tuple[arb, bool]:
    """The margin at the working precision, also where it mixes its numbers with bare Fractions.

    With it, whether it compares numbers that are not known exactly. Raises
    :class:`~dmfcheck.base.verdict.Unsure` where a margin of somebody else, whose sign this would
    decide, takes a branch that the balls do not.
    """
    from dmfcheck.claims.ball_point import BallPoint

    def found(balls: BallPoint) -> tuple[arb, bool]:
        constants = claim.constant_values(balls, depth_of(point))
        ball = _ball_of(margin(balls, point.converted(balls.number), constants))
        return ball, balls.compared

    try:
        fast = found(BallPoint(whole=whole))
        if faults.is_built_in(margin) or _sign_of_ball(fast[0]) is None:
            return fast
    except TypeError as error:
        if "Fraction" not in str(error):
            raise
    from dmfcheck.claims.mixed_balls import MixedBalls

    return found(MixedBalls(whole=whole))


def _bits_for(point: Point, last_bits: int) -> int:
    """``last_bits``, or more where 1 + alpha^N, say, is not 1 only in later bits."""
    longest = max(map(_length, point.exact.values()), default=0)
    if 4 * longest <= last_bits:
        return last_bits
    return max(last_bits, min(MOST_BITS, 4 * max(1, depth_of(point)) * longest))


def _length(value: Any) -> int:
    if isinstance(value, tuple):
        return max(map(_length, value), default=0)
    if isinstance(value, Fraction):
        return max(value.numerator.bit_length(), value.denominator.bit_length())
    return 0


def _ball_of(margin: Any) -> arb:
    from flint import arb

    from dmfcheck.dynamics.balls.precision import ball

    faults.require_number(margin)
    if isinstance(margin, numbers.Rational):
        return ball(Fraction(margin))
    # A float is no enclosure of anything, and what it was rounded from is not known.
    if not isinstance(margin, arb):
        raise faults.NoNumber(f"a {type(margin).__name__} for balls")
    return arb(margin)
