"""time.corrected_upper at N = 2: a polynomial that outgrows what the residuals fall short by.

u = x^2, e = h (1-u), u+ = u (1+e)^2, and the residual of one step (``notes/time.md``) is
R = ln(1+e) (1/h + 1/2) - (1/(2h) - 1/2) ln B - 1, B = (1-u+)/(1-u) = 1 - h w, w = u (2+e).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from dmfcheck.dynamics.symbols.tangent_gap import bernstein_minimum

RISE = (-470, 5029, -22031, 65534, -132866, 181714, -162175, 85862, -20741)
"""1000 times the coefficients of u, ..., u^9 in V, from a linear program."""

HIGHEST, LOWEST = Fraction(1199, 10000), Fraction(-146, 10000)
"""V is between them on [0, 17/20]; they differ by less than .139."""


def rise(u: Any) -> Any:
    """V(u): -R <= h (V(u+) - V(u)) for u <= 18/25 and h <= 3/10.

    >>> rise(Fraction(0))
    Fraction(0, 1)
    """
    total: Any = 0 * u
    for coefficient in reversed(RISE):
        total = (total + coefficient) * u
    return total / 1000


def residual_from_below(u: Any, h: Any) -> Any:
    """A polynomial that is at most R/h^2: ln(1+e) after six terms, -ln(1 - h w) after seven.

    The terms of order 1 and h add up to 0, as 1 = (1-u) + u.

    >>> residual_from_below(Fraction(0), Fraction(0))
    Fraction(1, 12)
    """
    v = 1 - u
    w = u * (2 + h * v)
    # Of order h^2 and more: ln(1+e)/h is v - h v^2/2 + ..., and w is 2u + h u v.
    first = sum(((-1) ** (j + 1) * v**j * h ** (j - 3) / j for j in range(3, 7)), 0 * u)
    second = sum(((-1) ** (j + 1) * v**j * h ** (j - 2) / j for j in range(2, 7)), 0 * u)
    third = sum((w**j * h ** (j - 3) / j for j in range(3, 8)), 0 * u)
    fourth = sum((w**j * h ** (j - 2) / j for j in range(2, 8)), 0 * u)
    # w^2/2 = 2u^2 + h (...) and w = 2u + h u v: what is left of their orders 1 and h.
    left = u * v * (4 * u + h * u * v) / 4 - u * v / 2
    return first + second / 2 + third / 2 - fourth / 2 + left


def spare(u: Any, h: Any) -> Any:
    """[V(u+) - V(u)]/h + (R/h^2 from below), a polynomial.

    >>> spare(Fraction(0), Fraction(0))
    Fraction(1, 12)
    """
    v = 1 - u
    change = u * v * (2 + h * v)
    later = u + h * change
    total: Any = 0 * u
    for power, coefficient in enumerate(RISE, start=1):
        mixed = sum((later**i * u ** (power - 1 - i) for i in range(power)), 0 * u)
        total = total + coefficient * mixed
    return change * total / 1000 + residual_from_below(u, h)


def pieces(polynomial: Any, low: Fraction, high: Fraction, most: Fraction) -> int | None:
    """Into how many pieces low <= u <= high falls on which polynomial(u, h) >= 0 for h <= most.

    By Bernstein coefficients on each; None if 200 pieces do not do.

    >>> half = Fraction(1, 2)
    >>> pieces(lambda u, h: u - h, half, Fraction(1), half)
    1
    >>> pieces(lambda u, h: u - h, Fraction(0), Fraction(1), half) is None
    True
    """
    _, x, y = sp.ring("x y", sp.QQ)
    pending, count = [(low, high)], 0
    while pending:
        first, last = pending.pop()
        count += 1
        if count > 200:
            return None
        start, width, step = (
            sp.QQ(c.numerator, c.denominator) for c in (first, last - first, most)
        )
        if bernstein_minimum(polynomial(start + width * x, step * y)) >= 0:
            continue
        middle = (first + last) / 2
        pending += [(first, middle), (middle, last)]
    return count
