"""What a descent returns that left the range of float64: no record, and of another type than one.

The type checker refuses whoever reads it as a record, and so does Python: it has none of the names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Record = TypeVar("Record")


@dataclass(frozen=True)
class CutShort(Generic[Record]):
    """A descent whose iterate at step ``at`` is not in float64: of what follows nothing is known.

    A loss beyond the range ends nothing: only the iterate counts. Of a batch ``gone`` says which
    instances left it (the shape of the batch, () for one), ``at`` is the first step at which any
    did, and ``others`` the record of the instances that stayed, in their order, None if none did.
    """

    at: int
    reason: str
    gone: NDArray[np.bool_]
    others: Record | None = None


class LeftFloat64(ArithmeticError):
    """A record was asked of a descent that was cut short."""


def complete(run: Record | CutShort[Record]) -> Record:
    """The record of a completed descent; raises :class:`LeftFloat64` for one that was cut short.

    For callers whose parameters keep a descent within float64, and whose mistake it would be.

    >>> complete(CutShort(3, "the iterate is not in float64", np.array(True)))
    Traceback (most recent call last):
    dmfcheck.dynamics.floats.cut_short.LeftFloat64: step 3: the iterate is not in float64
    """
    if isinstance(run, CutShort):
        raise LeftFloat64(f"step {run.at}: {run.reason}")
    return run
