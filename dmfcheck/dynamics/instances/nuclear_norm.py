"""The completion of least nuclear norm, with a certificate of how far from the least it can be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray, finite_array
from dmfcheck.dynamics.instances.measurements import Entries


@dataclass(frozen=True)
class Completion:
    """``matrix`` agrees with the observed entries exactly; its nuclear norm is ``norm``.

    No completion has a nuclear norm below ``lower``, by weak duality and up to rounding.
    """

    matrix: FloatArray
    norm: float
    lower: float
    iterations: int

    @property
    def gap(self) -> float:
        """(norm - lower) / norm: 0 for a completion of least nuclear norm."""
        return (self.norm - self.lower) / self.norm if self.norm else 0.0


def least_nuclear_norm(
    entries: Entries,
    values: ArrayLike,
    *,
    tolerance: float = 1e-4,
    iterations: object = 5000,
) -> Completion:
    """min ||X||_* subject to X_ij = values_ij at the observed entries, float64.

    Douglas-Rachford splitting: Z is moved by prox_{t ||.||_*}(2 X - Z) - X, where X is the
    projection of Z onto the completions. (X - prox)/t restricted to the observed entries is a dual
    candidate Y; scaled to ||Y||_2 <= 1 it bounds every completion's nuclear norm from below by
    <Y, X>. Ends at a relative gap of ``tolerance`` or after so many iterations. Source: Candes and
    Recht, arXiv:0805.4471 (the problem), Lions and Mercier 1979 (the splitting). Raises
    :class:`~dmfcheck.base.validation.BadInput`.

    >>> full = Entries(np.array([[True, True], [True, False]]))
    >>> least_nuclear_norm(full, [1.0, 1.0, 1.0], tolerance=1e-6).matrix.round(3).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    y = finite_array(values, "values")
    most = validation.whole(iterations, "iterations", 1)
    if y.shape != (entries.count,):
        raise BadInput("values", f"have the shape {y.shape}", f"{entries.count} numbers")
    known = entries.adjoint(y)
    size = float(np.linalg.norm(known, 2))
    if size == 0:
        return Completion(known, 0.0, 0.0, 0)
    X = Z = known
    best, lower = np.inf, 0.0
    chosen = known
    # Any threshold converges; one of the size of the largest singular values does so soonest.
    threshold = size / 2
    count = 0
    for count in range(1, most + 1):
        X = np.where(entries.mask, known, Z)
        reflected = 2 * X - Z
        U, s, Vt = np.linalg.svd(reflected, full_matrices=False)
        proximal = (U * np.maximum(s - threshold, 0)) @ Vt
        Z = Z + proximal - X
        if count % 10 == 0 or count == most:
            norm = float(np.linalg.svd(X, compute_uv=False).sum())
            Y = np.where(entries.mask, reflected - proximal, 0.0)
            Y /= np.linalg.norm(Y, 2)
            lower = max(lower, float((Y * known).sum()))
            if norm < best:
                best, chosen = norm, X
            if best - lower <= tolerance * best:
                break
    return Completion(chosen, best, lower, count)
