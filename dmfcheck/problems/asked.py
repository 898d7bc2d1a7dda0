"""The two questions of a user, of exact eigenvalues or of a matrix: predict, and check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.problem import PLAIN_UPDATE, Problem
from dmfcheck.problems import descent_check
from dmfcheck.problems.descent_check import DescentCheck
from dmfcheck.problems.prediction import (
    DEFAULT_DELTA,
    Prediction,
    nearest_spectrum,
    predict_matrix,
    predict_spectrum,
)
from dmfcheck.problems.real_descent import Progress

if TYPE_CHECKING:
    from dmfcheck.base.validation import FloatMatrix, Rational
    from dmfcheck.dynamics.update import Update

MOST_STEPS = 1_000_000
"""Every step is recorded, so that more would not fit into memory."""


def _as_matrix(target: object) -> FloatMatrix | None:
    """``target`` as a symmetric matrix where it is one or a list of rows, None for a spectrum."""
    rows = isinstance(target, (list, tuple)) and any(isinstance(r, (list, tuple)) for r in target)
    if rows or getattr(target, "ndim", 1) != 1:
        return validation.symmetric(target)
    return None


def predict(
    target: object,
    *,
    depth: object,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    update: Update = PLAIN_UPDATE,
    delta: Rational = DEFAULT_DELTA,
) -> Prediction:
    """Certified recovery times, plateaus of the effective rank and how far float64 can follow.

    ``target`` is a spectrum (text, or exact numbers) or a symmetric float64 matrix of shape (n, n),
    taken literally; the other arguments are as in :class:`~dmfcheck.dynamics.problem.Problem`.
    Times are in steps, until w(k)/lambda >= 1 - delta. Raises
    :class:`~dmfcheck.base.validation.BadInput`. Source: see
    :func:`~dmfcheck.problems.prediction.predict_spectrum`.

    >>> predict("3, 1", depth=2, alpha="1/100", eta="1/20").eigenvalues[0].hitting_time
    (44, 44)
    >>> predict([[2, 1], [1, 2]], depth=2, alpha="1/100", eta="1/20").plateaus[0].rank
    1
    """
    start: dict[str, Any] = {
        "depth": depth,
        "alpha": alpha,
        "eta": eta,
        "beta": beta,
        "update": update,
        "delta": delta,
    }
    matrix = _as_matrix(target)
    return predict_spectrum(target, **start) if matrix is None else predict_matrix(matrix, **start)


def check(
    target: object,
    *,
    depth: object,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    update: Update = PLAIN_UPDATE,
    delta: Rational = DEFAULT_DELTA,
    steps: object = None,
    seed: object = 0,
    progress: Progress | None = None,
) -> DescentCheck:
    """The real float64 descent on n x n matrices, every claim that applies held against it.

    ``target`` and the other arguments are as in :func:`predict`; of a spectrum the basis is random
    from ``seed`` (>= 0). ``steps`` (1 to :data:`MOST_STEPS`) are what the predictions need unless
    given. Raises :class:`~dmfcheck.base.validation.BadInput`, also for what float64 cannot hold.

    >>> result = check("2,1", depth=2, alpha="1/10", eta="1/10")
    >>> sorted({entry.verdict for entry in result.claims})
    ['holds']
    """
    matrix = _as_matrix(target)
    problem = Problem.from_spectrum(
        target if matrix is None else nearest_spectrum(matrix),
        depth=depth,
        alpha=alpha,
        eta=eta,
        beta=beta,
        update=update,
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
    )


def _require_float64(problem: Problem) -> None:
    numbers = {name: getattr(problem, name) for name in ("alpha", "beta", "eta")}
    numbers |= {
        f"spectrum eigenvalue {i}": value for i, value in enumerate(problem.spectrum, start=1)
    }
    numbers |= problem.update.numbers()
    for name, number in numbers.items():
        if not validation.held_by_float64(number):
            raise BadInput(
                name,
                f"is {validation.shown(number)}, which float64 cannot hold",
                "for a real descent 0 or sizes of 5e-324 to 1.7e308; predict takes any",
            )
