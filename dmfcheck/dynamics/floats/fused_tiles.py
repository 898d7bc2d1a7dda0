"""Small blocks of a matrix product, held in the registers of the processor: vectors of float64.

numba's own loops do not keep a block of sums in registers, nor turn every sum of products into
fused vector instructions, so these are written in LLVM's language. A vector that the processor does
not have becomes as many as it takes. Each entry is a_1 b_1, then + a_2 b_2, and so on in order,
every addition fused with its product (LLVM's ``fmuladd``: in two roundings where the processor has
no fused one), so that it has the same bits in whatever block it is.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from dmfcheck.dynamics.floats.fused_layout import LANES, WIDE

_INDEX = ir.IntType(64)


class _Memory:
    """Vectors of so many float64 in an array, by the index of their first entry."""

    def __init__(self, builder: Any, data: Any, size: int) -> None:
        self._builder, self._data, self._size = builder, data, size
        self.vector = ir.VectorType(ir.DoubleType(), size)

    def _at(self, start: Any, step: Any, count: int) -> Any:
        offset = self._builder.mul(step, ir.Constant(_INDEX, count))
        return self._builder.gep(self._data, [self._builder.add(start, offset)])

    def load(self, start: Any, step: Any, count: int) -> Any:
        """The vector at ``start + count * step``."""
        place = self._builder.bitcast(self._at(start, step, count), self.vector.as_pointer())
        return self._builder.load(place, align=8)

    def repeated(self, start: Any, step: Any, count: int) -> Any:
        """The one number that is there, in every entry of a vector."""
        number = self._builder.load(self._at(start, step, count))
        empty = ir.Constant(self.vector, ir.Undefined)
        first = self._builder.insert_element(empty, number, ir.Constant(ir.IntType(32), 0))
        mask = ir.Constant(ir.VectorType(ir.IntType(32), self._size), [0] * self._size)
        return self._builder.shuffle_vector(first, empty, mask)

    def store(self, vector: Any, start: Any, step: Any, count: int) -> None:
        place = self._builder.bitcast(self._at(start, step, count), self.vector.as_pointer())
        self._builder.store(vector, place, align=8)


def _data(context: Any, builder: Any, kind: Any, array: Any) -> Any:
    return context.make_array(kind)(context, builder, array).data


def _tile(rows: int, columns: int, size: int, *, repeated: bool) -> Any:
    """``rows`` x ``columns`` vectors of C = A B, or of C - eta A B, all in one array ``work``.

    A compiled function ``(work, a, a_row, a_inner, b, b_inner, b_column, c, c_row, inner, eta)``:
    ``a``, ``b`` and ``c`` are where the block begins, the others how far apart entries are, and
    ``inner`` how many products each sum has. A is of vectors too, or ``repeated`` of numbers. It
    fills C where ``eta`` is negative, else takes it times the vector at ``eta`` from what C is.
    """

    def tile(_typing: Any, work: Any, *_places: Any) -> Any:
        signature = types.void(work, *[types.intp] * 10)

        def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
            a, a_row, a_inner, b, b_inner, b_column, c, c_row, inner, eta = args[1:]
            memory = _Memory(builder, _data(context, builder, work, args[0]), size)
            vector = memory.vector
            fused = cgutils.get_or_insert_function(
                builder.module, ir.FunctionType(vector, [vector] * 3), f"llvm.fmuladd.v{size}f64"
            )
            zero = ir.Constant(vector, [0.0] * size)
            sums = {
                (i, j): cgutils.alloca_once(builder, vector)
                for i in range(rows)
                for j in range(columns)
            }
            for place in sums.values():
                builder.store(zero, place)
            with cgutils.for_range(builder, inner) as loop:
                row = builder.add(b, builder.mul(loop.index, b_inner))
                right = [memory.load(row, b_column, j) for j in range(columns)]
                column = builder.add(a, builder.mul(loop.index, a_inner))
                for i in range(rows):
                    take = memory.repeated if repeated else memory.load
                    left = take(column, a_row, i)
                    for j in range(columns):
                        before = builder.load(sums[i, j])
                        builder.store(builder.call(fused, [left, right[j], before]), sums[i, j])
            apart = ir.Constant(_INDEX, size)
            with builder.if_else(builder.icmp_signed("<", eta, ir.Constant(_INDEX, 0))) as paths:
                for filled, path in zip((True, False), paths, strict=True):
                    with path:
                        size_of_step = None if filled else memory.load(eta, apart, 0)
                        for (i, j), place in sums.items():
                            found = builder.load(place)
                            at = builder.add(c, builder.mul(c_row, ir.Constant(_INDEX, i)))
                            if size_of_step is not None:
                                found = builder.fmul(found, size_of_step)
                                found = builder.fsub(memory.load(at, apart, j), found)
                            memory.store(found, at, apart, j)
            return context.get_dummy_value()

        return signature, generate

    return intrinsic(_with_places(tile))


def _with_places(tile: Any) -> Any:
    """``tile`` with the names of its arguments, which numba asks for."""

    def placed(
        typing: Any, work: Any,
        a: Any, a_row: Any, a_inner: Any,
        b: Any, b_inner: Any, b_column: Any,
        c: Any, c_row: Any, inner: Any, eta: Any,
    ) -> Any:  # fmt: skip
        return tile(typing, work, a, a_row, a_inner, b, b_inner, b_column, c, c_row, inner, eta)

    return placed


row_tile_1, row_tile_2, row_tile_3 = (_tile(WIDE, j, WIDE, repeated=True) for j in (1, 2, 3))
"""Four rows of one instance, by four, eight or twelve columns: twelve sums and what makes them fill
the sixteen registers that most processors have."""

lane_tile_11, lane_tile_12, lane_tile_13 = (_tile(1, j, LANES, repeated=False) for j in (1, 2, 3))
lane_tile_21, lane_tile_22, lane_tile_23 = (_tile(2, j, LANES, repeated=False) for j in (1, 2, 3))


def _turned() -> Any:
    """A block of four by four, transposed: ``(work, source, source_row, result, result_row)``."""

    def turn(
        _typing: Any, work: Any, source: Any, source_row: Any, result: Any, result_row: Any
    ) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
            memory = _Memory(builder, _data(context, builder, work, args[0]), WIDE)
            index = ir.VectorType(ir.IntType(32), WIDE)

            def mixed(one: Any, other: Any, *entries: int) -> Any:
                return builder.shuffle_vector(one, other, ir.Constant(index, list(entries)))

            a, b, c, d = (memory.load(args[1], args[2], i) for i in range(WIDE))
            low, high = mixed(a, b, 0, 4, 2, 6), mixed(a, b, 1, 5, 3, 7)
            under, over = mixed(c, d, 0, 4, 2, 6), mixed(c, d, 1, 5, 3, 7)
            columns = (
                mixed(low, under, 0, 1, 4, 5),
                mixed(high, over, 0, 1, 4, 5),
                mixed(low, under, 2, 3, 6, 7),
                mixed(high, over, 2, 3, 6, 7),
            )
            for i, column in enumerate(columns):
                memory.store(column, args[3], args[4], i)
            return context.get_dummy_value()

        places = source, source_row, result, result_row
        return types.void(work, *[types.intp for _ in places]), generate

    return intrinsic(turn)


turned = _turned()
