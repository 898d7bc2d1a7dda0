"""Weight decay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dmfcheck.dynamics.parameters import parameter
from dmfcheck.dynamics.update import Update


@dataclass(frozen=True)
class WeightDecay(Update):
    """W+ = W - eta (dL/dW + c W): descent on L + (c/2) sum_j ||W_j||_F^2, c = ``decay``."""

    decay: Any = parameter(low=0, meaning="weight decay c")

    def step(self, factor: Any, gradient: Any, eta: Any, k: int, memory: Any) -> tuple[Any, Any]:
        """Every factor shrinks besides.

        >>> WeightDecay(2).step(3, 4, 0.5, 0, None)
        (-2.0, None)
        """
        return factor - eta * gradient - eta * self.decay * factor, memory
