"""The one seed from which every random choice of a run follows."""

from __future__ import annotations

import importlib
import pkgutil
import random

_seed = 0


def use(seed: int) -> None:
    """Choose the seed of this process.

    >>> use(7); current(); use(0)
    7
    """
    global _seed
    _seed = seed


def current() -> int:
    """The seed in use; 0 unless chosen."""
    return _seed


def generator() -> random.Random:
    """A fresh generator started at the seed, for searches that must be repeatable.

    >>> generator().random() == generator().random()
    True
    """
    return random.Random(_seed)  # noqa: S311 - repeatable, not secret


def branch(*path: object) -> random.Random:
    """A generator for one part of a search, which ``path`` names: a seed, and numbers or words.

    >>> branch(0, "phase", 1).random() == branch(0, "phase", 1).random()
    True
    """
    return random.Random(":".join(map(str, path)))  # noqa: S311 - repeatable, not secret


def import_everything() -> None:
    """Import every module of dmfcheck, before the first search of a process.

    Hypothesis draws some numbers from the source of whatever is imported at the time: the same seed
    gives the same examples only if that does not depend on what ran before, and where. The property
    tests, which a wheel has in the package, are left to pytest.
    """
    import dmfcheck

    for module in pkgutil.walk_packages(dmfcheck.__path__, "dmfcheck."):
        if not module.name.startswith("dmfcheck.properties"):
            importlib.import_module(module.name)
