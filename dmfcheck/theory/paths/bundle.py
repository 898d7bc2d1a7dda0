"""Parallel paths: H paths of N equal factors, d_j+ = d_j + e d_j^{N-1}, e = eta (lambda - w).

w = d_1^N + ... + d_H^N descends on (lambda - w)^2/2. Of arXiv:2606.05219 (large steps restore the
symmetry of the paths that the flow breaks) the abstract was read, and a reader's account of the
rest, which is restated where a source is "quoted". What is derived was derived for this project.
Proofs, and what was read: ``notes/paths.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.point import Point

PATHS = Variable(
    "paths",
    "spectrum",
    Fraction(0),
    open_low=True,
    meaning="d_1(0) >= ... >= d_H(0) > 0, a factor of each path",
)

State = Sequence[Any]
"""d_1, ..., d_H."""

MOVES = r"d_j^+ = d_j + e\,d_j^{N-1},\ e = \eta(\lambda - w),\ w = \textstyle\sum_j d_j^N"


def end_to_end(depth: int, state: State) -> Any:
    """w = d_1^N + ... + d_H^N.

    >>> end_to_end(3, [2, 1])
    9
    """
    return sum(d**depth for d in state)


def pull(p: Point, state: State) -> Any:
    """e = eta (lambda - w)."""
    return p.eta * (p.eigenvalue - end_to_end(p.depth, state))


def growth(p: Point, state: State) -> list[Any]:
    """e d_j^{N-2}: a step multiplies d_j by 1 + that."""
    e = pull(p, state)
    return [e * d ** (p.depth - 2) for d in state]


def unequal(p: Point) -> list[int]:
    """The paths i that begin above path i+1; equal ones stay equal.

    >>> one, half = Fraction(1), Fraction(1, 2)
    >>> unequal(Point({"paths": (one, one, half, half)}))
    [1]
    """
    starts = p.exact["paths"]
    return [i for i, (x, y) in enumerate(pairwise(starts)) if x > y]


def states(p: Point) -> list[State]:
    """The paths at steps 0, ..., k.

    >>> values = {"depth": 3, "eigenvalue": Fraction(3), "eta": Fraction(1), "steps": 1}
    >>> states(Point(values | {"paths": (Fraction(1), Fraction(1))}))[1]
    [Fraction(2, 1), Fraction(2, 1)]
    """
    found: list[State] = [list(p.paths)]
    for _ in range(p.steps):
        last = found[-1]
        found.append([d * (1 + t) for d, t in zip(last, growth(p, last), strict=True)])
    return found


def few(a: Arithmetic, p: Point) -> list[State]:
    """:func:`states`, in balls where their exact digits are too many."""
    exact = p.exact
    a.require_few(p.depth, p.steps, *exact["paths"], exact["eigenvalue"], exact["eta"])
    return states(p)


def sharpness(depth: int, state: State) -> Any:
    """N (d_1^{2N-2} + ... + d_H^{2N-2}), the Hessian's largest eigenvalue where w = lambda.

    >>> sharpness(3, [2, 1])
    51
    """
    return depth * sum(d ** (2 * depth - 2) for d in state)
