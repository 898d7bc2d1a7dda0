"""The matrix half of the reduction and of the balance: products of noncommuting factors."""

from __future__ import annotations

from functools import lru_cache

import sympy as sp

from dmfcheck.dynamics.symbols.derivation import Identity
from dmfcheck.dynamics.symbols.exact import N


@lru_cache(maxsize=1)
def gradient_identities() -> tuple[Identity, Identity]:
    """The gradient of L = 1/2 ||B X A - What||_F^2 in X is B^T (B X A - What) A^T, for any size n.

    A and B stand for the products of the factors below and above X, so this is every factor of
    every depth. The second identity is the complex case, with adjoints as letters of their own
    (the gradient is twice the derivative in the adjoint of X). Source: reduction.decoupling.

    >>> [identity.holds for identity in gradient_identities()]
    [True, True]
    """
    n = sp.Symbol("n", integer=True, positive=True)
    names = ("A", "B", "X", "What")
    A, B, X, What = (sp.MatrixSymbol(name, n, n) for name in names)
    A_adj, B_adj, X_adj, What_adj = (sp.MatrixSymbol(f"{name}_adj", n, n) for name in names)
    error = B * X * A - What
    real_loss = sp.Trace(error.T * error) / 2
    complex_loss = sp.Trace((A_adj * X_adj * B_adj - What_adj) * error) / 2
    return (
        Identity.of_matrices("gradient in one factor", real_loss.diff(X), B.T * error * A.T),
        Identity.of_matrices(
            "gradient, complex case", 2 * complex_loss.diff(X_adj).T, B_adj * error * A_adj
        ),
    )


def telescoping(depth: sp.Expr) -> Identity:
    """V cancels between factors V D_j V*: their product is V (D_N ... D_1) V*.

    For symbolic depth the induction step (V D^m V*)(V D V*) = V D^{m+1} V*. The letters do not
    commute and V* V = 1 is the only rule, so with :func:`gradient` every term of the gradient is
    V (...) V* too. Source: reduction.decoupling.

    >>> telescoping(sp.Integer(3)).holds
    True
    """
    V, V_adj = sp.symbols("V V_adj", commutative=False)
    if depth == N:
        D = sp.Symbol("D", commutative=False)
        m = sp.Symbol("m", integer=True, positive=True)
        letters = [D**m, D]
    else:
        letters = [sp.Symbol(f"D{j}", commutative=False) for j in range(int(depth), 0, -1)]
    left = sp.Mul(*(factor for letter in letters for factor in (V, letter, V_adj)))
    right = sp.Mul(V, *letters, V_adj)
    return Identity("eigenvectors cancel", left, right, sp.expand(left.subs(V_adj * V, 1) - right))


@lru_cache(maxsize=1)
def diagonal_gradient() -> Identity:
    """At diagonal A, X, B, What the gradient is diagonal with entries b (b x a - lambda) a.

    Two eigenvalues stand for n: no entry of a product of diagonal matrices mixes more. Source:
    reduction.decoupling.

    >>> diagonal_gradient().holds
    True
    """
    A, X, B, What = (sp.diag(*sp.symbols(f"{name}1:3")) for name in ("a", "x", "b", "lamda"))
    found = B.T * (B * X * A - What) * A.T
    stated = sp.diag(
        *(B[i, i] * (B[i, i] * X[i, i] * A[i, i] - What[i, i]) * A[i, i] for i in range(2))
    )
    difference = sp.ImmutableMatrix((found - stated).expand())
    return Identity(
        "diagonal factors have diagonal gradients",
        sp.ImmutableMatrix(found),
        sp.ImmutableMatrix(stated),
        sp.S.Zero if difference.is_zero_matrix else difference,
    )


def balance(sign: int = -1) -> tuple[Identity, ...]:
    """d/dt (Y^T Y + sign X X^T) = 0 along the flow for neighbouring factors Y X, for any size n.

    The sign of the ledger is -1; any other is a wrong claim. B and A are the products of the
    factors above Y and below X: both arbitrary (an inner pair), one absent (the lowest or highest
    pair), both absent (depth 2), which is every pair of every depth. E is the error W - What, whose
    form does not matter. Source: flow.balanced.

    >>> [identity.holds for identity in balance()], balance(1)[0].holds
    ([True, True, True, True], False)
    """
    n = sp.Symbol("n", integer=True, positive=True)
    A, B, X, Y = (sp.MatrixSymbol(name, n, n) for name in ("A", "B", "X", "Y"))
    one = sp.Identity(n)
    return tuple(
        _pair_balance(*pair, X, Y, sign) for pair in ((A, B), (one, B), (A, one), (one, one))
    )


def _pair_balance(
    A: sp.MatrixExpr, B: sp.MatrixExpr, X: sp.MatrixExpr, Y: sp.MatrixExpr, sign: int
) -> Identity:
    E = sp.MatrixSymbol("E", X.shape[0], X.shape[0])
    X_rate = -((B * Y).T * E * A.T).doit()
    Y_rate = -(B.T * E * (X * A).T).doit()
    upper = Y_rate.T * Y + Y.T * Y_rate
    lower = X_rate * X.T + X * X_rate.T
    where = f"balance of Y and X between {B} and {A}"
    return Identity.of_matrices(where, upper, -sign * lower)
