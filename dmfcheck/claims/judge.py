"""One way to certainty: float64 looks first, then exact rationals decide, then balls."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dmfcheck.base.bounds import within
from dmfcheck.base.certificate import seal
from dmfcheck.base.verdict import (
    CannotSay,
    Holds,
    OutsideHypotheses,
    Refuted,
    Uncontradicted,
    Undecided,
    Verdict,
)
from dmfcheck.claims.point import Point
from dmfcheck.claims.sign import LAST_BITS, Sign, sign_of

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Claim, Hypothesis

Look = Callable[["Claim", Point], float]
"""A margin in float64, NaN where it cannot say."""


@dataclass(frozen=True)
class Judgement:
    """What was found of ``claim`` at ``point``.

    ``seen`` is the margin in float64, ``margin`` the one that the verdict rests on: the certified
    one as a float64 and ``shown`` as text, or else ``seen``; each is NaN where there is none.
    ``tightest`` is the text of the hypothesis that is nearest to failing, ``hypotheses_hold`` says
    whether all of them hold for certain.
    """

    claim: Claim
    point: Point
    verdict: Verdict
    seen: float = math.nan
    margin: float = math.nan
    shown: str = ""
    tightest: str = ""
    hypotheses_hold: bool = True


def above_zero(margin: float) -> bool:
    """Whether a float64 margin is not suspicious: one of exactly 0 has lost its sign to rounding.

    >>> above_zero(0.0), above_zero(float("nan"))
    (False, False)
    """
    return margin > 0


def float_margin(claim: Claim, point: Point) -> float:
    """The margin in float64, NaN where it cannot say (overflow, too many steps, CannotSay)."""
    from dmfcheck.claims.float_fractions import float_margins

    try:
        margin = float(float_margins(claim, claim.margin, point.exact, 1)[0])
    except CannotSay:
        return float("nan")
    return margin if math.isfinite(margin) else float("nan")


def judge(
    claim: Claim,
    point: Point,
    *,
    look: Look | None = float_margin,
    settles: Callable[[float], bool] = above_zero,
    certify: bool = False,
    last_bits: int = LAST_BITS,
) -> Judgement:
    """Hold ``claim`` at ``point``: its hypotheses with certainty, its margin only where need be.

    What ``look`` sees (nothing if None) ends it where that ``settles``, unless ``certify`` asks for
    certainty all the same; elsewhere exact arithmetic or balls, of ``last_bits`` at most, decide.

    >>> from dmfcheck.theory.ledger import claim
    >>> preserved = claim("order.preserved")
    >>> point = preserved.point(depth=2, spectrum="2,1", alpha="1/10", eta="1/8", steps=1)
    >>> type(judge(preserved, point).verdict).__name__
    'Uncontradicted'
    >>> type(judge(preserved, point, certify=True).verdict).__name__
    'Holds'
    """
    at = point.as_text()
    failed, undecided, tightest = failed_hypotheses(claim, point, last_bits=last_bits)
    if failed:
        outside = OutsideHypotheses(tuple(failed), at=at)
        return Judgement(claim, point, outside, hypotheses_hold=False)
    seen = math.nan if look is None else look(claim, point)
    found = Judgement(claim, point, Uncontradicted(seen, at=at), seen, seen, tightest=tightest)
    if undecided:
        reason = f"undecided hypothesis: {'; '.join(undecided)}"
        return replace(found, verdict=Undecided(reason, at=at), hypotheses_hold=False)
    if look is not None and settles(seen) and not certify:
        return found
    if claim.study is not None:
        reason = f"one instance decides no rate; `dmfcheck study {claim.study}` measures it"
        return replace(found, verdict=Undecided(reason, at=at))
    sign = sign_of(claim.margin, claim, point, last_bits=last_bits)
    return replace(found, verdict=_sealed(claim, point, sign), margin=sign.size, shown=sign.margin)


def _sealed(claim: Claim, point: Point, sign: Sign) -> Verdict:
    if sign.value is None:
        return Undecided(sign.undecided, at=point.as_text())
    parameters, refuted = point.as_text(), sign.value < 0
    certificate = seal(
        {
            "kind": "claim",
            "claim": claim.id,
            "statement": claim.statement,
            "parameters": parameters,
            "verdict": "refuted" if refuted else "holds",
            "bits": sign.bits,
            "margin": sign.exact,
        }
    )
    return Refuted(parameters, certificate) if refuted else Holds(certificate, at=parameters)


def confirm(
    claim: Claim, point: Point, *, last_bits: int = LAST_BITS, seconds: float | None = None
) -> Verdict:
    """Decide ``claim`` at ``point`` in exact arithmetic or in balls, hypotheses first.

    What ``last_bits`` bits of precision or ``seconds`` of time do not decide stays undecided.
    Raises :class:`~dmfcheck.base.bounds.TimeUp` at an earlier limit that is a caller's own.

    >>> from dmfcheck.theory.ledger import claim
    >>> nonnormal = claim("reduction.nonnormal")
    >>> confirm(nonnormal, nonnormal.point(**nonnormal.counterexamples[0])).name
    'refuted'
    """
    with within(seconds):
        return judge(claim, point, look=None, last_bits=last_bits).verdict
    return Undecided(f"no decision within {seconds} s", at=point.as_text())


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
