"""The float horizon: up to which step a float64 matrix descent can be held against exact theory.

An identical start with a negative eigenvalue converges to a saddle in exact arithmetic, and
rounding alone makes a float64 descent leave it (float.saddle). The horizon is computed from the
spectrum before any descent is run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput, Rational, shown
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.formats import FLOAT64, FloatFormat
from dmfcheck.dynamics.floats.scaled_descent import ScaledDescent

DEPARTED = FLOAT64.departed
"""A float64 descent has left its orbit where its factors are off by this part of M."""

NEGLIGIBLE = 2.0**-480
"""Of M: less than this is counted as this much in one step's rounding, its square being in float64.
"""

RESOLUTION = 64
"""The model is evaluated at every step up to this one, then whenever k has grown by 1/64."""


def float_horizon(
    spectrum: Iterable[Rational] | str,
    depth: int,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    steps: int = 100_000,
    arithmetic: FloatFormat = FLOAT64,
) -> int | None:
    """The last step up to which rounding cannot have left the exact orbit; None if beyond steps.

    For gradient descent in float64 on L = 1/2 ||W_N ... W_1 - What||_F^2 with the eigenvalues
    ``spectrum`` of What, from W_1 = (alpha - beta) I and the others alpha I: up to this step, all
    factors together stay within DEPARTED * M of the decoupled orbit (Frobenius norm), M =
    max(alpha, ||What||^{1/N}), by the rounding model of notes/float-horizon.md. Never judge a
    claim by a float64 descent beyond it. 0 where float64 cannot hold the parameters, or a descent
    bounded by M might leave it. Of a descent in another ``arithmetic`` the same is asked with its
    unit roundoff, range and bound of a departure. The cost grows like n^2 N^3, n the number of
    distinct eigenvalues, and with the logarithm of the steps: under a second for n = 20, N = 3 and
    100,000 steps.
    Source float.saddle. Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> float_horizon([1, "1/2"], depth=2, alpha="1/10", eta="1/10")
    >>> float_horizon([1, -1], depth=2, alpha="1/10", eta="1/10") < 400
    True
    """
    last = validation.whole(steps, "steps", 0)
    if last == 0:
        return None
    return _last(_scaled(spectrum, depth, alpha, eta, beta, arithmetic), last, arithmetic.departed)


def diagonal_horizon(
    spectrum: Sequence[Fraction],
    starts: Sequence[Fraction],
    depth: int,
    eta: Fraction,
    steps: int = 100_000,
) -> int | None:
    """:func:`float_horizon` of factors that all start as V diag(starts) V^T, in float64.

    ``starts`` has a positive number for each entry of ``spectrum``, which may be in any order.

    >>> values, starts = [Fraction(1), Fraction(-1)], [Fraction(1, 10), Fraction(1, 20)]
    >>> diagonal_horizon(values, starts, depth=2, eta=Fraction(1, 10)) < 400
    True
    """
    if steps == 0:
        return None
    together = sorted(zip(spectrum, starts, strict=True), reverse=True)
    spectrum, starts = [value for value, _ in together], [start for _, start in together]
    scaled = _scaled(spectrum, depth, max(starts), eta, 0, FLOAT64)
    if scaled is None or not all(map(FLOAT64.holds, starts)):
        return 0
    unit = Fraction(max(starts)) / Fraction(scaled.alpha)
    own = np.array([float(a / unit) for a in starts])
    return _last(replace(scaled, starts=own), steps, FLOAT64.departed)


def _last(problem: ScaledDescent | None, last: int, departed: float) -> int | None:
    if problem is None:
        return 0
    checkpoints, bounds, most = _modelled(problem, last, departed)
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
    arithmetic: FloatFormat = FLOAT64,
) -> tuple[NDArray[np.int64], FloatArray]:
    """What :func:`float_horizon` is read off: steps, and the modelled deviation over M at each.

    float64, at about 64 ln(steps) steps; it ends where the deviation reaches M itself. Raises
    :class:`~dmfcheck.base.validation.BadInput`, also for parameters of which the horizon is 0 at
    once.

    >>> at, deviation = rounding_deviation([1, -1], depth=2, alpha="1/10", eta="1/10", steps=200)
    >>> bool(deviation[at == 100][0] < 1e-6 * deviation[at == 200][0] * 1e3)
    True
    """
    last = validation.whole(steps, "steps", 1)
    problem = _scaled(spectrum, depth, alpha, eta, beta, arithmetic)
    if problem is None:
        raise BadInput("alpha, eta and spectrum", "leave float64", "a descent within its range")
    checkpoints, bounds, most = _modelled(problem, last, 1.0)
    return checkpoints[: len(bounds)], bounds / most


def _scaled(
    spectrum: Iterable[Rational] | str,
    depth: int,
    alpha: Rational,
    eta: Rational,
    beta: Rational,
    arithmetic: FloatFormat,
) -> ScaledDescent | None:
    """None where the format cannot hold the parameters, or what a step multiplies.

    ``least`` is what a step may add to a factor by underflow, and never less than NEGLIGIBLE.
    """
    exact = validation.spectrum(spectrum)
    N = validation.depth(depth)
    start, size = validation.positive(alpha, "alpha"), validation.positive(eta, "eta")
    offset = validation.rational(beta, "beta")
    if not 0 <= offset < start:
        raise BadInput("beta", f"is {shown(offset)}", f"0 <= beta < alpha = {shown(start)}")
    largest = max(abs(value) for value in exact)
    numbers = (*exact, start, offset, size)
    if not all(map(arithmetic.holds, numbers)):
        return None
    # 2^(k - 1) < M < 2^(k + 1).
    k = (_exponent(max(start**N, largest)) - 1) // N
    # A step multiplies at most 2N - 1 matrices of n rows and of norm M, and then by eta; twice M,
    # because a plain descent may overshoot.
    bits = (2 * N - 1) * (k + 3) + len(exact).bit_length()
    if max(bits, bits + _exponent(size)) > arithmetic.largest_exponent:
        return None
    # Of 2N - 1 products each sum may lose n 2^-1074 by underflow, multiplied by the factors after.
    lost = len(exact) * (2 * N - 1) * size * Fraction(2) ** (max(k + 2, 0) * (2 * N - 2))
    least = float((lost + 1) * Fraction(2) ** (arithmetic.least_exponent - k))
    return ScaledDescent(
        values=np.array([float(value / Fraction(2) ** (N * k)) for value in exact]),
        depth=N,
        alpha=float(start / Fraction(2) ** k),
        beta=float(offset / Fraction(2) ** k),
        eta=float(size * Fraction(2) ** (k * (2 * N - 2))),
        least=max(least, NEGLIGIBLE),
        roundoff=arithmetic.roundoff,
    )


def _exponent(number: Fraction) -> int:
    """An e with number < 2^e and 2^(e-2) < number, for a positive number.

    >>> _exponent(Fraction(3, 4))
    0
    """
    return number.numerator.bit_length() - number.denominator.bit_length() + 1


def _modelled(
    problem: ScaledDescent, last: int, part: float
) -> tuple[NDArray[np.int64], FloatArray, float]:
    from dmfcheck.dynamics.floats.deviation import deviation_bounds

    checkpoints = _checkpoints(last)
    largest = float(np.abs(problem.values).max())
    most = part * max(problem.alpha, largest ** (1 / problem.depth))
    return checkpoints, deviation_bounds(problem, checkpoints, most), most


def _checkpoints(last: int) -> NDArray[np.int64]:
    steps = [1]
    while steps[-1] < last:
        steps.append(min(last, steps[-1] + max(1, steps[-1] // RESOLUTION)))
    return np.array(steps, np.int64)
