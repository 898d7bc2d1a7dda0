"""How steeply the distance to the eigenvalue contracts, in whatever numbers x is given."""

from __future__ import annotations

from typing import Any


def steepness(x: Any, depth: int) -> Any:
    """phi(x) = x^{N-1} (1 + x + ... + x^{N-1}), so that (1 - x+)/(1 - x) = 1 - h phi(x).

    >>> steepness(1, 5)
    5
    """
    total: Any = 1
    for _ in range(depth - 1):
        total = 1 + x * total
    return x ** (depth - 1) * total
