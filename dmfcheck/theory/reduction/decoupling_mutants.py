"""What is wrong about reduction.*."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import combine, product, transpose
from dmfcheck.dynamics.dynamics import PLAIN
from dmfcheck.theory.conditions import ORTHOGONAL
from dmfcheck.theory.reduction.decoupling import DECOUPLING, NONNORMAL, SCALING, SHARED_BASIS
from dmfcheck.theory.reduction.decoupling_strategies import (
    mixed_blocks,
    normal_targets,
    oblique_targets,
    scalings,
    triangular_targets,
)


def _factors_stay_equal(a: Arithmetic, p: Point, c: Constants) -> Any:
    V = p.basis
    target = product(V, p.target, transpose(V))
    starts = [product(V, block, transpose(V)) for block in p.starts]
    factors = a.descend(starts, target, p.eta, p.steps)
    difference = combine(factors[0], factors[1], -1)
    largest = a.maximum(*(a.absolute(x) for row in difference for x in row))
    return a.equal(largest, a.number(Fraction(0)), a.number(Fraction(1)))


def _factors_stay_diagonal(a: Arithmetic, p: Point, c: Constants) -> Any:
    V = p.basis
    target = product(V, p.target, transpose(V))
    starts = [product(V, block, transpose(V)) for block in p.starts]
    factors = a.descend(starts, target, p.eta, p.steps)
    stray = [w[i][j] for w in factors for i in range(len(w)) for j in range(len(w)) if i != j]
    largest = a.maximum(*(a.absolute(x) for x in stray))
    return a.equal(largest, a.number(Fraction(0)), a.number(Fraction(1)))


def _scaled_by(start_power: int, step_power: int, result_power: int) -> Any:
    """Scale^start_power for alpha, scale^-(2N-2+step_power) for eta, scale^result_power for d."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        N = p.depth
        unit = Point({"depth": N, "alpha": p.start, "eta": p.step, "steps": p.steps})
        original = Point(
            {
                "depth": N,
                "alpha": p.scale**start_power * p.start,
                "eta": p.step / p.scale ** (2 * N - 2 + step_power),
                "steps": p.steps,
            }
        )
        pairs = zip(
            a.run(PLAIN, original, p.scale**N),
            a.run(PLAIN, unit, a.number(Fraction(1))),
            strict=True,
        )
        return a.minimum(*(a.equal(d, p.scale**result_power * x, d) for (d,), (x,) in pairs))

    return margin


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        DECOUPLING,
        "other-basis",
        "starts outside the eigenbasis of What",
        mixed_blocks,
        without=SHARED_BASIS,
    ),
    mutate(
        DECOUPLING,
        "oblique",
        "V orthogonal dropped",
        oblique_targets,
        without=ORTHOGONAL,
    ),
    mutate(
        DECOUPLING, "equal", "the factors are equal", normal_targets, margin=_factors_stay_equal
    ),
    mutate(
        DECOUPLING,
        "fixed-basis",
        "diagonal as they are",
        normal_targets,
        margin=_factors_stay_diagonal,
    ),
    mutate(SCALING, "eta-high", "eta lambda^{2-1/N}", scalings, margin=_scaled_by(1, 1, 1)),
    mutate(SCALING, "eta-low", "eta lambda^{2-3/N}", scalings, margin=_scaled_by(1, -1, 1)),
    mutate(SCALING, "alpha", "alpha not scaled", scalings, margin=_scaled_by(0, 0, 1)),
    mutate(SCALING, "result", "d scales like lambda^{2/N}", scalings, margin=_scaled_by(1, 0, 2)),
    mutate(
        NONNORMAL,
        "deep",
        "for N >= 3 at least",
        triangular_targets,
        given=Hypothesis("N >= 3", lambda a, p, c: a.number(Fraction(p.depth - 3))),
    ),
    mutate(
        NONNORMAL,
        "positive",
        "for positive eigenvalues at least",
        triangular_targets,
        given=Hypothesis(
            "lambda_n > 0", lambda a, p, c: a.minimum(p.target[0][0], p.target[1][1]), strict=True
        ),
    ),
    mutate(
        NONNORMAL,
        "small-corner",
        "for |a_12| <= 1 at least",
        triangular_targets,
        given=Hypothesis("|a_12| <= 1", lambda a, p, c: 1 - a.absolute(p.target[0][1])),
    ),
    mutate(
        NONNORMAL,
        "two-steps",
        "for two steps at least",
        triangular_targets,
        given=Hypothesis("k <= 2", lambda a, p, c: a.number(Fraction(2 - p.steps))),
    ),
)
