"""What each method of denoising misses of a known truth: early stopping, threshold, shrinkage."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.recursion import identical_orbit
from dmfcheck.dynamics.floats.units import exponent_of, in_units
from dmfcheck.problems.early_stopping import Spectrum, Stopped, noise_of
from dmfcheck.problems.shrinkage import hard_threshold, optimal_shrinkage


@dataclass(frozen=True)
class PlateauErrors:
    """||. - W*||_F of the early-stopped iterate, and of the threshold at the plateau's rank."""

    early: float
    threshold: float


@dataclass(frozen=True)
class DenoisingErrors:
    """||estimate - W*||_F of each method.

    ``plateaus`` has one entry per plateau; ``shrinkage`` is the optimal shrinker at the estimated
    noise level, ``converged`` the limit of the descent, ``noisy`` What itself. ``best_step`` (None
    unless searched) is the step at which the descent is nearest to W*, ``best`` its error.
    """

    plateaus: tuple[PlateauErrors, ...]
    shrinkage: float
    converged: float
    noisy: float
    best: float | None = None
    best_step: int | None = None


class Distances:
    """||left diag(v) right^T - W*||_F for many v.

    With c = diag(left^T W* right) it is (||v - c||^2 + ||left diag(c) right^T - W*||^2)^{1/2}: no
    difference of squares, which would lose what is small. Raises
    :class:`~dmfcheck.base.validation.BadInput` if W* has another shape than What.

    >>> from dmfcheck.problems.early_stopping import decompose
    >>> Distances(decompose(np.eye(2), "identical"), np.zeros((2, 2)))(np.array([3.0, 4.0]))
    5.0
    """

    def __init__(self, spectrum: Spectrum, truth: FloatArray) -> None:
        if truth.shape != spectrum.shape:
            raise BadInput(
                "truth",
                "has the shape {} x {}".format(*truth.shape),
                "the shape of the noisy matrix, {} x {}".format(*spectrum.shape),
            )
        # In a unit of which no square leaves the range of float64.
        self._exponent = exponent_of(truth, spectrum.values)
        scaled = np.ldexp(truth, -self._exponent)
        size = np.linalg.norm(scaled) + np.linalg.norm(np.ldexp(spectrum.values, -self._exponent))
        if Fraction(float(size)) * Fraction(2) ** self._exponent > Fraction(sys.float_info.max):
            raise BadInput("truth", "may be farther away than float64 holds", "a smaller matrix")
        self._centre = np.einsum("ij,ij->j", spectrum.left, scaled @ spectrum.right)
        self._rest = float(np.linalg.norm(scaled - spectrum.assembled(self._centre)))

    def __call__(self, values: FloatArray) -> float:
        """The distance at ``values``, shape (r,)."""
        return float(self.of_rows(values[np.newaxis])[0])

    def of_rows(self, values: FloatArray) -> FloatArray:
        """The distances at each row, shape (rows, r); infinite beyond the range of float64."""
        gaps = np.linalg.norm(np.ldexp(values, -self._exponent) - self._centre, axis=1)
        with np.errstate(over="ignore"):
            return np.asarray(np.ldexp(np.hypot(gaps, self._rest), self._exponent))


def denoising_errors(
    spectrum: Spectrum,
    found: Sequence[Stopped],
    truth: FloatArray,
    sigma: float | None = None,
) -> DenoisingErrors:
    """The errors of every method on one noisy matrix, its noise level estimated unless given.

    >>> from dmfcheck.problems.early_stopping import chosen_start, decompose, early_stopped
    >>> spectrum = decompose(np.diag([3.0, 0.1, -0.1]), "identical")
    >>> alpha, eta = chosen_start(spectrum, 3)
    >>> found = early_stopped(spectrum, depth=3, alpha=alpha, eta=eta, delta=Fraction(1, 10))
    >>> errors = denoising_errors(spectrum, found, np.diag([3.0, 0.0, 0.0]))
    >>> errors.plateaus[0].early < errors.converged < errors.noisy
    True
    """
    distance = Distances(spectrum, truth)
    values = spectrum.values
    symmetric = spectrum.start == "identical"
    positive = np.maximum(values, 0.0)
    level = noise_of(spectrum) if sigma is None else sigma
    # A matrix whose median is 0 shows no noise to shrink.
    shrunk = (
        optimal_shrinkage(values, spectrum.shape, level, symmetric=symmetric) if level else values
    )
    return DenoisingErrors(
        plateaus=tuple(
            PlateauErrors(
                distance(entry.values), distance(hard_threshold(positive, entry.plateau.rank))
            )
            for entry in found
        ),
        shrinkage=distance(shrunk),
        converged=distance(positive),
        noisy=distance(values),
    )


def best_step(
    spectrum: Spectrum,
    truth: FloatArray,
    *,
    depth: int,
    alpha: Fraction,
    eta: Fraction,
    steps: int,
) -> tuple[float, int]:
    """(error, step) of the iterate nearest to W* among the first ``steps``: an oracle's choice.

    >>> from dmfcheck.problems.early_stopping import decompose
    >>> best_step(decompose(np.eye(1), "identical"), np.eye(1) / 2, depth=2,
    ...           alpha=Fraction(1, 2), eta=Fraction(1, 10), steps=20)[1]
    5
    """
    distance = Distances(spectrum, truth)
    units = in_units(spectrum.values, depth=depth, alpha=alpha, eta=eta)
    etas = np.full(len(spectrum.values), units.eta)
    d = np.full(len(spectrum.values), units.alpha)
    least, where = np.inf, 0
    for first in counted(range(0, steps + 1, 1000), "thousands of steps"):
        count = min(1000, steps + 1 - first)
        orbit = identical_orbit(d, units.values, etas, depth, count)
        with np.errstate(over="ignore"):
            errors = distance.of_rows(units.restored(orbit[:-1] ** depth))
        at = int(errors.argmin())
        if errors[at] < least:
            least, where = float(errors[at]), first + at
        d = orbit[-1]
    return least, where
