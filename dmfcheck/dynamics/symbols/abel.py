"""The formal Abel function of g(x) = x + h f(x), derived for a generic f and put at f's own f.

A(g(x)) = A(x) + 1 counts the steps of descent the way T counts flow time. Here it comes from the
vector field whose flow passes through g after time 1, so it owes nothing to any recursion for the
coefficients and can be held against one.
"""

from __future__ import annotations

import sympy as sp

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.symbols.derivation import Derivation, Identity
from dmfcheck.dynamics.symbols.exact import Depth, N, exact, exact_depth
from dmfcheck.dynamics.symbols.generic_series import abel_residuals, abel_terms

y = sp.Symbol("y", positive=True)
"""y = x^N."""

LARGEST_ORDER = 16
"""Beyond it the generic terms, one for each partition of the order, take too long."""


def abel_coefficients(depth: Depth, order: object) -> list[sp.Poly]:
    """Q_0, ..., Q_order in A' = (1/(h f)) sum_j s^j Q_j(y), s = h x^{N-2}, y = x^N.

    Each is a polynomial in ``y`` of degree <= j, over Q, or over Q(N) for the symbol ``N``; A is
    dimensionless (a number of steps). Raises :class:`~dmfcheck.base.validation.BadInput` on floats
    and on an order outside 0..16. Source: hitting times, the Abel function.

    >>> abel_coefficients(2, 1)[1]
    Poly(-3/2*y + 1/2, y, domain='QQ')
    """
    depth = exact_depth(depth)
    order = validated_order(order)
    domain = sp.QQ[N] if depth == N else sp.QQ
    derivatives = speed_derivatives(depth, order)
    return [
        sum(
            (
                sp.Poly(coefficient, y, domain=domain)
                * sp.prod(P**e for P, e in zip(derivatives, powers, strict=True))
                for powers, coefficient in term.terms()
            ),
            sp.Poly(0, y, domain=domain),
        )
        for term in abel_terms(order)
    ]


def abel(depth: Depth, order: object = 3, claimed: list[object] | None = None) -> Derivation:
    """The Abel equation to the given order in h, for generic f and for f = x^{N-1}(1 - x^N).

    Checked: A(g) - A - 1 vanishes at the orders h^0, ..., h^order f, f', ... free letters; the
    classical first terms A = T/h + (1/2) ln f + h c_1 + h^2 c_2 + ..., c_1 = -(1/12)(f' + int
    f'^2/f), c_2 = (1/24)(f'^2 + int f'^3/f); and the ``claimed`` Q_0, ..., Q_order, if given. The
    expression is the tuple of the Q_j. Raises :class:`~dmfcheck.base.validation.BadInput` on
    floats.

    >>> abel(2, 1).expression, abel(2, 1).checked
    ((1, 1/2 - 3*y/2), True)
    """
    order = validated_order(order)
    terms = abel_terms(order)
    coefficients = [poly.as_expr() for poly in abel_coefficients(depth, order)]
    identities = [
        Identity(
            "generic f", sp.Symbol(f"[h**{k}](A(g(x)) - A(x) - 1)"), sp.S.Zero, residual.as_expr()
        )
        for k, residual in enumerate(abel_residuals(terms))
    ]
    identities += [
        Identity.rational("classical term", term.as_expr(), stated)
        for term, stated in zip(terms, classical_terms(), strict=False)
    ]
    if claimed is not None:
        if len(claimed) != len(coefficients):
            raise BadInput("claimed", f"has {len(claimed)} entries", f"Q_0, ..., Q_{order}")
        identities += [
            Identity.rational(f"Q_{j}", found, exact(stated, "claimed"))
            for j, (found, stated) in enumerate(zip(coefficients, claimed, strict=True))
        ]
    return Derivation(
        "time.abel",
        "A' = (1/(h f)) sum_j s^j Q_j(y), s = h x^(N-2), y = x^N, solves A(g(x)) = A(x) + 1",
        sp.Tuple(*coefficients),
        tuple(identities),
    )


def speed_derivatives(depth: sp.Expr, order: int) -> list[sp.Poly]:
    """P_0, ..., P_order with f^{(i)} = x^{N-1-i} P_i(x^N) for f = x^{N-1}(1 - x^N).

    P_0 = 1 - y and P_{i+1} = (N-1-i) P_i + N y P_i'. In f A' h each term of order h^j holds j
    factors and j derivatives, hence the power x^{(N-2) j} that s^j takes off.

    >>> [P.as_expr() for P in speed_derivatives(sp.Integer(2), 1)]
    [1 - y, 1 - 3*y]
    """
    derivatives = [sp.Poly(1 - y, y, domain=sp.QQ[N] if depth == N else sp.QQ)]
    for i in range(order):
        P = derivatives[-1]
        derivatives.append((depth - 1 - i) * P + depth * P.diff(y) * sp.Poly(y, y))
    return derivatives


def classical_terms() -> tuple[sp.Expr, ...]:
    """f times the derivatives of x-dependent terms T, (1/2) ln f, c_1, c_2 of A, f1 = f' and so on.

    >>> classical_terms()[1]
    f1/2
    """
    f0, f1, f2 = sp.symbols("f0:3")
    return (
        sp.S.One,
        f1 / 2,
        -(f0 * f2 + f1**2) / 12,
        (2 * f0 * f1 * f2 + f1**3) / 24,
    )


def validated_order(order: object) -> int:
    """The order in h as an int in 0..16; raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> validated_order(5)
    5
    """
    return validation.whole(exact(order, "order"), "order", 0, LARGEST_ORDER)
