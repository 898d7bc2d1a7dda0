"""Where the matrices of a compiled descent are in one array of numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dmfcheck.dynamics.floats.arrays import FloatArray

LANES = 8
"""Instances side by side in a vector."""

WIDE = 4
"""Columns side by side in a vector of one instance; its rows and columns are filled up to it."""

LINE = 8
"""Numbers in a line of the cache, at the beginning of which every matrix begins."""

W, P, B, TURNED, TARGET = range(5)
"""Kinds of matrices: W_j; P_j = W_j ... W_1; the gradient of the loss by P_j; P_j^T; the target."""

ETA = 0
"""Where the LANES step sizes begin, of as many instances or all of one."""


class Layout:
    """An array ``state`` with a row for every instance, or, ``in_lanes``, for every LANES of them.

    ``begins[kind, j]`` is where a matrix begins, that of W_{j+1} where there is one for each, and
    ``sides`` are n_0, ..., n_N.

    >>> layout = Layout([2, 2, 2], 3, in_lanes=True)
    >>> layout.put(W, 1, np.ones((3, 2, 2)))
    >>> len(layout.state), layout.get(W, 1).shape, float(layout.state.sum())
    (1, (3, 2, 2), 12.0)
    """

    def __init__(self, sides: Sequence[int], instances: int, *, in_lanes: bool) -> None:
        self._instances = instances
        self._lanes = LANES if in_lanes else 1
        self._fill = 1 if in_lanes else WIDE
        self.sides = np.array(sides, np.int64)
        depth, n_0 = len(sides) - 1, sides[0]
        self.begins = np.zeros((TARGET + 1, depth), np.int64)
        size = LANES
        for j in range(depth):
            self.begins[W, j], size = size, size + self._room(sides[j + 1], sides[j])
        self._others = size
        for j in range(depth):
            self.begins[B, j], size = size, size + self._room(sides[j + 1], n_0)
            self.begins[P, j] = self.begins[W, 0]
            if j > 0:
                self.begins[P, j], size = size, size + self._room(sides[j + 1], n_0)
        self.begins[TARGET, :], size = size, size + self._room(sides[-1], n_0)
        self.begins[TURNED, :], size = size, size + self._room(n_0, max(sides))
        rows = -(-instances // self._lanes)
        memory = np.zeros(rows * size + LINE)
        first = -(memory.ctypes.data // memory.itemsize) % LINE
        self.state = memory[first : first + rows * size].reshape(rows, size)

    def _full(self, side: int) -> int:
        return -(-side // self._fill) * self._fill

    def _room(self, rows: int, columns: int) -> int:
        return -(-self._full(rows) * self._full(columns) * self._lanes // LINE) * LINE

    def _view(self, kind: int, j: int) -> FloatArray:
        """(rows of the state, lanes, rows, columns)."""
        rows = int(self.sides[-1] if kind == TARGET else self.sides[j + 1])
        columns = int(self.sides[j] if kind == W else self.sides[0])
        full, begin = (self._full(rows), self._full(columns)), int(self.begins[kind, j])
        block = self.state[:, begin : begin + full[0] * full[1] * self._lanes]
        by_lane = block.reshape(len(block), *full, self._lanes).transpose(0, 3, 1, 2)
        return np.asarray(by_lane[:, :, :rows, :columns])

    def put(self, kind: int, j: int, matrices: FloatArray) -> None:
        """Set those of the instances, (instances, rows, columns), or all to one of them."""
        view = self._view(kind, j)
        every = np.zeros((len(view) * self._lanes, *view.shape[2:]))
        every[: self._instances] = matrices
        view[...] = every.reshape(view.shape)

    def get(self, kind: int, j: int) -> FloatArray:
        """A copy of those of the instances, (instances, rows, columns)."""
        view = self._view(kind, j)
        return view.reshape(-1, *view.shape[2:])[: self._instances].copy()

    def factors(self) -> FloatArray:
        """A view of all of W_1, ..., W_N, from which the other matrices follow."""
        return self.state[:, LANES : self._others]

    def set_step_sizes(self, eta: float | FloatArray) -> None:
        """One number, or one per instance."""
        each = np.zeros(len(self.state) * self._lanes)
        each[: self._instances] = eta
        self.state[:, ETA : ETA + LANES] = each.reshape(-1, self._lanes)
