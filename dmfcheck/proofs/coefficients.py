"""Inequalities that no negative coefficient is left of, on all of a region or on parts of it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from dmfcheck.base.bounds import check_time
from dmfcheck.claims.claim import Constants, Margin
from dmfcheck.proofs.covers import require_ends
from dmfcheck.proofs.ratio import MOST_TERMS, NotShown, Polynomial, Ratio, divisors
from dmfcheck.proofs.region import Part, Region
from dmfcheck.proofs.signs import Signs
from dmfcheck.theory.proof import Bernstein, Coefficients


@dataclass(frozen=True)
class Shown:
    """One part of a margin shown to be >= 0 on a region.

    The part is ``quotient`` times the factors that are divided out, over ``denominator``: both have
    no negative coefficient, the quotient on each of ``parts``, on which it has ``terms`` in all.
    """

    quotient: Polynomial
    denominator: Polynomial
    parts: tuple[Part, ...]
    terms: int


def show(
    check: Coefficients | Bernstein, margin: Margin, depth: int, constants: Constants
) -> list[Shown]:
    """Show margin >= 0 on the region of ``check``; raises :class:`~dmfcheck.proofs.ratio.NotShown`.

    ``margin`` is that of the inequality, or the claim's own where it has none.
    """
    require_ends(check.inequality, depth, constants)
    region = Region(check.inequality, depth, constants)
    region.require_denominators()
    arithmetic = Signs(region)
    factors = [(_factor(region, f(region.point, constants)), power) for f, power in check.divided]
    for factor, power in factors:
        if power % 2 and region.sign(factor, region.whole) != 1:
            raise NotShown("a factor that is divided out is not shown to be >= 0")
    most = check.parts if isinstance(check, Bernstein) else 1
    try:
        with divisors() as under:
            numbers = arithmetic.parts(margin(arithmetic, region.point, constants))
    except ArithmeticError:
        raise
    except Exception as error:  # noqa: BLE001 - a margin may be anybody's
        raise NotShown(f"the margin raises {type(error).__name__} of polynomials") from None
    if check.inequality.has_values and not all(map(region.has_no_zero, under)):
        raise NotShown("what the margin is divided by is not shown to be other than 0")
    return [_show(region, part.reduced(), factors, most) for part in numbers]


def _factor(region: Region, value: Ratio | int | Fraction) -> Polynomial:
    ratio = (value if isinstance(value, Ratio) else Ratio(region.number(value))).reduced()
    if not ratio.den.is_one():
        raise NotShown("a factor that is divided out is no polynomial")
    return ratio.num


def _show(region: Region, value: Ratio, factors: list[tuple[Polynomial, int]], most: int) -> Shown:
    num, den = value.num, value.den
    if region.sign(den, region.whole) == -1:
        num, den = -num, -den
    if region.sign(den, region.whole) != 1 or region.image(den, region.whole).is_zero():
        raise NotShown("a denominator of the margin is not shown to be positive")
    if factors and prod(degree + 1 for degree in num.degrees()) > 2 * MOST_TERMS:
        raise NotShown(f"a quotient may have more than {MOST_TERMS} terms")
    for factor, power in factors:
        for _ in range(power):
            check_time()
            num, rest = divmod(num, factor)
            if not rest.is_zero():
                raise NotShown("the margin does not have the factor that is divided out")
    parts, terms = _parts(region, num, most)
    return Shown(num, den, parts, terms)


def _parts(region: Region, polynomial: Polynomial, most: int) -> tuple[tuple[Part, ...], int]:
    """Parts of the region, halved until no image has a negative coefficient, and their terms."""
    done: list[Part] = []
    terms = 0
    left = deque([region.whole])
    while left:
        part = left.popleft()
        image = region.image(polynomial, part)
        if all(coefficient >= 0 for coefficient in image.coeffs()):
            done.append(part)
            terms += len(image)
            continue
        if image.is_constant() or image.to_dict().get((0,) * len(part), 0) < 0:
            raise NotShown("the margin is negative at a corner of a part of the region")
        if len(done) + len(left) + 2 > most:
            raise NotShown(
                f"a coefficient of the margin is negative on a part of the region; {most} at most"
            )
        left.extend(_halves(region, part))
    return tuple(done), terms


def _halves(region: Region, part: Part) -> list[Part]:
    """The part cut across its longest side that has two ends."""
    sides = [
        (high - low, -index)
        for index, (low, high) in enumerate(part)
        if region.ranges[index].low is not None and region.ranges[index].high is not None
    ]
    if not sides:
        raise NotShown("a coefficient of the margin is negative, and nothing can be halved")
    index = -max(sides)[1]
    low, high = part[index]
    middle = (low + high) / 2
    return [(*part[:index], half, *part[index + 1 :]) for half in ((low, middle), (middle, high))]
