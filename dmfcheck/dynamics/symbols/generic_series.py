"""Power series in h whose coefficients are polynomials in a generic f and its derivatives.

The letters f0 = f, f1 = f', f2 = f'', ... are independent, d/dx takes each to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import factorial
from typing import Any

import sympy as sp
from sympy.polys.rings import ring

Term = Any
"""An element of the ring Q[f0, f1, ...] (SymPy's PolyElement, which it does not type)."""


def derivative(term: Term) -> Term:
    """d/dx of a polynomial in f0, f1, ..., which must not hold the last letter of its ring.

    >>> _, f0, f1 = ring("f0:2", sp.QQ)
    >>> derivative(f0**2)
    2*f0*f1
    """
    letters = term.ring.gens
    return sum(
        (term.diff(now) * following for now, following in pairwise(letters)),
        term.ring.zero,
    )


@lru_cache(maxsize=32)
def vector_field(order: int) -> tuple[Term, ...]:
    """v_1, ..., v_{order+1}: the flow of v = sum h^k v_k for time 1 is the map x + h f(x).

    v is the logarithm of the composition operator, v = sum_n (-1)^{n+1}/n Delta^n x with
    Delta phi = phi(x + h f) - phi, itself sum_i (h f)^i/i! phi^{(i)} by Taylor; Delta raises the
    order in h, so the sum is finite at each order. Source: the iterative logarithm of a series.

    >>> vector_field(1)
    (f0, -1/2*f0*f1)
    """
    letters, *_ = ring(f"f0:{order + 1}", sp.QQ)
    f, zero = letters.gens[0], letters.zero
    length = order + 1
    # difference[k - 1] is the coefficient of h^k in Delta^n x.
    difference = [f] + [zero] * order
    total = list(difference)
    for n in range(2, length + 1):
        image = [zero] * length
        for k, phi in enumerate(difference, start=1):
            for i in range(1, length - k + 1):
                phi = derivative(phi)
                image[k + i - 1] += phi * f**i * sp.QQ(1, factorial(i))
        difference = image
        total = [
            sum_ + new * sp.QQ((-1) ** (n + 1), n)
            for sum_, new in zip(total, difference, strict=True)
        ]
    return tuple(total)


@lru_cache(maxsize=32)
def abel_terms(order: int) -> tuple[Term, ...]:
    """h f A' = sum_k h^k U_k for the Abel function A of x + h f(x): U_0, ..., U_order.

    A grows by 1 in time 1 of the flow of v, so A' = 1/v: the reciprocal of the power series
    v/(h f), each coefficient of which f divides.

    >>> abel_terms(2)
    (1, 1/2*f1, -1/12*f0*f2 - 1/12*f1**2)
    """
    field = vector_field(order)
    f = field[0]
    scaled = [component.exquo(f) for component in field]
    terms = [f.ring.one]
    for k in range(1, order + 1):
        terms.append(-sum((scaled[i] * terms[k - i] for i in range(1, k + 1)), f.ring.zero))
    return tuple(terms)


def abel_residuals(terms: Sequence[Term]) -> list[Term]:
    """The coefficients of h^0, ..., h^order in A(x + h f) - A(x) - 1, for h f A' = sum_k h^k U_k.

    A(x + h f) - A(x) = sum_{i>=1} (h f)^i/i! (d/dx)^{i-1} A' by Taylor, whatever the ``terms`` U_k
    are; all residuals vanish exactly for the Abel function.

    >>> abel_residuals(abel_terms(2)), abel_residuals([abel_terms(1)[0], -abel_terms(1)[1]])
    ([0, 0, 0], [0, -f1])
    """
    letters = terms[0].ring
    f = letters.gens[0]
    f1 = letters.gens[1] if len(letters.gens) > 1 else letters.zero
    residuals = [-letters.one] + [letters.zero] * (len(terms) - 1)
    for k, numerator in enumerate(terms):
        # (d/dx)^{i-1} (U_k/f) = numerator/f^i, and f^i/i! in front takes the denominator off.
        for i in range(1, len(terms) - k + 1):
            residuals[k + i - 1] += numerator * sp.QQ(1, factorial(i))
            if k + i < len(terms):
                numerator = f * derivative(numerator) - i * f1 * numerator
    return residuals
