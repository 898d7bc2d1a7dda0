"""What a derivation hands back: the formula and the identities it rests on, with residuals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp


def remainder(expression: sp.Expr, relations: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """``expression`` over one denominator, its numerator expanded and reduced by the relations.

    A relation ``{s: polynomial}`` says that ``polynomial`` vanishes; the numerator is replaced by
    its remainder on division by it in ``s``. What vanishes is returned as the exact 0; a
    denominator that the relations make vanish gives ``nan``, which equals nothing. What is no
    polynomial in ``s`` is not reduced.

    >>> c, s = sp.symbols("c s")
    >>> remainder(1 / (1 - c) - (1 + c) / s**2, {s: s**2 + c**2 - 1})
    0
    """
    numerator, denominator = sp.fraction(sp.together(expression))
    numerator, divisor = sp.expand(numerator), sp.expand(denominator)
    for symbol, polynomial in relations.items():
        if not (numerator.is_polynomial(symbol) and divisor.is_polynomial(symbol)):
            break
        numerator = sp.expand(sp.rem(numerator, polynomial, symbol))
        divisor = sp.expand(sp.rem(divisor, polynomial, symbol))
    if divisor == 0:
        return sp.nan
    return sp.S.Zero if numerator == 0 else numerator / denominator


@dataclass(frozen=True)
class Identity:
    """``left = right``, what it says, and the ``residual`` that ``left - right`` was reduced to.

    Made by :meth:`rational`, :meth:`of_matrices` or :meth:`of_derivative`, which compute the
    residual exactly (over Q, a quotient ring of it, or in the free algebra of matrices).

    >>> y = sp.Symbol("y")
    >>> Identity.rational("a quotient", (1 - y**2) / (1 - y), 1 + y).holds
    True
    >>> Identity.rational("a quotient", (1 - y**2) / (1 - y), 1 - y).residual
    (-2*y**2 + 2*y)/(1 - y)
    """

    meaning: str
    left: sp.Basic
    right: sp.Basic
    residual: sp.Basic

    @property
    def holds(self) -> bool:
        """Whether the residual is exactly zero."""
        return bool(self.residual == 0)

    @property
    def equation(self) -> sp.Basic:
        """The identity as an unevaluated SymPy equation."""
        return sp.Eq(self.left, self.right, evaluate=False)

    @classmethod
    def rational(
        cls,
        meaning: str,
        left: sp.Expr,
        right: sp.Expr,
        relations: Mapping[sp.Symbol, sp.Expr] | None = None,
    ) -> Identity:
        """An identity of rational expressions, modulo ``relations`` (see :func:`remainder`)."""
        return cls(meaning, left, right, remainder(left - right, relations or {}))

    @classmethod
    def of_matrices(cls, meaning: str, left: sp.MatrixExpr, right: sp.MatrixExpr) -> Identity:
        """An identity of matrix polynomials of any size: the words left after expansion."""
        difference = sp.expand((left - right).doit()).doit()
        residual = sp.S.Zero if difference.is_ZeroMatrix else difference
        return cls(meaning, left, right, residual)

    @classmethod
    def of_derivative(
        cls,
        meaning: str,
        formula: sp.Expr,
        variable: sp.Symbol,
        derivative: sp.Expr,
        rate: sp.Expr,
        relations: Mapping[sp.Symbol, sp.Expr] | None = None,
    ) -> Identity:
        """``d formula / d variable = rate``, where ``derivative`` is the left side worked out."""
        shown = sp.Derivative(formula, variable, evaluate=False)
        return cls(meaning, shown, rate, remainder(derivative - rate, relations or {}))


@dataclass(frozen=True)
class Derivation:
    """A formula of the ledger with the identities that establish it.

    ``claim`` is the ledger's id, ``statement`` one line of text, ``expression`` the formula.

    >>> y = sp.Symbol("y")
    >>> Derivation("demo", "a square", y**2, (Identity.rational("y twice", y * y, y**2),)).checked
    True
    >>> Derivation("demo", "nothing was checked", y**2, ()).checked
    False
    """

    claim: str
    statement: str
    expression: sp.Basic
    identities: tuple[Identity, ...]

    @property
    def checked(self) -> bool:
        """Whether every identity, and at least one, reduced to exactly zero."""
        return bool(self.identities) and all(identity.holds for identity in self.identities)

    @property
    def identity(self) -> sp.Basic:
        """The checked equations, as one SymPy tuple."""
        return sp.Tuple(*(identity.equation for identity in self.identities))

    @property
    def failures(self) -> tuple[Identity, ...]:
        """The identities that did not reduce to zero."""
        return tuple(identity for identity in self.identities if not identity.holds)


def as_json(derivations: Mapping[str, Derivation]) -> dict[str, dict[str, Any]]:
    """Per key ``{"claim", "statement", "expression", "latex", "identity", "checked"}``.

    The expression reads back with ``sympy.sympify``; the identities, each after what it says, are
    joined by ``"; "``.

    >>> y = sp.Symbol("y")
    >>> square = Derivation("demo", "a square", y**2, (Identity.rational("y twice", y * y, y**2),))
    >>> as_json({"square": square})["square"]["identity"]
    'y twice: y**2 = y**2'
    """
    return {
        key: {
            "claim": derivation.claim,
            "statement": derivation.statement,
            "expression": str(derivation.expression),
            "latex": sp.latex(derivation.expression),
            "identity": "; ".join(_equations(derivation.identities)),
            "checked": derivation.checked,
        }
        for key, derivation in derivations.items()
    }


def _equations(identities: Iterable[Identity]) -> list[str]:
    return [f"{identity.meaning}: {identity.left} = {identity.right}" for identity in identities]
