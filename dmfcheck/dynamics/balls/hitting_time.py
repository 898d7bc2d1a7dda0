"""Certified hitting times: the first step at which an eigenvalue reaches its target, at any scale.

K = min{k : x_k >= b} for x+ = x + h x^{N-1}(1 - x^N) is bracketed without iterating K times: a
truncated Abel function counts the steps taken while h N x^{N-2} is small, and the few others are
taken one by one, between bounds. What the method does and why it is a proof:
``notes/hitting-times.md``.
"""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.attempt import ScaledPassage
from dmfcheck.dynamics.balls.bracket import ExactOrbit, HittingTime, bracket
from dmfcheck.dynamics.balls.precision import Root

__all__ = ["HittingTime", "hitting_time", "hitting_time_original"]

DEFAULT_MAX_BITS = 1 << 17
"""Working precision at most, unless asked otherwise: enough for hitting times up to 1e39000."""


def hitting_time(
    depth: object, h: object, x0: object, b: object, *, max_bits: object = DEFAULT_MAX_BITS
) -> HittingTime:
    """K = min{k : x_k >= b} of x+ = x + h x^{N-1} (1 - x^N), certified, in steps.

    Scaled coordinates: exact rationals 0 < h <= 1/N, x0 > 0, 0 < b < 1, depth N in 2..50. Never
    iterates K times: the cost grows like a power of log K. Ties x_K = b that exact arithmetic
    cannot afford, and K of more than about ``max_bits`` bits, leave a bracket lo < hi.
    Raises BadInput. Source: derived (claim time.corrected).

    >>> hitting_time(2, "1/8", "1/1000", "1/2").lo
    54
    >>> k = hitting_time(6, "1/6", "1e-20", "1/2")
    >>> k.exact, len(str(k.lo))
    (True, 81)
    """
    n = validation.depth(depth)
    step = validation.positive(h, "h")
    start = validation.positive(x0, "x0")
    target = validation.positive(b, "b")
    bits = validation.whole(max_bits, "max_bits", 128)
    if step * n > 1:
        raise BadInput("h", f"is {validation.shown(step)}", f"0 < h <= 1/N = 1/{n}")
    if target >= 1:
        raise BadInput("b", f"is {validation.shown(target)}", "0 < b < 1")
    if start >= target:
        return HittingTime(0, 0, 0, 0, "start")
    passage = ScaledPassage(
        depth=n,
        step=Root(step),
        rate=Root(step * n),
        start=Root(start),
        target=Root(target),
    )
    return bracket(passage, ExactOrbit(n, Fraction(1), start, step, target, 1), bits)


def hitting_time_original(
    depth: object,
    eigenvalue: object,
    alpha: object,
    eta: object,
    fraction: object,
    *,
    max_bits: object = DEFAULT_MAX_BITS,
) -> HittingTime:
    """K = min{k : w(k) >= fraction * eigenvalue}, w = d^N, d+ = d + eta d^{N-1} (lambda - d^N).

    d(0) = alpha; exact rationals lambda, alpha, eta > 0 with h = eta lambda^{2-2/N} <= 1/N (decided
    exactly), 0 < fraction < 1. In steps. The same as :func:`hitting_time` at that h,
    x0 = alpha / lambda^{1/N} and b = fraction^{1/N}, which are irrational in general. Raises
    BadInput. Source: derived (claims reduction.scaling, time.corrected).

    >>> hitting_time_original(3, 2, "1/10", "1/20", "1/2").lo
    96
    """
    n = validation.depth(depth)
    size = validation.positive(eigenvalue, "eigenvalue")
    start = validation.positive(alpha, "alpha")
    step = validation.positive(eta, "eta")
    part = validation.positive(fraction, "fraction")
    bits = validation.whole(max_bits, "max_bits", 128)
    h_power = step**n * size ** (2 * n - 2)
    if h_power * n**n > 1:
        raise BadInput(
            "eta",
            f"is {validation.shown(step)}",
            f"eta <= 1/(N eigenvalue^(2-2/N)), N = {n}, eigenvalue = {validation.shown(size)}",
        )
    if part >= 1:
        raise BadInput("fraction", f"is {validation.shown(part)}", "0 < fraction < 1")
    if start**n >= part * size:
        return HittingTime(0, 0, 0, 0, "start")
    passage = ScaledPassage(
        depth=n,
        step=Root(h_power, n),
        rate=Root(h_power * n**n, n),
        start=Root(start**n / size, n),
        target=Root(part, n),
    )
    return bracket(passage, ExactOrbit(n, size, start, step, part * size, n), bits)
