"""The eigenvalues that a run descends to: those that are given, or those that a row tells."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.level_times import Enclosure
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.recursion import identical_iterate
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.prediction import is_matrix

__all__ = ["Eigenvalues", "given_spectrum", "largest_stable", "last_row", "told_by_row"]

HALVINGS = 70
"""Of an interval, until it is as narrow as float64 has it."""


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


def told_by_row(problem: Problem, step: int, row: FloatArray, across: float = 0.0) -> Eigenvalues:
    """The lambda for which w(step) is each number of ``row``, of any sign, within ``across``.

    w(step) increases in lambda, so each is found by bisection of the recursion in float64;
    ``problem`` has everything but the spectrum. Ends beyond every stable lambda are that.

    >>> problem = Problem.from_spectrum([1], depth=2, alpha="1/2", eta="1/4")
    >>> [float(value).__round__(12) for value in told_by_row(problem, 1, np.array([9 / 32])).middle]
    [0.492640687119]
    """
    low, middle, high = (
        _bisected(problem, step, row + shift * across) for shift in (-1.0, 0.0, 1.0)
    )
    found = sorted(
        (
            (Fraction(float(value)), Fraction(float(lo)), Fraction(float(hi)))
            for value, lo, hi in zip(middle, low, high, strict=True)
        ),
        reverse=True,
    )
    return Eigenvalues(
        tuple((min(lo, value), max(hi, value)) for value, lo, hi in found),
        tuple(value for value, _, _ in found),
        f"told by the row of step {step}",
    )


def largest_stable(problem: Problem) -> float:
    """The largest |lambda| for which eta is stable: (1/(N eta))^{N/(2N-2)}.

    >>> largest_stable(Problem.from_spectrum([1], depth=2, alpha="1/2", eta="1/4"))
    2.0
    """
    N = problem.depth
    return float((1 / (N * float(problem.eta))) ** (N / (2 * N - 2)))


def _bisected(problem: Problem, step: int, wanted: FloatArray) -> FloatArray:
    most, N = largest_stable(problem), problem.depth
    low, high = np.full(wanted.shape, -most), np.full(wanted.shape, most)
    for _ in range(HALVINGS):
        middle = low / 2 + high / 2
        reached = identical_iterate(float(problem.alpha), middle, float(problem.eta), N, step) ** N
        high = np.where(reached >= wanted, middle, high)
        low = np.where(reached >= wanted, low, middle)
    return high
