"""The certain verdict at one point, and the size of its margin."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import (
    Certificate,
    Holds,
    OutsideHypotheses,
    Refuted,
    Undecided,
    Verdict,
)
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.faults import OF_THE_POINT, ClaimFault
from dmfcheck.claims.judge import confirm

SEARCH_BITS = 4096
"""Precision up to which a candidate of the search is decided: the next one may be easier."""

LARGEST = 1e6
"""The largest margin, of either sign, that a hunt tells from larger ones."""

LARGEST_EXACT = Fraction(LARGEST)


@dataclass(frozen=True)
class Decision:
    """The verdict at a point; ``margin`` is the certified margin as a float64, NaN without one."""

    verdict: Verdict
    margin: float = math.nan

    @classmethod
    def of(cls, certificate: Certificate) -> Decision:
        """The decision that a certificate records."""
        verdict: Verdict = Holds(certificate, at=certificate["parameters"])
        if certificate["verdict"] == REFUTED:
            verdict = Refuted(certificate["parameters"], certificate)
        return cls(verdict, certified_margin(certificate))

    @property
    def outcome(self) -> str:
        """The verdict in one word: holds, refuted, undecided or outside."""
        return self.verdict.name.split()[0]

    @property
    def refuted(self) -> bool:
        """Whether the point is a certified counterexample."""
        return isinstance(self.verdict, Refuted)

    @property
    def holds(self) -> bool:
        """Whether the claim holds at the point with certainty."""
        return isinstance(self.verdict, Holds)

    @property
    def certificate(self) -> Certificate | None:
        """That of a claim that holds or is refuted here, None where neither is certain."""
        return self.verdict.certificate if isinstance(self.verdict, (Holds, Refuted)) else None

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The parameters in the certificate, empty without one."""
        found: Mapping[str, Any] = (
            {} if self.certificate is None else self.certificate["parameters"]
        )
        return found

    def as_json(self) -> dict[str, Any]:
        """The decision as JSON has it."""
        return {"margin": self.margin, "certificate": self.certificate}


REFUTED = Refuted({}).name


def decide(claim: Claim, values: Mapping[str, Any], last_bits: int = SEARCH_BITS) -> Decision:
    """Decide ``claim`` at exact ``values``, in balls of at most ``last_bits`` bits.

    Undecided where they do not decide, or the margin cannot be formed.

    >>> from dmfcheck import claim
    >>> nonnormal = claim("reduction.nonnormal")
    >>> decide(nonnormal, nonnormal.counterexamples[0]).outcome
    'refuted'
    """
    try:
        verdict = confirm(claim, claim.point(**values), last_bits=last_bits)
    except ClaimFault:
        raise
    except BadInput as refused:
        return Decision(OutsideHypotheses((str(refused),)))
    except OF_THE_POINT as error:
        return Decision(Undecided(str(error)))
    if isinstance(verdict, (Holds, Refuted)):
        return Decision.of(verdict.certificate)
    return Decision(verdict)


def certified_margin(certificate: Certificate) -> float:
    """The margin that a certificate records: the rational, or the middle of the ball.

    Cut off at :data:`LARGEST` on either side: an orbit that escapes ends at numbers that no float64
    holds, and one such violation is as gross as another.

    >>> certified_margin({"margin": "-3/4"}), certified_margin({"margin": {"mid": [-3, -2]}})
    (-0.75, -0.75)
    """
    recorded = certificate["margin"]
    if recorded is None:
        return float("nan")
    if isinstance(recorded, str):
        exact = Fraction(recorded)
    else:
        mantissa, exponent = recorded["mid"]
        size = mantissa.bit_length() + exponent
        if size > 64:
            return math.copysign(LARGEST, 1 if mantissa > 0 else -1)
        if size < -1074:
            return math.copysign(0.0, 1 if mantissa > 0 else -1)
        exact = mantissa * Fraction(2) ** exponent
    return float(max(-LARGEST_EXACT, min(LARGEST_EXACT, exact)))
