"""Plain descents of small matrices by the compiled loops, laid out for them and read off again.

A compiled step sums each entry in its own order, so that a descent agrees with NumPy's, whose
order is that of its BLAS, to rounding: the same bits on one machine whatever instances are beside
it, how many and in what order, and whatever is recorded.
"""

from __future__ import annotations

import numpy as np

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.factors import Factors
from dmfcheck.dynamics.floats.fused_layout import LANES, TARGET, Layout, W

LARGEST = 124
"""Rows or columns above which NumPy's products are as fast, at 128 faster."""

LARGEST_IN_LANES = 24
"""Rows or columns above which eight instances side by side are too much for the caches."""

WORK = 1 << 30
"""Products of two numbers at most, about a tenth of a second, between two returns from compiled
code, which no interrupt ends."""

MANY = 1 << 12
"""Steps of all instances together from which on those in lanes are worth compiling besides."""


def fits(chain: Factors) -> bool:
    """Whether the matrices are small enough, and have entries.

    >>> fits(Factors([np.eye(2), np.eye(2)], np.eye(2)))
    True
    """
    return all(weight.size and max(weight.shape[-2:]) <= LARGEST for weight in chain.weights)


class FusedDescent:
    """A plain descent of one instance or a batch, from the factors of ``chain``.

    ``eta`` is one number or one per instance, and ``steps`` how many there will be, about. No more
    than ``at_once`` should be taken in one call.

    >>> run = FusedDescent(Factors([[[1.0]], [[1.0]]], [[2.0]]), 0.25, steps=1)
    >>> run.advance(0).ravel(), run.advance(1).ravel(), run.weights()
    (array([1.]), array([1.5625]), [array([[1.25]]), array([[1.25]])])
    """

    def __init__(self, chain: Factors, eta: float | FloatArray, steps: int) -> None:
        # numba takes half a second to import.
        from dmfcheck.dynamics.floats import fused_kernels as kernels

        self._batch = chain.target.shape[:-2]
        count = self._batch[0] if self._batch else 1
        sides = [chain.target.shape[-1], *(w.shape[-2] for w in chain.weights)]
        in_lanes = 2 * count >= LANES and count * steps >= MANY and max(sides) <= LARGEST_IN_LANES
        self._kernel = kernels.lane_steps if in_lanes else kernels.row_steps
        self._count, self._layout = count, Layout(sides, count, in_lanes=in_lanes)
        products = sum(3 * sides[0] * w.shape[-2] * w.shape[-1] for w in chain.weights)
        self.at_once = max(1, WORK // (count * products))
        self._layout.set_step_sizes(eta)
        self._layout.put(TARGET, 0, chain.target)
        for j, weight in enumerate(chain.weights):
            self._layout.put(W, j, weight)

    def advance(self, steps: int, *, every: bool = False) -> FloatArray:
        """W after each of ``steps`` steps, or after the last alone: (steps or 1, [batch,] m, n).

        After no steps it is W as it is.
        """
        layout = self._layout
        shape = int(layout.sides[-1]), int(layout.sides[0])
        out = np.empty((steps if every and steps else 1, self._count, *shape))
        self._kernel(layout.state, layout.begins, layout.sides, steps, out)
        return out.reshape(len(out), *self._batch, *shape)

    def saved(self) -> FloatArray:
        """What :meth:`restore` takes."""
        return self._layout.factors().copy()

    def restore(self, saved: FloatArray) -> None:
        """Be what it was when that was saved."""
        self._layout.factors()[...] = saved
        self.advance(0)

    def weights(self) -> list[FloatArray]:
        """W_1, ..., W_N as they are."""
        found = [self._layout.get(W, j) for j in range(len(self._layout.sides) - 1)]
        return found if self._batch else [matrix[0] for matrix in found]
