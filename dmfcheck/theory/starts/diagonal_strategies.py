"""Rows (lambda_i, d_i(0)) whose order is to be kept, and some whose order is not."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.theory.drawing import DEPTHS, ONE, depths, scales, shares, starts
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.starts.diagonal import BETWEEN, LITERAL, ORDER


def _point(N: int, scale: Fraction, rows: list[tuple[Fraction, Fraction]], h: Fraction) -> Values:
    """Rows (lambda^{1/N}, d(0)) in units of ``scale``, and h of the first root, 1."""
    return {
        "depth": N,
        "modes": [[(scale * root) ** N, scale * start] for root, start in rows],
        "eta": h / scale ** (2 * N - 2),
    }


@composite
def ordered_rows(draw: Draw) -> Values:
    """Two to four rows; starts at most their roots, falling or equal."""
    N, scale = draw(DEPTHS()), draw(scales())
    roots = [ONE]
    for gap in draw(st.lists(shares(reach_one=False), min_size=1, max_size=3)):
        roots.append(roots[-1] * gap)
    start = ONE
    rows = []
    for root in roots:
        start = min(start, root) * draw(st.one_of(st.just(ONE), shares(), starts(3)))
        rows.append((root, start))
    steps = {"steps": draw(st.integers(1, 25))}
    return _point(N, scale, rows, draw(shares()) / N) | steps


@composite
def one_eigenvalue(draw: Draw) -> Values:
    """Two or three different starts of one eigenvalue, at most its root.

    So few steps that they are still apart by more than rounding.
    """
    N, scale = draw(DEPTHS()), draw(scales())
    lead = draw(st.one_of(shares(reach_one=False), starts()))
    rows = [(ONE, lead)]
    for gap in draw(st.lists(shares(reach_one=False), min_size=1, max_size=2)):
        rows.append((ONE, rows[-1][1] * gap))
    steps = {"steps": draw(st.integers(1, 4))}
    return _point(N, scale, rows, draw(shares()) / N) | steps


@composite
def unordered_rows(draw: Draw) -> Values:
    """Two rows, the smaller eigenvalue from far nearer to its root, up to when it is recovered."""
    N = draw(depths(2, 4))
    root = draw(fractions(Fraction(1, 2), Fraction(9, 10), max_denominator=20))
    ahead = root * draw(fractions(Fraction(1, 2), Fraction(19, 20), max_denominator=20))
    rows = [(ONE, Fraction(1, draw(st.integers(20, 1000)))), (root, ahead)]
    asked = {"fraction": draw(shares(reach_one=False)), "steps": draw(st.integers(1, 20))}
    return _point(N, draw(scales()), rows, draw(shares()) / N) | asked


@composite
def unequal_rows(draw: Draw) -> Values:
    """:func:`unordered_rows` without a level."""
    values = draw(unordered_rows())
    return {name: value for name, value in values.items() if name != "fraction"}


@composite
def crossing_rows(draw: Draw) -> Values:
    """Two eigenvalues so near each other that a step h_1 in (1/N, 2/N) lets them cross."""
    N = draw(depths(2, 4))
    ratio = 1 - Fraction(1, draw(st.integers(8, 1000)))
    start = ratio * draw(fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=40))
    rows = [(ONE, start), (ratio, start)]
    return _point(N, ONE, rows, (1 + draw(shares())) / N) | {"steps": draw(st.integers(20, 60))}


@composite
def crossing_starts(draw: Draw) -> Values:
    """Two starts just below one root, which a step h in (1/N, 2/N) turns round."""
    N = draw(depths(2, 6))
    least = Fraction(1, draw(st.integers(1000, 10000)))
    rows = [(ONE, 1 - least), (ONE, 1 - 2 * least)]
    h = (1 + draw(fractions(Fraction(1, 2), ONE, max_denominator=20))) / N
    return _point(N, ONE, rows, h) | {"steps": 1}


@composite
def starts_above(draw: Draw) -> Values:
    """Two starts above one root, where the map falls."""
    N = draw(depths(2, 6))
    start = draw(fractions(Fraction(11, 10), Fraction(3, 2), max_denominator=20))
    rows = [(ONE, start), (ONE, start - Fraction(1, 1000))]
    return _point(N, ONE, rows, ONE / N) | {"steps": 1}


@composite
def small_rows_above(draw: Draw) -> Values:
    """A second eigenvalue far below where it starts, and a third start a little below that."""
    N = draw(depths(2, 6))
    small = draw(fractions(Fraction(1, 10), Fraction(1, 3), max_denominator=20))
    start = draw(fractions(Fraction(19, 20), ONE, max_denominator=40))
    rows = [(ONE, start), (small, start), (small * Fraction(99, 100), start - Fraction(1, 100))]
    return _point(N, ONE, rows, ONE / N) | {"steps": 1}


@composite
def tied_rows(draw: Draw) -> Values:
    """Two equal rows, which are never told apart."""
    values: Values = draw(ordered_rows())
    return values | {"modes": [values["modes"][0]] * 2}


LOOK = (
    Look(ORDER, ordered_rows),
    Look(BETWEEN, one_eigenvalue),
    Look(LITERAL, unordered_rows),
)
