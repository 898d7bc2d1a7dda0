"""A quick certain look at a point: exact numbers of little work, or balls of few bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dmfcheck.base.bounds import interruptible, within
from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import CannotSay
from dmfcheck.claims import faults
from dmfcheck.claims.claim import Claim, Margin
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.exact_number import NotExact, Work
from dmfcheck.claims.point import Point, depth_of

WORK = 1 << 18
"""Bits of the exact numbers of one margin at most: some thousandths of a second."""

BALLS_COST = 1 << 14
"""What balls count beside that."""

BITS = 128
"""Precision of the balls where there are no exact numbers."""

SECONDS = 3.0
"""How long balls may take: a loop of theirs may have no end."""

ENDLESS = 1 << 40
"""The work of a look that was broken off: whoever counts it looks no more."""

OUTSIDE, HOLDS, FAILS, UNKNOWN = "outside", "holds", "fails", "unknown"


@dataclass(frozen=True)
class Seen:
    """What was seen: ``outside`` the hypotheses, the claim ``holds``, ``fails``, or ``unknown``.

    ``work`` is what the look took, in bits; ``exact`` says that no ball was asked; ``raised`` is
    what the margin raised within the hypotheses, if it did.
    """

    what: str
    work: int = 0
    exact: bool = True
    raised: str = ""


def look(claim: Claim, values: Mapping[str, Any], bits: int = BITS) -> Seen:
    """What is so at exact ``values``, as far as a quick look says it, in balls of so many ``bits``.

    >>> from dmfcheck import claim
    >>> subject = claim("reduction.nonnormal")
    >>> look(subject, subject.counterexamples[0]).what
    'fails'
    """
    try:
        point = claim.point(**values)
    except BadInput:
        return Seen(OUTSIDE)
    return _Looking(claim, point, bits).seen()


@dataclass
class _Looking:
    """A look at one point, while it lasts."""

    claim: Claim
    point: Point
    bits: int
    work: int = 0
    exact: bool = True
    raised: str = ""

    def seen(self) -> Seen:
        unsure = False
        for hypothesis in self.claim.hypotheses:
            sign = self._sign(hypothesis.margin)
            if sign is None:
                unsure = True
            elif sign < 0 or (sign == 0 and hypothesis.strict):
                return Seen(OUTSIDE, self.work, self.exact)
        sign = None if unsure else self._sign(self.claim.margin)
        what = UNKNOWN if sign is None else FAILS if sign < 0 else HOLDS
        return Seen(what, self.work, self.exact, self.raised)

    def _sign(self, margin: Margin) -> int | None:
        work = Work(WORK)
        sign = None
        try:
            sign = _exactly(self.claim, margin, self.point, Exact(work))
        except NotExact:
            self.work += work.most - work.left + BALLS_COST
            self.exact = False
            with within(SECONDS) as limit:
                try:
                    return _sign_in_balls(self.claim, margin, self.point, self.bits)
                except faults.OF_THE_POINT as error:
                    self._has_no_value(margin, error)
            if limit.reached:
                self.work += ENDLESS
            return None
        except faults.OF_THE_POINT as error:
            self._has_no_value(margin, error)
        self.work += work.most - work.left
        return sign

    def _has_no_value(self, margin: Margin, error: BaseException) -> None:
        if isinstance(error, faults.ClaimFault):
            raise error
        # What this precision does not answer says nothing about a value.
        if margin is self.claim.margin and not isinstance(error, CannotSay):
            self.raised = faults.told(error, margin)


def _exactly(claim: Claim, margin: Margin, point: Point, exact: Exact) -> int:
    """The sign; raises what the margin raises, and NotExact where there is no exact one."""
    with interruptible(), faults.reported(claim, margin):
        constants = claim.constant_values(exact, depth_of(point))
        value = faults.require_exact(margin(exact, point.converted(exact.number), constants))
        return (value > 0) - (value < 0)


def _sign_in_balls(claim: Claim, margin: Margin, point: Point, bits: int) -> int | None:
    from flint import ctx

    from dmfcheck.claims.sign import ball_of

    with ctx.workprec(bits), interruptible(), faults.reported(claim, margin):
        ball = ball_of(margin, claim, point)
    return 0 if ball == 0 else 1 if ball > 0 else -1 if ball < 0 else None
