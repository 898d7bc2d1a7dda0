"""Step sizes that change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dmfcheck.dynamics.parameters import parameter
from dmfcheck.dynamics.update import Update


@dataclass(frozen=True)
class Schedule(Update):
    """W+ = W - eta_k dL/dW: ``schedule`` is one row eta_0, eta_1, ..., in units of eta."""

    schedule: Any = parameter(
        "matrix", sizes=(1, "steps"), meaning="one row: the step sizes eta_0, eta_1, ..."
    )

    def step(self, factor: Any, gradient: Any, eta: Any, k: int, memory: Any) -> tuple[Any, Any]:
        """The step of size eta_k.

        >>> Schedule(((1, 2),)).step(3, 4, 0.5, 1, None)
        (-1.0, None)
        """
        return factor - eta * self.schedule[0][k] * gradient, memory

    def length(self) -> int | None:
        """As many steps as it has sizes."""
        return len(self.schedule[0])
