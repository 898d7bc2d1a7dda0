"""A point of a claim's domain: named exact parameters, and the same as numbers of an arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from dmfcheck.base.exact_text import rational_text

Made = TypeVar("Made")


class Point(Mapping[str, Any]):
    """Named parameters, read as attributes: ``point.eta``, ``point.spectrum``.

    ``exact`` holds the values as ints, Fractions and (nested) tuples of them; the attributes are
    those values, or their images as numbers of the arithmetic that the point was converted to.

    >>> point = Point({"depth": 2, "eta": Fraction(1, 8)})
    >>> point.eta, point.converted(float).eta
    (Fraction(1, 8), 0.125)
    """

    def __init__(self, exact: Mapping[str, Any], values: Mapping[str, Any] | None = None) -> None:
        self.exact = dict(exact)
        self._values = self.exact if values is None else dict(values)
        self._made: dict[Callable[[Point], Any], Any] = {}

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_values"][name]
        except KeyError:
            raise AttributeError(f"this point has no parameter {name!r}") from None

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Point({self.as_text()})"

    def converted(self, number: Callable[[Fraction], Any]) -> Point:
        """The point with every Fraction sent through ``number``; ints stay ints (depth, steps)."""

        def convert(value: Any) -> Any:
            if isinstance(value, tuple):
                return tuple(convert(entry) for entry in value)
            return number(value) if isinstance(value, Fraction) else value

        return Point(self.exact, {name: convert(value) for name, value in self.exact.items()})

    def once(self, function: Callable[[Point], Made]) -> Made:
        """``function`` of this point, which is computed the first time only.

        >>> Point({"depth": 2}).once(lambda point: point.depth + 1)
        3
        """
        if function not in self._made:
            self._made[function] = function(self)
        made: Made = self._made[function]
        return made

    def replaced(self, **integers: int) -> Point:
        """The same point with some integer parameters changed or added.

        >>> Point({"depth": 2, "steps": 9}).replaced(steps=3).steps
        3
        """
        return Point({**self.exact, **integers}, {**self._values, **integers})

    def as_text(self) -> dict[str, Any]:
        """The exact values as JSON has them: integers, ``"p/q"`` text and lists.

        >>> Point({"depth": 2, "spectrum": (Fraction(1), Fraction(1, 2))}).as_text()
        {'depth': 2, 'spectrum': ['1', '1/2']}
        """

        def text(value: Any) -> Any:
            if isinstance(value, tuple):
                return [text(entry) for entry in value]
            return rational_text(value) if isinstance(value, Fraction) else value

        return {name: text(value) for name, value in self.exact.items()}


def depth_of(point: Point) -> int:
    """The depth of a point, 0 where a claim has none (and then no constants either).

    >>> depth_of(Point({"depth": 3})), depth_of(Point({}))
    (3, 0)
    """
    return int(point.exact.get("depth", 0))
