"""Gradient descent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dmfcheck.dynamics.update import Update


@dataclass(frozen=True)
class Descent(Update):
    """W+ = W - eta dL/dW."""

    def step(self, factor: Any, pull: Any, eta: Any, memory: Any) -> tuple[Any, Any]:
        """The step that every other one is compared with.

        >>> Descent().step(3, 2, 0.5, None)
        (1, None)
        """
        return factor - pull, memory
