"""Hypothesis strategies for noisy targets: What = W* + E in the eigenbasis of What."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.theory.drawing import DEPTHS, ONE, depths, scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.rank.plateau_strategies import plateaus
from dmfcheck.theory.stopping.plateau import (
    ALWAYS_BETTER,
    LIMIT,
    PLATEAU,
    PROJECTION,
    THRESHOLD,
    THRESHOLD_SHARP,
)

Rows = list[list[Fraction]]


def _entries() -> st.SearchStrategy[Fraction]:
    return st.one_of(
        st.sampled_from([Fraction(0), ONE, -ONE]), fractions(-2, 2, max_denominator=12)
    )


@composite
def _factors(draw: Draw, rows: int, columns: int) -> Rows:
    """B, n x r, of any rank up to r."""
    row = st.lists(_entries(), min_size=columns, max_size=columns)
    drawn: Rows = draw(st.lists(row, min_size=rows, max_size=rows))
    return drawn


@composite
def projections(draw: Draw) -> Values:
    """A spectrum of any signs, often positive semidefinite, and a W* of any rank but What."""
    n = draw(st.integers(1, 4))
    scale = draw(scales())
    positive = draw(st.booleans())
    value = fractions(0, 3, max_denominator=12) if positive else _entries()
    spectrum = sorted(draw(st.lists(value, min_size=n, max_size=n)), reverse=True)
    factor = draw(_factors(n, draw(st.integers(1, n))))
    diagonal = [[v if i == j else 0 for j in range(n)] for i, v in enumerate(spectrum)]
    square = [[sum(x * y for x, y in zip(a, b, strict=True)) for b in factor] for a in factor]
    if square == diagonal:
        factor[0][0] += 1
    return {
        "depth": draw(DEPTHS()),
        "spectrum": [scale**2 * v for v in spectrum],
        "factor": [[scale * x for x in row] for row in factor],
    }


@composite
def limits(draw: Draw) -> Values:
    """Eigenvalues of both signs and a start below the positive ones; few enough steps for balls."""
    N = draw(depths(2, 4))
    scale = draw(st.sampled_from([ONE, Fraction(1, 3), Fraction(7)]))
    roots = draw(st.lists(fractions(Fraction(1, 2), ONE, max_denominator=12), max_size=2))
    rest = draw(
        st.lists(st.one_of(st.just(Fraction(0)), _entries().map(lambda v: -abs(v))), max_size=2)
    )
    if not roots and not rest:
        roots = [ONE]
    alpha = min(roots, default=ONE) * draw(fractions(Fraction(1, 4), ONE, max_denominator=8))
    # Whatever the eigenvalues, this is below each of the bounds on the step.
    size = max([alpha**N, *(root**N for root in roots), *(-v for v in rest)])
    eta = draw(shares()) / (2 * N * max(ONE, size) ** 2)
    return {
        "depth": N,
        "spectrum": [scale**N * v for v in sorted([*(r**N for r in roots), *rest], reverse=True)],
        "alpha": scale * alpha,
        "eta": max(eta, Fraction(1, 500)) / scale ** (2 * N - 2),
        "delta": draw(st.one_of(shares(reach_one=False))),
        "steps": draw(st.integers(1, 400)),
    }


@composite
def tight_limits(draw: Draw) -> Values:
    """One eigenvalue 1, and a delta that is exactly what is missing at K, a step from the start."""
    from dmfcheck.claims.exact import Exact
    from dmfcheck.claims.point import Point

    values: Values = {
        "depth": draw(depths(2, 3)),
        "spectrum": [ONE],
        "alpha": draw(fractions(Fraction(1, 4), Fraction(7, 8), max_denominator=8)),
        "eta": Fraction(1, draw(st.integers(50, 100))),
        "steps": 1,
    }
    # Judged one step after K, where less is missing, but by less than a tenth.
    reached = Exact().value_at(Point(values), 1, 0)
    return values | {"delta": 1 - reached}


@composite
def high_limits(draw: Draw) -> Values:
    """A single eigenvalue below the start: w falls to it, recovered at once but far away."""
    N = draw(depths(2, 4))
    return {
        "depth": N,
        "spectrum": [draw(fractions(Fraction(1, 10), Fraction(1, 2), max_denominator=20))],
        "alpha": ONE,
        "eta": Fraction(1, 2 * N * draw(st.integers(10, 100))),
        "delta": Fraction(1, 10),
        "steps": 1,
    }


@composite
def crossed_plateaus(draw: Draw) -> Values:
    """L = 1, n = 2 and a delta' that w_2 passes before K1: between K2 and K1 nothing is claimed."""
    ratio = draw(fractions(Fraction(1, 2), Fraction(9, 10), max_denominator=20))
    alpha = Fraction(1, draw(st.integers(4, 10)))
    return {
        "depth": 2,
        "spectrum": [ONE, ratio],
        "factor": [[ONE], [Fraction(0)]],
        "rank": 1,
        "alpha": alpha,
        "eta": Fraction(1, draw(st.integers(4, 10))),
        "delta": Fraction(1, 100),
        "quiet_level": 2 * alpha**2,
        "steps": 1,
    }


@composite
def noisy_plateaus(draw: Draw, *, exponents: tuple[int, ...] = (0, 0, 1, 2)) -> Values:
    """A plateau of rank.plateau and a W*, often one that makes the triangle inequality sharp."""
    values: Values = draw(plateaus(partial(depths, 2, 5), exponents=exponents))
    spectrum, L = values["spectrum"], values["rank"]
    n = len(spectrum)
    # Entries of the size of sqrt(lambda_1), rational.
    size = Fraction(float(spectrum[0]) ** 0.5)
    factor = draw(_factors(n, draw(st.integers(1, n))))
    if draw(st.booleans()):
        # W* beyond What_L in the direction of the eigenvalue that is recovered last.
        factor = [[Fraction(3 if i == j == L - 1 else 0) for j in range(n)] for i in range(n)]
    return values | {"factor": [[size * x for x in row] for row in factor]}


