"""Numbers that know how they were made: what a margin becomes when it is written down."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from numbers import Rational
from typing import Any

from mpmath.ctx_mp import MPContext

from dmfcheck.base.bounds import check_time

MOST_TERMS = 1_000_000
"""Terms of one margin at most, half a gigabyte."""

LONGEST_POWER = 1_000_000
"""Bits up to which a power of a rational is computed as one."""

LONGEST = 4096
"""Bits up to which a value is kept as a rational."""

MOST_POWER = 5_000
"""An exponent at most: Coq has it in unary, and no formula of a depth has more."""

LONGEST_WRITTEN = 14_000
"""Bits of an integer that is written at most: Python writes 4300 digits."""

MP = MPContext()
MP.prec = 640

NEAR = MP.ldexp(1, -MP.prec // 2)
"""Numbers that are rounded have their sign certainly only if they are farther from 0."""

Value = Any
"""A rational, or a number of :data:`MP`: what a term is, to choose by and never to be trusted."""


class CannotWrite(Exception):
    """A margin uses what is not written for Coq: the text names it."""


class Term:
    """``op`` of ``args``, its approximate ``value``, and whether it has a min or max in it.

    ``speaks`` says whether it has a named number in it.

    ``args`` are terms and, for those that have a parameter, integers and text. ``best`` is, of a
    min or max, the term that attains it. Comparisons are decided by values, and kept as ``sides``.
    """

    choice: bool
    speaks: bool

    __slots__ = ("args", "best", "choice", "op", "page", "speaks", "value")

    def __init__(self, page: Page, op: str, args: tuple[Any, ...], value: Value) -> None:
        self.page, self.op, self.args, self.value = page, op, args, value
        self.choice = op in ("min", "max") or any(
            isinstance(arg, Term) and arg.choice for arg in args
        )
        self.speaks = op in NAMED or any(isinstance(arg, Term) and arg.speaks for arg in args)
        self.best: Term | None = None

    def _with(self, op: str, other: object, *, turned: bool = False) -> Any:
        right = self.page.term(other)
        if right is None:
            return NotImplemented
        unit = {"+": 0, "-": 0, "*": 1, "/": 1}[op]
        if right.op == "int" and right.args[0] == unit and not (turned and op in "-/"):
            return self
        pair = (right, self) if turned else (self, right)
        return self.page.made(op, pair, OPERATORS[op](*map(_same_kind, pair, pair[::-1])))

    def __add__(self, other: object) -> Any:
        return self._with("+", other)

    def __radd__(self, other: object) -> Any:
        return self._with("+", other, turned=True)

    def __sub__(self, other: object) -> Any:
        return self._with("-", other)

    def __rsub__(self, other: object) -> Any:
        return self._with("-", other, turned=True)

    def __mul__(self, other: object) -> Any:
        return self._with("*", other)

    def __rmul__(self, other: object) -> Any:
        return self._with("*", other, turned=True)

    def __truediv__(self, other: object) -> Any:
        return self._with("/", other)

    def __rtruediv__(self, other: object) -> Any:
        return self._with("/", other, turned=True)

    def __neg__(self) -> Any:
        return self.page.made("neg", (self,), -self.value)

    def __abs__(self) -> Any:
        return self.page.made("abs", (self,), abs(self.value))

    def __pow__(self, exponent: object) -> Any:
        whole = int(exponent) if isinstance(exponent, int | Fraction | Term) else None
        if whole is None or exponent != whole:
            raise CannotWrite("a power with an exponent that is no integer")
        if abs(whole) > MOST_POWER:
            raise CannotWrite(f"a power with an exponent above {MOST_POWER}")
        if whole < 0:
            return 1 / self**-whole
        value = self.value
        if is_long(value, LONGEST_POWER // (whole + 1)):
            value = approximate(value)
        return self.page.made("^", (self, whole), value**whole)

    def __int__(self) -> int:
        value = self.value
        if not isinstance(value, Fraction) or value.denominator != 1:
            raise CannotWrite("a number that is no integer, taken as one")
        # That it is this integer is to be shown as well: it may have been found by rounding.
        if self.speaks:
            self.compared(int(value))
        return int(value)

    def __float__(self) -> float:
        raise CannotWrite("a number that is rounded")

    def compared(self, other: object) -> int:
        """The sign of self - other; that it is this sign is to be shown as well."""
        difference = self - other
        value = difference.value
        sign = int(value > 0) - int(value < 0)
        zero = [("nonnegative", difference), ("nonnegative", -difference)]
        self.page.sides += {1: [("positive", difference)], -1: [("negative", difference)]}.get(
            sign, zero
        )
        return sign

    def __lt__(self, other: object) -> bool:
        return self.compared(other) < 0

    def __le__(self, other: object) -> bool:
        return self.compared(other) <= 0

    def __gt__(self, other: object) -> bool:
        return self.compared(other) > 0

    def __ge__(self, other: object) -> bool:
        return self.compared(other) >= 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Term | Rational):
            return NotImplemented
        return self.compared(other) == 0

    def __bool__(self) -> bool:
        return self.compared(0) != 0

    # What is comparable is no key.
    __hash__ = None  # type: ignore[assignment]


NAMED = frozenset({"let", "orbit", "first", "other", "time"})
"""Terms that have names in statements."""

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def _same_kind(term: Term, beside: Term) -> Value:
    """The value of ``term``, a rational only if that ``beside`` it is one."""
    if isinstance(term.value, Fraction) and not isinstance(beside.value, Fraction):
        return approximate(term.value)
    return term.value


def is_long(value: Value, bits: int) -> bool:
    """Whether the value is a rational that is longer.

    >>> is_long(Fraction(5, 2), 2), is_long(MP.mpf(5), 2)
    (True, False)
    """
    return isinstance(value, Fraction) and max(map(int.bit_length, value.as_integer_ratio())) > bits


def approximate(value: Value) -> Value:
    """The value as a number of :data:`MP`.

    >>> approximate(Fraction(1, 2))
    mpf('0.5')
    """
    if isinstance(value, Fraction):
        return MP.mpf(value.numerator) / value.denominator
    return value


class Page:
    """The terms of one statement: equal ones are one, and there are not too many.

    >>> page = Page()
    >>> x = page.number(Fraction(1, 2))
    >>> (x + 1).value, (x + 1) is (x + 1), x < 1, len(page.sides)
    (Fraction(3, 2), True, True, 1)
    """

    def __init__(self) -> None:
        self.sides: list[tuple[str, Term]] = []
        self._known: dict[tuple[Any, ...], Term] = {}

    def made(self, op: str, args: tuple[Any, ...], value: Value) -> Term:
        """The term; ``value`` is rounded where it is long."""
        key = (op, *(id(arg) if isinstance(arg, Term) else arg for arg in args))
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= MOST_TERMS:
                raise CannotWrite(f"more than {MOST_TERMS} terms")
            if len(self._known) % 256 == 0:
                check_time()
            if is_long(value, LONGEST):
                value = approximate(value)
            known = self._known[key] = Term(self, op, args, value)
        return known

    def number(self, value: Fraction | int) -> Term:
        """A rational."""
        fraction = Fraction(int(value.numerator), int(value.denominator))
        if max(map(int.bit_length, fraction.as_integer_ratio())) > LONGEST_WRITTEN:
            raise CannotWrite(f"a number of more than {LONGEST_WRITTEN} bits")
        whole = self.made("int", (fraction.numerator,), Fraction(fraction.numerator))
        return whole if fraction.denominator == 1 else whole / self.number(fraction.denominator)

    def named(self, name: str, term: Term) -> Term:
        """The term under a name."""
        return self.made("let", (name, term), term.value)

    def term(self, value: object) -> Term | None:
        """A term of what takes part in exact arithmetic, None of anything else."""
        if isinstance(value, Term):
            return value
        return self.number(value) if isinstance(value, int | Fraction) else None

    def least(self, values: list[Term], *, greatest: bool = False) -> Term:
        """The least of the values, or the greatest."""
        best, *rest = values
        for value in rest:
            pair = [_same_kind(best, value), _same_kind(value, best)]
            better = pair[1] > pair[0] if greatest else pair[1] < pair[0]
            attained = value if better else best
            found = self.made("max" if greatest else "min", (best, value), attained.value)
            found.best = attained.best if attained.op == found.op else attained
            best = found
        return best
