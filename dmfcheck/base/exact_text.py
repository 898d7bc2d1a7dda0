"""Exact numbers of any length as text, and text as exact numbers.

Python refuses to print and to read integers of more than 4,300 digits, since its own way takes time
quadratic in them; flint's does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

SHORT = 4000
"""Characters up to which Python's own way is taken."""

LONGEST = 250_000
"""Characters of a number beyond which it is not read."""

_QUOTIENT = re.compile(r"([+-]?[0-9]+)(?:/([0-9]+))?", re.ASCII)
_DECIMAL = re.compile(r"([+-]?)([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]{1,8}))?", re.ASCII)


def decimal_digits(number: int) -> str:
    """All decimal digits of an integer; unlike ``str``, of any length, and soon.

    >>> decimal_digits(-12), len(decimal_digits(10**100_000))
    ('-12', 100001)
    """
    if number.bit_length() < 3 * SHORT:
        return str(number)
    from flint import fmpz

    return str(fmpz(number))


def rational_text(number: Fraction) -> str:
    """``"p/q"`` in lowest terms, or ``"p"``, of any length.

    >>> rational_text(Fraction(-1, 2)), len(rational_text(Fraction(1, 10**5000)))
    ('-1/2', 5003)
    """
    over = decimal_digits(number.numerator)
    return over if number.denominator == 1 else f"{over}/{decimal_digits(number.denominator)}"


def read_rational(text: str) -> Fraction:
    """The rational that ``text`` writes as ``p/q`` or as a decimal, of up to :data:`LONGEST` signs.

    Raises ``ValueError`` if it writes none, ``ZeroDivisionError`` for a zero denominator.

    >>> read_rational("1e-3"), read_rational("1/1" + 5000 * "0") == Fraction(1, 10**5000)
    (Fraction(1, 1000), True)
    """
    if not text.isascii():  # Python reads the digits of every script
        raise ValueError(f"the number {text[:40]!r}")
    if len(text) <= SHORT:
        return Fraction(text)
    if len(text) > LONGEST:
        raise ValueError(f"a number of {len(text)} characters")
    from flint import fmpq, fmpz

    quotient, decimal = _QUOTIENT.fullmatch(text), _DECIMAL.fullmatch(text)
    if quotient:
        number = fmpq(fmpz(quotient[1].lstrip("+")), fmpz(quotient[2] or "1"))
    elif decimal and (decimal[2] or decimal[3]):
        sign, whole, part, exponent = decimal.groups()
        power = int(exponent or 0) - len(part)
        number = fmpq(fmpz(sign.strip("+") + whole + part)) * fmpq(10) ** power
    else:
        raise ValueError(f"no number: {text[:40]}...")
    return Fraction(int(number.p), int(number.q))


def json_text(
    data: Any, *, indent: int | None = None, sort_keys: bool = False, compact: bool = False
) -> str:
    """JSON with integers of any length, which the json module writes slowly or not at all.

    The options are those of :func:`json.dumps`; ``compact`` leaves all spaces out. NaN and
    infinities, which JSON has not, raise ``ValueError``.

    >>> json_text([{"a": None}, 0.5, True]), len(json_text(10**100_000))
    ('[{"a": null}, 0.5, true]', 100001)
    >>> print(json_text({"b": [1, 2], "a": {}}, indent=2, sort_keys=True))
    {
      "a": {},
      "b": [
        1,
        2
      ]
    }
    """
    comma, colon = (",", ":") if compact else (", ", ": ")

    def lines(brackets: str, entries: list[str], level: int) -> str:
        if indent is None or not entries:
            return brackets[0] + comma.join(entries) + brackets[1]
        inner, outer = ("\n" + " " * indent * depth for depth in (level + 1, level))
        return brackets[0] + inner + ("," + inner).join(entries) + outer + brackets[1]

    def text(value: Any, level: int) -> str:
        if isinstance(value, Mapping):
            names = sorted(value) if sort_keys else value
            return lines(
                "{}",
                [f"{json.dumps(str(key))}{colon}{text(value[key], level + 1)}" for key in names],
                level,
            )
        if isinstance(value, (list, tuple)):
            return lines("[]", [text(entry, level + 1) for entry in value], level)
        if isinstance(value, int) and not isinstance(value, bool):
            return decimal_digits(value)
        return json.dumps(value, allow_nan=False)

    return text(data, 0)


def parameters_text(values: object) -> str:
    """Parameters as one writes them in Python: ``depth=2, alpha='1/10'``.

    >>> parameters_text({"depth": 2, "alpha": "1/10"})
    "depth=2, alpha='1/10'"
    """
    if not isinstance(values, dict):
        return repr(values)
    return ", ".join(f"{name}={value!r}" for name, value in values.items())
