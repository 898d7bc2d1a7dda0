"""The eigenvalues that a run descends to: those that are given, or those that a row tells."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.level_times import Enclosure
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.recursion import identical_iterate
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.targets import is_matrix

__all__ = ["Eigenvalues", "given_spectrum", "largest_stable", "last_row", "told_by_rows"]

HALVINGS = 60
"""Of an interval, until it is as narrow as float64 has it."""

ROWS = 12
"""So many rows of a run tell its spectrum, if none is given."""

MOST_ITERATED = 2_000_000
"""Steps times n up to which rows tell something."""


@dataclass(frozen=True)
class Eigenvalues:
    """Nonincreasing ``enclosures``, and ``middle``, exact numbers that stand for them.

    ``source`` says in words where they are from.
    """

    enclosures: tuple[Enclosure, ...]
    middle: tuple[Fraction, ...]
    source: str


def given_spectrum(target: object, factor: Fraction, columns: int) -> Eigenvalues:
    """The eigenvalues of ``factor`` times a spectrum or a symmetric matrix.

    Raises :class:`~dmfcheck.base.validation.BadInput`, also unless there is one for each singular
    value.

    >>> given_spectrum("1,3", Fraction(2), 2).middle
    (Fraction(6, 1), Fraction(2, 1))
    """
    if is_matrix(target):
        from dmfcheck.dynamics.balls.eigenvalues import eigenvalue_enclosures

        matrix = validation.symmetric(target, "target")
        enclosures = tuple((factor * lo, factor * hi) for lo, hi in eigenvalue_enclosures(matrix))
        source = "of the matrix"
    else:
        enclosures = tuple((factor * v, factor * v) for v in validation.spectrum(target, "target"))
        source = "as given"
    if len(enclosures) != columns:
        wrong = f"has {len(enclosures)} eigenvalues, and the run {columns} singular values"
        raise BadInput("target", wrong, "as many eigenvalues as the run has singular values")
    middle = tuple(lo if lo == hi else Fraction(float((lo + hi) / 2)) for lo, hi in enclosures)
    return Eigenvalues(enclosures, middle, source)


def last_row(row: FloatArray) -> Eigenvalues:
    """The numbers of ``row`` themselves, which a descent that has ended has reached.

    >>> last_row(np.array([2.0])).middle
    (Fraction(2, 1),)
    """
    values = tuple(Fraction(float(value)) for value in row)
    return Eigenvalues(tuple((value, value) for value in values), values, "the last row itself")


def told_by_rows(
    problem: Problem, steps: NDArray[np.int64], low: FloatArray, high: FloatArray
) -> Eigenvalues:
    """The eigenvalues lambda, of any sign, with low <= w(k) <= high at steps on record.

    ``low`` and ``high`` have shape (rows, n); ``problem`` has everything but the spectrum. w(k)
    increases in lambda, so that each row encloses each lambda, by bisection of the recursion in
    float64; of some :data:`ROWS` rows those enclosures are intersected, from the first on, until a
    row contradicts those before it: it is beyond the horizon, or the run is another one. No lambda
    is taken for larger than the largest that is stable. Raises
    :class:`~dmfcheck.base.validation.BadInput` for a first row too late to be iterated to.

    >>> problem = Problem.from_spectrum([1], depth=2, alpha="1/2", eta="1/4")
    >>> row = np.array([[9 / 32]])
    >>> told = told_by_rows(problem, np.array([1]), row, row)
    >>> [round(float(value), 12) for value in told.middle]
    [0.492640687119]
    """
    reachable = int(np.searchsorted(steps, MOST_ITERATED // low.shape[1], side="right"))
    if not reachable:
        wrong = f"is not given, and the first row is that of step {steps[0]}"
        raise BadInput("target", wrong, "the target of a run that begins so late")
    most = largest_stable(problem)
    ends = np.full(low.shape[1], -most), np.full(low.shape[1], most)
    last = 0
    for place in _chosen(reachable):
        step = int(steps[place])
        if not step:  # the start tells nothing of the target
            continue
        least = np.maximum(ends[0], _bisected(problem, step, low[place]))
        greatest = np.minimum(ends[1], _bisected(problem, step, high[place]))
        if (least > greatest).any():
            break
        ends, last = (least, greatest), step
    lows, highs = (np.sort(end)[::-1].tolist() for end in ends)
    enclosures = tuple(map(lambda lo, hi: (Fraction(lo), Fraction(hi)), lows, highs))
    middle = tuple(Fraction(float((lo + hi) / 2)) for lo, hi in enclosures)
    return Eigenvalues(enclosures, middle, f"told by the rows up to step {last}")


def _chosen(rows: int) -> list[int]:
    """Places of rows at equal distances and at equal ratios, the first and the last among them."""
    even = np.linspace(0, rows - 1, ROWS // 2)
    ratio = np.geomspace(1, rows, ROWS - ROWS // 2) - 1
    return sorted({round(place) for place in (*even, *ratio)})


def largest_stable(problem: Problem) -> float:
    """The largest |lambda| for which eta is stable, (1/(N eta))^{N/(2N-2)}, rounded down.

    >>> round(largest_stable(Problem.from_spectrum([1], depth=2, alpha="1/2", eta="1/4")), 9)
    2.0
    """
    N = problem.depth
    return float((1 / (N * float(problem.eta))) ** (N / (2 * N - 2)) * (1 - 1e-12))


def _bisected(problem: Problem, step: int, wanted: FloatArray) -> FloatArray:
    most, N = largest_stable(problem), problem.depth
    low, high = np.full(wanted.shape, -most), np.full(wanted.shape, most)
    for _ in range(HALVINGS):
        middle = low / 2 + high / 2
        reached = identical_iterate(float(problem.alpha), middle, float(problem.eta), N, step) ** N
        high = np.where(reached >= wanted, middle, high)
        low = np.where(reached >= wanted, low, middle)
    return high
