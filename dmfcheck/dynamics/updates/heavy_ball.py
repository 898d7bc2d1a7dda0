"""Momentum after Polyak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dmfcheck.dynamics.parameters import parameter
from dmfcheck.dynamics.update import Update


@dataclass(frozen=True)
class HeavyBall(Update):
    """W+ = W - eta dL/dW + m (W - W_before), from rest; m = ``momentum``."""

    momentum: Any = parameter(low=0, high=1, open_high=True, meaning="m")

    def remembers(self, factor: Any) -> Any:
        """The factor one step before, at rest the same."""
        return factor

    def step(self, factor: Any, pull: Any, eta: Any, memory: Any) -> tuple[Any, Any]:
        """A part of the last move is made once more.

        >>> HeavyBall(0.5).step(3, 2, 0.5, 2)
        (1.5, 3)
        """
        return factor - pull + self.momentum * (factor - memory), factor
