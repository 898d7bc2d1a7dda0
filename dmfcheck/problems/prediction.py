"""What theory says of a descent before it is run: recovery times, plateaus, float64 horizon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dmfcheck.base import validation
from dmfcheck.base.numbers import integer_text
from dmfcheck.base.offered import show
from dmfcheck.base.validation import Rational
from dmfcheck.dynamics.balls.diagonal_plateaus import diagonal_plateaus
from dmfcheck.dynamics.balls.level_times import Enclosure
from dmfcheck.dynamics.balls.plateaus import Plateau, plateaus
from dmfcheck.dynamics.diagonal import ordered_starts
from dmfcheck.dynamics.dynamics import PLAIN
from dmfcheck.dynamics.known import DIAGONAL, DIAGONAL_FACTORS, KNOWN, float_horizon, has_horizon
from dmfcheck.dynamics.problem import PLAIN_UPDATE, Problem
from dmfcheck.dynamics.update import Update
from dmfcheck.problems.factor_start import factor_start, is_factors
from dmfcheck.problems.predicted_eigenvalues import PredictedEigenvalue, predicted_eigenvalues
from dmfcheck.problems.targets import as_matrix, enclosed, is_aligned, is_matrix

if TYPE_CHECKING:
    from dmfcheck.base.validation import FloatMatrix

DEFAULT_DELTA = Fraction(1, 10)
"""An eigenvalue counts as recovered at w >= (1 - delta) lambda."""


HORIZON_STEPS = 20_000
"""How many steps the float64 horizon is looked for in."""

HORIZON_EIGENVALUES = 50
"""Up to so many distinct eigenvalues the horizon is looked for unasked: it costs like n^2."""


@dataclass(frozen=True)
class Prediction:
    """The eigenvalues, nonincreasing, and the plateaus of the effective rank, by rank.

    ``problem`` is what was asked; of a matrix it has the outer ends of the eigenvalues' enclosures.
    ``aligned`` says that they are singular values, along whose vectors the factors start; the float
    horizon is ``modelled`` unless the start is matrices as they are.
    """

    problem: Problem
    eigenvalues: tuple[PredictedEigenvalue, ...]
    plateaus: tuple[Plateau, ...]
    aligned: bool = False
    modelled: bool = True

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return show(self)

    def __str__(self) -> str:
        """A line for each eigenvalue and each plateau.

        >>> print(predict_spectrum("3,-1", depth=2, alpha="1/100", eta="1/20"))
        3: recovered at step 44
        -1: an eigenvalue <= 0 is not recovered from the identical start
        rank 1: from step 44 on the effective rank is in 1..1.000037
        """
        from dmfcheck.base.numbers import nearest, number_text

        lines = []
        for entry in self.eigenvalues:
            time = entry.hitting_time
            what = entry.reason if time is None else f"recovered at step {_span(*time)}"
            lines.append(f"{number_text(nearest(_middle(entry.value)))}: {what}")
        for plateau in self.plateaus:
            first = integer_text(plateau.start)
            until = "on" if plateau.stop is None else f"to {integer_text(plateau.stop)}"
            ends = "..".join(number_text(nearest(end)) for end in (plateau.lower, plateau.upper))
            where = f"from step {first} {until} the effective rank is in {ends}"
            lines.append(f"rank {plateau.rank}{_which(plateau)}: {where}")
        return "\n".join(lines)

    @cached_property
    def float_horizon(self) -> int | None:
        """The last step up to which a float64 descent follows the exact one, within rounding.

        None if it follows for all of :data:`HORIZON_STEPS`; 0 if float64 cannot even hold the
        parameters, or where no horizon is derived for the dynamics. Source: float.saddle
        (:func:`dmfcheck.dynamics.floats.horizon.float_horizon`).

        >>> predict_spectrum("1,-1", depth=2, alpha="1/10", eta="1/10").float_horizon < 400
        True
        """
        problem = self.problem
        if self.aligned or not self.modelled or not has_horizon(problem):
            return 0
        spectrum = [_middle(entry.value) for entry in self.eigenvalues]
        if not all(map(validation.held_by_float64, (problem.alpha, problem.eta, *spectrum))):
            return 0
        return float_horizon(problem, spectrum, HORIZON_STEPS)

    @property
    def quick_horizon(self) -> bool:
        """Whether there are few enough distinct eigenvalues for the horizon to be found at once.

        >>> predict_spectrum("3,1,1", depth=2, alpha="1/10", eta="1/10").quick_horizon
        True
        """
        return len({entry.value for entry in self.eigenvalues}) <= HORIZON_EIGENVALUES

    def as_json(self, *, horizon: bool | None = None) -> dict[str, Any]:
        """The prediction with the keys of ``dmfcheck predict --json``.

        ``recovered`` has the places, counted from 1, of the eigenvalues of a plateau, ``starts``
        the factors on an eigenvector, where the start is no multiple of I.
        Exact integers are integers, other numbers the nearest float64, but for the bounds of a
        plateau, which are rounded outwards. A ``horizon`` that is not wanted (None: where it is not
        quick) is 0, for nothing is known of any step, and ``float_horizon_reason`` says so.
        """
        from dmfcheck.base.exact_text import rational_text
        from dmfcheck.base.numbers import float_above, float_below, nearest

        eigenvalues = []
        starts = [
            [rational_text(a) for a in column] for column in zip(*self.problem.starts, strict=True)
        ]
        for i, entry in enumerate(self.eigenvalues):
            time = entry.hitting_time
            value = _middle(entry.value)
            eigenvalues.append(
                {
                    "value": nearest(value),
                    "limit": None if entry.limit is None else nearest(_within(value, entry.limit)),
                    "hitting_time": None if time is None else {"lo": time[0], "hi": time[1]},
                    **({"reason": entry.reason} if entry.reason else {}),
                    **({"starts": starts[i]} if starts else {}),
                }
            )
        resting = [
            {
                "rank": plateau.rank,
                "start": plateau.start,
                "stop": plateau.stop,
                "effective_rank": nearest(_middle(plateau.effective_rank)),
                "lower": float_below(plateau.lower),
                "upper": float_above(plateau.upper),
                **({"recovered": [i + 1 for i in plateau.recovered]} if plateau.recovered else {}),
            }
            for plateau in self.plateaus
        ]
        return {
            "eigenvalues": eigenvalues,
            "plateaus": resting,
            **self._horizon(self.quick_horizon if horizon is None else horizon),
            **({"aligned": True} if self.aligned else {}),
        }

    def _horizon(self, wanted: bool) -> dict[str, Any]:
        differ = self.problem.dynamics == DIAGONAL_FACTORS
        if self.aligned or differ or not self.modelled:
            what = "factors that start differently" if differ else "matrices as they are"
            what = "singular vectors" if self.aligned else what
            return {"float_horizon": 0, "float_horizon_reason": f"none is derived for {what}"}
        if wanted:
            return {"float_horizon": self.float_horizon}
        among = len({entry.value for entry in self.eigenvalues})
        reason = f"not looked for among {among} distinct eigenvalues unless asked (--horizon)"
        return {"float_horizon": 0, "float_horizon_reason": reason}


def predict(
    target: object,
    *,
    depth: object,
    alpha: Rational | None = None,
    eta: Rational,
    beta: Rational = 0,
    update: Update = PLAIN_UPDATE,
    delta: Rational = DEFAULT_DELTA,
    start: object = None,
    aligned: bool = False,
) -> Prediction:
    """Certified recovery times, plateaus of the effective rank and how far float64 can follow.

    ``target`` is a spectrum (text, or exact numbers) or a symmetric float64 matrix of shape (n, n),
    taken literally. A rectangular one, or any if ``aligned``, starts along its singular vectors,
    What = U S V^T: W_1 = alpha V^T, W_N = alpha U, the others alpha I, and its singular values
    stand for the eigenvalues. In place of alpha, ``start`` has a number an eigenvalue, in the order
    of the spectrum (of a matrix: the largest first), or a row of them for each factor; or it is
    the N matrices, of a matrix (:func:`~dmfcheck.problems.factor_start.factor_start`). The other
    arguments are as in :class:`~dmfcheck.dynamics.problem.Problem`. Times are in steps, until
    w(k)/lambda >= 1 - delta. Raises :class:`~dmfcheck.base.validation.BadInput`. Source: see
    :func:`predict_spectrum`; reduction.decoupling, rectangular.aligned.

    >>> predict("3, 1", depth=2, alpha="1/100", eta="1/20").eigenvalues[0].hitting_time
    (44, 44)
    >>> predict([[2, 1], [1, 2]], depth=2, alpha="1/100", eta="1/20").plateaus[0].rank
    1
    >>> found = predict("3, 1", depth=2, start="1/1000, 1/10", eta="1/20")
    >>> [entry.hitting_time for entry in found.eigenvalues], found.plateaus[0].recovered
    ([(60, 60), (68, 68)], (0, 1))
    >>> predict([[2, 0, 0], [0, 1, 0]], depth=2, alpha="1/100", eta="1/20").aligned
    True
    """
    if isinstance(target, Iterator):
        target = list(target)
    along = is_aligned(target, aligned)
    enclosures = enclosed(target, along)
    modelled = not is_factors(start)
    if not modelled:
        matrix = as_matrix(target, along)
        start = factor_start(matrix, start, validation.depth(depth), aligned=along).rows
    elif start is not None and not is_matrix(target):
        start = ordered_starts(start, target, len(enclosures), validation.depth(depth))
    found = predict_enclosures(
        enclosures,
        depth=depth,
        alpha=alpha,
        eta=eta,
        beta=beta,
        update=update,
        delta=delta,
        start=start,
        aligned=along,
    )
    return found if modelled else replace(found, modelled=False)


def predict_spectrum(spectrum: object, **asked: Any) -> Prediction:
    """The prediction for exact eigenvalues, of any sign; arguments as of :func:`predict`.

    Identical start: lambda > 0 is the limit and K = min{k : w(k) >= (1 - delta) lambda} certified;
    lambda <= 0 goes to 0. So it is of equal factors that start at any number on each eigenvector.
    Perturbed start: the limit is lambda of either sign, proved for a step
    size up to 1/(L_N M^{2N-2}); no plateaus. Factors that start differently are followed, and
    neither limits nor plateaus are certified. Of any other update than gradient descent nothing is
    certified, and every entry says so. Raises :class:`~dmfcheck.base.validation.BadInput`,
    also for a step size above the stable bound. Source: step.monotone, step.nonpositive,
    step.perturbed, time.corrected, rank.plateau.

    >>> found = predict_spectrum("3, 1, -1", depth=2, alpha="1/100", eta="1/20")
    >>> [(entry.limit[0], entry.hitting_time) for entry in found.eigenvalues]
    [(Fraction(3, 1), (44, 44)), (Fraction(1, 1), (116, 116)), (Fraction(0, 1), None)]
    """
    return predict(validation.spectrum(spectrum) if is_matrix(spectrum) else spectrum, **asked)


def predict_matrix(matrix: FloatMatrix, **asked: Any) -> Prediction:
    """The prediction for a float64 matrix, taken literally; arguments as of :func:`predict`.

    Its eigenvalues are known up to enclosures, and every time and plateau holds for whichever
    numbers in them they are; an enclosure that contains 0 has no certified time.

    >>> import numpy as np
    >>> matrix = np.array([[2.0, 1.0], [1.0, 2.0]])
    >>> found = predict_matrix(matrix, depth=2, alpha="1/100", eta="1/20")
    >>> [entry.hitting_time for entry in found.eigenvalues]
    [(44, 44), (116, 116)]
    """
    return predict(matrix if is_matrix(matrix) else validation.symmetric(matrix), **asked)


def predict_enclosures(
    enclosures: Sequence[Enclosure],
    *,
    depth: object,
    alpha: Rational | None = None,
    eta: Rational,
    beta: Rational = 0,
    update: Update = PLAIN_UPDATE,
    delta: Rational = DEFAULT_DELTA,
    start: object = None,
    aligned: bool = False,
) -> Prediction:
    """The prediction for whichever eigenvalues are in nonincreasing ``enclosures`` (lo, hi).

    ``aligned`` says that they are singular values. Otherwise as :func:`predict_spectrum`.

    >>> third = (Fraction("0.3333"), Fraction("0.3334"))
    >>> found = predict_enclosures([third], depth=2, alpha="1/100", eta="1/20")
    >>> found.eigenvalues[0].hitting_time
    (310, 311)
    >>> found = predict_enclosures([(Fraction(2), Fraction(3))], depth=2, alpha="1/100", eta="1/20")
    >>> found.eigenvalues[0].reason
    'the enclosure of this eigenvalue is too wide for this delta'
    """
    # Whatever the eigenvalues are, none is farther from 0 than the outer end of its enclosure: and
    # these ends are nonincreasing too, as what they are the ends of.
    outer = [max(enclosure, key=abs) for enclosure in enclosures]
    problem = Problem.from_spectrum(
        outer, depth=depth, alpha=alpha, eta=eta, beta=beta, update=update, start=start
    )
    problem.require_stable_step()
    tolerance = validation.proper_fraction(delta, "delta")
    if problem.dynamics not in KNOWN:
        why = f"nothing is certified of {problem.dynamics}"
        unknown = tuple(PredictedEigenvalue(entry, None, None, why) for entry in enclosures)
        return Prediction(problem, unknown, (), aligned)
    eigenvalues = predicted_eigenvalues(enclosures, problem, 1 - tolerance)
    recovered = [entry.hitting_time and entry.hitting_time[1] for entry in eigenvalues]
    shared: dict[str, Any] = {"depth": problem.depth, "eta": problem.eta, "delta": tolerance}
    resting: list[Plateau] = []
    if problem.dynamics == PLAIN:
        resting = plateaus(enclosures, alpha=problem.alpha, recovered=recovered, **shared)
    elif problem.dynamics == DIAGONAL:
        own = problem.starts[0]
        resting = diagonal_plateaus(enclosures, own, recovered=recovered, **shared)
    return Prediction(problem, eigenvalues, tuple(resting), aligned)


def _within(number: Fraction, enclosure: Enclosure) -> Fraction:
    return max(enclosure[0], min(number, enclosure[1]))


def _middle(enclosure: Enclosure) -> Fraction:
    return (enclosure[0] + enclosure[1]) / 2


def _which(plateau: Plateau) -> str:
    """Which eigenvalues are recovered, where they are not the largest ones."""
    places = plateau.recovered
    if places is None or places == tuple(range(plateau.rank)):
        return ""
    what = "eigenvalue" if len(places) == 1 else "eigenvalues"
    return f" ({what} {', '.join(str(i + 1) for i in places)})"


def _span(low: int, high: int) -> str:
    return integer_text(low) if low == high else f"{integer_text(low)}..{integer_text(high)}"
