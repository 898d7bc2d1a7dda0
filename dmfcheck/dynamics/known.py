"""What is known of a pair of start and update besides its definition: one entry a pair.

A pair without an entry is iterated as written; nothing else is said of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.dynamics import PERTURBED, PLAIN, Dynamics, States, end_to_end, stepped
from dmfcheck.dynamics.problem import Problem
from dmfcheck.dynamics.start import Diagonal, DiagonalFactors
from dmfcheck.dynamics.updates.descent import Descent

if TYPE_CHECKING:
    from dmfcheck.dynamics.balls.level_times import Bracket, Enclosure
    from dmfcheck.dynamics.floats.arrays import FloatArray


@dataclass(frozen=True)
class Known:
    """What is registered of a pair; each loads what it needs when it is called.

    ``end_to_end`` is the fastest way to w(k), ``float_horizon`` the step up to which float64
    follows (None where that is not derived), and ``recovery`` the certified first k with
    w(k)/lambda >= fraction for every lambda of an enclosure, or why there is none.
    """

    end_to_end: Callable[[Problem, int], FloatArray]
    float_horizon: Callable[[Problem, Iterable[Fraction], int], int | None] | None
    recovery: Callable[[Problem, Enclosure, Fraction], Bracket | str]


def end_to_end_orbit(problem: Problem, steps: int) -> FloatArray:
    """w(k) of every eigenvalue in float64, shape (steps + 1, n), by the fastest way there is.

    >>> from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
    >>> given = {"depth": 2, "alpha": "1/2", "eta": "1/4", "update": HeavyBall("1/2")}
    >>> end_to_end_orbit(Problem.from_spectrum("1", **given), 1)
    array([[0.25      ],
           [0.35253906]])
    """
    known = KNOWN.get(problem.dynamics)
    return _as_written(problem, steps) if known is None else known.end_to_end(problem, steps)


def float_horizon(problem: Problem, spectrum: Iterable[Fraction], steps: int) -> int | None:
    """The float horizon of a descent on ``spectrum``, None if beyond ``steps``.

    Raises :class:`~dmfcheck.base.validation.BadInput` for a pair for which none is derived. Source:
    float.saddle (:func:`dmfcheck.dynamics.floats.horizon.float_horizon`).

    >>> problem = Problem.from_spectrum("1,-1", depth=2, alpha="1/10", eta="1/10")
    >>> float_horizon(problem, problem.spectrum, 1000) < 400
    True
    """
    known = KNOWN.get(problem.dynamics)
    if known is None or known.float_horizon is None:
        raise BadInput(
            "dynamics",
            f"are {problem.dynamics}, for which no float horizon is derived",
            " or ".join(str(pair) for pair, one in KNOWN.items() if one.float_horizon),
        )
    return known.float_horizon(problem, spectrum, steps)


def has_horizon(problem: Problem) -> bool:
    """Whether a float horizon is derived for the dynamics of a problem.

    >>> has_horizon(Problem.from_spectrum("1", depth=2, start="1/2;1/3", eta="1/8"))
    False
    """
    known = KNOWN.get(problem.dynamics)
    return known is not None and known.float_horizon is not None


def _as_written(problem: Problem, steps: int) -> FloatArray:
    import numpy as np

    start, update = problem.start.converted(float), problem.update.converted(float)
    counts = [count for _, count in start.classes(problem.depth)]
    eigenvalues = np.array([float(value) for value in problem.spectrum])
    factors: States = tuple(
        np.array(value) if isinstance(value, tuple) else value
        for value, _ in start.classes(problem.depth)
    )
    memories: States = tuple(map(update.remembers, factors))
    eta = float(problem.eta)
    ends = np.empty((steps + 1, problem.size))
    # An eigenvalue that leaves float64 is not followed further, and shows it.
    with np.errstate(over="ignore", invalid="ignore"):
        for k, row in enumerate(ends):
            if k:
                now = factors, memories, counts
                factors, memories = stepped(update, *now, eigenvalues, eta, k - 1)
            row[:] = end_to_end(factors, counts)
    return ends


def _identical(problem: Problem, steps: int) -> FloatArray:
    import numpy as np

    from dmfcheck.dynamics.floats.recursion import identical_orbit

    eigenvalues = np.array([float(value) for value in problem.spectrum])
    alpha, eta, N = float(problem.alpha), float(problem.eta), problem.depth
    start = np.array([float(a) for a in problem.starts[0]]) if problem.starts else alpha
    orbit: FloatArray = identical_orbit(start, eigenvalues, eta, N, steps)
    return orbit**N


def _perturbed(problem: Problem, steps: int) -> FloatArray:
    import numpy as np

    from dmfcheck.dynamics.floats.recursion import perturbed_orbit

    eigenvalues = np.array([float(value) for value in problem.spectrum])
    start = float(problem.alpha), float(problem.beta)
    return perturbed_orbit(*start, eigenvalues, float(problem.eta), problem.depth, steps)[2]


def _horizon(problem: Problem, spectrum: Iterable[Fraction], steps: int) -> int | None:
    from dmfcheck.dynamics.floats import horizon

    if problem.starts:
        values, start = tuple(spectrum), problem.starts[0]
        return horizon.diagonal_horizon(values, start, problem.depth, problem.eta, steps=steps)
    given = problem.depth, problem.alpha, problem.eta, problem.beta
    return horizon.float_horizon(spectrum, *given, steps=steps)


def _identical_recovery(
    problem: Problem, enclosure: Enclosure, fraction: Fraction
) -> Bracket | str:
    from dmfcheck.dynamics.balls.level_times import recovery_time

    found = recovery_time(problem.depth, enclosure, problem.alpha, problem.eta, fraction)
    return found or "the enclosure of this eigenvalue is too wide for this delta"


def _perturbed_recovery(
    problem: Problem, enclosure: Enclosure, fraction: Fraction
) -> Bracket | str:
    from dmfcheck.dynamics.balls.perturbed_times import perturbed_recovery_time

    start = problem.alpha, problem.beta
    return perturbed_recovery_time(problem.depth, enclosure, *start, problem.eta, fraction)


def _factors_recovery(problem: Problem, enclosure: Enclosure, fraction: Fraction) -> Bracket | str:
    from dmfcheck.dynamics.balls.factors_recovery import factors_recovery_time

    starts = [a for row in problem.starts for a in row]
    return factors_recovery_time(enclosure, starts, problem.eta, fraction)


DIAGONAL = Dynamics(Diagonal, Descent)
"""Gradient descent from equal factors that are diagonal in the eigenvectors of the target."""

DIAGONAL_FACTORS = Dynamics(DiagonalFactors, Descent)
"""Gradient descent from factors that are diagonal there, and not all equal."""

KNOWN = {
    PLAIN: Known(_identical, _horizon, _identical_recovery),
    PERTURBED: Known(_perturbed, _horizon, _perturbed_recovery),
    DIAGONAL: Known(_identical, _horizon, _identical_recovery),
    DIAGONAL_FACTORS: Known(_as_written, None, _factors_recovery),
}
