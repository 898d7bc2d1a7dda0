"""Momentum after Nesterov."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dmfcheck.dynamics.parameters import parameter
from dmfcheck.dynamics.update import Update


@dataclass(frozen=True)
class Nesterov(Update):
    """W+ = Y - eta dL/dY at Y = W + m (W - W_before), from rest; m = ``momentum``."""

    momentum: Any = parameter(low=0, high=1, open_high=True, meaning="m")

    def remembers(self, factor: Any) -> Any:
        """The factor one step before, at rest the same."""
        return factor

    def seen_from(self, factor: Any, memory: Any) -> Any:
        """Ahead, where the momentum alone would lead."""
        return factor + self.momentum * (factor - memory)

    def step(self, factor: Any, pull: Any, eta: Any, memory: Any) -> tuple[Any, Any]:
        """A step of gradient descent from there."""
        return self.seen_from(factor, memory) - pull, factor