@composite
def quiet_plateaus(draw: Draw) -> Values:
    """Two eigenvalues or more that rest at the start, delta' itself, and W* = What_1 but for them.

    With a small delta the error is nearly all that they make, and each of them counts.
    """
    N = draw(depths(2, 4))
    alpha = draw(fractions(Fraction(1, 4), Fraction(3, 4), max_denominator=12))
    rest = [alpha**N] * draw(st.integers(2, 3))
    return {
        "depth": N,
        "spectrum": [ONE, *rest],
        "factor": [[ONE], *([Fraction(0)] for _ in rest)],
        "rank": 1,
        "alpha": alpha,
        "eta": draw(shares()) / N,
        "delta": alpha**N / 2 ** draw(st.integers(4, 12)),
        "quiet_level": alpha**N,
        "steps": draw(st.integers(1, 20)),
    }


@composite
def tied_thresholds(draw: Draw) -> Values:
    """2L equal eigenvalues of What and L of W*, twice as large: ||What_L - W*||_F^2 = 5L eps^2."""
    L = draw(st.integers(1, 3))
    root = draw(fractions(Fraction(1, 12), 2, max_denominator=12))
    places = draw(st.permutations(range(L)))
    factor = [[Fraction(0)] * L for _ in range(L)]
    factor += [
        [root if column == place else Fraction(0) for column in range(L)] for place in places
    ]
    size = root**2 / 2
    return _threshold([size] * (2 * L), factor, L, size)


@composite
def thresholds(draw: Draw, share: Fraction = ONE) -> Values:
    """W* of rank at most L, a spectrum, and epsilon just above ||E||, or exactly there.

    Diagonal W* are drawn often: there ||E|| is known exactly, and sqrt(5L) can be attained. With
    another ``share`` epsilon is that much of it.
    """
    values = draw(_thresholds())
    return {**values, "noise": share * values["noise"]}


@composite
def full_rank_thresholds(draw: Draw) -> Values:
    """W* = What of full rank but for a small E, and L = 1: what is left out is no noise."""
    n = draw(st.integers(2, 4))
    squares = [Fraction(draw(st.integers(1, 9))) for _ in range(n)]
    noise = Fraction(1, draw(st.integers(10, 1000)))
    factor = [[x if i == j else Fraction(0) for j in range(n)] for i, x in enumerate(squares)]
    spectrum = sorted((x * x + noise for x in squares), reverse=True)
    factor.sort(key=max, reverse=True)
    return _threshold(spectrum, factor, 1, noise)


@composite
def _thresholds(draw: Draw) -> Values:
    n = draw(st.integers(1, 4))
    L = draw(st.integers(1, n))
    if draw(st.booleans()):
        diagonal: Values = draw(_diagonal_thresholds(n, L))
        return diagonal
    factor = draw(_factors(n, L))
    spectrum = sorted(draw(st.lists(_entries(), min_size=n, max_size=n)), reverse=True)
    noise = _noise_norm(spectrum, factor) + Fraction(1, 2**20)
    return _threshold(spectrum, factor, L, noise)


@composite
def _diagonal_thresholds(draw: Draw, n: int, L: int) -> Values:
    roots = draw(st.lists(_entries(), min_size=L, max_size=L))
    places = draw(st.permutations(range(n)))[:L]
    factor = [[Fraction(0)] * L for _ in range(n)]
    for column, (place, root) in enumerate(zip(places, roots, strict=True)):
        factor[place][column] = root
    squares = [sum((x * x for x in row), Fraction(0)) for row in factor]
    size = max([*squares, ONE]) / 2
    # Half of the largest square everywhere ties the eigenvalues: the worst case.
    tied = draw(st.booleans())
    spectrum = [size] * n if tied else sorted(squares, reverse=True)
    noise = max(abs(v - s) for v, s in zip(spectrum, squares, strict=True))
    return _threshold(spectrum, factor, L, noise or ONE)


def _threshold(spectrum: Any, factor: Rows, L: int, noise: Fraction) -> Values:
    return {"depth": 2, "spectrum": spectrum, "factor": factor, "rank": L, "noise": noise}


def _noise_norm(spectrum: list[Fraction], factor: Rows) -> Fraction:
    import numpy as np

    B = np.array(factor, dtype=float)
    E = np.diag(np.array(spectrum, dtype=float)) - B @ B.T
    return Fraction(float(np.abs(np.linalg.eigvalsh(E)).max()))


@composite
def stopped_descents(draw: Draw) -> Values:
    """Small targets, and a W* that is often larger than What: stopping early cannot help there."""
    n = draw(st.integers(1, 3))
    N = draw(depths(2, 3))
    spectrum = sorted(
        (draw(fractions(Fraction(1, 2), 1, max_denominator=8)) ** N for _ in range(n)),
        reverse=True,
    )
    factor = draw(_factors(n, draw(st.integers(1, n))))
    return {
        "depth": N,
        "spectrum": spectrum,
        "factor": factor,
        "alpha": Fraction(1, draw(st.integers(2, 8))),
        "eta": Fraction(1, N * draw(st.integers(1, 4))),
        "steps": draw(st.integers(1, 4)),
    }


LOOK = (
    Look(PROJECTION, projections),
    Look(LIMIT, limits),
    Look(PLATEAU, noisy_plateaus),
    Look(THRESHOLD, thresholds),
    Look(THRESHOLD_SHARP, thresholds),
    Look(ALWAYS_BETTER, stopped_descents, first=True),
)
