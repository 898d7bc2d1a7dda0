"""Intervals for what others wrote: Fractions among them, and questions that they may not answer.

x < y of mpmath's intervals is None where it is neither certain nor impossible, which Python takes
for no. A margin that goes on from there has taken a branch that nothing shows to be the right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from mpmath import iv
from mpmath.libmp import mpf_lt

from dmfcheck.replay.abel import interval
from dmfcheck.replay.lacking import Blurred

UNDECIDED = "a comparison that the intervals do not decide"

ORDER = ("__lt__", "__le__", "__gt__", "__ge__")


def is_of_others(margin: Callable[..., Any]) -> bool:
    """Whether ``margin`` is not one of those that come with dmfcheck.

    >>> is_of_others(print), is_of_others(is_of_others)
    (True, False)
    """
    home = __name__.partition(".")[0]
    return not str(getattr(margin, "__module__", "")).startswith(f"{home}.")


@contextmanager
def answered() -> Iterator[None]:
    """In the block, intervals take Fractions, and raise Blurred of what they do not decide.

    >>> with answered():
    ...     iv.mpf([0, 1]) < 2, (Fraction(1, 2) * iv.mpf(3)).a == 1.5
    (True, True)
    """
    number, convert = iv.mpf, iv.convert

    def mixing(value: Any) -> Any:
        return interval(value) if isinstance(value, Fraction) else convert(value)

    asked: dict[str, Any] = {name: _sure(getattr(number, name)) for name in ORDER}
    asked |= {"__eq__": _equal, "__ne__": lambda x, y: not _equal(x, y), "__bool__": _nonzero}
    before = {name: vars(number)[name] for name in asked if name in vars(number)}
    for name, compare in asked.items():
        setattr(number, name, compare)
    iv.convert = mixing
    try:
        yield
    finally:
        del iv.convert
        for name in asked:
            delattr(number, name)
        for name, compare in before.items():
            setattr(number, name, compare)


def _sure(compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def method(self: Any, other: Any) -> Any:
        answer = compare(self, other)
        if answer is None:
            raise Blurred(UNDECIDED)
        return answer

    return method


def _equal(self: Any, other: Any) -> bool:
    # mpmath compares the ends: two intervals with the same ones need not be one number.
    low, high = self._mpi_
    other_low, other_high = iv.convert(other)._mpi_
    if mpf_lt(high, other_low) or mpf_lt(other_high, low):
        return False
    if low == high == other_low == other_high:
        return True
    raise Blurred(UNDECIDED)


def _nonzero(self: Any) -> bool:
    return not _equal(self, 0)
