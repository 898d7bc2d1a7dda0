"""Hypothesis strategies that know where a claim is tight: its family's and its mutants'."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dmfcheck.claims.scaled import base_of
from dmfcheck.theory.look import looks
from dmfcheck.theory.mutants import mutants

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

MOST = 3
"""Strategies of one claim at most."""


def strategies_for(claim_id: str) -> list[SearchStrategy[Mapping[str, Any]]]:
    """Strategies on whose points a claim or a mutant is hunted first, at most :data:`MOST`.

    A claim has those of its mutants too: they look where it is tight. One with a constant scaled
    has those of the claim itself. Other claims have none.

    >>> len(strategies_for("my.claim"))
    0
    """
    if claim_id in mutants():
        return [mutants()[claim_id].strategy()]
    claim_id = base_of(claim_id)
    own = looks().get(claim_id)
    makers = {
        id(mutant.strategy): mutant.strategy
        for mutant in mutants().values()
        if mutant.claim_id == claim_id
    }
    first = [own.strategy] if own is not None and own.first else []
    return [maker() for maker in [*first, *makers.values()]][:MOST]
