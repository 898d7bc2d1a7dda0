"""The steps of a descent one after the other, compiled where it is plain and small, or NumPy's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray, finite_array
from dmfcheck.dynamics.floats.factors import Factors, half_square
from dmfcheck.dynamics.floats.fused import FusedDescent, fits
from dmfcheck.dynamics.floats.moves import Moves
from dmfcheck.dynamics.update import Update
from dmfcheck.dynamics.updates.descent import Descent

PROGRESS_EVERY = 128
"""Steps between two calls of a ``progress`` callback."""

MOST_KEPT = 1 << 20
"""Numbers of the iterates that are kept between two returns from compiled code: eight megabytes."""

Progress = Callable[[int], object]
Kept = TypeVar("Kept")


@dataclass
class At:
    """Step ``k``: W(k), in a buffer that is overwritten, and which instances are not finite.

    ``gone`` is None where all are known to be finite. Nothing may be asked for after ``factors``.
    """

    k: int
    product: FloatArray
    gone: NDArray[np.bool_] | None
    losses: Callable[[], FloatArray]
    factors: Callable[[], list[FloatArray]]


def silent() -> np.errstate:
    """An instance that overflows gets a status, not a warning, and does not touch the others."""
    return np.errstate(over="ignore", invalid="ignore")


def walk(
    chain: Factors,
    step_size: ArrayLike,
    last: int,
    progress: Progress | None,
    update: Update | None = None,
    *,
    asked: Collection[int] | None = None,
    blas: bool = False,
) -> Iterator[At]:
    """The steps k = 0..last from the factors of ``chain``.

    Of a descent that is compiled there are those ``asked`` for, unless that is None, some others,
    the last, and the one at which an instance leaves float64. With ``blas`` none is compiled.

    >>> half = np.eye(1) / 2
    >>> [at.product.item() for at in walk(Factors([half, half], np.eye(1)), 1.0, 1, None)]
    [0.25, 0.765625]
    """
    eta = finite_array(step_size, "step_size")
    batch = chain.target.shape[:-2]
    if eta.shape not in ((), batch):
        raise BadInput("step_size", f"has shape {eta.shape}", f"one number, or shape {batch}")
    if not blas and (update is None or type(update) is Descent) and fits(chain):
        return _compiled(chain, eta, last, progress, asked)
    return _by_numpy(chain, eta, last, progress, update)


def _by_numpy(
    chain: Factors,
    eta: FloatArray,
    last: int,
    progress: Progress | None,
    update: Update | None,
) -> Iterator[At]:
    moves = Moves(chain, update, eta[..., None, None] if eta.ndim else float(eta))
    for k in range(last + 1):
        if progress is not None and (k % PROGRESS_EVERY == 0 or k == last):
            progress(k)
        product, losses = chain.multiply(), chain.losses()
        # A finite loss shows a finite iterate, at less cost; a factor that is not finite leaves a
        # whole row or column of the product that is not.
        gone = None if np.isfinite(losses).all() else _not_finite(product)
        yield At(k, product, gone, partial(_same, losses), partial(_same, chain.weights))
        if k < last:
            moves.take(k)


def _not_finite(products: FloatArray) -> NDArray[np.bool_]:
    return np.asarray(~np.isfinite(products).all(axis=(-2, -1)))


def _same(value: Kept) -> Kept:
    return value


def _compiled(
    chain: Factors,
    eta: FloatArray,
    last: int,
    progress: Progress | None,
    asked: Collection[int] | None,
) -> Iterator[At]:
    run = FusedDescent(chain, eta, last)
    kept = max(1, MOST_KEPT // chain.target.size)
    k, first, start = 0, 0, 0
    before: FloatArray | None = None
    products = run.advance(0)
    # Of factors in float64 the product may not be.
    gone = _not_finite(products[-1])
    while True:
        if progress is not None and (k % PROGRESS_EVERY == 0 or k == last):
            progress(k)
        some_gone = bool(gone.any())
        losses = half_square(products - chain.target) if asked is not None else None
        for i, product in enumerate(products, start=first):
            yield At(
                i,
                product,
                _not_finite(product) if some_gone else None,
                partial(_losses, product, chain.target)
                if losses is None
                else partial(losses.__getitem__, (i - first, ...)),
                run.weights
                if before is None or i == k
                else partial(_factors_after, run, before, i - start),
            )
        if k == last:
            return
        steps, every = _ahead(k, min(last, k + run.at_once), asked, kept)
        before = run.saved() if steps > 1 else None
        products = run.advance(steps, every=every)
        now = _not_finite(products[-1])
        # What is not finite stays so: a row of the last gradient, then of its factor and of W.
        if before is not None and not every and (now & ~gone).any():
            run.restore(before)
            asked, steps, every, before = None, 1, True, None
            products = run.advance(1)
            now = _not_finite(products[-1])
        gone |= now
        k += steps
        first, start = k + 1 - len(products), k - steps


def _factors_after(run: FusedDescent, before: FloatArray, steps: int) -> list[FloatArray]:
    """Those so many steps after ``before``, the same bits as when they were passed."""
    run.restore(before)
    run.advance(steps)
    return run.weights()


def _losses(product: FloatArray, target: FloatArray) -> FloatArray:
    return half_square(product - target)


def _ahead(k: int, last: int, asked: Collection[int] | None, room: int) -> tuple[int, bool]:
    """How many steps to take from step k on, and whether each is to be seen, or only the last.

    To the next that is asked for, or as many as are asked for in a row and there is room for.

    >>> _ahead(1, 9, {2, 3, 4, 8}, room=100), _ahead(4, 9, {2, 3, 4, 8}, room=100)
    ((3, True), (4, False))
    """
    every = asked is None or k + 1 in asked
    most = min(last - k, PROGRESS_EVERY - k % PROGRESS_EVERY, *([room] if every else []))
    if asked is None:
        # Whoever asks for no steps in particular may stop at any: no more than as many in vain.
        return min(k + 1, most), True
    steps = 1
    while steps < most and (k + steps + 1 in asked if every else k + steps not in asked):
        steps += 1
    return steps, every
