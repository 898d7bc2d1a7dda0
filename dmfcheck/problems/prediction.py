"""What theory says of a descent before it is run: recovery times, plateaus, float64 horizon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dmfcheck.base import validation
from dmfcheck.base.numbers import integer_text
from dmfcheck.base.offered import show
from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput, Rational
from dmfcheck.dynamics.balls.level_times import Bracket, Enclosure
from dmfcheck.dynamics.balls.plateaus import Plateau, plateaus
from dmfcheck.dynamics.dynamics import PERTURBED, PLAIN
from dmfcheck.dynamics.known import KNOWN, float_horizon
from dmfcheck.dynamics.problem import PLAIN_UPDATE, Problem
from dmfcheck.dynamics.update import Update

if TYPE_CHECKING:
    from dmfcheck.base.validation import FloatMatrix

DEFAULT_DELTA = Fraction(1, 10)
"""An eigenvalue counts as recovered at w >= (1 - delta) lambda."""


RECOVERY = "recovery times"

HORIZON_STEPS = 20_000
"""How many steps the float64 horizon is looked for in."""

HORIZON_EIGENVALUES = 50
"""Up to so many distinct eigenvalues the horizon is looked for unasked: it costs like n^2."""


@dataclass(frozen=True)
class PredictedEigenvalue:
    """An eigenvalue of What (exact, or its enclosure) and what becomes of it.

    ``limit`` encloses lim w(k); ``hitting_time`` brackets the first k at which
    w(k)/lambda >= 1 - delta, in steps. Each is None where nothing is certified, ``reason`` why; a
    start above the eigenvalue is not recovered at step 0, and has no hitting time either.
    """

    value: Enclosure
    limit: Enclosure | None
    hitting_time: Bracket | None
    reason: str = ""


@dataclass(frozen=True)
class Prediction:
    """The eigenvalues, nonincreasing, and the plateaus of the effective rank, by rank.

    ``problem`` is what was asked; of a matrix it has the outer ends of the eigenvalues' enclosures.
    """

    problem: Problem
    eigenvalues: tuple[PredictedEigenvalue, ...]
    plateaus: tuple[Plateau, ...]

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
            lines.append(f"rank {plateau.rank}: {where}")
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
        if problem.dynamics not in KNOWN:
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

        Exact integers are integers, other numbers the nearest float64, but for the bounds of a
        plateau, which are rounded outwards. A ``horizon`` that is not wanted (None: where it is not
        quick) is 0, for nothing is known of any step, and ``float_horizon_reason`` says so.
        """
        from dmfcheck.base.numbers import float_above, float_below, nearest

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
                "lower": float_below(plateau.lower),
                "upper": float_above(plateau.upper),
            }
            for plateau in self.plateaus
        ]
        return {
            "eigenvalues": eigenvalues,
            "plateaus": resting,
            **self._horizon(self.quick_horizon if horizon is None else horizon),
        }

    def _horizon(self, wanted: bool) -> dict[str, Any]:
        if wanted:
            return {"float_horizon": self.float_horizon}
        among = len({entry.value for entry in self.eigenvalues})
        reason = f"not looked for among {among} distinct eigenvalues unless asked (--horizon)"
        return {"float_horizon": 0, "float_horizon_reason": reason}


