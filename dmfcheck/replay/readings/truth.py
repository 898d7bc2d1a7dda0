"""Three-valued truth: true, false, or None where the enclosures do not say."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

Truth = bool | None


def every(truths: Iterable[Truth]) -> Truth:
    """Whether all of them are true; asked no further than the first that is false.

    >>> every([True, None, False]), every([True, None]), every([])
    (False, None, True)
    """
    known = True
    for truth in truths:
        if truth is False:
            return False
        known = known and truth is True
    return True if known else None


def some(truths: Iterable[Truth]) -> Truth:
    """Whether one of them is true; asked no further than the first that is.

    >>> some([False, None, True]), some([False, None]), some([])
    (True, None, False)
    """
    return denied(every(denied(truth) for truth in truths))


def denied(truth: Truth) -> Truth:
    """The opposite, where it is known.

    >>> denied(True), denied(None)
    (False, None)
    """
    return None if truth is None else not truth


def at_most(left: Any, right: Any) -> Truth:
    """left <= right, of numbers whose difference is a rational or an interval.

    >>> from mpmath import iv
    >>> at_most(1, iv.mpf([1, 2])), at_most(iv.mpf([1, 3]), iv.mpf(2)), at_most(3, iv.mpf([1, 2]))
    (True, None, False)
    """
    low, high = _ends(right - left)
    return True if low >= 0 else False if high < 0 else None


def below(left: Any, right: Any) -> Truth:
    """left < right.

    >>> below(1, 1), below(1, 2)
    (False, True)
    """
    return denied(at_most(right, left))


def falls_then_rises(values: Iterable[Any]) -> Truth:
    """Whether no value that is above one before it is followed by one below it.

    >>> falls_then_rises([3, 2, 2, 4]), falls_then_rises([3, 2, 4, 3])
    (True, False)
    """
    risen: Truth = False
    shown: Truth = True
    last = None
    for value in values:
        if last is not None:
            turned = every([risen, below(value, last)])
            if turned:
                return False
            shown = every([shown, denied(turned)])
            risen = some([risen, below(last, value)])
        last = value
    return shown


def falls(values: Iterable[Any]) -> Truth:
    """Whether no value is above the one before it.

    >>> falls([3, 2, 2]), falls([3, 4])
    (True, False)
    """
    return every(at_most(after, before) for before, after in pairwise(values))


def _ends(value: Any) -> tuple[Any, Any]:
    # An interval's ends are intervals of one number, whose comparisons are certain.
    return getattr(value, "a", value), getattr(value, "b", value)
