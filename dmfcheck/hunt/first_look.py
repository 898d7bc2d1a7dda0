"""A claim of a user's own evaluated a few times before it is searched, and what a search saw of it.

A search asks for thousands of margins and forgives those that are not defined, so a claim that is
mistaken everywhere would pass for one that was searched in vain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dmfcheck.base import seeds
from dmfcheck.base.bounds import within
from dmfcheck.claims import faults
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.decision import decide
from dmfcheck.hunt.objective import evaluate
from dmfcheck.hunt.search import Search
from dmfcheck.hunt.structure import draw_structure
from dmfcheck.hunt.variation import ways_down

LOOKS = 64
"""Points tried at most."""

FEW = 16
"""The largest integer or size of those points, if the claim has smaller ones."""

ENOUGH = 3
"""Points within the hypotheses after which it is enough."""

BITS = 128
"""Precision up to which one of them is decided, to see the margin in exact numbers or balls too."""

SECONDS = 10.0
SHARE = 0.25
"""How long all of it may take, and of the time that there is for it and the search."""


@dataclass(frozen=True)
class FirstLook:
    """What the first points said: ``undefined`` is the first exception, where one was raised."""

    undefined: str = ""


NOTHING_UNDEFINED = FirstLook()


def first_look(claim: Claim, seconds: float | None = None) -> FirstLook:
    """Evaluate ``claim`` at a few points, one by one, until some are within its hypotheses.

    Ends after :data:`SECONDS`, or a quarter of the ``seconds`` that there are if that is less.
    Raises :class:`~dmfcheck.claims.faults.ClaimFault` if the claim is mistaken.

    >>> from dmfcheck import claim
    >>> first_look(claim("step.monotone"))
    FirstLook(undefined='')
    """
    undefined: list[str] = []
    with within(SECONDS if seconds is None else min(SECONDS, SHARE * seconds)):
        _look(claim, undefined)
    return FirstLook(*undefined[:1])


def _look(claim: Claim, undefined: list[str]) -> None:
    inside = 0
    for number in range(LOOKS):
        drawn = draw_structure(claim, seeds.branch(0, "first look", number))
        box = Box(claim, ways_down(claim, drawn, FEW)[-1])
        cube = np.random.default_rng(number).random((1, box.dimension))
        values = box.exact(cube, 0)
        try:
            scores = evaluate(claim, values, 1)
        except faults.ClaimFault:
            raise
        except faults.OF_THE_POINT as error:
            undefined.append(faults.told(error, claim.margin))
            continue
        if scores.inside[0]:
            if inside == 0:
                decide(claim, values, BITS)
            inside += 1
            if inside == ENOUGH:
                return


def nothing_seen(search: Search, look: FirstLook) -> str | None:
    """Why a search without a counterexample says nothing of its claim; None if it says something.

    It does if a margin was known, in float64 or for certain, at a point within the hypotheses.
    """
    counts = search.counts
    if search.evaluations == 0:
        return "0 evaluations"
    inside, unknown = counts.get("inside", 0), counts.get("unknown", 0)
    if counts.get("certified", 0) or inside > unknown:
        return None
    because = f": the claim {look.undefined}" if look.undefined else ""
    if inside == 0 and because:
        return f"nothing is defined at any of {search.evaluations} points{because}"
    if inside == 0:
        return f"no point within the hypotheses in {search.evaluations} evaluations"
    return f"the margin is NaN at all {inside} points within the hypotheses{because}"