def is_matrix(target: object) -> bool:
    """Whether ``target`` is an array of more dimensions than one, or a list of rows.

    >>> is_matrix([[2, 1], [1, 2]]), is_matrix("3, 1")
    (True, False)
    """
    rows = isinstance(target, (list, tuple)) and any(isinstance(r, (list, tuple)) for r in target)
    return rows or getattr(target, "ndim", 1) != 1


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
    :func:`predict_spectrum`.

    >>> predict("3, 1", depth=2, alpha="1/100", eta="1/20").eigenvalues[0].hitting_time
    (44, 44)
    >>> predict([[2, 1], [1, 2]], depth=2, alpha="1/100", eta="1/20").plateaus[0].rank
    1
    """
    of_target: Callable[..., Prediction] = predict_matrix if is_matrix(target) else predict_spectrum
    return of_target(
        target, depth=depth, alpha=alpha, eta=eta, beta=beta, update=update, delta=delta
    )


def predict_spectrum(
    spectrum: object,
    *,
    depth: object,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    update: Update = PLAIN_UPDATE,
    delta: Rational = DEFAULT_DELTA,
) -> Prediction:
    """The prediction for exact eigenvalues, of any sign; arguments as in :class:`Problem`.

    Identical start: lambda > 0 is the limit and K = min{k : w(k) >= (1 - delta) lambda} certified;
    lambda <= 0 goes to 0. Perturbed start: the limit is lambda of either sign, proved for a step
    size up to 1/(L_N M^{2N-2}); no plateaus. Of any other update than gradient descent nothing is
    certified, and every entry says so. Raises :class:`~dmfcheck.base.validation.BadInput`,
    also for a step size above the stable bound. Source: step.monotone, step.nonpositive,
    step.perturbed, time.corrected, rank.plateau.

    >>> found = predict_spectrum("3, 1, -1", depth=2, alpha="1/100", eta="1/20")
    >>> [(entry.limit[0], entry.hitting_time) for entry in found.eigenvalues]
    [(Fraction(3, 1), (44, 44)), (Fraction(1, 1), (116, 116)), (Fraction(0, 1), None)]
    """
    exact = tuple((value, value) for value in validation.spectrum(spectrum))
    return predict_enclosures(
        exact, depth=depth, alpha=alpha, eta=eta, beta=beta, update=update, delta=delta
    )


def predict_matrix(
    matrix: FloatMatrix,
    *,
    depth: object,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    update: Update = PLAIN_UPDATE,
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
    from dmfcheck.dynamics.balls.eigenvalues import eigenvalue_enclosures

    enclosures = eigenvalue_enclosures(validation.symmetric(matrix))
    return predict_enclosures(
        enclosures, depth=depth, alpha=alpha, eta=eta, beta=beta, update=update, delta=delta
    )


def nearest_spectrum(matrix: FloatMatrix) -> tuple[Fraction, ...]:
    """The float64 numbers nearest to the eigenvalues' enclosures, nonincreasing.

    Raises :class:`~dmfcheck.base.validation.BadInput` where an eigenvalue is beyond float64.

    >>> import numpy as np
    >>> [float(value) for value in nearest_spectrum(np.diag([1.0, 3.0]))]
    [3.0, 1.0]
    """
    from dmfcheck.dynamics.balls.eigenvalues import eigenvalue_enclosures

    enclosures = eigenvalue_enclosures(validation.symmetric(matrix))
    try:
        return tuple(Fraction(float(_middle(enclosure))) for enclosure in enclosures)
    except OverflowError:
        wrong = "has an eigenvalue that float64 cannot hold"
        accepted = "for a real descent a norm up to 1.7e308; predict takes any"
        raise BadInput("MATRIX", wrong, accepted) from None


def predict_enclosures(
    enclosures: Sequence[Enclosure],
    *,
    depth: object,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    update: Update = PLAIN_UPDATE,
    delta: Rational = DEFAULT_DELTA,
) -> Prediction:
    """The prediction for whichever eigenvalues are in nonincreasing ``enclosures`` (lo, hi).

    Otherwise as :func:`predict_spectrum`.

    >>> third = (Fraction("0.3333"), Fraction("0.3334"))
    >>> found = predict_enclosures([third], depth=2, alpha="1/100", eta="1/20")
    >>> found.eigenvalues[0].hitting_time
    (310, 311)
    >>> found = predict_enclosures([(Fraction(2), Fraction(3))], depth=2, alpha="1/100", eta="1/20")
    >>> found.eigenvalues[0].reason
    'the enclosure of this eigenvalue is too wide for this delta'
    """
    # Whatever the eigenvalues are, none is farther from 0 than the outer end of its enclosure.
    outer = [max(enclosure, key=abs) for enclosure in enclosures]
    problem = Problem.from_spectrum(
        outer, depth=depth, alpha=alpha, eta=eta, beta=beta, update=update
    )
    problem.require_stable_step()
    tolerance = validation.proper_fraction(delta, "delta")
    if problem.dynamics not in KNOWN:
        why = f"nothing is certified of {problem.dynamics}"
        unknown = tuple(PredictedEigenvalue(entry, None, None, why) for entry in enclosures)
        return Prediction(problem, unknown, ())
    if problem.dynamics == PERTURBED:
        return Prediction(problem, _perturbed(enclosures, problem, 1 - tolerance), ())
    eigenvalues = _each(enclosures, lambda entry: _identical(entry, problem, 1 - tolerance))
    resting = plateaus(
        enclosures,
        depth=problem.depth,
        alpha=problem.alpha,
        eta=problem.eta,
        delta=tolerance,
        recovered=[entry.hitting_time and entry.hitting_time[1] for entry in eigenvalues],
    )
    return Prediction(problem, eigenvalues, tuple(resting))


def _each(
    enclosures: Sequence[Enclosure], predicted: Callable[[Enclosure], PredictedEigenvalue]
) -> tuple[PredictedEigenvalue, ...]:
    """What becomes of each; of equal eigenvalues the same, found once."""
    found = {entry: predicted(entry) for entry in counted(dict.fromkeys(enclosures), RECOVERY)}
    return tuple(found[entry] for entry in enclosures)


def _identical(enclosure: Enclosure, problem: Problem, fraction: Fraction) -> PredictedEigenvalue:
    low, high = enclosure
    limit = (max(low, Fraction(0)), max(high, Fraction(0)))
    if high <= 0:
        return PredictedEigenvalue(
            enclosure, limit, None, "an eigenvalue <= 0 is not recovered from the identical start"
        )
    if low <= 0:
        return PredictedEigenvalue(enclosure, limit, None, "this eigenvalue may be 0")
    if (above := start_above(problem, high)) is not None:
        return PredictedEigenvalue(enclosure, limit, None, above)
    found = KNOWN[PLAIN].recovery(problem, enclosure, fraction)
    if isinstance(found, str):
        return PredictedEigenvalue(enclosure, limit, None, found)
    return PredictedEigenvalue(enclosure, limit, found)


def start_above(problem: Problem, eigenvalue: Fraction) -> str | None:
    """What to say of a start w(0) above a positive eigenvalue, to which it can only fall, or None.

    >>> start_above(Problem.from_spectrum([1], depth=2, alpha="3/2", eta="1/8"), Fraction(1))
    'starts above it, at 9/4, and falls'
    """
    start = (problem.alpha - problem.beta) * problem.alpha ** (problem.depth - 1)
    return (
        f"starts above it, at {validation.shown(start)}, and falls" if start > eigenvalue else None
    )


def _perturbed(
    enclosures: Sequence[Enclosure], problem: Problem, fraction: Fraction
) -> tuple[PredictedEigenvalue, ...]:
    from dmfcheck.dynamics.balls.perturbed_times import proved_to_converge

    converges = proved_to_converge(problem)

    def predicted(enclosure: Enclosure) -> PredictedEigenvalue:
        above = start_above(problem, enclosure[1]) if enclosure[0] > 0 else None
        found = above or KNOWN[PERTURBED].recovery(problem, enclosure, fraction)
        reasons = [found] if isinstance(found, str) else []
        if not converges:
            reasons.append("no limit is proved for a perturbed start with so large a step size")
        return PredictedEigenvalue(
            enclosure,
            enclosure if converges else None,
            None if isinstance(found, str) else found,
            "; ".join(reasons),
        )

    return _each(enclosures, predicted)


def _within(number: Fraction, enclosure: Enclosure) -> Fraction:
    return max(enclosure[0], min(number, enclosure[1]))


def _middle(enclosure: Enclosure) -> Fraction:
    return (enclosure[0] + enclosure[1]) / 2


def _span(low: int, high: int) -> str:
    return integer_text(low) if low == high else f"{integer_text(low)}..{integer_text(high)}"
