"""What is known of a pair of start and update besides its definition: one entry a pair.

A pair without an entry is iterated as written; nothing else is said of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.dynamics import PERTURBED, PLAIN, end_to_end, iterates
from dmfcheck.dynamics.problem import Problem

if TYPE_CHECKING:
    from dmfcheck.dynamics.balls.level_times import Bracket, Enclosure
    from dmfcheck.dynamics.floats.arrays import FloatArray


@dataclass(frozen=True)
class Known:
    """What is registered of a pair; each loads what it needs when it is called.

    ``end_to_end`` is the compiled kernel of w(k), ``float_horizon`` the step up to which float64
    follows, and ``recovery`` the certified first k with w(k)/lambda >= fraction for every lambda of
    an enclosure, however far that is, or why there is none.
    """

    end_to_end: Callable[[Problem, int], FloatArray]
    float_horizon: Callable[[Problem, Iterable[Fraction], int], int | None]
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
    if known is None:
        raise BadInput(
            "dynamics",
            f"are {problem.dynamics}, for which no float horizon is derived",
            " or ".join(map(str, KNOWN)),
        )
    return known.float_horizon(problem, spectrum, steps)


def _as_written(problem: Problem, steps: int) -> FloatArray:
    import numpy as np

    start, update = problem.start.converted(float), problem.update.converted(float)
    counts = [count for _, count in start.classes(problem.depth)]
    eigenvalues = np.array([float(value) for value in problem.spectrum])
    orbit = iterates(start, update, problem.depth, eigenvalues, float(problem.eta))
    ends = np.empty((steps + 1, problem.size))
    # An eigenvalue that leaves float64 is not followed further, and shows it.
    with np.errstate(over="ignore", invalid="ignore"):
        for row in ends:
            row[:] = end_to_end(next(orbit), counts)
    return ends


def _identical(problem: Problem, steps: int) -> FloatArray:
    import numpy as np

    from dmfcheck.dynamics.floats.recursion import identical_orbit

    eigenvalues = np.array([float(value) for value in problem.spectrum])
    alpha, eta, N = float(problem.alpha), float(problem.eta), problem.depth
    orbit: FloatArray = identical_orbit(alpha, eigenvalues, eta, N, steps)
    return orbit**N


def _perturbed(problem: Problem, steps: int) -> FloatArray:
    import numpy as np

    from dmfcheck.dynamics.floats.recursion import perturbed_orbit

    eigenvalues = np.array([float(value) for value in problem.spectrum])
    start = float(problem.alpha), float(problem.beta)
    return perturbed_orbit(*start, eigenvalues, float(problem.eta), problem.depth, steps)[2]


def _horizon(problem: Problem, spectrum: Iterable[Fraction], steps: int) -> int | None:
    from dmfcheck.dynamics.floats import horizon

    start = problem.depth, problem.alpha, problem.eta, problem.beta
    return horizon.float_horizon(spectrum, *start, steps=steps)


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


KNOWN = {
    PLAIN: Known(_identical, _horizon, _identical_recovery),
    PERTURBED: Known(_perturbed, _horizon, _perturbed_recovery),
}
