"""Sums over all N-th roots of unity, exact in the cyclotomic field."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import sympy as sp

from dmfcheck.dynamics.symbols.derivation import Identity

zeta = sp.Symbol("zeta")
"""Any N-th root of unity: exponents of it count modulo N."""


@lru_cache(maxsize=64)
def power_sum(depth: int, exponents: tuple[int, ...], power: int) -> sp.Expr:
    """The sum of (e^{2 pi i j/N})^power over j in ``exponents``, as an element of Q(e^{2 pi i/N}).

    Returned as a polynomial in ``zeta`` reduced modulo the N-th cyclotomic polynomial; over all N
    roots it is N if N divides ``power`` and 0 otherwise, by division and not by that rule.

    >>> power_sum(6, tuple(range(6)), 2), power_sum(6, tuple(range(6)), -6)
    (0, 6)
    """
    counts = [0] * depth
    for j in exponents:
        counts[j * power % depth] += 1
    total = sp.Poly(list(reversed(counts)), zeta, domain=sp.ZZ)
    return total.rem(sp.Poly(sp.cyclotomic_poly(depth, zeta), zeta, domain=sp.ZZ)).as_expr()


def logarithm_sum_rate(
    depth: int, weight: sp.Expr, exponents: Sequence[int], x: sp.Symbol, rate: sp.Expr
) -> tuple[Identity, Identity]:
    """Whether the sum of weight(zeta) ln(1 - zeta x) over the listed roots has derivative ``rate``.

    ``weight`` is a Laurent polynomial in ``zeta``, ``exponents`` lists the roots e^{2 pi i j/N}.
    First identity: the common denominator, 1 - x^N = (1 - zeta x)(1 + zeta x + ... +
    (zeta x)^{N-1}) whenever zeta^N = 1. Second: the derivatives -zeta weight/(1 - zeta x) over it,
    summed root by root, against rate (1 - x^N), a polynomial identity in x over the cyclotomic
    field. Source: flow.time.

    >>> y = sp.Symbol("y")
    >>> rule, rate = logarithm_sum_rate(3, -(zeta**-2) / 3, range(3), y, y / (1 - y**3))
    >>> rule.holds, rate.holds
    (True, True)
    """
    quotient = sp.Add(*((zeta * x) ** k for k in range(depth)))
    vanishing = zeta**depth - 1
    division = Identity.rational(
        "common denominator, zeta^N = 1", (1 - zeta * x) * quotient, 1 - x**depth, {zeta: vanishing}
    )
    # zeta^{N m} = 1 clears the negative powers.
    numerator = sp.expand(-zeta * weight * zeta ** (2 * depth) * quotient)
    total = sp.Add(
        *(
            coefficient * x**k * power_sum(depth, tuple(exponents), power)
            for (power, k), coefficient in sp.Poly(numerator, zeta, x).terms()
        )
    )
    return division, Identity.rational(
        "derivative of the sum over the roots", total / (1 - x**depth), rate
    )
