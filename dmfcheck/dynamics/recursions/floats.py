"""A recursion in float64 over batches, its rule compiled by numba."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
import sympy as sp

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray, flattened
from dmfcheck.dynamics.floats.compiled import OPTIONS
from dmfcheck.dynamics.recursions.numbers import MOST_STEPS, Floats
from dmfcheck.dynamics.recursions.program import Writer

if TYPE_CHECKING:
    from dmfcheck.dynamics.recursions.recursion import Recursion

MOST_NUMBERS = 1 << 27
"""Of an array at most: a gigabyte."""

FLOATS = Floats(float)


def float_orbit(recursion: Recursion, steps: object, values: Mapping[str, Any]) -> FloatArray:
    """See :meth:`~dmfcheck.dynamics.recursions.recursion.Recursion.floats`.

    Raises :class:`~dmfcheck.base.validation.BadInput`.
    """
    rows = validation.whole(steps, "steps", 0, MOST_STEPS) + 1
    recursion.require_names(values)
    needed = recursion.uses
    depth = validation.depth(values["depth"]) if "depth" in needed else None
    arrays = {name: _array(values[name], name) for name in needed if name != "depth"}
    shape, given = flattened(**arrays) if arrays else ((), [])
    lanes = given[0].size if given else 1
    if rows * lanes * len(recursion.state) > MOST_NUMBERS:
        raise BadInput("steps", f"are {rows - 1} of {lanes} orbits", f"{MOST_NUMBERS} numbers")
    orbit = np.empty((rows, len(recursion.state), lanes))
    start = recursion.program.start(depth)(FLOATS, (), tuple(given), 0.0)
    for index, value in enumerate(start):
        orbit[0, index] = value
    table = np.array(given).reshape(len(given), lanes)
    kernel(recursion, depth)(orbit, table)
    return orbit.reshape(rows, len(recursion.state), *shape)


def _array(value: Any, name: str) -> Any:
    """A text such as 1/100 as the nearest float64; arrays as they are."""
    return float(validation.rational(value, name)) if isinstance(value, str) else value


@lru_cache(maxsize=64)
def kernel(recursion: Recursion, depth: int | None) -> Any:
    """The compiled loop over the lanes and the steps: (orbit, given), row 0 of the orbit filled."""
    state, given, k = recursion.program.arguments()
    names = {symbol: f"x{i}" for i, symbol in enumerate(state)}
    names |= {symbol: f"p{i}" for i, symbol in enumerate(given)}
    if k is not None:
        names[k] = "k"
    rules = recursion.program.at(depth, recursion.rules)
    *shared, last = _Compiled(names).lines(rules)
    lines = [f"p{i} = given[{i}, lane]" for i in range(len(given))]
    lines += [f"x{i} = orbit[0, {i}, lane]" for i in range(len(state))]
    inner = [*shared, last.replace("return", f"{''.join(f'x{i}, ' for i in range(len(state)))}=")]
    inner += [f"orbit[row, {i}, lane] = x{i}" for i in range(len(state))]
    body = "\n        ".join(lines)
    loop = "\n            ".join(["k = row - 1.0", *inner])
    source = (
        "def loop(orbit, given):\n    for lane in range(orbit.shape[2]):\n"
        f"        {body}\n        for row in range(1, orbit.shape[0]):\n            {loop}\n"
    )
    made: dict[str, Any] = {"np": np, "power": _power}
    exec(source, made)  # noqa: S102 - of checked expressions
    return numba.njit(**OPTIONS)(made["loop"])


class _Compiled(Writer):
    """Writes expressions in float64."""

    def text(self, expression: sp.Expr) -> str:
        """One expression."""
        return repr(float(np.pi)) if expression is sp.pi else super().text(expression)

    def applied(self, name: str, argument: sp.Expr) -> str:
        """A function of NumPy's name."""
        return f"np.{name}({self.text(argument)})"

    def rational(self, p: int, q: int) -> str:
        """The nearest float64, or one of the ends."""
        try:
            return f"({p / q!r})"
        except OverflowError:
            return f"({'-' if p < 0 else ''}np.inf)"


@numba.njit(**OPTIONS)  # type: ignore[untyped-decorator]
def _power(x: float, exponent: int) -> float:
    """x^exponent by squaring, exponent >= 1; the roundings are those of ``Numbers.power``."""
    result = x
    begun = False
    while exponent:
        if exponent & 1:
            result = result * x if begun else x
            begun = True
        exponent >>= 1
        if exponent:
            x = x * x
    return result
