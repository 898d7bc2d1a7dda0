"""Numbers at many points at once, of which a margin may not ask whether they are equal."""

from __future__ import annotations

from typing import NoReturn

from dmfcheck.replay.lacking import CannotReplay

__all__ = ["Uncompared"]


class Uncompared:
    """What stands for its values all over a region; ``==`` and its truth are no single answer.

    Raises :class:`~dmfcheck.replay.lacking.CannotReplay` where a margin asks for one: Python would
    answer for the object, and a margin that is false at one point would look true.

    >>> Uncompared() == 0
    Traceback (most recent call last):
    dmfcheck.replay.lacking.CannotReplay: comparison of numbers that are equal at some points
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self._refuse()

    def __bool__(self) -> bool:
        return self._refuse()

    __hash__ = None  # type: ignore[assignment]

    def _refuse(self) -> NoReturn:
        raise CannotReplay("comparison of numbers that are equal at some points")
