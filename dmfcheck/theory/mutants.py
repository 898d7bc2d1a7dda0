"""The mutants: the files of the families whose names end in ``_mutants``."""

from __future__ import annotations

from functools import cache

from dmfcheck.claims.mutant import Mutant
from dmfcheck.theory.families import by_name


@cache
def mutants() -> dict[str, Mutant]:
    """Every mutant, by name; each such file lists its own in ``MUTANTS``.

    >>> all("~" in name for name in mutants())
    True
    """
    return by_name("_mutants", lambda topic: [(known.name, known) for known in topic.MUTANTS])
