"""The descent of real matrices whose recursion of an eigenvalue a recursion is."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy as sp

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.parameters import parameter
from dmfcheck.dynamics.recursions.numbers import Floats, Numbers
from dmfcheck.dynamics.recursions.program import function
from dmfcheck.dynamics.update import Update

if TYPE_CHECKING:
    from dmfcheck.dynamics.recursions.recursion import Recursion

PULL = sp.Dummy("pull")
ACCEPTED = "a rule that is linear in its variables and in the gradient, from N equal factors"


@dataclass(frozen=True)
class Linear(Update):
    """W+ is a sum of W, of what is remembered and of the pull: a subclass has the coefficients."""

    def _values(self, eta: Any, k: Any) -> tuple[Any, ...]:
        own = {name: getattr(self, name) for name in self.parameters()} | {"eta": eta, "k": k}
        return tuple(own[name] for name in self._names)  # type: ignore[attr-defined]

    def _coefficients(self, which: str, eta: Any, k: Any = 0) -> Any:
        values = self._values(eta, k)
        real = any(isinstance(value, float) for value in values)
        numbers = Floats(float) if real else Numbers(lambda value: value)
        return getattr(self, which)(numbers, values, (), 0)

    def remembers(self, factor: Any) -> Any:
        """The other variables at first: the factor, or none of it."""
        return tuple(share * factor for share in self._shares)  # type: ignore[attr-defined]

    def size(self, eta: Any, k: int) -> Any:
        """What the gradient is multiplied by."""
        (size,) = self._coefficients("_size", eta, k)
        return size

    def seen_from(self, factor: Any, memory: Any) -> Any:
        """Where the gradient is taken."""
        return _combined(self._coefficients("_seen", 0), (factor, *memory))

    def step(self, factor: Any, pull: Any, eta: Any, memory: Any) -> tuple[Any, Any]:
        """The variables after the step."""
        parts = (factor, *memory, pull)
        rows = self._coefficients("_rows", eta)
        width = len(parts)
        moved = [_combined(rows[i : i + width], parts) for i in range(0, len(rows), width)]
        return moved[0], tuple(moved[1:])


def _combined(coefficients: Any, parts: Any) -> Any:
    total = None
    for coefficient, part in zip(coefficients, parts, strict=True):
        if coefficient == 0:
            continue
        # NumPy makes arrays of objects of a Fraction.
        exact = isinstance(coefficient, Fraction) and hasattr(part, "dtype")
        term = (float(coefficient) if exact else coefficient) * part
        total = term if total is None else total + term
    return 0 * parts[0] if total is None else total


def update_of(recursion: Recursion, values: Mapping[str, object]) -> Update:
    """The update with the parameters ``values``; see :class:`Linear`.

    Raises :class:`~dmfcheck.base.validation.BadInput` with what is in the way.
    """
    rules, seen = _by_pull(recursion)
    state = [recursion.symbols[name] for name in recursion.state]
    parts = [*state, PULL]
    size = -sp.Poly(rules[0], *parts).coeff_monomial(PULL)
    if size == 0:
        raise BadInput("rules", "have no gradient in the first one", ACCEPTED)
    rows = []
    for rule in rules:
        poly = sp.Poly(rule, *parts)
        scaled = [*[poly.coeff_monomial(part) for part in state], poly.coeff_monomial(PULL) / size]
        rows += [sp.cancel(coefficient) for coefficient in scaled]
    looks = [sp.Poly(seen, *state).coeff_monomial(part) for part in state]
    names, symbols = _names(recursion, [size, *rows, *looks])
    if size != recursion.symbols.get("eta") and "eta" in names and _uses(recursion, "eta", rows):
        raise BadInput("rules", "use eta besides the gradient's, which is no eta", ACCEPTED)
    if _uses(recursion, "k", [*rows, *looks]):
        raise BadInput("rules", "use k besides the step size", ACCEPTED)
    own = [name for name in recursion.ranges if name in names]
    for name in values:
        if name not in own:
            raise BadInput(name, "is no parameter of this update", ", ".join(own) or "none")
    for name in own:
        if name not in values:
            raise BadInput(name, "is missing", f"a value for each of {', '.join(own)}")
    fields = [(name, Any, parameter(**recursion.ranges[name])) for name in own]
    made = dataclasses.make_dataclass(
        "Recursion",
        fields,
        bases=(Linear,),
        frozen=True,
        namespace={
            "_names": names,
            "_shares": _shares(recursion),
            "_size": staticmethod(function([size], symbols, [], None)),
            "_rows": staticmethod(function(rows, symbols, [], None)),
            "_seen": staticmethod(function(looks, symbols, [], None)),
        },
    )
    found: Update = made(**values)
    return found.validated()


def _by_pull(recursion: Recursion) -> tuple[list[sp.Expr], sp.Expr]:
    """The rules with a letter for the gradient, and where that is taken."""
    state = [recursion.symbols[name] for name in recursion.state]
    depth, eigenvalue = (recursion.symbols.get(name) for name in ("depth", "eigenvalue"))
    if depth is None or eigenvalue is None:
        raise BadInput("rules", "have no gradient", ACCEPTED)
    for seen in (*recursion.gradients, state[0]):
        gradient = seen ** (depth - 1) * (seen**depth - eigenvalue)
        rules = []
        for rule in recursion.rules:
            times = sp.simplify(-sp.diff(rule, eigenvalue) / seen ** (depth - 1))
            rules.append(sp.expand(sp.simplify(rule - times * gradient)) + times * PULL)
        used = set().union(*(rule.free_symbols for rule in rules))
        linear = all(_is_linear(rule, [*state, PULL]) for rule in rules) and _is_linear(seen, state)
        if not used & {depth, eigenvalue} and linear:
            return rules, seen
    raise BadInput("rules", "are no descent of matrices that is known here", ACCEPTED)


def _is_linear(expression: sp.Expr, parts: list[sp.Symbol]) -> bool:
    """Whether every term has one of the parts, and no other power."""
    try:
        poly = sp.Poly(expression, *parts)
    except sp.PolynomialError:
        return False
    return all(sum(powers) == 1 for powers, _ in poly.terms())


def _names(
    recursion: Recursion, expressions: list[sp.Expr]
) -> tuple[tuple[str, ...], list[sp.Symbol]]:
    used = set().union(*(expression.free_symbols for expression in expressions))
    found = {name: symbol for name, symbol in recursion.symbols.items() if symbol in used}
    return tuple(found), list(found.values())


def _uses(recursion: Recursion, name: str, expressions: list[sp.Expr]) -> bool:
    symbol = recursion.symbols.get(name)
    return any(symbol in expression.free_symbols for expression in expressions)


def _shares(recursion: Recursion) -> tuple[int, ...]:
    """Of each other variable 1 where it begins as the first one, 0 where at 0."""
    first, *others = recursion.starts
    for name, start in zip(recursion.state[1:], others, strict=True):
        if start not in (first, 0):
            raise BadInput(f"start of {name}", f"is {start}", f"{first} or 0 in a descent")
    return tuple(int(start == first) for start in others)
