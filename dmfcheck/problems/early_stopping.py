"""Denoising by stopping early: the iterates on each certified plateau of the effective rank.

*identical* start (symmetric What): W(k) = V diag(w(k)) V^T tends to the positive part of What.
*aligned* start (any What = U S V^T, rectangular too): the factors start at alpha times the singular
bases, so the singular values follow the same recursion (rectangular.aligned), W(k) tends to What.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

import numpy as np

from dmfcheck.base import validation
from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.plateaus import Plateau, plateaus
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.units import exponent_of, in_units
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.shrinkage import noise_edge, noise_level
from dmfcheck.problems.targets import singular_enclosures

Start = Literal["identical", "aligned"]

FLOAT_STEPS = 100_000
"""Later steps are not iterated in float64, but enclosed."""

TWO_LAYER_START, DEEP_START = 1e-16, 1e-4
"""alpha^N / ||What|| unless chosen: at N = 2 plateaus need a smaller one, and it costs little."""

STEP_SHARE = Fraction(9, 10)
"""Of the stable step, unless one is chosen."""


@dataclass(frozen=True)
class Spectrum:
    """What = left diag(values) right^T, float64, and certified ``enclosures`` of the values.

    ``values`` are the eigenvalues (identical start, left = right) or the singular values (aligned),
    nonincreasing.
    """

    start: Start
    values: FloatArray
    left: FloatArray
    right: FloatArray
    enclosures: tuple[tuple[Fraction, Fraction], ...]

    @property
    def shape(self) -> tuple[int, int]:
        """Of What."""
        return len(self.left), len(self.right)

    def assembled(self, values: FloatArray) -> FloatArray:
        """left diag(values) right^T."""
        return np.asarray((self.left * values) @ self.right.T)


@dataclass(frozen=True)
class Stopped:
    """The iterate at ``step``, the middle of a certified plateau (its first step if it lasts).

    ``values`` are those of W(step) in the bases of What, ``effective_rank`` is measured on them.
    """

    plateau: Plateau
    step: int
    values: FloatArray
    effective_rank: float


def decompose(matrix: object, start: Start) -> Spectrum:
    """The spectrum that the descent sees; raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> decompose(np.array([[0.0, 2.0]]), "aligned").values
    array([2.])
    """
    from dmfcheck.dynamics.balls.eigenvalues import eigenvalue_enclosures

    if start == "identical":
        array = validation.symmetric(matrix)
        exponent = exponent_of(array)
        values, V = np.linalg.eigh(np.ldexp(array, -exponent))
        V = np.ascontiguousarray(V[:, ::-1])
        values = _restored(values[::-1], exponent)
        return Spectrum(start, values, V, V, eigenvalue_enclosures(array))
    array = np.asarray(matrix, dtype=np.float64)
    exponent = exponent_of(array)
    U, values, Vt = np.linalg.svd(np.ldexp(array, -exponent), full_matrices=False)
    values = _restored(values, exponent)
    known = singular_enclosures(array)
    return Spectrum(start, values, U, np.ascontiguousarray(Vt.T), known)


def _restored(values: FloatArray, exponent: int) -> FloatArray:
    with np.errstate(over="ignore"):
        restored = np.ldexp(values, exponent)
    largest = float(np.abs(restored).max())
    if largest and not sys.float_info.min <= largest <= sys.float_info.max:
        accepted = f"a norm of {sys.float_info.min:.3g} to {sys.float_info.max:.3g}"
        size = "above" if largest > 1 else "below"
        raise BadInput("MATRIX", f"has a norm {size} what float64 holds in full", accepted)
    return restored


def chosen_start(spectrum: Spectrum, depth: int) -> tuple[Fraction, Fraction]:
    """(alpha, eta) unless the user chooses: a small alpha^N and 0.9 of the stable step.

    alpha^N is 1e-16 ||What|| for N = 2 and 1e-4 ||What|| beyond. Both are short decimals. Raises
    :class:`~dmfcheck.base.validation.BadInput` for What = 0.

    >>> chosen_start(decompose(np.eye(2), "identical"), 2)
    (Fraction(1, 100000000), Fraction(9, 20))
    """
    size = max(abs(end) for enclosure in spectrum.enclosures for end in enclosure)
    return start_for(size, depth, TWO_LAYER_START if depth == 2 else DEEP_START)


def start_for(size: Fraction, depth: int, share: float) -> tuple[Fraction, Fraction]:
    """(alpha, eta) with alpha^N about ``share`` times ``size`` = ||What||, eta 0.9 of the stable.

    Both are short decimals. Raises :class:`~dmfcheck.base.validation.BadInput` for size 0.

    >>> start_for(Fraction(4), 3, 1e-4)
    (Fraction(737, 10000), Fraction(59, 1250))
    """
    if size == 0:
        raise BadInput("MATRIX", "is 0", "a matrix with a nonzero entry")
    # In decimals, whose exponents have no end that matters.
    with localcontext(prec=30):
        norm = Decimal(size.numerator) / size.denominator
        root = Decimal(1) / depth
        alpha = Decimal(f"{(Decimal(str(share)) * norm) ** root:.3g}")
        M = max(alpha, norm**root)
        stable = 1 / (depth * M ** (2 * depth - 2))
        eta = Decimal(f"{stable * STEP_SHARE.numerator / STEP_SHARE.denominator:.3g}")
    return Fraction(alpha), Fraction(eta)


def early_stopped(
    spectrum: Spectrum, *, depth: int, alpha: Fraction, eta: Fraction, delta: Fraction
) -> list[Stopped]:
    """One estimate per certified plateau, by rank; none if no plateau is certified.

    Raises :class:`~dmfcheck.base.validation.BadInput`, among others above the stable step. Source:
    rank.plateau, stopping.plateau, rectangular.aligned.

    >>> found = early_stopped(
    ...     decompose(np.diag([3.0, 1.0]), "identical"),
    ...     depth=2, alpha=Fraction(1, 100), eta=Fraction(1, 20), delta=Fraction(1, 10),
    ... )
    >>> [(entry.plateau.rank, entry.step, round(entry.effective_rank, 2)) for entry in found]
    [(1, 57, 1.01), (2, 116, 1.3)]
    """
    outer = [max(ends, key=abs) for ends in spectrum.enclosures]
    Problem.from_spectrum(outer, depth=depth, alpha=alpha, eta=eta).require_stable_step()
    in_units(spectrum.values, depth=depth, alpha=alpha, eta=eta)  # refused before the long part
    certain = plateaus(spectrum.enclosures, depth=depth, alpha=alpha, eta=eta, delta=delta)
    steps = [p.start if p.stop is None else (p.start + p.stop) // 2 for p in certain]
    found = values_at(spectrum.values, steps, depth=depth, alpha=alpha, eta=eta)
    return [
        Stopped(plateau, step, w, float((np.abs(w) / np.abs(w).max()).sum()))
        for plateau, step, w in zip(certain, steps, found, strict=True)
    ]


def values_at(
    values: FloatArray, steps: Sequence[int], *, depth: int, alpha: Fraction, eta: Fraction
) -> list[FloatArray]:
    """w(k) at each of the steps (nondecreasing), float64: iterated, or enclosed if they are late.

    >>> values_at(np.array([1.0]), [0, 10**30], depth=2, alpha=Fraction(1, 2), eta=Fraction(1, 4))
    [array([0.25]), array([1.])]
    """
    from dmfcheck.dynamics.balls.value_at import value_at
    from dmfcheck.dynamics.floats.recursion import identical_orbit

    early = [step for step in steps if step <= FLOAT_STEPS]
    found: list[FloatArray] = []
    units = in_units(values, depth=depth, alpha=alpha, eta=eta)
    etas = np.full(len(values), units.eta)
    d, done = np.full(len(values), units.alpha), 0
    for step in early:
        # A thousand steps at a time: the whole orbit need not fit into memory.
        while done < step:
            count = min(1000, step - done)
            d = identical_orbit(d, units.values, etas, depth, count)[-1]
            done += count
        found.append(units.restored(d**depth))
    for step in counted(steps[len(early) :], "estimates"):
        found.append(
            np.array(
                [
                    float(value_at(depth, Fraction(float(v)), alpha, eta, step, bits=53).mid())
                    for v in values
                ]
            )
        )
    return found


def noise_of(spectrum: Spectrum) -> float:
    """sigma as the median of the values tells it: too high where What has no low rank.

    >>> round(noise_of(decompose(np.diag([9.0, 1.0, 1.0, -1.0, -1.0]), "identical")), 3)
    0.554
    """
    symmetric = spectrum.start == "identical"
    return noise_level(np.abs(spectrum.values), spectrum.shape, symmetric=symmetric)


def rank_above_noise(spectrum: Spectrum, sigma: float | None = None) -> int:
    """How many values stand above the edge of noise of that level (:func:`noise_of` by default).

    >>> rank_above_noise(decompose(np.diag([9.0, 1.0, 1.0, -1.0, -1.0]), "identical"))
    1
    """
    level = noise_of(spectrum) if sigma is None else sigma
    return int((spectrum.values > noise_edge(level, spectrum.shape)).sum())


def choose_plateau(
    spectrum: Spectrum, found: Sequence[Stopped], sigma: float | None = None
) -> int | None:
    """The index of the plateau to stop at when the truth is unknown; None if there is none.

    That of the largest rank at most :func:`rank_above_noise`; the first plateau if all are beyond.

    >>> spectrum = decompose(np.diag([9.0, 1.0, 1.0, -1.0, -1.0]), "identical")
    >>> alpha, eta = chosen_start(spectrum, 3)
    >>> stopped = early_stopped(spectrum, depth=3, alpha=alpha, eta=eta, delta=Fraction(1, 10))
    >>> choose_plateau(spectrum, stopped)
    0
    """
    if not found:
        return None
    rank = rank_above_noise(spectrum, sigma)
    below = [i for i, entry in enumerate(found) if entry.plateau.rank <= rank]
    return below[-1] if below else 0


def longest_plateau(found: Sequence[Stopped]) -> int | None:
    """The index of the plateau that lasts longest for its age, stop/start; None if none ends.

    The rule of the largest relative gap: it knows nothing of noise.
    """
    lengths = [
        (Fraction(entry.plateau.stop + 1, entry.plateau.start + 1), -i)
        for i, entry in enumerate(found)
        if entry.plateau.stop is not None
    ]
    return -max(lengths)[1] if lengths else None
