"""float64 batches for margins that mix in bare Fractions, at the speed of floats.

A float64 array times a Fraction is an array of Python objects, hundreds of times slower, and no
compiled function takes it. Here a Fraction that meets an array becomes the nearest float64 first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dmfcheck.base.bounds import interruptible
from dmfcheck.claims import faults
from dmfcheck.claims.float_batch import FloatBatch
from dmfcheck.claims.point import Point, depth_of

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Claim, Margin


Kind = TypeVar("Kind", bound=FloatBatch)

_left: list[int] = []
"""How many operations the evaluation that is counted may take yet; empty if none is counted."""


class TooLong(ArithmeticError):
    """An evaluation took more operations than were asked for."""


class Floats(np.ndarray[Any, np.dtype[np.float64]]):
    """A float64 array that takes a Fraction for the nearest float64.

    >>> np.array([1.0, 2.0]).view(Floats) * Fraction(1, 2)
    Floats([0.5, 1. ])
    """

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """Apply ``ufunc`` to plain arrays and floats."""
        if _left:
            _left[-1] -= 1
            if _left[-1] < 0:
                raise TooLong("more operations than asked for")
        if "out" in options:
            options["out"] = tuple(map(_plain, options["out"]))
        return _marked(getattr(ufunc, method)(*map(_plain, inputs), **options))


def _plain(value: Any) -> Any:
    if isinstance(value, Floats):
        return value.view(np.ndarray)
    return _nearest(value) if isinstance(value, Fraction) else value


def _nearest(number: Fraction) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def _marked(value: Any) -> Any:
    """``value``, with every float64 array in it one of :class:`Floats`."""
    if isinstance(value, np.ndarray):
        return value.view(Floats) if value.dtype == np.float64 else value
    if isinstance(value, np.float64):
        return np.asarray(value).view(Floats)
    if isinstance(value, (tuple, list)):
        return type(value)(map(_marked, value))
    return value


def _mixing(method: Callable[..., Any]) -> Callable[..., Any]:
    """``method`` of an arithmetic with Fractions and :class:`Floats` taken and given."""

    @wraps(method)
    def mixed(self: FloatBatch, *arguments: Any, **options: Any) -> Any:
        return _marked(method(self, *map(_plain, arguments), **options))

    return mixed


class FractionBatch(FloatBatch):
    """:class:`~dmfcheck.claims.float_batch.FloatBatch` where bare Fractions are numbers too.

    >>> a = FractionBatch()
    >>> a.minimum(a.number(Fraction(3)), Fraction(1, 2)) + Fraction(1, 4)
    Floats([0.75])
    """


for _name in dir(FloatBatch):
    if not _name.startswith("_"):
        setattr(FractionBatch, _name, _mixing(getattr(FloatBatch, _name)))


_mix: dict[int, Margin] = {}
"""The functions that mix in Fractions, by their identity; kept, so that it stays theirs."""


def float_margins(
    claim: Claim, function: Margin, values: Mapping[str, Any], size: int
) -> NDArray[np.float64]:
    """``function``, the margin of ``claim`` or of a hypothesis, at ``size`` points in float64.

    ``values`` are exact, or arrays of shape (size,). Raises what the function raises where it is
    not defined, and :class:`~dmfcheck.claims.faults.ClaimFault` for a mistake in it.

    >>> from dmfcheck import claim
    >>> subject = claim("reduction.nonnormal")
    >>> point = subject.point(**subject.counterexamples[0])
    >>> float_margins(subject, subject.margin, point.exact, 1) < 0
    array([ True])
    """
    with np.errstate(all="ignore"), interruptible(), faults.reported(claim, function):
        return faults.float_values(batch_value(BATCHES, claim, function, values)[1], size)


BATCHES = (FloatBatch, FractionBatch)


def batch_value(
    kinds: tuple[type[Kind], type[Kind]],
    claim: Claim,
    function: Margin,
    values: Mapping[str, Any],
) -> tuple[Kind, Any]:
    """(the arithmetic, the value) of ``function`` in the first of two ``kinds`` that does.

    The second is for a function that mixes in Fractions, which is remembered of it.
    """
    plain, mixing = kinds
    if id(function) not in _mix:
        arithmetic = plain()
        try:
            found = _found(arithmetic, claim, function, values)
        except (TypeError, OverflowError):
            found = None
        if found is not None and getattr(getattr(found, "dtype", None), "kind", "") != "O":
            return arithmetic, found
        # Either it mixes in Fractions, or this raises what there is to raise.
    arithmetic = mixing()
    found = _found(arithmetic, claim, function, values)
    _mix[id(function)] = function
    return arithmetic, found


def operations(claim: Claim, function: Margin, values: Mapping[str, Any], most: int) -> int | None:
    """How many operations on arrays ``function`` takes at one point; None if more than ``most``.

    What a compiled recursion does counts as nothing. Raises what the function raises.

    >>> from dmfcheck import claim
    >>> subject = claim("reduction.nonnormal")
    >>> point = subject.point(**subject.counterexamples[0])
    >>> operations(subject, subject.margin, point.exact, 1) is None
    True
    """
    _left.append(most)
    try:
        with np.errstate(all="ignore"), interruptible(), faults.reported(claim, function):
            _found(FractionBatch(), claim, function, values)
        return most - _left[-1]
    except TooLong:
        return None
    finally:
        _left.pop()


def _found(
    arithmetic: FloatBatch, claim: Claim, function: Margin, values: Mapping[str, Any]
) -> Any:
    point = Point(values).converted(arithmetic.number)
    if isinstance(arithmetic, FractionBatch):
        point = Point(values, {name: _marked(value) for name, value in point.items()})
    return function(arithmetic, point, claim.constant_values(arithmetic, depth_of(point)))
