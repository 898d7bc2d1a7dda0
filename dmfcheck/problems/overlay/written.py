"""An overlay as JSON."""

from __future__ import annotations

import math
from typing import Any

from dmfcheck.base.exact_text import json_text
from dmfcheck.base.numbers import float_above, float_below, nearest
from dmfcheck.problems.overlay.against import Bracket, OverlaidPlateau, OverlaidStep
from dmfcheck.problems.overlay.overlay import Overlay

__all__ = ["as_json", "as_text"]


def as_json(found: Overlay) -> dict[str, Any]:
    """The overlay with the keys of ``dmfcheck overlay --json``; what is no number is null.

    ``within`` is between which steps the recorded one is without its rounding. A claim's verdict is
    that of ``check``, or ``measured`` for a rate.

    >>> from dmfcheck.problems.overlay.overlay import overlay
    >>> found = overlay([0], [[0.01]], depth=2, eta="1/10", alpha="1/10", target="1")
    >>> as_json(found)["times"][0]["certified"]
    {'lo': 34, 'hi': 34}
    """
    times = [
        {"eigenvalue": nearest(value), **_step(entry)}
        for value, entry in zip(found.problem.spectrum, found.times, strict=True)
    ]
    return {
        "times": times,
        "plateaus": [_plateau(entry) for entry in found.plateaus],
        "onset": _step(found.onset),
        "horizon": found.horizon,
        "arithmetic": found.arithmetic.name,
        "judged": found.judged if found.judged >= 0 else None,
        "last": int(found.run.steps[-1]),
        "follows": _finite(found.follows),
        "contradictions": found.contradictions,
        "suspected": list(found.suspected),
        "convention": found.convention.words(),
        "translated": {
            "alpha": nearest(found.problem.alpha),
            "eta": nearest(found.problem.eta),
            "eigenvalues": found.eigenvalues.source,
        },
        "uncertified": found.uncertified,
        "claims": [
            {
                "id": entry.id,
                "verdict": entry.verdict,
                "margin": _finite(entry.margin),
                "detail": entry.detail,
            }
            for entry in found.claims
        ],
        "left_out": [{"id": entry.id, "reason": entry.reason} for entry in found.left_out],
    }


def as_text(found: Overlay) -> str:
    """The same as text of a file."""
    return json_text(as_json(found)) + "\n"


def _step(entry: OverlaidStep) -> dict[str, Any]:
    certified = entry.certified
    return {
        "certified": None if certified is None else _bracket(certified),
        "measured": entry.measured,
        "within": _bracket(entry.within),
        "verdict": entry.verdict,
        **({"reason": entry.reason} if entry.reason else {}),
    }


def _plateau(entry: OverlaidPlateau) -> dict[str, Any]:
    plateau, seen = entry.plateau, entry.measured
    return {
        "rank": plateau.rank,
        "start": plateau.start,
        "stop": plateau.stop,
        "lower": float_below(plateau.lower),
        "upper": float_above(plateau.upper),
        "measured": None if seen is None else {"start": seen[0], "stop": seen[1]},
        "verdict": entry.verdict,
    }


def _bracket(bracket: Bracket) -> dict[str, int | None]:
    return {"lo": bracket[0], "hi": bracket[1]}


def _finite(number: float | None) -> float | None:
    return None if number is None or not math.isfinite(number) else number
