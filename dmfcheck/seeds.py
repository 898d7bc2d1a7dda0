"""The one seed from which every random choice of a run follows."""

from __future__ import annotations

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
