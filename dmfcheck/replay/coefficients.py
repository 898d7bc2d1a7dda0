"""The polynomials Q_j of the truncated Abel function, by the recursion of notes/hitting-times.md.

A polynomial in y is the list of its coefficients, from the constant on.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import factorial
from typing import TypeAlias

Polynomial: TypeAlias = "list[Fraction]"


@cache
def coefficients(N: int, order: int) -> tuple[tuple[Fraction, ...], ...]:
    """Q_0, ..., Q_order: A' = (1/(h f)) sum_j (h x^{N-2})^j Q_j(x^N) solves A(g(x)) = A(x) + 1.

    Q_0 = 1, and Q_k = -sum_{i=2}^{k+1} Q_{k+1-i}^{[i-1]} / i!, the brackets as in :func:`_raised`.

    >>> coefficients(2, 1)
    ((Fraction(1, 1),), (Fraction(1, 2), Fraction(-3, 2)))
    """
    known: list[Polynomial] = [[Fraction(1)]]
    # raised[j] is Q_j^{[l]} for the l that the next k asks for: one more with every k.
    raised: list[Polynomial] = [known[0]]
    for k in range(1, order + 1):
        raised = [_raised(N, j, k - 1 - j, raised[j]) for j in range(k)]
        total = [Fraction(0)] * (k + 1)
        for j, polynomial in enumerate(raised):
            for power, coefficient in enumerate(polynomial):
                total[power] -= coefficient / factorial(k + 1 - j)
        while len(total) > 1 and not total[-1]:
            del total[-1]
        known.append(total)
        raised.append(total)
    return tuple(map(tuple, known))


def _raised(N: int, j: int, level: int, P: Polynomial) -> Polynomial:
    """P^{[l+1]} of P^{[l]}, which comes from Q_j, l = ``level``.

    (1-y) [N y P' + ((N-2) j - (N-1) - l) P] + N (l+1) y P.
    """
    inner = [(N * power + (N - 2) * j - (N - 1) - level) * c for power, c in enumerate(P)]
    result = [*inner, Fraction(0)]
    for power, c in enumerate(P):
        result[power + 1] += N * (level + 1) * c - inner[power]
    return result
