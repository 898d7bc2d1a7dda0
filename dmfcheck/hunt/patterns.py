"""Points whose spectra and matrices have a pattern: multiplicities, progressions, low rank."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from dmfcheck.hunt.batches import changed_batches
from dmfcheck.hunt.box import Axis, Batch, Box
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.tally import Tally

DECADES = 3.0
"""Values of a pattern lie within so many decades below the largest."""


def patterns(start: Start) -> Tally:
    """Batches of Sobol points with a pattern put into every spectrum and matrix.

    A claim without either gets none.
    """
    box = Box(start.claim, start.structure, start.near)
    if all(shape == () for _, shape in box.places()):
        return Tally(start.claim)
    return changed_batches(start, box, partial(patterned, box))


def patterned(box: Box, cube: Batch, rng: np.random.Generator) -> Batch:
    """``cube`` with a pattern, drawn for each row, in the columns of each spectrum and matrix."""
    changed = cube.copy()
    first = 0
    for variable, shape in box.places():
        columns = np.arange(first, first + int(np.prod(shape, dtype=int)))
        first += len(columns)
        if not shape:
            continue
        axis = box.axes[columns[0]]
        makers = SPECTRA if variable.shape == "spectrum" else MATRICES
        kinds = rng.integers(len(makers), size=len(cube))
        for kind, maker in enumerate(makers):
            rows = np.flatnonzero(kinds == kind)
            if len(rows):
                values = maker(axis, cube[np.ix_(rows, columns)], shape, rng)
                changed[np.ix_(rows, columns)] = axis.place(values.reshape(len(rows), -1))
    return changed


Maker = Callable[[Axis, Batch, tuple[int, ...], np.random.Generator], Batch]


def _largest(axis: Axis, cube: Batch) -> Batch:
    """The largest value of each row, as a column: the value of the first coordinate."""
    return axis.value(cube[:, :1])


def _share(cube: Batch) -> Batch:
    """A share of the largest for each row: 10^{-3 u}, u the last coordinate."""
    return 10.0 ** (-DECADES * cube[:, -1:])


def _two_levels(axis: Axis, cube: Batch, shape: tuple[int, ...], rng: np.random.Generator) -> Batch:
    """The first m equal, the rest equal."""
    n = shape[0]
    m = np.where(rng.random(len(cube)) < 0.5, 1, rng.integers(1, n + 1, size=len(cube)))
    lead = np.arange(n) < m[:, np.newaxis]
    return _largest(axis, cube) * np.where(lead, 1.0, _share(cube))


def _geometric(axis: Axis, cube: Batch, shape: tuple[int, ...], _: np.random.Generator) -> Batch:
    """From the largest to a share of it, by equal factors."""
    steps = np.arange(shape[0]) / max(1, shape[0] - 1)
    return _largest(axis, cube) * _share(cube) ** steps


def _arithmetic(axis: Axis, cube: Batch, shape: tuple[int, ...], _: np.random.Generator) -> Batch:
    """From the largest to a share of it, by equal differences."""
    steps = np.arange(shape[0]) / max(1, shape[0] - 1)
    return _largest(axis, cube) * (1 - (1 - _share(cube)) * steps)


def _repeated(axis: Axis, cube: Batch, shape: tuple[int, ...], rng: np.random.Generator) -> Batch:
    """Each entry as drawn, or equal to the one before."""
    values = axis.value(cube)
    chance = rng.random((len(cube), 1))
    for column in range(1, shape[0]):
        again = rng.random(len(cube)) < chance[:, 0]
        values[again, column] = values[again, column - 1]
    return values


def _ending(axis: Axis, cube: Batch, shape: tuple[int, ...], rng: np.random.Generator) -> Batch:
    """As drawn, the last ones at the low end of the range: 0 where it begins there."""
    values = -np.sort(-axis.value(cube), axis=1)
    kept = rng.integers(1, shape[0] + 1, size=(len(cube), 1))
    return np.where(np.arange(shape[0]) < kept, values, axis.value(np.zeros(1)))


def _low_rank(axis: Axis, cube: Batch, shape: tuple[int, ...], rng: np.random.Generator) -> Batch:
    """Products of a column and a row, the sum of one or two of them."""
    whole = axis.value(cube).reshape(len(cube), *shape)
    size = np.abs(whole).max(axis=(-2, -1), keepdims=True)
    scale = np.where(size > 0, size, 1.0)
    total = np.zeros_like(whole)
    for index in range(2):
        row = whole[..., index % shape[-2], :][..., np.newaxis, :]
        column = whole[..., :, index % shape[-1]][..., :, np.newaxis]
        counted = rng.random((len(cube), *(1 for _ in shape))) < 1 - index / 2
        total = total + np.where(counted, column * row / scale, 0.0)
    return total


def _equal_rows(axis: Axis, cube: Batch, shape: tuple[int, ...], rng: np.random.Generator) -> Batch:
    """One row equal to another, exactly."""
    whole = axis.value(cube).reshape(len(cube), *shape)
    rows = np.arange(len(cube))
    one, other = rng.integers(shape[-2], size=(2, len(cube)))
    whole[rows, ..., one, :] = whole[rows, ..., other, :]
    return whole


def _sparse(axis: Axis, cube: Batch, shape: tuple[int, ...], rng: np.random.Generator) -> Batch:
    """Whole rows and columns, and single entries, at 0 where the range holds it."""
    whole = axis.value(cube).reshape(len(cube), *shape)
    zero = min(max(0.0, axis.low), axis.high)
    gone = rng.random((*whole.shape[:-1], 1)) < 0.3
    gone = gone | (rng.random((*whole.shape[:-2], 1, whole.shape[-1])) < 0.3)
    gone = gone | (rng.random(whole.shape) < 0.2)
    return np.where(gone, zero, whole)


def _diagonal(axis: Axis, cube: Batch, shape: tuple[int, ...], _: np.random.Generator) -> Batch:
    """Nothing beside the diagonal."""
    whole = axis.value(cube).reshape(len(cube), *shape)
    zero = min(max(0.0, axis.low), axis.high)
    return np.where(np.eye(shape[-2], shape[-1]) > 0, whole, zero)


SPECTRA: tuple[Maker, ...] = (_two_levels, _geometric, _arithmetic, _repeated, _ending)
MATRICES: tuple[Maker, ...] = (_low_rank, _equal_rows, _sparse, _diagonal)
