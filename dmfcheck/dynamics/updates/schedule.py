"""Step sizes that change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dmfcheck.dynamics.parameters import parameter
from dmfcheck.dynamics.updates.descent import Descent


@dataclass(frozen=True)
class Schedule(Descent):
    """W+ = W - eta_k dL/dW: ``schedule`` is one row eta_0, eta_1, ..., for eta."""

    schedule: Any = parameter(
        "matrix", sizes=(1, "steps"), meaning="one row: the step sizes eta_0, eta_1, ..."
    )

    def size(self, eta: Any, k: int) -> Any:
        """Entry k of the row, whatever eta is.

        >>> Schedule(((0.5, 0.25),)).size(None, 1)
        0.25
        """
        return self.schedule[0][k]

    def length(self) -> int | None:
        """As many steps as it has sizes."""
        return len(self.schedule[0])
