"""How far a truncated Abel function can be from counting steps: proved bounds.

R_m(x) = A_m(g(x)) - A_m(x) - 1 is what one step misses, t = h N x^{N-2}. Proofs of both bounds are
in ``notes/hitting-times.md``.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from flint import arb, arb_poly, ctx, fmpq

from dmfcheck.dynamics.balls.abel import coefficients, power_gap
from dmfcheck.dynamics.balls.precision import ball

__all__ = ["increases", "largest_t", "residual_constant", "summation_bound"]

RADII = tuple(Fraction(k, 100) for k in range(25, 98, 6))
"""Grid of Theta: |R_m| is bounded on the circle |s| = Theta/N. Any grid gives a true bound."""

BITS = 64
"""Precision of the bounds: they need a few digits, and are rounded upwards."""


@lru_cache(maxsize=512)
def residual_constant(depth: int, order: int) -> arb:
    """C with |R_m(x)| <= C t^{m+1} for all x in (0, 1), h in (0, 1/N] with t <= 1/4.

    C = min over Theta in RADII of M(Theta) / Theta^{m+1}, where
    M = 1 + (1-Theta)^{-1} sum_j (Theta/N)^j sum_i |q_{ji}| kappa_{ji} bounds |R_m| on the circle
    |s| = Theta/N and R_m = O(s^{m+1}). An exact number, rounded upwards.

    >>> float(residual_constant(2, 1)) < 20
    True
    """
    # The least is between its neighbours: from the middle of the grid, downhill.
    with ctx.workprec(BITS):
        at = len(RADII) // 2
        best = _bound(depth, order, at)
        for direction in (1, -1):
            while 0 <= at + direction < len(RADII):
                bound = _bound(depth, order, at + direction)
                if not bound < best:
                    break
                at, best = at + direction, bound
        return best


def _bound(depth: int, order: int, at: int) -> arb:
    """M(Theta) / Theta^{m+1} at one point of the grid, an exact number."""
    theta = RADII[at]
    return (_circle_bound(depth, order, theta) / ball(theta) ** (order + 1)).upper()


def _circle_bound(depth: int, order: int, radius: Fraction) -> arb:
    """M(Theta): a bound of |R_m| for every x in (0, 1) and complex |s| = Theta/N."""
    theta = ball(radius)
    total, share, least = arb(0), theta / depth, 1 - theta / depth
    for j, sizes in enumerate(_sizes(depth, order)):
        weights = arb(0)
        for i, size in enumerate(sizes):
            e = depth * i + (depth - 2) * j - (depth - 1)
            # kappa bounds y^i |1 + v|^e over 0 <= y <= 1, |v| <= (Theta/N)(1-y).
            if e < 0:
                weights += size * least**e
            elif i * depth * radius.denominator >= radius.numerator * e:
                weights += size
            else:
                peak = theta * e / depth
                weights += size * (peak - i).exp() * (i / peak) ** i
        total += share**j * weights
    return 1 + total / (1 - theta)


@lru_cache(maxsize=512)
def _sizes(depth: int, order: int) -> tuple[tuple[arb, ...], ...]:
    """|q_{ji}| of every Q_j."""
    return tuple(tuple(abs(arb(c)) for c in q.coeffs()) for q in coefficients(depth, order))


@lru_cache(maxsize=512)
def _norms(depth: int, order: int) -> arb_poly:
    """sum_{j=1}^{order} ||Q_j||_1 (t/N)^j as a polynomial in t."""
    norms = [sum((abs(c) for c in q.coeffs()), fmpq(0)) for q in coefficients(depth, order)]
    with ctx.workprec(BITS):
        scaled = [norm / depth**j for j, norm in enumerate(norms)]
        return arb_poly([fmpq(0), *scaled[1:]])


def increases(depth: int, order: int, t: arb) -> bool:
    """True only where A_m certainly increases on every x with h N x^{N-2} <= t.

    h f A_m' = 1 + sum_{j>=1} s^j Q_j(y) >= 1 - sum_{j>=1} (t/N)^j ||Q_j||_1 > 0.

    >>> increases(3, 12, arb(1) / 16), increases(3, 12, arb(2))
    (True, False)
    """
    return bool(_norms(depth, order)(t) < 1)


def largest_t(depth: int, h: arb, b: arb) -> arb:
    """t' = min(h N, t_b e^{t_b}) >= h N x^{N-2} up to the first orbit point x >= b, rounded up.

    t_b = h N b^{N-2}; the last step takes x from below b to at most g(b).

    >>> float(largest_t(2, arb(0.25), arb(0.5)))
    0.5
    """
    with ctx.workprec(BITS):
        last = depth * h * b ** (depth - 2)
        return (depth * h).min(last * last.exp()).upper()


def summation_bound(
    depth: int, order: int, h: arb, start: tuple[arb, arb], stop: tuple[arb, arb]
) -> arb:
    """E >= sum of |R_m(x_k)| over the orbit from x_0 to its first point >= b, in steps.

    E = C t'^m [Lambda + ln((1-x_0^N)/(1-b^N)) - ln(1-t')], t' = min(h N, t_b e^{t_b}),
    t_b = h N b^{N-2}; Lambda = N/(m (N-2)), for N = 2 instead 2 (1+h) ln(b (1+h)/x_0).
    ``start`` is (x_0, 1-x_0) and ``stop`` is (b, 1-b), 0 < x_0 < b < 1, 0 < h <= 1/N, order >= 1.
    An exact number, rounded upwards. Then with D = A_m(b) - A_m(x_0) the hitting time K satisfies
    ceil(D - E) <= K <= ceil(D + E). Raises ArithmeticError unless t' <= 1/4 and A_m certainly
    increases up to the first orbit point >= b. Source: derived (claim time.corrected).

    >>> half = (arb(0.5), arb(0.5))
    >>> float(summation_bound(3, 12, arb(1) / 1000, (arb(0.125), arb(0.875)), half)) < 1e-24
    True
    """
    with ctx.workprec(BITS):
        (x0, gap0), (b, gap_b) = start, stop
        t = largest_t(depth, h, b)
        if not (t <= 0.25 and increases(depth, order, t)):
            raise ArithmeticError("h N x^(N-2) is too large for this truncated Abel function")
        if depth == 2:
            growth = 2 * (1 + h) * (b * (1 + h) / x0).log()
        else:
            growth = ball(Fraction(depth, order * (depth - 2)))
        saturation = (power_gap(x0, gap0, depth) / power_gap(b, gap_b, depth)).log()
        steps = growth + saturation - (1 - t).log()
        return (residual_constant(depth, order) * t**order * steps).upper()
