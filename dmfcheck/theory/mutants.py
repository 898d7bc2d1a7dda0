"""The mutants: the files of the families whose names end in ``_mutants``."""

from __future__ import annotations

from functools import cache

from dmfcheck.claims.mutant import Mutant
from dmfcheck.theory.families import topics


@cache
def mutants() -> dict[str, Mutant]:
    """Every mutant, by name; each such file lists its own in ``MUTANTS``.

    >>> all("~" in name for name in mutants())
    True
    """
    found: dict[str, Mutant] = {}
    for module in topics("_mutants"):
        for mutant in module.MUTANTS:
            if mutant.name in found:
                raise ValueError(f"two mutants have the name {mutant.name}")
            found[mutant.name] = mutant
    return found
