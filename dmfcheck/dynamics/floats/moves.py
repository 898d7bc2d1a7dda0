"""The steps of a matrix descent: those of plain gradient descent in place, any others as stated."""

from __future__ import annotations

from typing import Any

import numpy as np

from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.factors import Factors
from dmfcheck.dynamics.update import Update
from dmfcheck.dynamics.updates.descent import Descent


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
        self._update = None if type(update) is Descent else update
        self._memories: list[Any] = []
        self._ahead: Factors | None = None
        if self._update is not None:
            self._memories = [self._update.remembers(w.copy()) for w in chain.weights]

    def take(self, k: int) -> None:
        """Take step k, after :meth:`Factors.multiply`."""
        if self._update is None:
            self._chain.differentiate()
            self._chain.move(self._eta)
            return
        weights = self._chain.weights
        eta = self._update.size(self._eta, k)
        # The weights are overwritten below, while a memory may well be what they are now.
        factors = [weight.copy() for weight in weights]
        slopes = self._slopes(self._update, factors)
        for j, (factor, slope) in enumerate(zip(factors, slopes, strict=True)):
            moved, self._memories[j] = self._update.step(
                factor, eta * slope, eta, self._memories[j]
            )
            np.copyto(weights[j], moved)

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
