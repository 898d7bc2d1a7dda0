"""Reading a recursion: what is no recursion of declared numbers is refused, in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

import sympy as sp

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput, shown
from dmfcheck.dynamics.recursions.numbers import FUNCTIONS
from dmfcheck.dynamics.recursions.recursion import Recursion
from dmfcheck.dynamics.symbols.exact import exact

MEANT = {
    "N": "depth",
    "depth": "depth",
    "lam": "eigenvalue",
    "lamda": "eigenvalue",
    "lambda": "eigenvalue",
    "eigenvalue": "eigenvalue",
    "eta": "eta",
    "k": "k",
}
"""What the name of a symbol means without being declared."""

MOST_VARIABLES = 16
MOST_OPERATIONS = 1000
LARGEST_EXPONENT = 200

RANGE = re.compile(r"(?:([^<\s]+)\s*(<=?)\s*)?([A-Za-z_]\w*)(?:\s*(<=?)\s*([^<\s]+))?")
SIGNS = re.compile(r"\s*([<>]=?)\s*")

ACCEPTED = (
    f"+ - * /, whole powers and halves of them, {', '.join(FUNCTIONS)}, pi and rational numbers"
)


def recursion(
    rules: Mapping[sp.Symbol, object],
    *,
    start: Mapping[sp.Symbol, object],
    parameters: str | Iterable[str] = (),
) -> Recursion:
    """The dynamics in which each variable of ``rules`` becomes its expression, from ``start``.

    N (or depth), lam (eigenvalue), eta and k, the number of the step, mean what they do in a claim;
    every other symbol is a variable or one of ``parameters``, texts such as "0 <= m < 1".
    ``gradient(y)``, a function of SymPy, is y^{N-1} (y^N - lam). A claim runs it as
    ``a.run(DYNAMICS, p, p.eigenvalue)``: the variables at every step, in the order of ``rules``.

    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> d, eta, lam, N, alpha = sp.symbols("d eta lam N alpha")
    >>> plain = recursion(
    ...     {d: d + eta * d ** (N - 1) * (lam - d**N)}, start={d: alpha}, parameters="0 < alpha"
    ... )
    >>> plain.exact(1, depth=2, eigenvalue=1, eta="1/4", alpha="1/2")
    [(Fraction(1, 2),), (Fraction(19, 32),)]
    >>> plain.hitting_time("1/2", depth=6, eigenvalue=1, eta="1/6", alpha="1/1000").lo
    1499999999993
    """
    written = rules
    rules, start = _expressions(rules, "rules"), _expressions(start, "start")
    if not 1 <= len(rules) <= MOST_VARIABLES:
        raise BadInput("rules", f"are of {len(rules)} variables", f"1 to {MOST_VARIABLES}")
    ranges = dict(map(_range, _texts(parameters)))
    symbols: dict[str, sp.Symbol] = {s.name: s for s in rules}
    symbols |= _found([*rules.values(), *start.values()])
    _require_known(symbols, rules, ranges)
    for symbol in rules:
        if symbol not in start:
            raise BadInput("start", f"has no {symbol}", "an expression for every variable")
    for symbol, expression in start.items():
        if symbol not in rules:
            raise BadInput("start", f"has {symbol}, which has no rule", _listed(rules))
        used = sorted(str(s) for s in expression.free_symbols if s in rules or s.name == "k")
        if used:
            raise BadInput(f"start of {symbol}", f"uses {used[0]}", "parameters")
    given = {MEANT.get(name, name): symbol for name, symbol in symbols.items()}
    return Recursion(
        tuple(symbol.name for symbol in rules),
        tuple(rules.values()),
        tuple(start[symbol] for symbol in rules),
        given,
        ranges,
        _gradients(written),
    )


def _expressions(written: object, argument: str) -> dict[sp.Symbol, sp.Expr]:
    """The expressions of a mapping, each of what is accepted."""
    if not isinstance(written, Mapping) or any(not isinstance(s, sp.Symbol) for s in written):
        raise BadInput(
            argument,
            f"is {written!r:.60}"
            if not isinstance(written, Mapping)
            else "has a key of another kind",
            "a mapping of SymPy symbols to expressions",
        )
    read = {}
    for symbol, expression in written.items():
        of = f"{argument.rstrip('s') if argument == 'rules' else argument} of {symbol}"
        read[symbol] = exact(expression, of)
        if read[symbol].count_ops() > MOST_OPERATIONS:
            raise BadInput(of, "is too long", f"at most {MOST_OPERATIONS} operations")
        read[symbol] = read[symbol].replace(_is_gradient, partial(_gradient, of=of))
        _require_accepted(read[symbol], of)
    return read


def _gradients(rules: Mapping[sp.Symbol, object]) -> tuple[sp.Expr, ...]:
    """The arguments of ``gradient``, each once."""
    calls: dict[sp.Expr, None] = {}
    for rule in rules.values():
        if isinstance(rule, sp.Expr):
            calls |= {
                part.args[0]: None for part in sp.preorder_traversal(rule) if _is_gradient(part)
            }
    return tuple(calls)


def _is_gradient(part: Any) -> bool:
    return isinstance(part, sp.core.function.AppliedUndef) and part.func.__name__ == "gradient"


def _gradient(call: Any, of: str) -> sp.Expr:
    if len(call.args) != 1:
        raise BadInput(of, f"has {call}", "gradient of one expression")
    depth, eigenvalue = sp.Symbol("N"), sp.Symbol("lam")
    (y,) = call.args
    return y ** (depth - 1) * (y**depth - eigenvalue)


def _require_accepted(expression: sp.Expr, of: str) -> None:
    for part in sp.preorder_traversal(expression):
        if part.is_Symbol or part.is_Rational or part is sp.pi or part.is_Add or part.is_Mul:
            continue
        if part.is_Pow:
            _require_whole(part.exp, of)
            continue
        if type(part).__name__ not in FUNCTIONS or type(part).__name__ == "Exp1":
            raise BadInput(of, f"has {str(part)[:40]}", ACCEPTED)


def _require_whole(exponent: sp.Expr, of: str) -> None:
    """An exponent is a whole number, or becomes one with the depth; or a half of an odd one."""
    if exponent.is_Rational and exponent.q == 2 and abs(exponent) <= LARGEST_EXPONENT:
        return
    names = {symbol.name for symbol in exponent.free_symbols}
    at = exponent.subs(dict.fromkeys(exponent.free_symbols, 50))
    if (
        names - {"N", "depth"}
        or not exponent.subs(dict.fromkeys(exponent.free_symbols, 2)).is_Integer
    ):
        accepted = "whole exponents, of N and numbers, and halves such as 1/2"
        raise BadInput(of, f"has the exponent {exponent}", accepted)
    if not (at.is_Integer and abs(at) <= LARGEST_EXPONENT):
        raise BadInput(
            of, f"has the exponent {exponent}"[:80], f"whole ones up to {LARGEST_EXPONENT}"
        )


def _texts(parameters: object) -> list[str]:
    split = parameters.split(",") if isinstance(parameters, str) else parameters
    texts: list[Any] = list(split) if isinstance(split, Iterable) else [split]
    if not all(isinstance(text, str) for text in texts):
        raise BadInput("parameters", f"is {parameters!r:.60}", 'texts such as "0 <= m < 1"')
    return [text.strip() for text in texts if text.strip()]


def _range(text: str) -> tuple[str, dict[str, Any]]:
    """The name and the range in words of mathematics."""
    found = RANGE.fullmatch(_upwards(text))
    if not found:
        raise BadInput("parameters", f"has {text!r:.60}", 'a text such as "0 <= m < 1", or a name')
    low, below, name, above, high = found.groups()
    if name in MEANT:
        raise BadInput("parameters", f"has {name}", "names besides " + ", ".join(MEANT))
    said: dict[str, Any] = {}
    for end, number, sign in (("low", low, below), ("high", high, above)):
        if number is not None:
            said[end] = validation.rational(number, f"{end} end of {name}")
            said[f"open_{end}"] = sign == "<"
    if said.get("low") == 0 and "high" not in said:
        said["log_scale"] = True
    if said.get("low", 0) > said.get("high", said.get("low", Fraction(0))):
        raise BadInput(f"high end of {name}", f"is {shown(said['high'])}", "at least the low one")
    return name, said


def _upwards(text: str) -> str:
    """``1 > m >= 0`` as ``0 <= m < 1``.

    >>> _upwards("a > 0"), _upwards("0 < a")
    ('0 < a', '0 < a')
    """
    parts = SIGNS.split(text)
    if not all(sign.startswith(">") for sign in parts[1::2]):
        return text
    return " ".join(part.replace(">", "<") for part in reversed(parts))


def _found(expressions: list[sp.Expr]) -> dict[str, sp.Symbol]:
    """The symbols by name; two that differ in what is assumed of them are not one."""
    found: dict[str, sp.Symbol] = {}
    for symbol in sorted(set().union(*(e.free_symbols for e in expressions)), key=str):
        other = found.setdefault(symbol.name, symbol)
        if other != symbol:
            raise BadInput(
                "rules", f"have two symbols of the name {symbol}", "one, with the same assumptions"
            )
    return found


def _require_known(
    symbols: Mapping[str, sp.Symbol], rules: Mapping[sp.Symbol, sp.Expr], ranges: Mapping[str, Any]
) -> None:
    names = {symbol.name for symbol in rules}
    for name in sorted(names & (set(MEANT) | set(ranges) | {"steps"})):
        raise BadInput("rules", f"are of {name}, which means something else", "another name")
    for name, symbol in symbols.items():
        if not name.isidentifier():
            raise BadInput("rules", f"have the symbol {name}"[:60], "names such as eta")
        if name not in names and name not in MEANT and name not in ranges:
            raise BadInput(
                "rules",
                f"have {name}, which is not declared",
                f'parameters="{name}", or a variable',
            )
        if name in names and symbol not in rules:
            raise BadInput(
                "rules", f"have two symbols of the name {name}", "one, with the same assumptions"
            )
    meanings = [MEANT[name] for name in symbols if name in MEANT]
    for meaning in meanings:
        if meanings.count(meaning) > 1:
            raise BadInput("rules", f"have two symbols for the {meaning}", "one")


def _listed(symbols: Iterable[Any]) -> str:
    return ", ".join(map(str, symbols))
