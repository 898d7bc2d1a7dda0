"""Numbers along a record: an array inside, to a margin the list that other arithmetics give it."""

from __future__ import annotations

from collections.abc import Iterator, MutableSequence, Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


class Column(MutableSequence[Any]):
    """The entries of a one-dimensional array as a list has them: + joins, * repeats, == is one.

    A margin is written once for all arithmetics: what joins two orbits of fractions must not add
    two measured ones. ``np.asarray`` gives the array itself, which cannot be written to; whoever
    changes the column changes a list of its own.

    >>> column = Column(np.array([1.0, 2.0]))
    >>> list(map(float, column + [3.0])), column[1:] == [2.0], bool(column[:0]), len(column * 2)
    ([1.0, 2.0, 3.0], True, False, 4)
    """

    # A number of NumPy's times this is not taken entry by entry either.
    __array_ufunc__ = None
    # As of a list, which changes; to mypy a hash is a method.
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, array: NDArray[Any]) -> None:
        self._array: NDArray[Any] | None = array.view()
        self._array.flags.writeable = False
        self._entries: list[Any] = []

    def _own(self) -> list[Any]:
        """The list that this is from now on."""
        if self._array is not None:
            self._entries, self._array = list(self._array), None
        return self._entries

    def _read(self) -> NDArray[Any] | list[Any]:
        return self._entries if self._array is None else self._array

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[Any]:
        found = np.array(self._entries) if self._array is None else self._array
        return found.astype(dtype or found.dtype, copy=bool(copy))

    def __len__(self) -> int:
        return len(self._read())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._read())

    def __getitem__(self, place: Any) -> Any:
        if self._array is None or not isinstance(place, slice):
            return self._read()[place]
        return Column(self._array[place])

    def __setitem__(self, place: Any, value: Any) -> None:
        self._own()[place] = value

    def __delitem__(self, place: Any) -> None:
        del self._own()[place]

    def insert(self, index: int, value: Any) -> None:
        """As of a list."""
        self._own().insert(index, value)

    def sort(self, **by: Any) -> None:
        """As of a list."""
        self._own().sort(**by)

    def copy(self) -> list[Any]:
        """The entries, as a list."""
        return list(self)

    def __add__(self, other: Sequence[Any]) -> list[Any]:
        return [*self, *other] if isinstance(other, list | Column) else NotImplemented

    def __radd__(self, other: Sequence[Any]) -> list[Any]:
        return [*other, *self] if isinstance(other, list | Column) else NotImplemented

    def __mul__(self, times: int) -> list[Any]:
        return list(self) * times

    __rmul__ = __mul__

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, list | Column) else NotImplemented

    def __lt__(self, other: Sequence[Any]) -> bool:
        return list(self) < list(other) if isinstance(other, list | Column) else NotImplemented

    def __le__(self, other: Sequence[Any]) -> bool:
        return list(self) <= list(other) if isinstance(other, list | Column) else NotImplemented

    def __gt__(self, other: Sequence[Any]) -> bool:
        return list(self) > list(other) if isinstance(other, list | Column) else NotImplemented

    def __ge__(self, other: Sequence[Any]) -> bool:
        return list(self) >= list(other) if isinstance(other, list | Column) else NotImplemented

    def __repr__(self) -> str:
        return repr(list(self))
