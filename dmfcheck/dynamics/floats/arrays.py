"""What a caller hands to the float64 code, as float64 arrays."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dmfcheck.base.validation import BadInput

FloatArray = NDArray[np.float64]


def real_array(values: ArrayLike, argument: str) -> FloatArray:
    """``values`` as a float64 array of any shape, C-contiguous; a Fraction is rounded.

    Raises :class:`~dmfcheck.base.validation.BadInput` on anything that is not real numbers.

    >>> from fractions import Fraction
    >>> real_array([Fraction(1, 4), 2], "x0")
    array([0.25, 2.  ])
    """
    accepted = "real numbers, a scalar or an array"
    try:
        given = np.asarray(values)
        if given.dtype.kind not in "iufO":
            raise BadInput(argument, f"has entries of type {given.dtype}", accepted)
        return np.asarray(given, dtype=np.float64, order="C")
    except (TypeError, ValueError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput(argument, "is not an array of numbers", accepted) from None
    except OverflowError:
        raise BadInput(argument, "exceeds the range of float64", accepted) from None


def finite_array(values: ArrayLike, argument: str) -> FloatArray:
    """:func:`real_array`, refusing infinities and NaN.

    >>> finite_array([1.0, float("nan")], "target")
    Traceback (most recent call last):
    dmfcheck.base.validation.BadInput: target has the entry nan; accepted: finite real numbers
    """
    array = real_array(values, argument)
    if not np.isfinite(array).all():
        entry = array[~np.isfinite(array)][0]
        raise BadInput(argument, f"has the entry {entry}", "finite real numbers")
    return array


def flattened(**arguments: ArrayLike) -> tuple[tuple[int, ...], list[FloatArray]]:
    """The common shape of the arguments, and each of them broadcast to it and flattened.

    >>> shape, (start, step) = flattened(x0=[0.1, 0.2], h=0.25)
    >>> shape, step
    ((2,), array([0.25, 0.25]))
    """
    arrays = {name: real_array(values, name) for name, values in arguments.items()}
    try:
        shape = np.broadcast(*arrays.values()).shape
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise BadInput(
            " and ".join(arrays), f"have the shapes {shapes}", "shapes that broadcast together"
        ) from None
    return shape, [_flat(array, shape) for array in arrays.values()]


def _flat(array: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Contiguous, as the kernels read it; of one instance, which tests ask for, without views."""
    if array.shape == shape:
        return array.ravel()
    if array.size == 1:
        return np.full(math.prod(shape), array.item())
    return np.ascontiguousarray(np.broadcast_to(array, shape).ravel())
