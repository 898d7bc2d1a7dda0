"""Which recursion an Abel function is derived of, and how far it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy as sp
from flint import arb, ctx, fmpq, fmpq_poly

from dmfcheck.base.verdict import CannotSay
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.precision import ball, ceilings, floor_below, magnitude
from dmfcheck.dynamics.recursions.abel_count import ORDER, Counting, Slow, between
from dmfcheck.dynamics.recursions.analytic_count import analytic

if TYPE_CHECKING:
    from dmfcheck.dynamics.recursions.recursion import Recursion

SLOPES = (Fraction(1, 12), Fraction(1, 24), Fraction(1, 60), Fraction(1, 200))
"""Up to which derivative of f steps are counted, in turn until a single integer is left."""

MOST_DEGREE = 120
NEWTON = 30


@dataclass(frozen=True)
class Passage:
    """K is within ``steps``; or after ``taken`` steps x is within ``landing``."""

    order: int
    bits: int
    steps: tuple[int, int] | None = None
    taken: int = 0
    landing: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0))


@dataclass(frozen=True)
class Counted:
    """A slow orbit from y = ``start`` up to y = ``level``, y = x - ``origin``."""

    slow: Counting
    origin: Fraction
    start: Fraction
    level: Fraction

    def passages(self) -> Iterator[Passage]:
        """Counts, each to where f' reaches one of :data:`SLOPES`, or to the level."""
        before = None
        for slope in SLOPES:
            switch = self._switch(slope)
            if switch is None or switch == before:
                continue
            before = switch
            error = self.slow.error(self.start, switch)
            if error is None or not error < ball(Fraction(1, 4)):
                continue
            found = self._to(switch, error)
            if found is not None:
                yield found

    def _switch(self, slope: Fraction) -> Fraction | None:
        """About the largest y up to the level where f' is at most ``slope``."""

        def slow(y: Fraction) -> bool:
            with ctx.workprec(64):
                return bool(self.slow.steep(self.start, y) < ball(slope))

        low, high = self.start, self.level
        if not slow(low):
            return None
        if slow(high):
            return high
        for _ in range(60):
            middle = between(low, high)
            if not low < middle < high:
                break
            low, high = (middle, high) if slow(middle) else (low, middle)
        return low if low > self.start else None

    def _to(self, switch: Fraction, error: arb) -> Passage | None:
        counted = self.slow.difference(self.start, switch)
        bits = max(64, magnitude(counted.abs_upper()) + 128)
        with ctx.workprec(bits):
            if switch == self.level:
                low, high = ceilings(counted - error)[0], ceilings(counted + error)[1]
                return Passage(ORDER, bits, (max(low, 1), high))
            taken = floor_below(counted - error) - 1
            left = counted - taken
        if taken < 1:
            return None
        landing = self._located(switch, left, error)
        if landing is None:
            return None
        ends = landing[0] + self.origin, landing[1] + self.origin
        return Passage(ORDER, bits, None, taken, ends)

    def _located(self, switch: Fraction, left: arb, error: arb) -> tuple[Fraction, Fraction] | None:
        """Numbers around the point from which A grows by ``left`` to the switch, up to the error.

        By Newton's method; that they are around it is shown by A itself, which increases.
        """
        with ctx.workprec(256):
            y = switch
            for _ in range(NEWTON):
                miss = self.slow.difference(y, switch) - left
                moved = ball(y) + miss * self.slow.velocity(y)
                y = interval(moved.mid())[0]
                if not self.start < y < switch:
                    return None
                if abs(miss) < 4 * (error + miss.rad()) + ball(Fraction(1, 1 << 60)):
                    break
            width = 8 * (error + left.rad() + ball(Fraction(1, 1 << 58))) * self.slow.velocity(y)
            spread = interval(width.upper())[1]
            low, high = y - spread, y + spread
            if not self.start < low < high < switch:
                return None
            after, before = self.slow.difference(low, switch), self.slow.difference(high, switch)
            return (low, high) if after > left + error and before < left - error else None


def counted(
    recursion: Recursion,
    values: Mapping[str, object],
    level: Fraction,
    start: Fraction | None = None,
) -> Counted | str:
    """What is counted from the start, or from another one, or why nothing is."""
    if len(recursion.state) > 1:
        return "an Abel function is derived of one variable alone"
    read = recursion.read(values)
    rule = _rule(recursion, read)
    if recursion.symbols.get("k") in rule.free_symbols:
        return "the rule changes from step to step"
    try:
        if start is None:
            ((start,),) = [next(recursion.iterates(read, read.get("eigenvalue")))]
    except CannotSay as why:
        return f"the start is no rational number ({why})"
    if not start < level:
        return "the start is at the level"
    x = recursion.symbols[recursion.state[0]]
    poly = _polynomial(rule, x)
    if poly is None:
        return _analytic(rule, x, start, level)
    for place, at in (("at its start", start), ("at the level", level)):
        if not poly.eval(sp.Rational(at.numerator, at.denominator)) > 0:
            return f"it does not rise {place}"
    origin = _origin(poly, start, level)
    shifted = poly.shift(sp.Rational(origin.numerator, origin.denominator)) if origin else poly
    coefficients = [fmpq(int(c.p), int(c.q)) for c in reversed(shifted.all_coeffs())]
    slow = Slow(fmpq_poly(coefficients))
    return Counted(slow, origin, start - origin, level - origin)


def _analytic(rule: sp.Expr, x: sp.Symbol, start: Fraction, level: Fraction) -> Counted | str:
    """Of a rule that is no polynomial."""
    origin = Fraction(0) if start > 0 else 2 * start - level
    slow = analytic(rule, x, origin)
    for place, at in (("at its start", start), ("at the level", level)):
        with ctx.workprec(256):
            if not slow.rise(at - origin) > 0:
                return f"it is not shown to rise {place}"
    return Counted(slow, origin, start - origin, level - origin)


def _rule(recursion: Recursion, read: Mapping[str, Any]) -> sp.Expr:
    """The rule with all values put in."""
    (rule,) = recursion.program.at(read.get("depth"), recursion.rules)
    at = {
        recursion.symbols[key]: sp.Rational(value.numerator, value.denominator)
        for key, value in read.items()
        if key != "depth"
    }
    return rule.subs(at)


def _polynomial(rule: sp.Expr, x: sp.Symbol) -> sp.Poly | None:
    """f in x+ = x + f(x), over Q."""
    try:
        poly = sp.Poly(rule - x, x, domain="QQ")
    except (sp.PolynomialError, sp.CoercionFailed):
        return None
    return None if poly.degree() > MOST_DEGREE or poly.is_ground else poly


def _origin(poly: sp.Poly, start: Fraction, level: Fraction) -> Fraction:
    """The fixed point that the orbit comes from, where it is rational; else a point further off."""
    if start > 0 and poly.eval(0) == 0:
        return Fraction(0)
    roots = [Fraction(int(root.p), int(root.q)) for root in poly.ground_roots()]
    below = [root for root in roots if root < start]
    return max(below) if below else 2 * start - level


__all__ = ["Counted", "Passage", "counted"]
