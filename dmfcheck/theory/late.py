"""Hypothesis when it is needed: strategies that are written as usual, and imported without it.

A file of strategies takes ``st`` and ``composite`` from here. What names its strategies, a mutant
or a hunt, then holds the functions that make them, and Hypothesis is imported when one is called.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from hypothesis import strategies as st
else:

    class _Strategies:
        """:mod:`hypothesis.strategies`, imported when it is first used."""

        def __getattr__(self, name: str) -> Any:
            from hypothesis import strategies

            return getattr(strategies, name)

    st = _Strategies()

__all__ = ["Depths", "Draw", "Maker", "Values", "composite", "st"]

Values = dict[str, Any]
"""A point as it is drawn: the values of its variables by name."""
Draw = Callable[..., Any]
"""What a composite strategy draws with."""
Maker = Callable[[], "st.SearchStrategy[Values]"]
"""A strategy of points, made when it is called."""
Depths = Callable[[], "st.SearchStrategy[int]"]
"""A strategy of depths N, made when it is called."""

P = ParamSpec("P")
T = TypeVar("T")


def composite(function: Callable[Concatenate[Draw, P], T]) -> Callable[P, st.SearchStrategy[T]]:
    """:func:`hypothesis.strategies.composite`, which imports Hypothesis at the first call.

    >>> @composite
    ... def halves(draw, most):
    ...     return draw(st.integers(1, most)) / 2
    >>> isinstance(halves(7), st.SearchStrategy)
    True
    """

    @cache
    def made() -> Callable[P, st.SearchStrategy[T]]:
        return st.composite(function)

    @wraps(function)
    def make(*args: P.args, **kwargs: P.kwargs) -> st.SearchStrategy[T]:
        return made()(*args, **kwargs)

    return make
