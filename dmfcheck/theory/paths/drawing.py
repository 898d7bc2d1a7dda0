"""Parallel paths as they are drawn: d_1 = 1 up to a scale, few digits."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial

from dmfcheck.theory.drawing import depths
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.paths.bundle import end_to_end

THREE_LAYERS: Depths = partial(depths, 3, 3)
DEEP_DEPTHS: Depths = partial(depths, 3, 5)
ONE = Fraction(1)


def scaled(values: Values, scale: Fraction) -> Values:
    """The same descent in other units: every factor times ``scale``.

    >>> scaled({"depth": 3, "paths": (1,), "eigenvalue": 2, "eta": 1}, Fraction(2))["eta"]
    Fraction(1, 16)
    """
    N = values["depth"]
    changed = dict(values)
    changed["paths"] = tuple(d * scale for d in values["paths"])
    changed["eigenvalue"] = values["eigenvalue"] * scale**N
    changed["eta"] = values["eta"] / scale ** (2 * N - 2)
    return changed


@cache
def sizes() -> st.SearchStrategy[Fraction]:
    """Numbers in (0, 1] of few digits, with mass at 1, near 1 and near 0."""
    return st.one_of(
        fractions(Fraction(1, 20), ONE, max_denominator=20),
        st.integers(1, 12).map(lambda j: Fraction(1, 2**j)),
        st.integers(1, 12).map(lambda j: 1 - Fraction(1, 2**j)),
    )


@composite
def bundles(draw: Draw, least: int = 1) -> tuple[Fraction, ...]:
    """1 and up to two more factors, equal, nearly equal or much smaller."""
    others = draw(st.lists(sizes(), min_size=least - 1, max_size=2))
    return (ONE, *sorted(others, reverse=True))


def with_pull(depth: int, paths: tuple[Fraction, ...], e: Fraction, eta: Fraction) -> Values:
    """``paths`` and lambda such that eta (lambda - w) is ``e``."""
    eigenvalue = end_to_end(depth, paths) + e / eta
    return {"depth": depth, "paths": paths, "eigenvalue": eigenvalue, "eta": eta}
