"""The factors W_1, ..., W_N as real matrices: starts, loss, gradient and the step of descent.

Nothing here knows of eigenvalues: targets need not be symmetric, nor square. A batch of problems
is one array per factor of shape (batch, rows, columns).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput, Rational
from dmfcheck.dynamics.floats.arrays import FloatArray, finite_array


class Factors:
    """N factors, their target and every buffer that a step needs.

    A step costs 3 (N - 1) matrix products, and allocates nothing: N - 1 for the partial products
    P_j = W_j ... W_1, then with B_N = P_N - What, from j = N down to 2, the gradient B_j P_{j-1}^T
    of W_j and B_{j-1} = W_j^T B_j; the gradient of W_1 is B_1.

    ``weights`` are the factors, W_1 first, which :meth:`move` changes in place.

    >>> half = np.eye(1) / 2
    >>> chain = Factors([half, half], np.eye(1))
    >>> chain.multiply(), chain.losses()
    (array([[0.25]]), array(0.28125))
    """

    def __init__(self, factors: Sequence[ArrayLike], target: ArrayLike) -> None:
        self.weights = [
            np.array(finite_array(weight, f"factors matrix {j}"))
            for j, weight in enumerate(factors, start=1)
        ]
        self.target = finite_array(target, "target")
        _check_chain(self.weights, self.target)
        self._products = [self.weights[0]] + [
            np.empty((*self.target.shape[:-2], weight.shape[-2], self.target.shape[-1]))
            for weight in self.weights[1:]
        ]
        self._residuals = [np.empty_like(product) for product in self._products]
        # The gradient of W_1 is the residual B_1 itself.
        self.gradients = [self._residuals[0]] + [np.empty_like(w) for w in self.weights[1:]]
        self._products_t = [product.mT for product in self._products]
        self._weights_t = [weight.mT for weight in self.weights]

    def multiply(self) -> FloatArray:
        """W_N ... W_1, in a buffer that the next call overwrites; also fills the residual."""
        for j in range(1, len(self.weights)):
            np.matmul(self.weights[j], self._products[j - 1], out=self._products[j])
        np.subtract(self._products[-1], self.target, out=self._residuals[-1])
        return self._products[-1]

    def losses(self) -> FloatArray:
        """1/2 ||W_N ... W_1 - What||_F^2 at the last :meth:`multiply`, one per instance."""
        return half_square(self._residuals[-1])

    def differentiate(self) -> list[FloatArray]:
        """The gradient of each factor at the last :meth:`multiply`, in buffers."""
        for j in range(len(self.weights) - 1, 0, -1):
            np.matmul(self._residuals[j], self._products_t[j - 1], out=self.gradients[j])
            np.matmul(self._weights_t[j], self._residuals[j], out=self._residuals[j - 1])
        return self.gradients

    def move(self, step_size: float | FloatArray) -> None:
        """W_j -= eta * gradient, after :meth:`differentiate`, which it overwrites."""
        for weight, slope in zip(self.weights, self.gradients, strict=True):
            np.multiply(slope, step_size, out=slope)
            np.subtract(weight, slope, out=weight)


def half_square(residual: FloatArray) -> FloatArray:
    """1/2 ||.||_F^2 of each matrix.

    >>> half_square(np.array([[1.0, 3.0]]))
    array(5.)
    """
    # Halved first: half the square of a number may be in float64 where its square is not.
    return np.asarray(np.einsum("...ij,...ij->...", 0.5 * residual, residual))


def loss(factors: Sequence[ArrayLike], target: ArrayLike) -> FloatArray:
    """1/2 ||W_N ... W_1 - What||_F^2, float64, of shape () or (batch,).

    Raises :class:`~dmfcheck.base.validation.BadInput` where the shapes do not chain.

    >>> float(loss([np.eye(2), 2 * np.eye(2)], np.eye(2)))
    1.0
    """
    chain = Factors(factors, target)
    with np.errstate(over="ignore", invalid="ignore"):
        chain.multiply()
        return chain.losses()


def gradient(factors: Sequence[ArrayLike], target: ArrayLike) -> list[FloatArray]:
    """The gradient of :func:`loss`, one array per factor and of its shape, W_1 first.

    For W_j it is (W_N ... W_{j+1})^T (W_N ... W_1 - What) (W_{j-1} ... W_1)^T; float64.

    >>> [float(slope[0, 0]) for slope in gradient([[[2.0]], [[3.0]]], [[5.0]])]
    [3.0, 2.0]
    """
    chain = Factors(factors, target)
    with np.errstate(over="ignore", invalid="ignore"):
        chain.multiply()
        return chain.differentiate()


def identical_start(alpha: float, n: int, depth: int, batch: int | None = None) -> list[FloatArray]:
    """W_j = alpha I for every j: ``depth`` arrays of shape (n, n), or (batch, n, n).

    >>> identical_start(0.5, 2, depth=3)[2]
    array([[0.5, 0. ],
           [0. , 0.5]])
    """
    return perturbed_start(alpha, 0.0, n, depth, batch)


def perturbed_start(
    alpha: Rational, beta: Rational, n: int, depth: int, batch: int | None = None
) -> list[FloatArray]:
    """W_1 = (alpha - beta) I and the others alpha I, as in :func:`identical_start`.

    >>> [float(weight[0, 0]) for weight in perturbed_start(0.5, 0.125, 1, depth=2)]
    [0.375, 0.5]
    """
    N = validation.depth(depth)
    identity = np.eye(validation.whole(n, "n", 1))
    if batch is not None:
        identity = np.tile(identity, (validation.whole(batch, "batch", 1), 1, 1))
    start = float(validation.rational(alpha, "alpha"))
    first = float(validation.rational(alpha, "alpha") - validation.rational(beta, "beta"))
    return [first * identity] + [start * identity for _ in range(N - 1)]


def _check_chain(weights: list[FloatArray], target: FloatArray) -> None:
    accepted = (
        "at least two factors with the shapes (..., n_j, n_{j-1}), W_1 first, and a target "
        "(..., n_N, n_0), where ... is nothing or one batch dimension"
    )
    shapes = ", ".join(str(weight.shape) for weight in weights)
    if len(weights) < 2:
        raise BadInput("factors", f"has {len(weights)} of them", accepted)
    if target.ndim not in (2, 3) or target.size == 0:
        raise BadInput("target", f"has shape {target.shape}", accepted)
    batch = target.shape[:-2]
    sides = [(weight.shape[-2:], weight.shape[:-2]) for weight in weights if weight.ndim >= 2]
    fits = (
        len(sides) == len(weights)
        and all(leading == batch for _, leading in sides)
        and all(sides[j][0][1] == sides[j - 1][0][0] for j in range(1, len(sides)))
        and (sides[-1][0][0], sides[0][0][1]) == target.shape[-2:]
    )
    if not fits:
        raise BadInput("factors", f"have the shapes {shapes}, target {target.shape}", accepted)
