"""A real descent of exact eigenvalues or of a matrix, as a user asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.problem import PLAIN_UPDATE, Problem
from dmfcheck.problems import descent_check
from dmfcheck.problems.descent_check import DescentCheck
from dmfcheck.problems.factor_start import factor_start, is_factors
from dmfcheck.problems.prediction import DEFAULT_DELTA
from dmfcheck.problems.real_descent import Progress
from dmfcheck.problems.targets import (
    as_matrix,
    is_aligned,
    is_matrix,
    nearest_spectrum,
)

if TYPE_CHECKING:
    from dmfcheck.base.validation import Rational
    from dmfcheck.dynamics.update import Update

MOST_STEPS = 1_000_000
"""Of so many steps the recursions, which a descent is held against, fit into memory."""


def check(
    target: object,
    *,
    depth: object,
    alpha: Rational | None = None,
    eta: Rational,
    beta: Rational = 0,
    update: Update = PLAIN_UPDATE,
    delta: Rational = DEFAULT_DELTA,
    steps: object = None,
    seed: object = 0,
    progress: Progress | None = None,
    start: object = None,
    aligned: bool = False,
) -> DescentCheck:
    """The real float64 descent on full matrices, every claim that applies held against it.

    ``target`` and the other arguments are as in :func:`~dmfcheck.problems.prediction.predict`; of a
    spectrum the basis is random from ``seed`` (>= 0). ``steps`` (1 to :data:`MOST_STEPS`) are what
    the predictions need unless given. Raises :class:`~dmfcheck.base.validation.BadInput`, also for
    what float64 cannot hold.

    >>> result = check("2,1", depth=2, alpha="1/10", eta="1/10")
    >>> sorted({entry.verdict for entry in result.claims})
    ['holds']
    """
    along = is_aligned(target, aligned)
    matrix = None
    if is_matrix(target):
        matrix = as_matrix(target, along)
    factors = None
    if is_factors(start):
        factors = factor_start(
            as_matrix(target, along), start, validation.depth(depth), aligned=along
        )
        start = factors.rows
    problem = Problem.from_spectrum(
        target if matrix is None else nearest_spectrum(matrix, aligned=along),
        depth=depth,
        alpha=alpha,
        eta=eta,
        beta=beta,
        update=update,
        start=start,
    )
    fraction = 1 - validation.proper_fraction(delta, "delta")
    count = None if steps is None else validation.whole(steps, "steps", 1, MOST_STEPS)
    chosen_seed = validation.whole(seed, "seed", 0)
    _require_float64(problem)
    return descent_check.check_problem(
        problem,
        target=matrix,
        steps=count,
        fraction=fraction,
        seed=chosen_seed,
        progress=progress,
        aligned=along,
        factors=factors,
    )


def _starts(problem: Problem) -> Iterator[tuple[str, Fraction]]:
    for j, row in enumerate(problem.starts, start=1):
        for i, a in enumerate(row, start=1):
            yield (f"row {j} entry {i}" if len(problem.starts) > 1 else f"entry {i}"), a


def _require_float64(problem: Problem) -> None:
    numbers = {name: getattr(problem, name) for name in ("alpha", "beta", "eta")}
    numbers |= {
        f"spectrum eigenvalue {i}": value for i, value in enumerate(problem.spectrum, start=1)
    }
    numbers |= problem.update.numbers()
    numbers |= {f"start {where}": a for where, a in _starts(problem)}
    for name, number in numbers.items():
        if not validation.held_by_float64(number):
            raise BadInput(
                name,
                f"is {validation.shown(number)}, which float64 cannot hold",
                "for a real descent 0 or sizes of 5e-324 to 1.7e308; predict takes any",
            )
