"""The steps of a matrix descent: those of plain gradient descent in place, any others as stated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from dmfcheck.base.bounds import TimeUp
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray, finite_array
from dmfcheck.dynamics.floats.factors import Factors
from dmfcheck.dynamics.update import Update, require_update
from dmfcheck.dynamics.updates.descent import Descent

ALIKE = "what numbers and whole matrices do alike: + - * / with numbers"


def _in_floats(update: Update) -> Update:
    """The same with floats, or arrays of them, for parameters.

    Raises :class:`~dmfcheck.base.validation.BadInput` for what is no update, or has none.
    """
    require_update(update)
    for name, number in update.numbers().items():
        finite_array(number, f"update {name}")

    def in_floats(value: Any) -> Any:
        array = finite_array(value, "update")
        return array if array.ndim else float(array)

    return update.converted(in_floats)


@contextmanager
def _reported(update: Update) -> Iterator[None]:
    """Raise :class:`~dmfcheck.base.validation.BadInput` for an update that fails in the block."""
    try:
        yield
    except (BadInput, TimeUp):
        raise
    except Exception as error:
        text = " ".join(str(error).split())[:160]
        name = type(update).__name__
        raise BadInput("update", f"{name} raises {type(error).__name__}: {text}", ALIKE) from error


class Moves:
    """Moves the factors of ``chain`` by ``update``, plain descent if None, in steps of ``eta``.

    >>> chain = Factors([[[1.0]], [[1.0]]], [[2.0]])
    >>> _ = chain.multiply()
    >>> Moves(chain, None, 0.25).take(0)
    >>> chain.weights
    [array([[1.25]]), array([[1.25]])]
    """

    def __init__(self, chain: Factors, update: Update | None, eta: float | FloatArray) -> None:
        self._chain = chain
        self._eta = eta
        self._update = None if update is None or type(update) is Descent else _in_floats(update)
        self._memories: list[Any] = []
        self._ahead: Factors | None = None
        if self._update is not None:
            with _reported(self._update):
                self._memories = [self._update.remembers(w.copy()) for w in chain.weights]

    def take(self, k: int) -> None:
        """Take step k, after :meth:`Factors.multiply`."""
        if self._update is None:
            self._chain.differentiate()
            self._chain.move(self._eta)
            return
        with _reported(self._update):
            self._take(self._update, k)

    def _take(self, update: Update, k: int) -> None:
        weights = self._chain.weights
        eta = update.size(self._eta, k)
        # The weights are overwritten below, while a memory may well be what they are now.
        factors = [weight.copy() for weight in weights]
        slopes = self._slopes(update, factors)
        for j, (factor, slope) in enumerate(zip(factors, slopes, strict=True)):
            moved, self._memories[j] = update.step(factor, eta * slope, eta, self._memories[j])
            # A Fraction among its numbers makes an array of objects.
            np.copyto(weights[j], np.asarray(moved, np.float64))

    def _slopes(self, update: Update, factors: list[FloatArray]) -> list[FloatArray]:
        """The gradient of each factor, taken where the update looks."""
        pairs = zip(factors, self._memories, strict=True)
        seen = [update.seen_from(factor, memory) for factor, memory in pairs]
        chain = self._chain
        if any(at is not factor for at, factor in zip(seen, factors, strict=True)):
            if self._ahead is None:
                self._ahead = Factors(factors, chain.target)
            chain = self._ahead
            for weight, at in zip(chain.weights, seen, strict=True):
                np.copyto(weight, at)
            chain.multiply()
        return chain.differentiate()
