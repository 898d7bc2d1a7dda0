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

    def step(self, factor: Any, pull: Any, eta: Any, memory: Any) -> tuple[Any, Any]:
        """Every factor shrinks besides.

        >>> WeightDecay(2).step(3, 2, 0.5, None)
        (-2.0, None)
        """
        return factor - pull - eta * self.decay * factor, memory
