"""Expressions as functions of numbers of any kind: Fractions, balls, jets, arrays, machine code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dmfcheck.dynamics.recursions.numbers import Numbers

if TYPE_CHECKING:
    import sympy as sp

    from dmfcheck.dynamics.recursions.recursion import Recursion

Step = Callable[["Numbers", tuple[Any, ...], tuple[Any, ...], Any], tuple[Any, ...]]
"""(numbers, state, given, k) to the state after; of a start the state is empty."""


class Program:
    """The rules and the starts of a recursion, compiled once a depth."""

    def __init__(self, recursion: Recursion) -> None:
        self.recursion = recursion
        self._made: dict[tuple[str, Any], Step] = {}

    def step(self, depth: int | None) -> Step:
        """What a state becomes."""
        return self._function("step", depth, self.recursion.rules)

    def start(self, depth: int | None) -> Step:
        """The state at first."""
        return self._function("start", depth, self.recursion.starts)

    def slope(self, depth: int | None) -> Step:
        """The derivative of the rule of a recursion of one variable."""
        import sympy as sp

        (name,), (rule,) = self.recursion.state, self.at(depth, self.recursion.rules)
        return self._function("slope", depth, (sp.diff(rule, self.recursion.symbols[name]),))

    def at(self, depth: int | None, expressions: Sequence[sp.Expr]) -> tuple[sp.Expr, ...]:
        """Expressions with the depth put in."""
        symbol = self.recursion.symbols.get("depth")
        if symbol is None:
            return tuple(expressions)
        return tuple(expression.subs(symbol, depth) for expression in expressions)

    def _function(self, kind: str, depth: int | None, expressions: Sequence[sp.Expr]) -> Step:
        if (kind, depth) not in self._made:
            at = self.at(depth, expressions)
            self._made[kind, depth] = function(at, *self.arguments())
        return self._made[kind, depth]

    def arguments(self) -> tuple[list[sp.Symbol], list[sp.Symbol], sp.Symbol | None]:
        """The symbols of the state, of what is given, and of the step number."""
        own = self.recursion
        given = [own.symbols[name] for name in own.uses if name != "depth"]
        return [own.symbols[name] for name in own.state], given, own.symbols.get("k")


def function(
    expressions: Sequence[sp.Expr],
    state: Sequence[sp.Symbol],
    given: Sequence[sp.Symbol],
    k: sp.Symbol | None,
) -> Step:
    """The values of expressions, as a function of numbers of any kind.

    >>> import sympy
    >>> x = sympy.Symbol("x")
    >>> function([x**2 / 3], [x], [], None)(Numbers(Fraction), (Fraction(2),), (), 0)
    (Fraction(4, 3),)
    """
    names = {symbol: f"x[{i}]" for i, symbol in enumerate(state)}
    names |= {symbol: f"p[{i}]" for i, symbol in enumerate(given)}
    if k is not None:
        names[k] = "k"
    writer = Writer(names)
    lines = writer.lines(expressions)
    made: dict[str, Any] = {"Fraction": Fraction}
    body = "\n    ".join(["number, power, apply = n.number, n.power, n.apply", *lines])
    exec(f"def function(n, x, p, k):\n    {body}\n", made)  # noqa: S102 - of checked expressions
    found: Step = made["function"]
    return found


class Writer:
    """Writes expressions as Python; what is shared is computed once."""

    def __init__(self, names: dict[sp.Symbol, str]) -> None:
        self.names = names

    def lines(self, expressions: Sequence[sp.Expr]) -> list[str]:
        """Assignments, and a return of the tuple of all values."""
        import sympy as sp

        symbols = sp.numbered_symbols("t", cls=sp.Dummy)
        shared, results = sp.cse(list(expressions), symbols=symbols)
        written = []
        for index, (symbol, value) in enumerate(shared):
            written.append(f"t{index} = {self.text(value)}")
            self.names = self.names | {symbol: f"t{index}"}
        values = "".join(f"{self.text(result)}, " for result in results)
        return [*written, f"return ({values})"]

    def text(self, expression: sp.Expr) -> str:
        """One expression in parentheses, in the numbers of the arithmetic."""
        import sympy as sp

        if expression in self.names:
            return self.names[expression]
        if expression.is_Rational:
            return self.rational(int(expression.p), int(expression.q))
        if expression is sp.pi:
            return "n.pi()"
        if expression.is_Add:
            return f"({' + '.join(map(self.text, expression.args))})"
        if expression.is_Mul:
            numerator, denominator = expression.as_numer_denom()
            if denominator == 1 or denominator.is_Rational:
                return f"({' * '.join(map(self.text, expression.args))})"
            return f"({self.text(numerator)} / {self.text(denominator)})"
        if expression.is_Pow:
            base, exponent = self.text(expression.base), expression.exp
            if not exponent.is_Integer:
                # A half of a whole number: of the root that whole power.
                base, exponent = self.applied("sqrt", expression.base), 2 * exponent
            exponent = int(exponent)
            power = base if abs(exponent) == 1 else self.power(base, abs(exponent))
            return power if exponent > 0 else f"({self.rational(1, 1)} / {power})"
        return self.applied(type(expression).__name__, expression.args[0])

    def power(self, base: str, exponent: int) -> str:
        """A whole power >= 2 of what is written."""
        return f"power({base}, {exponent})"

    def applied(self, name: str, argument: sp.Expr) -> str:
        """A function of an expression."""
        return f"apply({name!r}, {self.text(argument)})"

    def rational(self, p: int, q: int) -> str:
        """A constant."""
        return f"number(Fraction({p}, {q}))"
