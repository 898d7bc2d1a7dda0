"""The effective rank by steps, and the certified plateaus between which it rises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput, Rational
from dmfcheck.dynamics.balls.plateaus import Plateau
from dmfcheck.dynamics.diagonal import Rows, read_starts
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.factor_start import factor_start, is_factors
from dmfcheck.problems.prediction import DEFAULT_DELTA, Prediction, predict
from dmfcheck.problems.targets import enclosed, is_aligned, is_matrix, rectangular
from dmfcheck.report.figures.curves import Curve, balls_of, curve_of, sample
from dmfcheck.report.figures.orbit_data import asked_steps, own_spectrum

if TYPE_CHECKING:
    from flint import arb

__all__ = ["DEPTHS", "RankByStep", "depths_of", "rank_by_step"]

DEPTHS = "2,3,4"
"""Those of the paper's figure."""

MOST_DEPTHS = 6

SHARE = 1e-4
"""alpha^N / ||What|| unless alpha is given: one scale of the product, whatever the depth."""

LARGEST = 100
"""Eigenvalues at most: the orbit of each is enclosed."""


@dataclass(frozen=True)
class RankByStep:
    """An enclosure of r(W(k)) = ||W||_* / ||W|| by steps, and its certified plateaus, by rank."""

    problem: Problem
    delta: Fraction
    curve: Curve
    plateaus: tuple[Plateau, ...]
    last: int


def depths_of(text: object) -> tuple[int, ...]:
    """Depths, such as ``"2,3,4"`` or 3.

    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> depths_of("2, 4"), depths_of(3)
    ((2, 4), (3,))
    """
    parts = text.split(",") if isinstance(text, str) else [text]
    if len(parts) > MOST_DEPTHS:
        raise BadInput("depth", f"has {len(parts)} entries", f"at most {MOST_DEPTHS} depths")
    return tuple(validation.depth(part) for part in parts)


def rank_by_step(
    target: object,
    *,
    depth: object,
    alpha: Rational | None = None,
    eta: Rational | None = None,
    delta: Rational = DEFAULT_DELTA,
    steps: object = None,
    start: object = None,
    aligned: bool = False,
) -> RankByStep:
    """The effective rank from equal factors at one depth; arguments as of ``predict``.

    Without ``alpha`` alpha^N is about 1e-4 ||What||, without ``eta`` it is 0.9 of the stable step.
    Factors of a ``start`` that differ are refused, for no plateaus are certified of them.
    The plateaus hold for a matrix as it is, the curve is that of the float64 numbers in the
    enclosures of its eigenvalues. Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> found = rank_by_step("3,1", depth=2, alpha="1/100", eta="1/20")
    >>> [(p.rank, p.start, p.stop) for p in found.plateaus], found.last
    ([(1, 44, 71), (2, 116, None)], 145)
    """
    N = validation.depth(depth)
    own = _start_of(target, N, start, aligned)
    predicted = predict(
        target,
        depth=N,
        alpha=own[0] if alpha is None and start is None else alpha,
        eta=own[1] if eta is None else eta,
        delta=delta,
        start=start,
        aligned=aligned,
    )
    if len(predicted.problem.starts) > 1:
        accepted = "one row, for plateaus are certified of equal factors"
        raise BadInput("start", f"has {len(predicted.problem.starts)} rows", accepted)
    problem = _drawn(predicted)
    last = asked_steps(steps, [entry.hitting_time for entry in predicted.eigenvalues])
    taken = sample(problem, last)
    return RankByStep(
        problem,
        validation.proper_fraction(delta, "delta"),
        _rank_curve(problem, taken),
        predicted.plateaus,
        last,
    )


def _start_of(
    target: object, depth: int, start: object, aligned: bool
) -> tuple[Fraction, Fraction]:
    from dmfcheck.problems.early_stopping import start_for

    along = is_aligned(target, aligned)
    if is_matrix(target):
        matrix = rectangular(target) if along else validation.symmetric(target)
        _require_few(min(matrix.shape), "MATRIX", "rows")
        target = matrix
    ends = [end for enclosure in enclosed(target, along) for end in enclosure]
    _require_few(len(ends) // 2, "spectrum", "entries")
    size = max(map(abs, ends))
    if start is not None:
        rows = _rows(target, start, len(ends) // 2, depth, along)
        size = max(size, *(a**depth for row in rows for a in row))
    return start_for(size, depth, SHARE)


def _rows(target: object, start: object, count: int, depth: int, along: bool) -> Rows:
    if not is_factors(start):
        return read_starts(start, count, depth)
    if not isinstance(target, np.ndarray):
        raise BadInput("start", "is matrices, and the target a spectrum", "a matrix as target")
    return factor_start(target, start, depth, aligned=along).rows


def _require_few(count: int, argument: str, what: str) -> None:
    if count > LARGEST:
        raise BadInput(argument, f"has {count} {what}", f"at most {LARGEST} for a figure")


def _drawn(predicted: Prediction) -> Problem:
    asked = predicted.problem
    return replace(asked, spectrum=own_spectrum(predicted))


def _rank_curve(problem: Problem, steps: Sequence[int]) -> Curve:
    counts = Counter(map(problem.mode, range(problem.size)))
    columns = [balls_of(mode, mode.spectrum[0], steps) for mode in counts]
    ranks = [_rank(row, list(counts.values())) for row in zip(*columns, strict=True)]
    curve = curve_of(steps, ranks)
    # Whatever the balls are, 1 <= r <= n.
    most = float(problem.size)
    return Curve(
        curve.steps,
        tuple(max(1.0, low) for low in curve.low),
        tuple(min(most, high) for high in curve.high),
    )


def _rank(values: Sequence[arb], counts: Sequence[int]) -> arb:
    """sum m_i |w_i| / max |w_i|, between 1 and n where the balls do not exclude 0."""
    from flint import arb

    sizes = [abs(value) for value in values]
    largest = sizes[0]
    for size in sizes[1:]:
        largest = largest.max(size)
    if not largest > 0:
        return arb(1).union(arb(sum(counts)))
    total = sum((m * size for m, size in zip(counts, sizes, strict=True)), arb(0))
    return total / largest
