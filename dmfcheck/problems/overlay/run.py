"""A recorded run: increasing steps and the singular values of the product at each."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.norms import effective_ranks

__all__ = ["Run", "read_run"]

MOST_ROWS = 1_000_000
MOST_VALUES = 256
"""Singular values of a row: the horizon needs a matrix for each pair of them."""

LAST_STEP = 2**53
"""Steps are exact in float64 up to here."""

STEPS = "whole numbers >= 0 that increase, one for each row of singular values"
VALUES = (
    f"a row for each step, up to {MOST_ROWS} of them, of up to {MOST_VALUES} finite singular "
    "values >= 0 in float64 or float32, detached and in the memory of the processor"
)

NUMBERS = "finite numbers >= 0"


@dataclass(frozen=True)
class Run:
    """``values[i]``, nonincreasing, are the singular values of W(steps[i]); shape (rows, n).

    ``arithmetic`` is the format of what was recorded: float64 or float32.
    """

    steps: NDArray[np.int64]
    values: FloatArray
    arithmetic: str

    @property
    def size(self) -> int:
        """The number n of singular values."""
        return int(self.values.shape[1])

    @property
    def effective_ranks(self) -> FloatArray:
        """Nuclear over spectral norm of each row, NaN for a row of zeros."""
        return effective_ranks(self.values)

    def up_to(self, last: int) -> Run:
        """The rows up to step ``last``."""
        kept = int(np.searchsorted(self.steps, last, side="right"))
        return Run(self.steps[:kept], self.values[:kept], self.arithmetic)

    def every_step(self) -> int:
        """How many rows, from step 0 on, leave out no step."""
        counted = self.steps == np.arange(len(self.steps))
        return len(counted) if counted.all() else int(np.argmin(counted))


def read_run(steps: object, singular_values: object) -> Run:
    """The run in arrays, lists, tensors or columns: whatever NumPy makes an array of.

    A row may have its values in any order; one column alone is that of one singular value. Raises
    :class:`~dmfcheck.base.validation.BadInput`.

    >>> read_run([0, 5], [[0.25, 0.5], [1, 2]]).values.tolist()
    [[0.5, 0.25], [2.0, 1.0]]
    """
    at = _steps(steps)
    found = _array(singular_values, "singular_values", VALUES)
    if found.ndim == 1:
        found = found[:, None]
    if found.ndim != 2 or 0 in found.shape:
        raise BadInput("singular_values", f"have the shape {found.shape}", VALUES)
    if found.dtype.kind not in "iuf" or found.dtype.itemsize < 4 or found.dtype.itemsize > 8:
        raise BadInput("singular_values", f"are of type {found.dtype}", VALUES)
    if len(found) != len(at):
        raise BadInput("steps", f"are {len(at)}, and the rows {len(found)}", STEPS)
    if len(found) > MOST_ROWS or found.shape[1] > MOST_VALUES:
        raise BadInput("singular_values", f"have the shape {found.shape}", VALUES)
    arithmetic = "float32" if found.dtype == np.float32 else "float64"
    values = found.astype(np.float64)
    wrong = ~(np.isfinite(values) & (values >= 0))
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        where = f"at step {at[row]}, value {column + 1}"
        raise BadInput("singular_values", f"have {values[row, column]} {where}", NUMBERS)
    return Run(at, np.sort(values, axis=1)[:, ::-1].copy(), arithmetic)


def _steps(steps: object) -> NDArray[np.int64]:
    found = _array(steps, "steps", STEPS)
    if found.ndim != 1 or found.size == 0:
        raise BadInput("steps", f"have the shape {found.shape}", STEPS)
    if found.dtype.kind not in "iuf":
        raise BadInput("steps", f"are of type {found.dtype}", STEPS)
    numbers = found.astype(np.float64)
    wrong = ~((numbers >= 0) & (numbers <= LAST_STEP) & (numbers == np.floor(numbers)))
    if wrong.any():
        raise BadInput(
            "steps", f"have {found[np.argmax(wrong)]} in row {np.argmax(wrong) + 1}", STEPS
        )
    at = found.astype(np.int64)
    falls = np.diff(at) <= 0
    if falls.any():
        row = int(np.argmax(falls)) + 1
        raise BadInput("steps", f"have {at[row]} after {at[row - 1]} in row {row + 1}", STEPS)
    return at


def _array(given: object, argument: str, accepted: str) -> NDArray[Any]:
    """An array by its own ``__array__``, a list of arrays row by row; no framework is imported.

    A masked array would lose its mask, and what is hidden would be read.
    """
    parts = given if isinstance(given, (list, tuple)) else (given,)
    if any(np.ma.is_masked(part) for part in parts):
        raise BadInput(argument, "have masked entries", accepted)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            if isinstance(given, (list, tuple)):
                rows = [np.asarray(row) for row in given]
                return np.array(rows) if rows else np.empty(0)
            if isinstance(given, str) or given is None:
                raise TypeError
            return np.asarray(given)
    # Whatever a framework raises where it cannot give its numbers away.
    except Exception as error:  # noqa: BLE001
        said = " ".join(str(error).split())[:100] or type(given).__name__
        raise BadInput(argument, f"cannot be read as numbers ({said})", accepted) from None
