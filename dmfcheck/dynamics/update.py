"""Updates: what one step makes of a factor, written once for numbers and matrices of every kind."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.parameters import Parametrised


@dataclass(frozen=True)
class Update(Parametrised):
    """What becomes of a factor; a subclass has its parameters as fields and says :meth:`step`.

    Its methods are pure and use + - * / alone, with numbers for the parameters and the step size:
    then they are the same for a number of any arithmetic and for a matrix, and whole matrices stay
    diagonal wherever they start so. Memory is what a factor brings from one step to the next: None,
    one number or matrix, or a tuple of them. A descent calls, in this order, :meth:`remembers` at
    its start, and at every step :meth:`size`, :meth:`seen_from` and :meth:`step`.
    """

    def remembers(self, factor: Any) -> Any:
        """The memory at a start from rest."""
        return None

    def seen_from(self, factor: Any, memory: Any) -> Any:
        """Where its gradient is taken: at the factor itself unless a subclass looks ahead."""
        return factor

    def size(self, eta: Any, k: int) -> Any:
        """The size eta_k of step k = 0, 1, ..., ``eta`` unless a subclass has its own."""
        return eta

    @abstractmethod
    def step(self, factor: Any, pull: Any, eta: Any, memory: Any) -> tuple[Any, Any]:
        """(factor, memory) after a step; ``pull`` is eta_k times the gradient, ``eta`` is eta_k."""

    def length(self) -> int | None:
        """How many steps it has; None: without end."""
        return None


def require_update(update: object) -> None:
    """Raise :class:`~dmfcheck.base.validation.BadInput` for what is no update.

    >>> require_update("momentum")
    Traceback (most recent call last):
    dmfcheck.base.validation.BadInput: update is of type str; accepted: an update, such as...
    """
    if not isinstance(update, Update):
        name = f"the class {update.__name__}" if isinstance(update, type) else ""
        raise BadInput(
            "update",
            f"is {name or f'of type {type(update).__name__}'}",
            "an update, such as dmfcheck.dynamics.updates.heavy_ball.HeavyBall(0.5)",
        )
