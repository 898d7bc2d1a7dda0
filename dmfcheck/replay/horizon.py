"""The float horizon of an identical start, by the model of notes/float-horizon.md, evaluated anew.

Pairs of eigenvectors have one block for the sums and one for the differences of their entries; each
block's C is carried over a stretch of steps in the eigenbasis of its map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dmfcheck.replay.lacking import CannotReplay

Array = NDArray[np.float64]

ROUNDING = 2.0**-53
DEPARTED = 1e-6
NEGLIGIBLE = 2.0**-480
RELATIVE_CHANGE, ABSOLUTE_CHANGE = 0.02, 1e-3
STEP_LIMIT = 200_000


def float_horizon(
    spectrum: Sequence[Fraction], depth: int, alpha: Fraction, eta: Fraction, steps: int
) -> int | None:
    """The last step before the modelled deviation exceeds 1e-6 M; None if it is beyond ``steps``.

    0 where float64 cannot hold the parameters or what a step multiplies. Raises
    :class:`~dmfcheck.replay.lacking.CannotReplay` beyond :data:`STEP_LIMIT` steps.

    >>> half = Fraction(1, 2)
    >>> float_horizon([Fraction(1), half], 2, Fraction(1, 10), Fraction(1, 10), 1000)
    >>> float_horizon([Fraction(1), Fraction(-1)], 2, Fraction(1, 10), Fraction(1, 10), 1000) < 400
    True
    """
    if steps > STEP_LIMIT:
        raise CannotReplay(f"float horizon of more than {STEP_LIMIT} steps")
    power = max(alpha**depth, *(abs(value) for value in spectrum))
    unit = (_bits(power) - 1) // depth
    longest = (2 * depth - 1) * (unit + 3) + len(spectrum).bit_length()
    numbers = [alpha, eta, *(value for value in spectrum if value)]
    if max(longest, longest + _bits(eta)) > 1023 or not all(map(_held, numbers)):
        return 0
    scale = Fraction(2) ** unit
    after = max(Fraction(1), 4 * scale) ** (2 * depth - 2)
    lost = 1 + len(spectrum) * (2 * depth - 1) * eta * after
    least = max(float(lost * Fraction(2) ** -1074 / scale), NEGLIGIBLE)
    values = np.array([float(value / scale**depth) for value in spectrum])
    start, size = float(alpha / scale), float(eta * scale ** (2 * depth - 2))
    M = max(start, float(np.abs(values).max()) ** (1 / depth))
    last = 0
    for step, deviation in _deviations(values, depth, start, size, M, steps, least):
        if not deviation <= DEPARTED * M:
            return last
        last = step
    return None


def _bits(number: Fraction) -> int:
    """The length of the numerator less that of the denominator, plus 1."""
    return number.numerator.bit_length() - number.denominator.bit_length() + 1


def _held(number: Fraction) -> bool:
    """Whether float64 has a finite number other than 0 for it."""
    return Fraction(1, 2**1075) < abs(number) < Fraction(2**1024 - 2**970)


def _deviations(
    values: Array, N: int, alpha: float, eta: float, M: float, steps: int, least: float
) -> Iterator[tuple[int, float]]:
    """(k, bound of the deviation at k) at every step up to 64, then whenever k grew by 1/64."""
    pairs = list(combinations(range(len(values)), 2))
    blocks = [_Block(i, j, sign) for i, j in pairs for sign in (1, -1)]
    blocks += [_Block(i, i, 0) for i in range(len(values))]
    d = np.full(len(values), alpha)
    for block in blocks:
        block.begin(N, ROUNDING * alpha + least, d)
    settled, checkpoint = d.copy(), 1
    largest = float(np.abs(values).max())
    for k in range(1, steps + 1):
        before, power = d, d ** (N - 2)
        d = d * (1 + eta * power * (values - d * (power * d)))
        due = k == checkpoint
        allowed = RELATIVE_CHANGE * np.abs(settled) + ABSOLUTE_CHANGE * alpha
        moved = ~(np.abs(d - settled) <= allowed)
        if not due and not moved.any():
            continue
        W = float(np.abs(d).max())
        sigma = ROUNDING * (W + eta * N * W ** (N - 1) * max(largest, W**N)) + least
        for block in blocks:
            if due or moved[block.i] or moved[block.j]:
                block.carry(k, values, N, eta, sigma * sigma, before, d)
        settled = np.where(moved | due, d, settled)
        if due:
            total = sum(block.share(d, values, N, eta, M / k) for block in blocks)
            yield k, float(np.sqrt((k + 1) * total))
            checkpoint = min(steps, k + max(1, k // 64))


class _Block:
    """C of the sums (1) or differences (-1) of the entries of a pair, or of one eigenvector (0)."""

    def __init__(self, i: int, j: int, sign: int) -> None:
        self.i, self.j, self.sign = i, j, sign

    def begin(self, N: int, rounding: float, d: Array) -> None:
        self.C = rounding**2 * np.eye(N)
        self.at, self.since = (d[self.i], d[self.j]), 0

    def carry(
        self, k: int, values: Array, N: int, eta: float, variance: float, before: Array, now: Array
    ) -> None:
        """C <- A^s C A^s + variance (I + A^2 + ... + A^{2s-2}), A held at the middle of s steps."""
        s = k - self.since
        x, y = (self.at[0] + before[self.i]) / 2, (self.at[1] + before[self.j]) / 2
        with np.errstate(all="ignore"):
            H = self._hessian(x, y, values, N)
            if not np.isfinite(H).all():
                self.C = np.full((N, N), np.inf)
            else:
                a, V = np.linalg.eigh(np.eye(N) - eta * H)
                excess = a * a - 1
                series = np.where(
                    np.abs(excess) < 1e-12, float(s), np.expm1(s * np.log1p(excess)) / excess
                )
                inner = (V.T @ self.C @ V) * np.outer(a**s, a**s) + variance * np.diag(series)
                self.C = V @ inner @ V.T
        self.since, self.at = k, (now[self.i], now[self.j])

    def _hessian(self, x: float, y: float, values: Array, N: int) -> Array:
        """The Hessian of the loss on the entries (i, j) of factors with x at i and y at j."""
        at_x, at_y = x**N - values[self.i], y**N - values[self.j]
        if self.sign == 0:
            off = at_x * x ** (N - 2)
            square: Array = x ** (2 * N - 2) + off * (1 - np.eye(N))
            return square
        own = np.array([x ** (N - j) * y ** (j - 1) for j in range(1, N + 1)])
        other = np.zeros((N, N))
        for j in range(1, N + 1):
            for m in range(1, N + 1):
                if m > j:
                    other[j - 1, m - 1] = at_y * x ** (m - j - 1) * y ** (N - m + j - 1)
                elif m < j:
                    other[j - 1, m - 1] = at_x * x ** (N - j + m - 1) * y ** (j - m - 1)
        hessian: Array = np.outer(own, own) + self.sign * other[:, ::-1]
        return hessian

    def share(self, d: Array, values: Array, N: int, eta: float, travelled: float) -> float:
        """Its part of the squared deviation over the number of steps."""
        trace = float(np.trace(self.C))
        if self.sign:
            return 2 * N * trace
        x = abs(float(d[self.i]))
        if not x > 0:
            return N * trace
        # An error along the orbit is a shift in time.
        along = float(self.C.sum()) / N
        speed = eta * x ** (N - 2) * abs(float(values[self.i] - d[self.i] ** N)) * np.sqrt(N) * x
        part = (travelled / speed) ** 2 if travelled < speed else 1.0
        return float(N * (max(trace - along, 0.0) + along * part))


def of_point(point: Any) -> int | None:
    """The float horizon of a point with a spectrum, an identical start and a number of steps.

    >>> of_point({"spectrum": [Fraction(1)], "depth": 2, "alpha": 1, "eta": 1, "steps": 1})
    """
    names = ("spectrum", "depth", "alpha", "eta", "steps")
    return float_horizon(*(point[name] for name in names))
