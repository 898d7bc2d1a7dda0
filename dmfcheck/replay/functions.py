"""Functions on mpmath intervals that enclose their values.

mpmath's own log, exp and atan evaluate the ends with some guard bits and round the result outward,
which is not outward of the value where those bits were cut off: exp of 2^-80 is 1 + 2^-80 at 128
bits, and no more. Each is widened here by a unit in the last place.
"""

from __future__ import annotations

from typing import Any

from mpmath import iv
from mpmath.libmp import mpi_atan

from dmfcheck.replay.lacking import Blurred


def logarithm(x: Any) -> Any:
    """ln x; an x that may not be positive is :class:`~dmfcheck.replay.lacking.Blurred`.

    >>> bool(logarithm(iv.mpf(2)).delta > 0)
    True
    """
    value = iv.mpf(x)
    if not value.a > 0:
        raise Blurred("the logarithm of what may not be positive")
    return _widened(iv.log(value))


def exponential(x: Any) -> Any:
    """e^x.

    >>> x = iv.mpf(2) ** -50
    >>> bool(exponential(x).b > 1 + x)
    True
    """
    return _widened(iv.exp(iv.mpf(x)))


def arctangent(x: Any) -> Any:
    """arctan x.

    >>> bool(arctangent(iv.mpf(2) ** -60).a < iv.mpf(2) ** -60)
    True
    """
    return _widened(iv.make_mpf(mpi_atan(iv.mpf(x)._mpi_, iv.prec)))


def root(x: Any, degree: int) -> Any:
    """x^{1/degree}, 0 at 0; an x that may be negative is Blurred.

    >>> bool(abs(root(iv.mpf(27), 3) - 3).b < 1e-14)
    True
    """
    value = iv.mpf(x)
    if value == 0:
        return iv.mpf(0)
    if degree == 2:
        if not value.a >= 0:
            raise Blurred("the root of what may be negative")
        return iv.sqrt(value)
    return exponential(logarithm(value) / degree)


def _widened(value: Any) -> Any:
    return value * (1 + iv.mpf([-1, 1]) / (1 << iv.prec))
