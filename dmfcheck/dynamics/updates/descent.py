"""Gradient descent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dmfcheck.dynamics.update import Update


@dataclass(frozen=True)
class Descent(Update):
    """W+ = W - eta dL/dW."""

    def step(self, factor: Any, gradient: Any, eta: Any, k: int, memory: Any) -> tuple[Any, Any]:
        """The step that every other one is compared with.

        >>> Descent().step(3, 4, 0.5, 0, None)
        (1.0, None)
        """
        return factor - eta * gradient, memory
