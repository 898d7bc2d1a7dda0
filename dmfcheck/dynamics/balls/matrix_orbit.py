"""Gradient descent on whole matrices in balls, for small sizes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import cast

from flint import arb, arb_mat, ctx, fmpq, fmpq_mat

from dmfcheck.base import validation
from dmfcheck.base.bounds import check_time
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.balls import ball

__all__ = ["end_to_end", "frobenius_distance", "matrix_orbit", "scaled_identities"]

ExactMatrix = tuple[tuple[Fraction, ...], ...]


def matrix_orbit(
    target: object, factors: object, eta: object, steps: object, *, bits: object
) -> list[tuple[arb_mat, ...]]:
    """Balls of the factors (W_1, ..., W_N) at steps 0, ..., ``steps``.

    W_j+ = W_j - eta (W_N ... W_{j+1})^T (W_N ... W_1 - What) (W_{j-1} ... W_1)^T. ``target`` is
    What and ``factors`` the starts W_1 first, nested lists of exact rationals; their shapes must
    make the product W_N ... W_1 of the shape of What. The radii grow with the expansion of the map
    (about eta ||What|| / ln 2 bits a step at the start): let
    :func:`~dmfcheck.dynamics.balls.orbit.orbit_to` choose ``bits``. For n up to about 4 and N up to
    about 5. Raises BadInput. Source: derived (the setting; claim reduction.nonnormal).

    >>> start = scaled_identities(2, 2, "1/2")
    >>> orbit = matrix_orbit([[1, 1], [0, "1/2"]], start, "1/4", 2, bits=64)
    >>> orbit[2][0][0, 0] == orbit[2][1][0, 0]
    False
    """
    goal = _exact_matrix(target, "target")
    starts = _exact_factors(factors, goal)
    step = validation.rational(eta, "eta")
    count = validation.whole(steps, "steps", 0)
    with ctx.workprec(validation.whole(bits, "bits", 2)):
        goal_ball = _ball_matrix(goal)
        eta_ball = ball(step)
        current = tuple(_ball_matrix(start) for start in starts)
        orbit = [current]
        for _ in range(count):
            check_time()
            current = _step(current, goal_ball, eta_ball)
            orbit.append(current)
    return orbit


def _step(factors: tuple[arb_mat, ...], target: arb_mat, eta: arb) -> tuple[arb_mat, ...]:
    # before[j] = W_j ... W_1 and after[j] = W_N ... W_{N-j+1}: every gradient from two of them.
    before, after = [factors[0]], [factors[-1]]
    for factor in factors[1:-1]:
        before.append(factor * before[-1])
    for factor in factors[-2:0:-1]:
        after.append(after[-1] * factor)
    residual = factors[-1] * before[-1] - target
    moved = []
    for j, factor in enumerate(factors):
        slope = residual
        if j < len(factors) - 1:
            slope = after[len(factors) - 2 - j].transpose() * slope
        if j > 0:
            slope = slope * before[j - 1].transpose()
        moved.append(factor - slope * eta)
    return tuple(moved)


def end_to_end(factors: Sequence[arb_mat]) -> arb_mat:
    """W = W_N ... W_1, from the factors W_1 first, at the precision in force.

    >>> end_to_end([arb_mat([[2]]), arb_mat([[3]])])[0, 0] == 6
    True
    """
    product = factors[0]
    for factor in factors[1:]:
        product = factor * product
    return product


def frobenius_distance(matrix: arb_mat, target: object) -> arb:
    """||matrix - What||_F as a ball, What in exact rationals, at the precision in force.

    >>> frobenius_distance(arb_mat([[4, 1]]), [[1, 5]]) == 5
    True
    """
    difference = matrix - _ball_matrix(_exact_matrix(target, "target"))
    squares = sum((entry * entry for entry in difference.entries()), arb(0))
    # A ball around a distance of almost 0 reaches below 0, where the number itself is not.
    return squares.nonnegative_part().sqrt()


def scaled_identities(
    size: object, depth: object, alpha: object, beta: object = 0
) -> tuple[ExactMatrix, ...]:
    """The start (alpha - beta) I, alpha I, ..., alpha I of N exact n x n factors, W_1 first.

    >>> scaled_identities(1, 2, 1, "1/4")
    (((Fraction(3, 4),),), ((Fraction(1, 1),),))
    """
    n = validation.whole(size, "size", 1)
    other = validation.rational(alpha, "alpha")
    first = other - validation.rational(beta, "beta")
    diagonals = [first] + [other] * (validation.depth(depth) - 1)
    return tuple(
        tuple(tuple(d if i == j else Fraction(0) for j in range(n)) for i in range(n))
        for d in diagonals
    )


def _exact_matrix(matrix: object, argument: str) -> ExactMatrix:
    return cast("ExactMatrix", validation.exact_array(matrix, argument, 2))


def _exact_factors(factors: object, target: ExactMatrix) -> list[ExactMatrix]:
    accepted = "two or more matrices W_1, W_2, ... whose product W_N ... W_1 has the target's shape"
    if not isinstance(factors, Sequence) or isinstance(factors, str) or len(factors) < 2:
        raise BadInput("factors", f"is of type {type(factors).__name__}", accepted)
    exact = [
        _exact_matrix(factor, f"factors matrix {j}") for j, factor in enumerate(factors, start=1)
    ]
    columns = [len(factor[0]) for factor in exact] + [len(target)]
    rows = [len(target[0])] + [len(factor) for factor in exact]
    if columns != rows:
        shapes = ", ".join(f"{len(factor)} x {len(factor[0])}" for factor in exact)
        raise BadInput("factors", f"has the shapes {shapes}", accepted)
    return exact


def _ball_matrix(matrix: ExactMatrix) -> arb_mat:
    return arb_mat(
        fmpq_mat([[fmpq(entry.numerator, entry.denominator) for entry in row] for row in matrix])
    )
