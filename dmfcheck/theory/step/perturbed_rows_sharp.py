"""The constants of step.perturbed, step.perturbed_sharp and step.quoted_perturbed."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.perturbed.sign import STEP
from dmfcheck.theory.sharp import SharpConstant
from dmfcheck.theory.step.perturbed import (
    NEGATIVE,
    NEGATIVE_STEP,
    PERTURBED,
    POSITIVE,
    POSITIVE_STEP,
    QUOTED_ANY_SIGN,
    QUOTED_PERTURBED,
    STRETCH,
)
from dmfcheck.theory.step.perturbed_sharp import sharp_step, stretch_root, sufficient_step
from dmfcheck.theory.vocabulary import TWO_TO_TEN

__all__ = [
    "algebraic_step",
    "both_signs",
    "one_sign",
    "quoted_perturbed_step",
    "stretch_bound",
]

_METHOD = "{boxes} boxes with a lemma for the last steps below, ball orbit above"


def algebraic_step(depth: int) -> SharpConstant:
    """The number 1/L_N that the proof of step.perturbed gives, not the sharp step.

    >>> found = algebraic_step(2)
    >>> found.low <= found.high < found.low + Fraction(1, 10**40)
    True
    """
    low, high = sufficient_step(depth)
    stated = STEP.stated(depth)
    return SharpConstant(
        PERTURBED.id,
        "1/L_N",
        depth,
        stated,
        low,
        high,
        1,
        None,
        "enclosure of the algebraic number 1/L_N itself",
    )


def stretch_bound(depth: int) -> SharpConstant:
    """The least c with q <= sqrt(c) M: the gradient flow attains it as beta -> alpha.

    >>> round(float(stretch_bound(2).low), 6)
    1.618034
    """
    low, high = stretch_root(depth)
    return SharpConstant(
        PERTURBED.id,
        STRETCH.name,
        depth,
        STRETCH.stated(depth),
        low,
        high,
        -1,
        None,
        "enclosure of the root; sharp as eta -> 0, beta -> alpha",
    )


def both_signs(depth: int) -> SharpConstant:
    """The sharp step for every real lambda at once, against 1/L_N.

    >>> round(both_signs(2).slack, 3)
    0.964
    """
    return _least(PERTURBED.id, STEP.name, depth, STEP.stated(depth))


def quoted_perturbed_step(depth: int) -> SharpConstant:
    """The same sharp step, against 1/(9N c^{2N-2}).

    >>> round(1 / quoted_perturbed_step(2).slack, 1)
    21.9
    """
    return _least(QUOTED_ANY_SIGN.id, QUOTED_PERTURBED.name, depth, QUOTED_PERTURBED.stated(depth))


def one_sign(depth: int, sign: int) -> SharpConstant:
    """The sharp step for one sign of lambda, N = 2..10, against its first six digits.

    >>> one_sign(2, -1).name
    'monotone step, lambda < 0'
    """
    TWO_TO_TEN.read(depth)
    found = sharp_step(depth, sign)
    claim, constant = (POSITIVE.id, POSITIVE_STEP) if sign > 0 else (NEGATIVE.id, NEGATIVE_STEP)
    stated = constant.stated(depth)
    return SharpConstant(
        claim,
        constant.name,
        depth,
        stated,
        found.low,
        found.high,
        1,
        found.witness,
        _METHOD.format(boxes=found.boxes),
        _reason(found.low),
    )


def _least(claim: str, name: str, depth: int, stated: Fraction) -> SharpConstant:
    signs = [sharp_step(depth, sign) for sign in (1, -1)]
    least = min(signs, key=lambda found: found.high)
    proved = [found.low for found in signs if found.low is not None]
    low = min(proved) if len(proved) == 2 else sufficient_step(depth)[0]
    boxes = sum(found.boxes for found in signs)
    return SharpConstant(
        claim,
        name,
        depth,
        stated,
        low,
        least.high,
        1,
        least.witness,
        _METHOD.format(boxes=boxes),
        None,
    )


def _reason(low: Fraction | None) -> str | None:
    return None if low is not None else "the boxes did not settle every start"


SHARP = {
    PERTURBED.id: (both_signs, algebraic_step, stretch_bound),
    POSITIVE.id: (partial(one_sign, sign=1),),
    NEGATIVE.id: (partial(one_sign, sign=-1),),
    QUOTED_ANY_SIGN.id: (quoted_perturbed_step,),
}
