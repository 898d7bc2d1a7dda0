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
from dmfcheck.dynamics.floats.iterate_kernels import LANES, ROW
from dmfcheck.dynamics.floats.lanes import MOST_THREADS, in_parts
from dmfcheck.dynamics.floats.powers import raised, raised_at_run
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
    depth, shape, table = _given(recursion, values)
    lanes = table.shape[1]
    if rows * lanes * len(recursion.state) > MOST_NUMBERS:
        raise BadInput("steps", f"are {rows - 1} of {lanes} orbits", f"{MOST_NUMBERS} numbers")
    state = _start(recursion, depth, table)
    orbit = np.empty((rows, *state.shape))
    orbit[0] = state
    kernel(recursion, depth)(state, orbit, table, rows - 1)
    return orbit.reshape(rows, len(recursion.state), *shape)


def float_last(
    recursion: Recursion, steps: object, threads: object, values: Mapping[str, Any]
) -> FloatArray:
    """See :meth:`~dmfcheck.dynamics.recursions.recursion.Recursion.last`.

    Raises :class:`~dmfcheck.base.validation.BadInput`.
    """
    count = validation.whole(steps, "steps", 0, MOST_STEPS)
    workers = validation.whole(threads, "threads", 1, MOST_THREADS)
    depth, shape, table = _given(recursion, values)
    state, none = _start(recursion, depth, table), np.empty((0, 0, 0))
    loop = kernel(recursion, depth)
    in_parts(
        table.shape[1], workers, lambda part: loop(state[:, part], none, table[:, part], count)
    )
    return state.reshape(len(recursion.state), *shape)


def _given(
    recursion: Recursion, values: Mapping[str, Any]
) -> tuple[int | None, tuple[int, ...], FloatArray]:
    """The depth, the shape of the batch, and what is given of each instance, one a column."""
    recursion.require_names(values)
    needed = recursion.uses
    depth = validation.depth(values["depth"]) if "depth" in needed else None
    arrays = {name: _array(values[name], name) for name in needed if name != "depth"}
    if not arrays:
        return depth, (), np.empty((0, 1))
    shape, given = flattened(**arrays)
    return depth, shape, np.array(given)


def _start(recursion: Recursion, depth: int | None, table: FloatArray) -> FloatArray:
    state = np.empty((len(recursion.state), table.shape[1]))
    start = recursion.program.start(depth)(FLOATS, (), tuple(table), 0.0)
    for index, value in enumerate(start):
        state[index] = value
    return state


def _array(value: Any, name: str) -> Any:
    """A text such as 1/100 as the nearest float64; arrays as they are."""
    return float(validation.rational(value, name)) if isinstance(value, str) else value


LOOP = """
def loop(state, orbit, given, steps):
    block = np.empty({rows} * ROW)
    for first in range(0, state.shape[1], LANES):
        lanes = min(LANES, state.shape[1] - first)
        for i in range(lanes):
            {load}
        for row in range(1, steps + 1):
            k = row - 1.0
            for i in range(lanes):
                {step}
            if orbit.shape[0]:
                for i in range(lanes):
                    {keep}
        for i in range(lanes):
            {store}
"""


@lru_cache(maxsize=64)
def kernel(recursion: Recursion, depth: int | None) -> Any:
    """The compiled loop (state, orbit, given, steps) over steps and lanes.

    ``state`` (variables, batch) becomes the one after ``steps``, ``given`` has a row a parameter;
    those on the way are row 1, 2, ... of ``orbit`` unless that has no rows. A block of lanes is one
    array, as in :mod:`~dmfcheck.dynamics.floats.iterate_kernels`, so that rules without functions
    are computed in registers of them.
    """
    state, given, k = recursion.program.arguments()
    names = {symbol: f"x{i}" for i, symbol in enumerate(state)}
    names |= {symbol: f"p{i}" for i, symbol in enumerate(given)}
    if k is not None:
        names[k] = "k"
    rules = recursion.program.at(depth, recursion.rules)
    *shared, last = _Compiled(names).lines(rules)
    variables, parameters = range(len(state)), range(len(given))
    places = {f"x{j}": f"block[{j} * ROW + i]" for j in variables}
    places |= {f"p{j}": f"block[{len(state) + j} * ROW + i]" for j in parameters}
    load = [f"{places[f'x{j}']} = state[{j}, first + i]" for j in variables]
    load += [f"{places[f'p{j}']} = given[{j}, first + i]" for j in parameters]
    step = [f"{name} = {place}" for name, place in places.items()]
    step += [*shared, last.replace("return", f"{''.join(f'x{j}, ' for j in variables)}=")]
    step += [f"{places[f'x{j}']} = x{j}" for j in variables]
    keep = [f"orbit[row, {j}, first + i] = {places[f'x{j}']}" for j in variables]
    store = [f"state[{j}, first + i] = {places[f'x{j}']}" for j in variables]
    source = LOOP.format(
        rows=len(places),
        load="\n            ".join(load),
        step="\n                ".join(step),
        keep="\n                    ".join(keep),
        store="\n            ".join(store),
    )
    made: dict[str, Any] = {
        "np": np,
        "LANES": LANES,
        "ROW": ROW,
        "power": raised,
        "long_power": raised_at_run,
    }
    exec(source, made)  # noqa: S102 - of checked expressions
    # Any layout: part of a batch is read in place.
    signature = "void(float64[:, :], float64[:, :, :], float64[:, :], int64)"
    return numba.njit(signature, **OPTIONS)(made["loop"])


class _Compiled(Writer):
    """Writes expressions in float64."""

    def text(self, expression: sp.Expr) -> str:
        """One expression."""
        return repr(float(np.pi)) if expression is sp.pi else super().text(expression)

    def power(self, base: str, exponent: int) -> str:
        """Its roundings are those of ``Numbers.power``."""
        return f"{'power' if exponent < 64 else 'long_power'}({base}, {exponent})"

    def applied(self, name: str, argument: sp.Expr) -> str:
        """A function of NumPy's name."""
        return f"np.{name}({self.text(argument)})"

    def rational(self, p: int, q: int) -> str:
        """The nearest float64, or one of the ends."""
        try:
            return f"({p / q!r})"
        except OverflowError:
            return f"({'-' if p < 0 else ''}np.inf)"
