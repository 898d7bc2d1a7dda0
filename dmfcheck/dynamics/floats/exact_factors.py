"""The rationals that a real float64 descent ends in."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from dmfcheck.base.verdict import CannotSay
from dmfcheck.dynamics.floats.cut_short import CutShort
from dmfcheck.dynamics.floats.matrix import descend, identical_start


@lru_cache(maxsize=256)
def float64_factors(
    target: tuple[tuple[float, ...], ...], depth: int, alpha: float, eta: float, steps: int
) -> tuple[tuple[tuple[Fraction, ...], ...], ...]:
    """W_1, ..., W_N after ``steps`` steps of the real float64 descent from alpha I, exactly.

    The entries are the rationals that the float64 numbers are. Raises
    :class:`~dmfcheck.base.verdict.CannotSay` where the descent leaves float64: there is then
    no iterate to compare with anything.

    >>> float64_factors(((0.25,),), 2, 0.5, 0.125, 9)
    (((Fraction(1, 2),),), ((Fraction(1, 2),),))
    """
    start = identical_start(alpha, len(target), depth)
    run = descend(target, start, eta, steps, log_at=())
    if isinstance(run, CutShort):
        raise CannotSay(f"the float64 descent has no iterate {run.at}: {run.reason}")
    return tuple(
        tuple(tuple(Fraction(float(entry)) for entry in row) for row in factor)
        for factor in run.factors
    )
