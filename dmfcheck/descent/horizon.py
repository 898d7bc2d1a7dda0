"""The float horizon: up to which step a float64 matrix descent can be held against exact theory.

An identical start with a negative eigenvalue converges to a saddle in exact arithmetic, and
rounding alone makes a float64 descent leave it (float.saddle). The horizon is computed from the
spectrum before any descent is run.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from dmfcheck import validation
from dmfcheck.descent.arrays import FloatArray
from dmfcheck.validation import BadInput, Rational

DEPARTED = 1e-6
"""A descent has left its orbit where its factors are off by this part of M."""

RESOLUTION = 64
"""The model is evaluated at every step up to this one, then whenever k has grown by 1/64."""


def float_horizon(
    spectrum: Iterable[Rational] | str,
    depth: int,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    steps: int = 100_000,
) -> int | None:
    """The last step up to which rounding cannot have left the exact orbit; None if beyond steps.

    For gradient descent in float64 on L = 1/2 ||W_N ... W_1 - What||_F^2 with the eigenvalues
    ``spectrum`` of What, from W_1 = (alpha - beta) I and the others alpha I: up to this step, all
    factors together stay within DEPARTED * M of the decoupled orbit (Frobenius norm), M =
    max(alpha, ||What||^{1/N}), by the rounding model of notes/float-horizon.md. Never judge a
    claim by a float64 descent beyond it. The cost grows like n^2 N^3, and with the logarithm of
    the steps: under a second for n = 20, N = 3 and 100,000 steps.
    Source float.saddle. Raises :class:`~dmfcheck.validation.BadInput`.

    >>> float_horizon([1, "1/2"], depth=2, alpha="1/10", eta="1/10")
    >>> float_horizon([1, -1], depth=2, alpha="1/10", eta="1/10") < 400
    True
    """
    last = validation.whole(steps, "steps", 0)
    if last == 0:
        return None
    checkpoints, bounds, most = _modelled(spectrum, depth, alpha, eta, beta, last, DEPARTED)
    if bounds[-1] <= most:
        return None
    return int(checkpoints[len(bounds) - 2]) if len(bounds) > 1 else 0


def rounding_deviation(
    spectrum: Iterable[Rational] | str,
    depth: int,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    steps: int = 100_000,
) -> tuple[NDArray[np.int64], FloatArray]:
    """What :func:`float_horizon` is read off: steps, and the modelled deviation over M at each.

    float64, at about 64 ln(steps) steps; it ends where the deviation reaches M itself.

    >>> at, deviation = rounding_deviation([1, -1], depth=2, alpha="1/10", eta="1/10", steps=200)
    >>> bool(deviation[at == 100][0] < 1e-6 * deviation[at == 200][0] * 1e3)
    True
    """
    last = validation.whole(steps, "steps", 1)
    checkpoints, bounds, most = _modelled(spectrum, depth, alpha, eta, beta, last, 1.0)
    return checkpoints[: len(bounds)], bounds / most


def _modelled(
    spectrum: Iterable[Rational] | str,
    depth: int,
    alpha: Rational,
    eta: Rational,
    beta: Rational,
    last: int,
    part: float,
) -> tuple[NDArray[np.int64], FloatArray, float]:
    from dmfcheck.descent.deviation import deviation_bounds

    values = np.array([float(value) for value in validation.spectrum(spectrum)])
    N = validation.depth(depth)
    start = float(validation.positive(alpha, "alpha"))
    offset = float(validation.rational(beta, "beta"))
    if not 0 <= offset < start:
        raise BadInput("beta", f"is {offset:g}", f"0 <= beta < alpha = {start:g}")
    checkpoints = _checkpoints(last)
    most = part * max(start, float(np.abs(values).max()) ** (1 / N))
    size = float(validation.positive(eta, "eta"))
    return (
        checkpoints,
        deviation_bounds(values, start, offset, size, N, checkpoints, most),
        most,
    )


def _checkpoints(last: int) -> NDArray[np.int64]:
    steps = [1]
    while steps[-1] < last:
        steps.append(min(last, steps[-1] + max(1, steps[-1] // RESOLUTION)))
    return np.array(steps, np.int64)
