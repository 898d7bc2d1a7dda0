"""What the theory says of a descent before it is run: recovery times, plateaus, float64 horizon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dmfcheck import validation
from dmfcheck.certified.level_times import Bracket, Enclosure, recovery_time
from dmfcheck.certified.plateaus import Plateau, plateaus
from dmfcheck.problem import Problem
from dmfcheck.validation import Rational

if TYPE_CHECKING:
    from dmfcheck.validation import FloatMatrix

DEFAULT_DELTA = Fraction(1, 10)
"""An eigenvalue counts as recovered at w >= (1 - delta) lambda."""


@dataclass(frozen=True)
class PredictedEigenvalue:
    """An eigenvalue of What (exact, or its enclosure) and what becomes of it.

    ``limit`` encloses lim w(k); ``hitting_time`` brackets the first k at which
    w(k)/lambda >= 1 - delta, in steps. Each is None where nothing is certified, ``reason`` why.
    """

    value: Enclosure
    limit: Enclosure | None
    hitting_time: Bracket | None
    reason: str = ""


@dataclass(frozen=True)
class Prediction:
    """Eigenvalues by size, the plateaus of the effective rank, and the float64 horizon in steps."""

    eigenvalues: tuple[PredictedEigenvalue, ...]
    plateaus: tuple[Plateau, ...]
    float_horizon: int | None

    def as_json(self) -> dict[str, Any]:
        """The prediction with the keys of ``dmfcheck predict --json``.

        Exact integers are integers, other numbers the nearest float64, but for the bounds of a
        plateau, which are rounded outwards.
        """
        from dmfcheck.report.numbers import above, below, nearest

        eigenvalues = []
        for entry in self.eigenvalues:
            time = entry.hitting_time
            value = _middle(entry.value)
            eigenvalues.append(
                {
                    "value": nearest(value),
                    "limit": None if entry.limit is None else nearest(_within(value, entry.limit)),
                    "hitting_time": None if time is None else {"lo": time[0], "hi": time[1]},
                    **({"reason": entry.reason} if entry.reason else {}),
                }
            )
        resting = [
            {
                "rank": plateau.rank,
                "start": plateau.start,
                "stop": plateau.stop,
                "effective_rank": nearest(_middle(plateau.effective_rank)),
                "lower": below(plateau.lower),
                "upper": above(plateau.upper),
            }
            for plateau in self.plateaus
        ]
        return {
            "eigenvalues": eigenvalues,
            "plateaus": resting,
            "float_horizon": self.float_horizon,
        }


def predict_spectrum(
    spectrum: object,
    *,
    depth: object,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    delta: Rational = DEFAULT_DELTA,
) -> Prediction:
    """The prediction for exact eigenvalues, of any sign; arguments as in :class:`Problem`.

    Identical start: lambda > 0 is the limit and K = min{k : w(k) >= (1 - delta) lambda} certified;
    lambda <= 0 goes to 0. Raises :class:`~dmfcheck.validation.BadInput`, also for a step size above
    the stable bound. Source: step.monotone, step.nonpositive, time.corrected, rank.plateau.

    >>> found = predict_spectrum("3, 1, -1", depth=2, alpha="1/100", eta="1/20")
    >>> [(entry.limit[0], entry.hitting_time) for entry in found.eigenvalues]
    [(Fraction(3, 1), (44, 44)), (Fraction(1, 1), (116, 116)), (Fraction(0, 1), None)]
    """
    exact = tuple((value, value) for value in validation.spectrum(spectrum))
    return _predict(exact, depth=depth, alpha=alpha, eta=eta, beta=beta, delta=delta)


def predict_matrix(
    matrix: FloatMatrix,
    *,
    depth: object,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    delta: Rational = DEFAULT_DELTA,
) -> Prediction:
    """The prediction for a symmetric float64 matrix, shape (n, n), taken literally.

    Its eigenvalues are known up to enclosures, and every time and plateau holds for whichever
    numbers in them they are; an enclosure that contains 0 has no certified time. Otherwise as
    :func:`predict_spectrum`.

    >>> import numpy as np
    >>> matrix = np.array([[2.0, 1.0], [1.0, 2.0]])
    >>> found = predict_matrix(matrix, depth=2, alpha="1/100", eta="1/20")
    >>> [entry.hitting_time for entry in found.eigenvalues]
    [(44, 44), (116, 116)]
    """
    from dmfcheck.certified.eigenvalues import eigenvalue_enclosures

    enclosures = eigenvalue_enclosures(validation.symmetric(matrix))
    return _predict(enclosures, depth=depth, alpha=alpha, eta=eta, beta=beta, delta=delta)


def nearest_spectrum(matrix: FloatMatrix) -> tuple[Fraction, ...]:
    """The float64 numbers nearest to the eigenvalues' enclosures, nonincreasing.

    >>> import numpy as np
    >>> [float(value) for value in nearest_spectrum(np.diag([1.0, 3.0]))]
    [3.0, 1.0]
    """
    from dmfcheck.certified.eigenvalues import eigenvalue_enclosures

    enclosures = eigenvalue_enclosures(validation.symmetric(matrix))
    return tuple(Fraction(float(_middle(enclosure))) for enclosure in enclosures)


def _predict(
    enclosures: Sequence[Enclosure],
    *,
    depth: object,
    alpha: Rational,
    eta: Rational,
    beta: Rational,
    delta: Rational,
) -> Prediction:
    # Whatever the eigenvalues are, none is farther from 0 than the outer end of its enclosure.
    outer = [max(enclosure, key=abs) for enclosure in enclosures]
    problem = Problem.from_spectrum(outer, depth=depth, alpha=alpha, eta=eta, beta=beta)
    problem.require_stable_step()
    tolerance = validation.proper_fraction(delta, "delta")
    eigenvalues = tuple(_eigenvalue(enclosure, problem, tolerance) for enclosure in enclosures)
    resting: list[Plateau] = []
    if problem.beta == 0:
        resting = plateaus(
            enclosures,
            depth=problem.depth,
            alpha=problem.alpha,
            eta=problem.eta,
            delta=tolerance,
            recovered=[entry.hitting_time and entry.hitting_time[1] for entry in eigenvalues],
        )
    return Prediction(eigenvalues, tuple(resting), None)


def _eigenvalue(enclosure: Enclosure, problem: Problem, delta: Fraction) -> PredictedEigenvalue:
    low, high = enclosure
    limit = (max(low, Fraction(0)), max(high, Fraction(0)))
    if high <= 0:
        return PredictedEigenvalue(
            enclosure, limit, None, "an eigenvalue <= 0 is not recovered from the identical start"
        )
    if low <= 0:
        return PredictedEigenvalue(
            enclosure, limit, None, "the enclosure of this eigenvalue contains 0"
        )
    found = recovery_time(problem.depth, enclosure, problem.alpha, problem.eta, 1 - delta)
    reason = "" if found else "the enclosure of this eigenvalue is too wide for this delta"
    return PredictedEigenvalue(enclosure, limit, found, reason)


def _within(number: Fraction, enclosure: Enclosure) -> Fraction:
    return max(enclosure[0], min(number, enclosure[1]))


def _middle(enclosure: Enclosure) -> Fraction:
    return (enclosure[0] + enclosure[1]) / 2
