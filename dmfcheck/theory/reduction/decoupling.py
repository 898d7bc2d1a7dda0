"""reduction.*: the matrix descent is n scalar recursions, and those are one family."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import Matrix, product, transpose
from dmfcheck.dynamics.dynamics import PLAIN
from dmfcheck.theory.conditions import ORTHOGONAL, TRIANGULAR
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DIAGONALISABLE,
    ETA,
    FACTOR_BLOCKS,
    ROTATION,
    SCALE,
    TARGET_BLOCKS,
    UNIT_START,
    UNIT_STEP,
    UP_TO_4_STEPS,
    UP_TO_FIVE,
)


def _largest(a: Arithmetic, values: list[Any]) -> Any:
    return a.maximum(*(a.absolute(value) for value in values))


def outside_blocks(matrix: Matrix) -> list[Any]:
    """What must vanish for a matrix to be a normal block a I + b J followed by a diagonal.

    >>> outside_blocks(((1, -2, 0), (2, 1, 0), (0, 0, 5)))
    [0, 0, 0, 0, 0, 0]
    """
    size = len(matrix)
    if size == 1:
        return [0 * matrix[0][0]]
    stray = [
        matrix[i][j] for i in range(size) for j in range(size) if i != j and not (i < 2 and j < 2)
    ]
    return [matrix[0][0] - matrix[1][1], matrix[0][1] + matrix[1][0], *stray]


def _stays_in_eigenbasis(a: Arithmetic, p: Point, c: Constants) -> Any:
    V = p.basis
    target = product(V, p.target, transpose(V))
    starts = [product(V, block, transpose(V)) for block in p.starts]
    factors = a.descend(starts, target, p.eta, p.steps)
    blocks = [product(transpose(V), factor, V) for factor in factors]
    stray = _largest(a, [value for block in blocks for value in outside_blocks(block)])
    size = _largest(a, [value for block in blocks for row in block for value in row])
    return a.equal(stray, a.number(Fraction(0)), 1 + size)


def _blocks(a: Arithmetic, p: Point, c: Constants) -> Any:
    return -_largest(a, [x for block in (p.target, *p.starts) for x in outside_blocks(block)])


def _scales(a: Arithmetic, p: Point, c: Constants) -> Any:
    N = p.depth
    unit = a.run(
        PLAIN,
        Point({"depth": N, "alpha": p.start, "eta": p.step, "steps": p.steps}),
        a.number(Fraction(1)),
    )
    original = a.run(
        PLAIN,
        Point(
            {
                "depth": N,
                "alpha": p.scale * p.start,
                "eta": p.step / p.scale ** (2 * N - 2),
                "steps": p.steps,
            }
        ),
        p.scale**N,
    )
    return a.minimum(
        *(a.equal(d, p.scale * x, d) for (d,), (x,) in zip(original, unit, strict=True))
    )


def _stable_unit_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - p.depth * p.step * a.maximum(p.start, a.number(Fraction(1))) ** (2 * p.depth - 2)


def _nonnormal(a: Arithmetic, p: Point, c: Constants) -> Any:
    (top, corner), (_, bottom) = p.target
    one, zero = a.number(Fraction(1)), a.number(Fraction(0))
    start = ((p.alpha, zero), (zero, p.alpha))
    factors = a.descend([start] * p.depth, p.target, p.eta, p.steps)
    # What = [[a, b], [0, d]] has the eigenvectors (1, 0) and (b/(d-a), 1).
    slope = corner / (bottom - top)
    vectors, inverse = ((one, slope), (zero, one)), ((one, -slope), (zero, one))
    blocks = [product(inverse, factor, vectors) for factor in factors]
    stray = _largest(a, [block[i][1 - i] for block in blocks for i in (0, 1)])
    return a.equal(stray, zero, p.alpha)


def _diagonalisable(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.absolute(p.target[0][0] - p.target[1][1])


SHARED_BASIS = Hypothesis("What and W_j(0) diagonal in the same unitary basis", _blocks)

_claim = partial(
    Claim,
    source="derived",
    kind="identity",
    expected="holds",
    exact=True,
)

DECOUPLING = _claim(
    id="reduction.decoupling",
    statement=(
        r"\hat W \text{ normal, every } W_j(0) \text{ diagonal in its unitary eigenbasis}"
        r" \implies \text{every } W_j(k) \text{ is}"
    ),
    variables=(UP_TO_FIVE, ROTATION, TARGET_BLOCKS, FACTOR_BLOCKS, ETA, UP_TO_4_STEPS),
    hypotheses=(ORTHOGONAL, SHARED_BASIS),
    margin=_stays_in_eigenbasis,
    derivation="decoupling",
    decouples=True,
)
SCALING = _claim(
    id="reduction.scaling",
    statement=(
        r"x = d/\lambda^{1/N},\ h = \eta\lambda^{2-2/N} \implies"
        r" x_{k+1} = x_k + h x_k^{N-1}(1-x_k^N)"
    ),
    variables=(UP_TO_FIVE, SCALE, UNIT_START, UNIT_STEP, UP_TO_4_STEPS),
    hypotheses=(Hypothesis("h max(1, x_0)^{2N-2} <= 1/N", _stable_unit_step),),
    margin=_scales,
    derivation="scaling",
)
NONNORMAL = _claim(
    id="reduction.nonnormal",
    statement=(
        r"\hat W \text{ diagonalisable, } W_j(0)=\alpha I \implies"
        r" V^{-1} W_j(k) V \text{ stays diagonal}"
    ),
    expected="refuted",
    variables=(UP_TO_FIVE, DIAGONALISABLE, ALPHA, ETA, UP_TO_4_STEPS),
    hypotheses=(
        TRIANGULAR,
        Hypothesis("distinct eigenvalues", _diagonalisable, strict=True),
    ),
    margin=_nonnormal,
    counterexamples=(
        {
            "depth": 2,
            "target": [[1, 1], [0, "1/2"]],
            "alpha": "1/2",
            "eta": "1/4",
            "steps": 2,
        },
    ),
)

CLAIMS = (
    DECOUPLING,
    SCALING,
    NONNORMAL,
)
