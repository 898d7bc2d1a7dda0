"""From a margin to a verdict: exact rationals first, then balls at rising precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dmfcheck.certified.certificate import seal
from dmfcheck.claims.arithmetic import Exact, NotExact
from dmfcheck.claims.claim import Claim, Hypothesis, Margin
from dmfcheck.claims.point import Point, depth_of
from dmfcheck.verdict import Holds, OutsideHypotheses, Refuted, Undecided, Verdict

FIRST_BITS = 64
LAST_BITS = 16384
TEXT_BITS = 4096
"""Longer rationals are written as balls: nobody reads them, and Python refuses to print them."""


@dataclass(frozen=True)
class Sign:
    """The sign of a margin, and what decided it.

    ``value`` is 1, 0, -1, or None where no precision up to the limit decided. ``margin`` is the
    exact rational or the enclosure as text, ``exact`` the same as a certificate has it; ``bits`` is
    0 for exact arithmetic.
    """

    value: int | None
    margin: str
    bits: int
    size: float
    exact: Any


def sign_of(margin: Margin, claim: Claim, point: Point, *, last_bits: int = LAST_BITS) -> Sign:
    """The certain sign of ``margin`` at ``point``, sought up to ``last_bits`` bits of precision.

    >>> from dmfcheck.claims.ledger import claim
    >>> preserved = claim("order.preserved")
    >>> point = preserved.point(depth=2, spectrum="2,1", alpha="1/10", eta="1/8", steps=1)
    >>> sign_of(preserved.margin, preserved, point).value
    1
    """
    if claim.study is not None:
        return Sign(None, "that one instance has", 0, float("nan"), None)
    try:
        exact = Exact()
        constants = claim.constant_values(exact, depth_of(point))
        value = margin(exact, point, constants)
    except NotExact:
        return _sign_in_balls(margin, claim, point, last_bits)
    sign = (value > 0) - (value < 0)
    if value.numerator.bit_length() + value.denominator.bit_length() > TEXT_BITS:
        return _sign_of_long(value, sign)
    return Sign(sign, str(value), 0, _as_float(value), str(value))


def _sign_of_long(value: Any, sign: int) -> Sign:
    """An exact margin of too many digits to write down: the sign is exact, the margin a ball."""
    from flint import arb, ctx, fmpq

    from dmfcheck.certified.balls import exact_ball_to_json

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


def _sign_in_balls(margin: Margin, claim: Claim, point: Point, last_bits: int) -> Sign:
    from flint import arb, ctx

    from dmfcheck.certified.balls import exact_ball_to_json
    from dmfcheck.claims.ball_point import BallPoint

    bits = FIRST_BITS
    while True:
        with ctx.workprec(bits):
            balls = BallPoint()
            converted = point.converted(balls.number)
            ball = arb(margin(balls, converted, claim.constant_values(balls, depth_of(point))))
            decided = 1 if ball > 0 else -1 if ball < 0 else 0 if ball == 0 else None
            if decided is None and ball >= 0:
                decided = 1
            size = float(ball.mid()) if ball.is_finite() else float("nan")
            shown = ball.str(20, more=True)
            exact = exact_ball_to_json(ball) if ball.is_finite() else None
        if decided is not None or bits >= last_bits:
            return Sign(decided, shown, bits, size, exact)
        bits *= 2


def failed_hypotheses(
    claim: Claim, point: Point, *, last_bits: int = LAST_BITS
) -> tuple[list[str], list[str], str]:
    """(those that fail, those left undecided, the text of the tightest that holds)."""
    failed: list[str] = []
    undecided: list[str] = []
    tightest = (float("inf"), "")
    for hypothesis in claim.hypotheses:
        sign = sign_of(hypothesis.margin, claim, point, last_bits=last_bits)
        if sign.value is None:
            undecided.append(hypothesis.text)
        elif not _satisfied(hypothesis, sign.value):
            failed.append(hypothesis.text)
        else:
            tightest = min(tightest, (sign.size, hypothesis.text))
    return failed, undecided, tightest[1]


def _satisfied(hypothesis: Hypothesis, sign: int) -> bool:
    return sign > 0 if hypothesis.strict else sign >= 0


def confirm(claim: Claim, point: Point, *, last_bits: int = LAST_BITS) -> Verdict:
    """Decide ``claim`` at ``point`` in exact arithmetic or in balls, hypotheses first.

    What ``last_bits`` bits of precision do not decide stays undecided.

    >>> from dmfcheck.claims.ledger import claim
    >>> nonnormal = claim("reduction.nonnormal")
    >>> confirm(nonnormal, nonnormal.point(**nonnormal.counterexamples[0])).name
    'refuted'
    """
    failed, undecided, _ = failed_hypotheses(claim, point, last_bits=last_bits)
    if failed:
        return OutsideHypotheses(tuple(failed))
    if undecided:
        return Undecided(f"undecided hypothesis: {'; '.join(undecided)}")
    if claim.study is not None:
        return Undecided(
            f"one instance decides no rate; `dmfcheck study {claim.study}` measures it"
        )
    sign = sign_of(claim.margin, claim, point, last_bits=last_bits)
    if sign.value is None:
        return Undecided(f"the margin {sign.margin} contains 0 at {sign.bits} bits")
    verdict = "refuted" if sign.value < 0 else "holds"
    certificate = seal(
        {
            "kind": "claim",
            "claim": claim.id,
            "statement": claim.statement,
            "parameters": point.as_text(),
            "verdict": verdict,
            "bits": sign.bits,
            "margin": sign.exact,
        }
    )
    if verdict == "refuted":
        return Refuted(point.as_text(), certificate)
    return Holds(certificate)


def float_margin(claim: Claim, point: Point) -> float:
    """The margin in float64, NaN where float64 cannot say (overflow, too many steps)."""
    import numpy as np

    from dmfcheck.claims.float_batch import FloatBatch

    batch = FloatBatch()
    converted = point.converted(batch.number)
    with np.errstate(all="ignore"):
        margin = claim.margin(batch, converted, claim.constant_values(batch, depth_of(point)))
    value = float(np.ravel(margin)[0])
    return value if np.isfinite(value) else float("nan")
