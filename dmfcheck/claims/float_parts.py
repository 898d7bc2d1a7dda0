"""The parts of a margin that is the least of several numbers, each in a float64 batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dmfcheck.base.bounds import interruptible
from dmfcheck.claims import faults
from dmfcheck.claims.float_batch import FloatBatch
from dmfcheck.claims.float_fractions import FractionBatch, batch_value

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Claim

FEWEST, MOST = 3, 4000
"""A margin with fewer parts is taken for one of none; of more the first ones are given."""


class _Noting(FloatBatch):
    """A batch arithmetic that notes what each minimum is the least of.

    A minimum of minima has the parts of all of them, in the order in which they were named: a loop
    that keeps the least so far has one part for each turn.
    """

    def __init__(self) -> None:
        # By identity: (the minimum, kept so that its identity stays its own; parts; their number).
        self._of: dict[int, tuple[Any, list[Any], int]] = {}

    def minimum(self, *values: Any) -> Any:
        """The elementwise minimum, noted."""
        found = super().minimum(*values)
        first = self._of.get(id(values[0]))
        if first is not None and len(first[1]) == first[2]:
            # Shared with the minimum before, so that a loop is not quadratic.
            parts, rest = first[1], values[1:]
        else:
            parts, rest = [], values
        for value in rest:
            _, known, count = self._of.get(id(value), (None, [value], 1))
            parts.extend(known[:count])
        self._of[id(found)] = (found, parts, len(parts))
        return found

    def parts(self, margin: Any) -> list[Any]:
        """What ``margin`` is the least of; if it is no minimum, the longest list noted."""
        noted = self._of.get(id(margin))
        if noted is None:
            noted = max(self._of.values(), key=lambda entry: entry[2], default=(None, [], 0))
        return noted[1][: noted[2]]


class _Batch(_Noting):
    """float64 arrays."""


class _Fractions(_Noting, FractionBatch):
    """float64 arrays that bare Fractions mix with."""


def float_parts(
    claim: Claim, values: Mapping[str, Any], size: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(margin of ``claim``, shape (size,); its parts, shape (parts, size)) in float64.

    No parts, shape (0, size), where it is not the least of :data:`FEWEST` numbers or more.
    Raises what the margin raises, and :class:`~dmfcheck.claims.faults.ClaimFault` for a mistake.

    >>> from dmfcheck import claim
    >>> subject = claim("order.preserved")
    >>> point = subject.point(depth=2, spectrum="2,1", alpha="1/10", eta="1/8", steps=5)
    >>> margin, parts = float_parts(subject, point.exact, 1)
    >>> parts.shape, bool(margin == parts.min(axis=0))
    ((6, 1), True)
    """
    with np.errstate(all="ignore"), interruptible(), faults.reported(claim, claim.margin):
        arithmetic, found = batch_value((_Batch, _Fractions), claim, claim.margin, values)
        margin = faults.float_values(found, size)
        parts = arithmetic.parts(found)[:MOST]
    if len(parts) < FEWEST:
        return margin, np.zeros((0, size))
    return margin, _stacked(parts, size)


def _stacked(parts: Sequence[Any], size: int) -> NDArray[np.float64]:
    """The parts, shape (parts, size)."""
    found = np.empty((len(parts), size))
    for row, part in enumerate(parts):
        # Asked of each part, what kind of number it is takes longer than the margin itself.
        plain = isinstance(part, np.ndarray) and part.dtype == np.float64
        whole = plain and part.shape in ((size,), (1,))
        found[row] = part if whole else faults.float_values(part, size)
    return found
