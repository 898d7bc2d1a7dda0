"""The spectral norm of a matrix that changes a little at every step, by power iteration."""

from __future__ import annotations

import numpy as np

from dmfcheck.descent.arrays import FloatArray

FIRST_ITERATIONS = 30
"""Iterations before the first answer; afterwards one follows a descent, which moves slowly."""


class TrackedNorm:
    """A lower bound of ||W||_2 that :meth:`update` improves from the last singular vector.

    The first vector is fixed, so that the same descent takes the same steps.

    >>> round(TrackedNorm(np.diag([3.0, 1.0])).update(np.diag([3.0, 1.0])), 9)
    3.0
    """

    def __init__(self, matrix: FloatArray) -> None:
        # No coordinate vector, and in no special position to any: a Weyl sequence.
        self._vector = 0.5 + np.modf(np.arange(1, matrix.shape[1] + 1) * 2**0.5)[0]
        for _ in range(FIRST_ITERATIONS):
            self.update(matrix)

    def update(self, matrix: FloatArray) -> float:
        """One power iteration on W^T W; the norm of W v for the unit vector v before it."""
        v = self._vector / np.sqrt(self._vector @ self._vector)
        image = matrix @ v
        back = matrix.T @ image
        # A vector that W sends to 0 stays, for another W may not.
        self._vector = back if back.any() and np.isfinite(back).all() else v
        return float(np.sqrt(image @ image))
