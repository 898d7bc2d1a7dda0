"""Numbers as a figure says them: in characters, so that the text of an SVG is whole words."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.base.exact_text import decimal_digits

__all__ = ["number", "power_of_ten", "range_of_steps", "steps_text", "subscript"]

LONGEST = 6
"""Digits of a number that is written in full."""

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def subscript(index: int) -> str:
    """An index.

    >>> "λ" + subscript(12)
    'λ₁₂'
    """
    return str(index).translate(LOWERED)


def power_of_ten(exponent: int) -> str:
    """10 to a power.

    >>> power_of_ten(-12)
    '10⁻¹²'
    """
    return "10" + str(exponent).translate(RAISED)


def number(value: Fraction) -> str:
    """A rational of few digits as it is, any other as a decimal, with a true minus sign.

    >>> number(Fraction(-1, 2)), number(Fraction(10, 3)), number(Fraction(271828, 100000))
    ('−1/2', '10/3', '2.72')
    >>> number(Fraction(1, 10**12)), number(Fraction(1, 10**400))
    ('10⁻¹²', '10⁻⁴⁰⁰')
    """
    sign = "−" if value < 0 else ""
    size = abs(value)
    text = str(size) if size.numerator.bit_length() + size.denominator.bit_length() < 64 else ""
    short = size.numerator == 1 or size.denominator <= 10
    if text and short and len(text) <= LONGEST:
        return sign + text
    if size != 0 and not Fraction(1, 1000) <= size < 1000:
        return sign + _scientific(size)
    return sign + f"{float(size):.3g}"


def _scientific(size: Fraction) -> str:
    exponent = len(decimal_digits(size.numerator)) - len(decimal_digits(size.denominator))
    if size < Fraction(10) ** exponent:
        exponent -= 1
    digits = f"{float(size / Fraction(10) ** exponent):.3g}"
    if digits == "10":
        digits, exponent = "1", exponent + 1
    return ("" if digits == "1" else f"{digits}×") + power_of_ten(exponent)


def steps_text(count: int) -> str:
    """A number of steps, its thousands apart, beyond eleven digits to four of them.

    >>> steps_text(999), steps_text(1234567), steps_text(10**40 + 1)
    ('999', '1,234,567', '1.000×10⁴⁰')
    """
    digits = decimal_digits(count)
    if len(digits) <= 11:
        return f"{count:,}" if count > 9999 else digits
    return f"{digits[0]}.{digits[1:4]}×{power_of_ten(len(digits) - 1)}"


def range_of_steps(first: int, last: int | None) -> str:
    """From one step to another, or on for ever.

    >>> range_of_steps(3, 7), range_of_steps(3, 3), range_of_steps(9, None)
    ('3–7', '3', 'from 9')
    """
    if last is None:
        return f"from {steps_text(first)}"
    return steps_text(first) if first == last else f"{steps_text(first)}–{steps_text(last)}"
