"""The mutants, one file per family."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from dmfcheck.claims.mutant import Mutant


@cache
def mutants() -> dict[str, Mutant]:
    """Every mutant, by name; each module of this package lists its own in ``MUTANTS``.

    >>> all("~" in name for name in mutants())
    True
    """
    found: dict[str, Mutant] = {}
    for module in sorted(entry.name for entry in iter_modules(__path__)):
        for mutant in import_module(f"{__name__}.{module}").MUTANTS:
            if mutant.name in found:
                raise ValueError(f"two mutants have the name {mutant.name}")
            found[mutant.name] = mutant
    return found
