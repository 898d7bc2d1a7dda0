"""The entry guard and the shared symbols: a float never enters a derivation."""

from __future__ import annotations

import numbers

import sympy as sp

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput

Depth = int | sp.Expr
"""A depth in 2..50, or the symbol :data:`N`."""

N = sp.Symbol("N", integer=True, positive=True)
"""The depth where it is kept symbolic."""

x = sp.Symbol("x", positive=True)
h = sp.Symbol("h", positive=True)
eta = sp.Symbol("eta", positive=True)
lamda = sp.Symbol("lamda", real=True)
t = sp.Symbol("t", real=True)
"""The SymPy spelling ``lamda`` keeps every printed expression readable by ``sympify``."""


def exact(value: object, argument: str = "expression") -> sp.Expr:
    """``value`` as an exact SymPy expression; every float, however deep inside, is refused.

    Accepts SymPy expressions, integers, Fractions and text such as ``"1/100"`` or ``"0.1"``
    (which is 1/10). Raises :class:`~dmfcheck.base.validation.BadInput` on floats of any make, on
    infinities and nan, and on what is not a number or an expression. Unlike the certified code,
    which reads a float as a dyadic rational, a derivation takes no float at all.

    >>> exact("1/3") + exact(1)
    4/3
    >>> exact(0.5, "x")
    Traceback (most recent call last):
    dmfcheck.base.validation.BadInput: x is the float 0.5; accepted: an exact number ...
    """
    accepted = "an exact number such as 1/10, or a SymPy expression without floats"
    if isinstance(value, sp.Expr):
        floats = sorted(value.atoms(sp.Float), key=str)
        if floats:
            raise BadInput(argument, f"holds the float {floats[0]}", accepted)
        if value.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
            raise BadInput(argument, f"is {value}", accepted)
        return value
    if isinstance(value, numbers.Real) and not isinstance(value, numbers.Rational):
        raise BadInput(argument, f"is the float {value}", accepted)
    number = validation.rational(value, argument)
    return sp.Rational(number.numerator, number.denominator)


def exact_depth(depth: object) -> sp.Expr:
    """The depth as a SymPy integer in 2..50, or the symbol :data:`N` itself.

    Raises :class:`~dmfcheck.base.validation.BadInput`, also on an integral float.

    >>> exact_depth(3), exact_depth(N)
    (3, N)
    """
    if depth == N:
        return N
    return sp.Integer(concrete_depth(depth))


def concrete_depth(depth: object) -> int:
    """The depth as an int in 2..50.

    Raises :class:`~dmfcheck.base.validation.BadInput`, also on an integral float and on a symbol.

    >>> concrete_depth("7")
    7
    """
    number = exact(depth, "depth")
    if not number.is_Rational:
        raise BadInput("depth", f"is {number}", "an integer in 2..50")
    return validation.depth(number, "depth")
