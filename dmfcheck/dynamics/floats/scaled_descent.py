"""A descent in units in which float64 holds all that matters."""

from __future__ import annotations

from dataclasses import dataclass

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.formats import FLOAT64


@dataclass(frozen=True)
class ScaledDescent:
    """The same descent in units of 2^k, the power of two next to M, which rounds nothing.

    ``values`` is the spectrum, float64 of shape (n,), from W_1 = (alpha - beta) I and the others
    alpha I; ``least`` is added to the rounding of every step, of relative size ``roundoff``. With
    ``starts``, of shape (n,), every factor starts as V diag(starts) V^T instead; alpha is the
    largest of them and beta 0.
    """

    values: FloatArray
    depth: int
    alpha: float
    beta: float
    eta: float
    least: float
    roundoff: float = FLOAT64.roundoff
    starts: FloatArray | None = None
