"""Targets and starts as blocks in one basis, and some that share none."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.theory.drawing import ONE, SHALLOW_DEPTHS, depths, scales, shares, small_numbers
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.reduction.decoupling import DECOUPLING, NONNORMAL, SCALING


@composite
def normal_targets(draw: Draw) -> Values:
    """A normal What and starts that share its unitary eigenbasis, up to 4 x 4, any real signs."""
    from dmfcheck.claims.small_matrices import rotation

    N = draw(depths(2, 4))
    size = draw(st.integers(2, 4))
    entries = size * (size - 1) // 2
    skew = draw(st.lists(small_numbers(), min_size=entries, max_size=entries))
    # The Cayley transform exists for every skew matrix.
    basis = rotation(skew, size)

    def block() -> list[list[Fraction]]:
        real, imaginary = draw(small_numbers()), draw(small_numbers())
        diagonal = draw(st.lists(small_numbers(), min_size=size - 2, max_size=size - 2))
        matrix = [[Fraction(0)] * size for _ in range(size)]
        matrix[0][0] = matrix[1][1] = real
        matrix[0][1], matrix[1][0] = -imaginary, imaginary
        for i, value in enumerate(diagonal):
            matrix[i + 2][i + 2] = value
        return matrix

    return {
        "depth": N,
        "basis": basis,
        "target": block(),
        "starts": [block() for _ in range(N)],
        "eta": Fraction(1, draw(st.integers(2, 64))),
        "steps": draw(st.integers(1, 2)),
    }


@composite
def mixed_blocks(draw: Draw) -> Values:
    """A normal What and starts that are not diagonal in its eigenbasis."""
    values = draw(normal_targets())
    stray = draw(small_numbers())
    first = [list(row) for row in values["starts"][0]]
    first[0][1] += stray
    return {**values, "starts": [first, *values["starts"][1:]]}


@composite
def oblique_targets(draw: Draw) -> Values:
    """What and starts that are blocks in a basis that is not orthogonal."""
    values = draw(normal_targets())
    basis = [list(row) for row in values["basis"]]
    basis[0][0] += draw(fractions(Fraction(1, 4), 1, max_denominator=4))
    return {**values, "basis": basis}


@composite
def scalings(draw: Draw) -> Values:
    """A scale, a start and a stable step, for a few exact steps."""
    N = draw(SHALLOW_DEPTHS())
    start = draw(fractions(Fraction(1, 20), Fraction(2), max_denominator=20))
    step = draw(shares()) / (N * max(ONE, start) ** (2 * N - 2))
    return {
        "depth": N,
        "scale": draw(scales()),
        "start": start,
        "step": step,
        "steps": draw(st.integers(1, 3)),
    }


@composite
def triangular_targets(draw: Draw) -> Values:
    """Diagonalisable What = [[a, b], [0, d]] with a != d, and an identical start."""
    entry = fractions(-1, 1, max_denominator=4)
    top, bottom = draw(st.tuples(entry, entry).filter(lambda pair: pair[0] != pair[1]))
    return {
        "depth": draw(depths(2, 3)),
        "target": [[top, draw(entry)], [0, bottom]],
        "alpha": Fraction(1, draw(st.integers(1, 4))),
        "eta": Fraction(1, draw(st.integers(2, 8))),
        "steps": draw(st.integers(1, 2)),
    }


LOOK = (
    Look(DECOUPLING, normal_targets),
    Look(SCALING, scalings),
    Look(NONNORMAL, triangular_targets, first=True),
)
