"""What is known without descending: noise levels, hard thresholds and optimal shrinkage.

Noise with independent entries of variance sigma^2 (symmetric: above the diagonal). Everything acts
on singular values (symmetric: on the absolute eigenvalues) in units of sigma sqrt(n).
"""

from __future__ import annotations

from functools import cache

import numpy as np

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.units import exponent_of


@cache
def median_of_noise(aspect: float, *, symmetric: bool) -> float:
    """The median singular value of pure noise, in units of sigma sqrt(n), n the larger side.

    Of the Marchenko-Pastur law for ``aspect`` = (smaller side)/(larger side) in (0, 1], of |x|
    under the semicircle law on [-2, 2] if ``symmetric``. Source: Gavish and Donoho,
    arXiv:1305.5870, and Wigner.

    >>> round(median_of_noise(1.0, symmetric=True), 4)
    0.8079
    >>> round(median_of_noise(0.5, symmetric=False), 4)
    0.9113
    """
    from scipy.integrate import quad
    from scipy.optimize import brentq

    if symmetric:
        low, high = 0.0, 2.0

        def density(x: float) -> float:
            return float(np.sqrt(max(4 - x * x, 0.0)) / np.pi)

    else:
        low, high = 1 - aspect**0.5, 1 + aspect**0.5

        def density(x: float) -> float:
            inside = max((high**2 - x * x) * (x * x - low**2), 0.0)
            return float(np.sqrt(inside) / (np.pi * aspect * x)) if x else float("nan")

    def below(x: float) -> float:
        return float(quad(density, low, x, limit=200)[0]) - 0.5

    return float(brentq(below, low + 1e-9, high - 1e-9))


def noise_level(values: FloatArray, shape: tuple[int, int], *, symmetric: bool) -> float:
    """sigma from the median of the singular values, which few large ones hardly move.

    ``values`` are all singular values (absolute eigenvalues). Source: Gavish and Donoho,
    arXiv:1305.5870, section III-E.

    >>> round(noise_level(np.array([9.0, 0.8079, 0.5]), (3, 3), symmetric=True) * 3**0.5, 3)
    1.0
    """
    smaller, larger = min(shape), max(shape)
    unit = median_of_noise(smaller / larger, symmetric=symmetric)
    # The median of an even number of values is half a sum, which could leave the range of float64.
    exponent = exponent_of(values)
    median = float(np.ldexp(np.median(np.ldexp(values, -exponent)), exponent))
    return median / (unit * float(np.sqrt(larger)))


def noise_edge(sigma: float, shape: tuple[int, int]) -> float:
    """The largest singular value of pure noise as n grows: sigma (sqrt(m) + sqrt(n)).

    The same for a symmetric matrix: 2 sigma sqrt(n).

    >>> noise_edge(0.5, (4, 9))
    2.5
    """
    return sigma * float(np.sqrt(shape[0]) + np.sqrt(shape[1]))


def hard_threshold(values: FloatArray, rank: int) -> FloatArray:
    """The ``rank`` values largest in size, the others 0.

    >>> hard_threshold(np.array([3.0, -4.0, 1.0]), 2)
    array([ 3., -4.,  0.])
    """
    kept = np.zeros_like(values)
    largest = np.argsort(-np.abs(values), kind="stable")[:rank]
    kept[largest] = values[largest]
    return kept


def optimal_shrinkage(
    values: FloatArray, shape: tuple[int, int], sigma: float, *, symmetric: bool
) -> FloatArray:
    """The shrinkage of least asymptotic Frobenius error for a truth of low rank.

    y -> sqrt((y^2 - beta - 1)^2 - 4 beta)/y above 1 + sqrt(beta), beta the aspect, and 0 below;
    symmetric: y -> sign(y) sqrt(y^2 - 4) above 2, from y = x + 1/x and <u, v>^2 = 1 - 1/x^2.
    Source: Gavish and Donoho, arXiv:1405.7511. Raises :class:`~dmfcheck.base.validation.BadInput`
    for sigma <= 0.

    >>> optimal_shrinkage(np.array([2.5, 1.0]), (4, 4), 0.5, symmetric=True)
    array([1.5, 0. ])
    """
    if not (np.isfinite(sigma) and sigma > 0):
        raise BadInput("sigma", f"is {sigma}", "a positive noise level")
    root = 1.0 if symmetric else (min(shape) / max(shape)) ** 0.5
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        y = np.abs(values) / sigma / float(np.sqrt(max(shape)))
        # The roots of (y^2 - beta - 1)^2 - 4 beta are (1 + r)^2 and (1 - r)^2, r^2 = beta, and both
        # formulas are this one: only 1/y is squared, which vanishes where y is too large to be.
        share = [np.maximum(1 - (edge / y) ** 2, 0.0) for edge in (1 + root, 1 - root)]
    kept = np.sqrt(share[0] * share[1])
    return np.asarray(np.where(y > 1 + root, values * kept, 0.0))
