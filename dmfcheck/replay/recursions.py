"""Recursions in SymPy, for a replay: the rules are what is claimed, and are evaluated here.

An expression is walked as the tree that it is, in the numbers of the replay; nothing is compiled,
differentiated or put in another form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import count
from typing import Any

from mpmath import iv

from dmfcheck.replay.exact import NotRational, Number
from dmfcheck.replay.functions import exponential, logarithm, root
from dmfcheck.replay.lacking import CannotReplay

Made = Callable[[Fraction], Any]


def iterates(
    recursion: Any, values: Mapping[str, Any], eigenvalue: Any, number: Made
) -> Iterator[tuple[Any, ...]]:
    """The variables at step 0, 1, ..., each rule evaluated as it is written."""
    at = {}
    for name, symbol in recursion.symbols.items():
        if name == "eigenvalue":
            at[symbol] = eigenvalue
        elif name in values:
            at[symbol] = values[name]
    now = [evaluated(start, at, number) for start in recursion.starts]
    own = [recursion.symbols[name] for name in recursion.state]
    for k in count():
        yield tuple(now)
        at.update(zip(own, now, strict=True))
        if "k" in recursion.symbols:
            at[recursion.symbols["k"]] = k
        now = [evaluated(rule, at, number) for rule in recursion.rules]


def evaluated(expression: Any, at: Mapping[Any, Any], number: Made) -> Any:
    """The value of an expression, its symbols having those of ``at``; ints are made numbers.

    >>> import sympy
    >>> x = sympy.Symbol("x")
    >>> evaluated(x**2 / 3 + 1, {x: Fraction(2)}, Fraction)
    Fraction(7, 3)
    """
    if expression.is_Symbol:
        value = at[expression]
        return number(Fraction(value)) if type(value) in (int, Fraction) else value
    if expression.is_Rational:
        return number(Fraction(int(expression.p), int(expression.q)))
    if expression.is_Pow and expression.exp.is_Rational and expression.exp.q == 2:
        half = _root(evaluated(expression.base, at, number), number)
        return _power(half, int(2 * expression.exp), number)
    if expression.is_Pow:
        return _power(evaluated(expression.base, at, number), _whole(expression.exp, at), number)
    parts = [evaluated(part, at, number) for part in expression.args]
    if expression.is_Add or expression.is_Mul:
        total = parts[0]
        for part in parts[1:]:
            total = total + part if expression.is_Add else total * part
        return total
    return _applied(type(expression).__name__, parts, number)


def _whole(exponent: Any, at: Mapping[Any, Any]) -> int:
    """An exponent of the depth and of numbers."""
    whole = exponent.subs({symbol: at[symbol] for symbol in exponent.free_symbols})
    if not whole.is_Integer:
        raise CannotReplay(f"the exponent {exponent}")
    return int(whole)


def _power(base: Any, exponent: int, number: Made) -> Any:
    one = number(Fraction(1))
    power = one
    for _ in range(abs(exponent)):
        power = power * base
    return power if exponent >= 0 else one / power


def _root(base: Any, number: Made) -> Any:
    """The square root, which of rationals only squares have."""
    if type(number(Fraction(1))) is type(iv.mpf(1)):
        return root(base, 2)
    return Number(base).root(2)


def _applied(name: str, parts: list[Any], number: Made) -> Any:
    """A function, which only intervals have."""
    if type(number(Fraction(1))) is not type(iv.mpf(1)):
        raise NotRational(f"{name} of a rational number")
    if name == "Pi":
        return iv.pi
    (x,) = (iv.mpf(part) for part in parts)
    if name == "exp":
        return exponential(x)
    if name == "log":
        return logarithm(x)
    if name == "tanh":
        square = exponential(2 * x)
        return 1 - 2 / (square + 1)
    if name in ("sin", "cos"):
        value = getattr(iv, name)(x)
        # As for the others, mpmath rounds what it has cut off.
        return value + iv.mpf([-1, 1]) * iv.mpf(2) ** (2 - iv.prec)
    raise CannotReplay(name)
