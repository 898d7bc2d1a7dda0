"""Compiled plain descents of small matrices: all the steps between two records in one call.

A step is that of :class:`~dmfcheck.dynamics.floats.factors.Factors`. Every entry of a product is
the sum of its products in order, each addition fused (:mod:`.fused_tiles`), and W - (eta G) is
rounded twice: the same operations in the same order whether an instance stands alone
(:func:`row_steps`) or beside others (:func:`lane_steps`), so the same bits. No bound of such a sum
is larger than that of rounded products added in any order; and Assumption R of
notes/float-horizon.md, which is of the sizes of errors, not of their order, is tested of these
steps as of NumPy's.

Where the matrices are is said by :mod:`.fused_layout`.
"""

from __future__ import annotations

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.compiled import compiled, inner
from dmfcheck.dynamics.floats.deviation import IntArray
from dmfcheck.dynamics.floats.fused_layout import ETA, LANES, TARGET, TURNED, WIDE, B, P, W
from dmfcheck.dynamics.floats.fused_tiles import (
    lane_tile_11,
    lane_tile_12,
    lane_tile_13,
    lane_tile_21,
    lane_tile_22,
    lane_tile_23,
    row_tile_1,
    row_tile_2,
    row_tile_3,
    turned,
)

FILL = -1
"""For eta: C is A B."""


@inner
def _row_product(
    work: FloatArray,
    a: int,
    a_row: int,
    a_inner: int,
    b: int,
    b_inner: int,
    c: int,
    rows: int,
    columns: int,
    inner: int,
    eta: int,
) -> None:
    """C = A B, or C - eta A B, with the rows of C as far apart as ``columns``, a multiple of 4."""
    j = 0
    while j < columns:
        left = columns - j
        # Never one vector beside three: four sums at once are too few to wait for none.
        if left == 3 * WIDE or left >= 5 * WIDE:
            for i in range(0, rows, WIDE):
                row_tile_3(
                    work, a + i * a_row, a_row, a_inner, b + j, b_inner, WIDE,
                    c + i * columns + j, columns, inner, eta,
                )  # fmt: skip
            j += 3 * WIDE
        elif left >= 2 * WIDE:
            for i in range(0, rows, WIDE):
                row_tile_2(
                    work, a + i * a_row, a_row, a_inner, b + j, b_inner, WIDE,
                    c + i * columns + j, columns, inner, eta,
                )  # fmt: skip
            j += 2 * WIDE
        else:
            for i in range(0, rows, WIDE):
                row_tile_1(
                    work, a + i * a_row, a_row, a_inner, b + j, b_inner, WIDE,
                    c + i * columns + j, columns, inner, eta,
                )  # fmt: skip
            j += WIDE


@compiled
def row_steps(
    state: FloatArray, begins: IntArray, sides: IntArray, steps: int, out: FloatArray
) -> None:
    """Take ``steps`` steps of every instance, or, where there are none, form W alone.

    Rows and columns are filled up to multiples of four, with what no entry of a matrix is made of.
    W after each step goes to ``out``, (steps or 1, instances, n_N, n_0), the last alone where
    ``out`` has one.
    """
    depth = sides.size - 1
    full = (sides + (WIDE - 1)) // WIDE * WIDE
    last, width = sides[depth], full[0]
    for g in range(state.shape[0]):
        w = state[g]
        for s in range(min(steps, 1), steps + 1):
            if s > 0:
                goal, residual, product = (
                    begins[TARGET, 0],
                    begins[B, depth - 1],
                    begins[P, depth - 1],
                )
                for x in range(full[depth] * width):
                    w[residual + x] = w[product + x] - w[goal + x]
                for j in range(depth - 1, 0, -1):
                    rows, columns = full[j + 1], full[j]
                    before, weight = begins[P, j - 1], begins[W, j]
                    for i in range(0, columns, WIDE):
                        for k in range(0, width, WIDE):
                            turned(
                                w, before + i * width + k, width,
                                begins[TURNED, 0] + k * columns + i, columns,
                            )  # fmt: skip
                    _row_product(
                        w, weight, 1, columns, begins[B, j], width,
                        begins[B, j - 1], columns, width, sides[j + 1], FILL,
                    )  # fmt: skip
                    _row_product(
                        w, begins[B, j], width, 1, begins[TURNED, 0], columns,
                        weight, rows, columns, sides[0], ETA,
                    )  # fmt: skip
                weight, slope, eta = begins[W, 0], begins[B, 0], w[ETA]
                for x in range(full[1] * width):
                    w[weight + x] = w[weight + x] - eta * w[slope + x]
            for j in range(1, depth):
                _row_product(
                    w, begins[W, j], full[j], 1, begins[P, j - 1], width,
                    begins[P, j], full[j + 1], width, sides[j], FILL,
                )  # fmt: skip
            if s == steps or out.shape[0] > 1:
                row, product = s - 1 if out.shape[0] > 1 else 0, begins[P, depth - 1]
                for i in range(last):
                    for k in range(sides[0]):
                        out[row, g, i, k] = w[product + i * width + k]


