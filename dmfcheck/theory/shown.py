"""What a claim says of a measure along the steps, so that a picture or a page can show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from dmfcheck.theory.families import by_name

Measure = Literal["effective rank", "relative sum", "participation", "sum of powers", "entropy"]
"""sum_i |w_i| / max_i |w_i|, sum_i w_i / w_1, (sum_i w_i)^2 / sum_i w_i^2, sum_i (w_i/w_1)^p, and
-sum_i p_i ln p_i with p_i = w_i / sum_j w_j."""

Shape = Literal["falls, then rises", "rises from step few on"]


@dataclass(frozen=True)
class Shown:
    """``measure`` of W(0), W(1), ... has the ``shape``: that is all that the claim says."""

    measure: Measure
    shape: Shape = "falls, then rises"


@cache
def shown() -> dict[str, Shown]:
    """By claim id; a family's file ``<topic>_shown.py`` has its own in ``SHOWN``.

    >>> shown()["monotone.literal"].measure
    'effective rank'
    """
    return by_name("_shown", lambda topic: getattr(topic, "SHOWN", {}).items())


@cache
def recomputed() -> dict[str, str]:
    """How the page computes a counterexample to another claim: by claim id, from ``RECOMPUTED``.

    The names are those of ``dmfcheck/report/page/recipes.js``.

    >>> recomputed()["reduction.nonnormal"]
    'stays diagonal'
    """
    return by_name("_shown", lambda topic: getattr(topic, "RECOMPUTED", {}).items())


@cache
def not_recomputed() -> dict[str, str]:
    """Why the page does not compute the counterexample to a claim, from ``NOT_RECOMPUTED``.

    >>> "float64" in not_recomputed()["float.saddle"]
    True
    """
    return by_name("_shown", lambda topic: getattr(topic, "NOT_RECOMPUTED", {}).items())
