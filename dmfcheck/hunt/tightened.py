"""What a tightening came to, as JSON has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dmfcheck.base.exact_text import rational_text
from dmfcheck.base.recorded_margin import margin_text
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.scaled import constant_of
from dmfcheck.hunt.decision import Decision
from dmfcheck.hunt.describe import sentence
from dmfcheck.hunt.directory import CERTIFICATE
from dmfcheck.hunt.hunt import settings_of
from dmfcheck.hunt.ladder import PROVED, UNSEEN, Ladder
from dmfcheck.hunt.scaled_files import CLAIMS, WITNESS

if TYPE_CHECKING:
    from dmfcheck.hunt.tighten import Asked

DEPTHS = range(2, 11)
"""Depths for which the scaled constant is listed."""

DESCRIBING = 0.5
"""Seconds at most in which it is found up to which step the claim holds."""


def told(
    asked: Asked,
    log: Sequence[Mapping[str, Any]],
    ladder: Ladder,
    upper: Decision | None,
    lower: Decision | None,
    folder: Path,
) -> dict[str, Any]:
    """The summary: verdict, the ends with their witnesses, the gap and what was tried.

    ``upper`` is the counterexample of the weakest refuted factor, ``lower`` the tightest certified
    point of the strongest that is left.
    """
    last = {Fraction(entry["factor"]): entry for entry in log}
    found, way = ladder.best, asked.direction
    stated = constant_of(asked.subject.claim(), asked.constant)
    summary: dict[str, Any] = {
        **settings_of(asked.subject, asked.seed),
        "constant": asked.constant,
        "formula": stated.formula,
        "stronger": {1: "larger", -1: "smaller", 0: None}[way.sign],
        "direction": asdict(way),
        "best": None,
        "refuted": None,
        "gap": None if ladder.ratio is None else rational_text(ladder.ratio),
        "precision": rational_text(asked.precision),
        "factors": [
            {key: entry.get(key) for key in ("factor", "outcome", "by", "evaluations")}
            for _, entry in sorted(last.items())
        ],
        "evaluations": sum(entry["evaluations"] for entry in last.values()),
        "claims": str(folder / CLAIMS) if last else None,
    }
    if found is not None:
        entry = last[found]
        summary["best"] = {
            **_end(asked, found, lower, folder / WITNESS),
            "status": PROVED if entry["outcome"] == PROVED else "not refuted",
            "by": entry["by"],
            "evaluations": entry["evaluations"],
        }
    if ladder.refuted is not None and upper is not None:
        claim = asked.claim(ladder.refuted)
        summary["refuted"] = {
            **_end(asked, ladder.refuted, upper, folder / CERTIFICATE),
            "description": _described(claim, upper),
        }
    summary["reason"] = _reason(asked, ladder, log)
    summary["verdict"] = "undecided" if summary["reason"] else "tightened"
    return summary


def _end(asked: Asked, factor: Fraction, at: Decision | None, path: Path) -> dict[str, Any]:
    """The claim with one factor, and the point at which it is certified what it does."""
    claim = asked.claim(factor)
    constant = constant_of(claim, asked.constant)
    certificate = None if at is None else at.certificate
    return {
        "factor": rational_text(factor),
        "claim": claim.id,
        "formula": constant.formula,
        "values": {str(N): rational_text(constant.stated(N)) for N in _depths(claim)},
        "parameters": None if at is None else dict(at.parameters),
        "margin": None if certificate is None else margin_text(certificate["margin"]),
        "certificate": None if certificate is None else str(path),
    }


def _depths(claim: Claim) -> list[int]:
    depth = next((v for v in claim.variables if v.name == "depth"), None)
    low = 2 if depth is None or depth.low is None else depth.low
    high = DEPTHS[-1] if depth is None or depth.high is None else depth.high
    return [N for N in DEPTHS if low <= N <= high]


def _described(claim: Claim, decision: Decision) -> str:
    values = claim.point(**decision.parameters).exact
    return sentence(claim, values, decision, DESCRIBING)


def _reason(asked: Asked, ladder: Ladder, log: Sequence[Mapping[str, Any]]) -> str | None:
    """Why nothing is known of the best value, None if something is."""
    way = asked.direction
    if way.sign == 0:
        if not way.points:
            return "no point within the hypotheses was met before the time for them was up"
        if not (way.larger or way.smaller):
            return f"no value of it made a difference at any of {way.points} points"
        return (
            f"a larger value asks more at {way.larger} points and less at {way.smaller}: there is "
            "no best one"
        )
    if not log:
        return "the time was up before one value was tried"
    if ladder.ratio is None and log[-1]["outcome"] == UNSEEN:
        return f"the hunt of {log[-1]['factor']} times the stated value: {log[-1]['nothing']}"
    if ladder.refuted is None:
        farthest = max(ladder.outcomes, key=ladder.strength)
        return f"no value was refuted, as far as {rational_text(farthest)} times the stated one"
    if ladder.best is None:
        return (
            f"all values were refuted, as far as {rational_text(ladder.refuted)} times the stated"
        )
    return None
