"""Where to look at a claim: the strategies of the families, each with its claim."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dmfcheck.claims.claim import Claim
from dmfcheck.theory.families import by_name
from dmfcheck.theory.late import Maker, Values

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


@dataclass(frozen=True)
class Look:
    """A claim and the strategy that fills its domain up to where the claim is tight.

    ``first`` says that a hunt begins there: where the claim is false, or where it is not known
    whether it holds. The hunt of another claim begins at the mutants, which lie beyond.
    """

    claim: Claim
    strategy: Maker
    first: bool = False


@cache
def looks() -> dict[str, Look]:
    """Every :class:`Look` by the id of its claim; each file of strategies has its own in ``LOOK``.

    >>> looks()["float.saddle"].first
    True
    """
    return by_name("_strategies", lambda topic: [(one.claim.id, one) for one in topic.LOOK])


def look(claim_id: str) -> SearchStrategy[Values]:
    """The Hypothesis strategy for the points of that claim; ``KeyError`` if no family has one.

    >>> look("step.monotone")
    below()
    """
    return looks()[claim_id].strategy()