@inner
def _lane_product(
    work: FloatArray,
    a: int,
    a_row: int,
    a_inner: int,
    b: int,
    b_inner: int,
    b_column: int,
    c: int,
    rows: int,
    columns: int,
    inner: int,
    eta: int,
) -> None:
    """C = A B, or C - eta A B, of eight instances; C has ``columns`` vectors a row."""
    c_row, pairs = columns * LANES, rows - rows % 2
    j = 0
    while j < columns:
        left, right, result = columns - j, b + j * b_column, c + j * LANES
        if left == 3 or left >= 5:
            for i in range(0, pairs, 2):
                lane_tile_23(
                    work, a + i * a_row, a_row, a_inner, right, b_inner, b_column,
                    result + i * c_row, c_row, inner, eta,
                )  # fmt: skip
            if pairs < rows:
                lane_tile_13(
                    work, a + pairs * a_row, a_row, a_inner, right, b_inner, b_column,
                    result + pairs * c_row, c_row, inner, eta,
                )  # fmt: skip
            j += 3
        elif left >= 2:
            for i in range(0, pairs, 2):
                lane_tile_22(
                    work, a + i * a_row, a_row, a_inner, right, b_inner, b_column,
                    result + i * c_row, c_row, inner, eta,
                )  # fmt: skip
            if pairs < rows:
                lane_tile_12(
                    work, a + pairs * a_row, a_row, a_inner, right, b_inner, b_column,
                    result + pairs * c_row, c_row, inner, eta,
                )  # fmt: skip
            j += 2
        else:
            for i in range(0, pairs, 2):
                lane_tile_21(
                    work, a + i * a_row, a_row, a_inner, right, b_inner, b_column,
                    result + i * c_row, c_row, inner, eta,
                )  # fmt: skip
            if pairs < rows:
                lane_tile_11(
                    work, a + pairs * a_row, a_row, a_inner, right, b_inner, b_column,
                    result + pairs * c_row, c_row, inner, eta,
                )  # fmt: skip
            j += 1


@compiled
def lane_steps(
    state: FloatArray, begins: IntArray, sides: IntArray, steps: int, out: FloatArray
) -> None:
    """:func:`row_steps` with eight instances in each row of ``state``, and nothing filled up."""
    depth = sides.size - 1
    last, width, instances = sides[depth], sides[0] * LANES, out.shape[1]
    for g in range(state.shape[0]):
        w = state[g]
        for s in range(min(steps, 1), steps + 1):
            if s > 0:
                goal, residual, product = (
                    begins[TARGET, 0],
                    begins[B, depth - 1],
                    begins[P, depth - 1],
                )
                for x in range(last * width):
                    w[residual + x] = w[product + x] - w[goal + x]
                for j in range(depth - 1, 0, -1):
                    columns, weight = sides[j] * LANES, begins[W, j]
                    _lane_product(
                        w, weight, LANES, columns, begins[B, j], width, LANES,
                        begins[B, j - 1], sides[j], sides[0], sides[j + 1], FILL,
                    )  # fmt: skip
                    _lane_product(
                        w, begins[B, j], width, LANES, begins[P, j - 1], LANES, width,
                        weight, sides[j + 1], sides[j], sides[0], ETA,
                    )  # fmt: skip
                weight, slope = begins[W, 0], begins[B, 0]
                for x in range(0, sides[1] * width, LANES):
                    for lane in range(LANES):
                        step = w[ETA + lane] * w[slope + x + lane]
                        w[weight + x + lane] = w[weight + x + lane] - step
            for j in range(1, depth):
                _lane_product(
                    w, begins[W, j], sides[j] * LANES, LANES, begins[P, j - 1], width, LANES,
                    begins[P, j], sides[j + 1], sides[0], sides[j], FILL,
                )  # fmt: skip
            if s == steps or out.shape[0] > 1:
                row, product = s - 1 if out.shape[0] > 1 else 0, begins[P, depth - 1]
                for lane in range(min(LANES, instances - g * LANES)):
                    for i in range(last):
                        for k in range(sides[0]):
                            entry = w[product + i * width + k * LANES + lane]
                            out[row, g * LANES + lane, i, k] = entry
