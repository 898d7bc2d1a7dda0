"""Balls that keep their word: exact reading and writing, three-valued comparisons, decisions.

A ball is a midpoint and a radius, and stands for every number in between. Comparing overlapping
balls has no answer, so the comparisons here return None for it and :func:`first_answer` repeats the
question at higher precision until there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar, cast

from flint import arb, ctx, fmpz

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import Undecided
from dmfcheck.dynamics.balls.precision import ball

__all__ = [
    "Number",
    "at_most",
    "ball",
    "ball_from_json",
    "equal",
    "exact_ball_to_json",
    "first_answer",
    "interval",
    "less",
    "power",
]

Number = arb | Fraction | int
Answer = TypeVar("Answer")

RADIUS_BITS = 30
"""flint keeps so many bits of a radius."""


def exact_ball_to_json(x: arb) -> dict[str, list[int]]:
    """``{"mid": [m, e], "rad": [n, f]}``: the ball m 2^e +- n 2^f, integers of any size.

    :func:`ball_from_json` reads back the same ball, bit for bit. Raises BadInput where the ball is
    not finite. Source: derived.

    >>> exact_ball_to_json(arb(0.75, (1, -1)))
    {'mid': [3, -2], 'rad': [1, -1]}
    """
    if not x.is_finite():
        raise BadInput("ball", f"is {x}", "a finite ball")
    return {"mid": _parts(x.mid()), "rad": _parts(x.rad())}


def ball_from_json(written: object) -> arb:
    """The ball that :func:`exact_ball_to_json` wrote, whatever the precision in force.

    Raises BadInput on anything else, a radius of more than 30 bits or below 0 included.

    >>> ball_from_json({"mid": [3, -2], "rad": [1, -1]}).contains(0.25)
    True
    """
    accepted = '{"mid": [mantissa, exponent], "rad": [mantissa, exponent]} in integers'
    if not isinstance(written, Mapping) or set(written) != {"mid", "rad"}:
        raise BadInput("ball", f"is {str(written)[:60]!r}", accepted)
    middle, radius = (_pair(written[part], part, accepted) for part in ("mid", "rad"))
    if radius[0] < 0:
        raise BadInput("ball", f"has the radius {radius[0]} 2^{radius[1]}", "a radius >= 0")
    found = _with_radius(middle, radius)
    # flint rounds a radius of the full 30 bits up by a unit; one unit less is rounded to itself.
    if not _same(found.rad(), radius):
        found = _with_radius(middle, (2 * radius[0] - 1, radius[1] - 1))
    if not _same(found.rad(), radius):
        raise BadInput(
            "ball", f"has a radius of {radius[0].bit_length()} bits", f"at most {RADIUS_BITS} bits"
        )
    return found


def interval(x: arb) -> tuple[Fraction, Fraction]:
    """The ends (lo, hi) of the ball as exact rationals: lo <= number <= hi.

    Raises BadInput where the ball is not finite.

    >>> interval(arb(0.75, (1, -1)))
    (Fraction(1, 4), Fraction(5, 4))
    """
    parts = exact_ball_to_json(x)
    middle, radius = (_dyadic(*parts[part]) for part in ("mid", "rad"))
    return middle - radius, middle + radius


def power(x: arb, exponent: int) -> arb:
    """x^exponent for an integer exponent >= 0, also on a ball around 0.

    python-flint 0.9 makes a ball of the exponent too and asks for a power by a real number
    (``arb_pow``), which is NaN where the midpoint is 0: https://github.com/flintlib/python-flint/issues/426
    (open in September 2026), first seen in its issue 8.

    >>> (arb(0, 1) ** 2).is_nan(), power(arb(0, 1), 2).contains(1)
    (True, True)
    """
    result: arb = x**exponent
    if result.is_finite() or not x.is_finite():
        return result
    return arb(0, (x.abs_upper() ** exponent).upper())


def less(x: Number, y: Number) -> bool | None:
    """Whether x < y: True or False where the balls decide it, None where they overlap.

    >>> less(1, arb(2)), less(arb(2, 0.5), 1), less(arb(2, 1), 2)
    (True, False, None)
    """
    left, right = _as_ball(x), _as_ball(y)
    if left < right:
        return True
    return False if left >= right else None


def at_most(x: Number, y: Number) -> bool | None:
    """Whether x <= y: True or False where the balls decide it, None where they overlap.

    >>> at_most(2, 2), at_most(arb(2, 1), 2)
    (True, None)
    """
    above = less(y, x)
    return None if above is None else not above


def equal(x: Number, y: Number) -> bool | None:
    """Whether x = y: True for equal balls of radius 0, False for disjoint ones, None otherwise.

    >>> equal(2, arb(2)), equal(arb(2, 0.5), 1), equal(arb(2, 1), 2)
    (True, False, None)
    """
    left, right = _as_ball(x), _as_ball(y)
    if left == right:
        return True
    return False if left < right or left > right else None


def first_answer(
    question: Callable[[int], Answer | None],
    *,
    start_bits: int = 64,
    limit_bits: int = 4096,
    about: str = "the balls overlap",
) -> Answer | Undecided:
    """The first answer of ``question(bits)`` that is not None, its bits doubled every time.

    ``question`` runs with flint's precision at ``bits``, from ``start_bits`` up to ``limit_bits``.
    If that does not settle it the result is Undecided, whose reason names ``about`` and the limit.

    >>> third = Fraction(1, 3)
    >>> first_answer(lambda bits: less(ball(third), third + Fraction(1, 2**100)))
    True
    >>> first_answer(lambda bits: equal(ball(third), third), limit_bits=256)
    Undecided(reason='the balls overlap at 256 bits')
    """
    validation.whole(start_bits, "start_bits", 2)
    validation.whole(limit_bits, "limit_bits", start_bits)
    bits = start_bits
    while True:
        with ctx.workprec(bits):
            answer = question(bits)
        if answer is not None:
            return answer
        if bits == limit_bits:
            return Undecided(f"{about} at {limit_bits} bits")
        bits = min(2 * bits, limit_bits)


def _as_ball(x: Number) -> arb:
    return x if isinstance(x, arb) else ball(x)


def _parts(x: arb) -> list[int]:
    return [int(part) for part in x.man_exp()]


def _dyadic(mantissa: int, exponent: int) -> Fraction:
    if exponent >= 0:
        return Fraction(mantissa << exponent)
    return Fraction(mantissa, 1 << -exponent)


def _with_radius(middle: tuple[int, int], radius: tuple[int, int]) -> arb:
    return arb((fmpz(middle[0]), fmpz(middle[1])), (fmpz(radius[0]), fmpz(radius[1])))


def _same(x: arb, parts: tuple[int, int]) -> bool:
    return bool(x == arb((fmpz(parts[0]), fmpz(parts[1]))))


def _pair(value: object, part: str, accepted: str) -> tuple[int, int]:
    entries = cast("Sequence[object]", value) if isinstance(value, list | tuple) else ()
    if len(entries) != 2 or any(type(entry) is not int for entry in entries):
        raise BadInput(f"ball[{part!r}]", f"is {str(value)[:60]!r}", accepted)
    return cast("tuple[int, int]", tuple(entries))
