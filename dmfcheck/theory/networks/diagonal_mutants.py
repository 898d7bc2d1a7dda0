"""What is wrong about diagonal networks and lazy starts."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.mutant import Mutant, mutate, turned, with_value
from dmfcheck.claims.point import Point
from dmfcheck.theory.edge.solution import HALF_AS_SHARP
from dmfcheck.theory.edge.solution_strategies import rising
from dmfcheck.theory.networks.diagonal import (
    JUMP,
    LAZY,
    LINEAR,
    MOVES,
    REDUCTION,
    SIGN,
    SLOW,
    as_factors,
    jumps,
    lazily,
    network,
)
from dmfcheck.theory.networks.diagonal_strategies import few_exact, flows, up_to_half

ONE = Fraction(1)


def _product_kept(a: Arithmetic, p: Point, c: Constants) -> Any:
    """u v = alpha^2, which the flow keeps."""
    products = [u * v for u, v in network(p)]
    return a.minimum(*(a.equal(x, products[0], products[0]) for x in products))


def _by_eigenvalue(a: Arithmetic, p: Point, c: Constants) -> Any:
    """The distance shrinks by 1 - 4 eta |lambda| at least."""
    sums = [4 * p.eta * (u * u + v * v) for u, v in network(p)[:-1]]
    return a.minimum(*(size - 4 * p.eta * a.absolute(p.eigenvalue) for size in sums))


_later = partial(rising, ONE * 3 / 2, ONE * 3)

MUTANTS: tuple[Mutant, ...] = (
    mutate(REDUCTION, "same-step", "with the step eta", few_exact, margin=as_factors(1)),
    mutate(REDUCTION, "product", "u v is kept", few_exact, margin=_product_kept),
    mutate(SIGN, "any-step", "any eta", partial(up_to_half, ONE * 3, ONE * 9), without=SLOW),
    mutate(SIGN, "by-eigenvalue", "(1 - 4 eta |lambda|)^k", up_to_half, margin=_by_eigenvalue),
    mutate(JUMP, "half", "ln(lambda/alpha)", flows, margin=jumps(1)),
    mutate(
        JUMP, "past", "1.9 kappa for 3 kappa", flows, constant=with_value(LINEAR, Fraction(19, 10))
    ),
    mutate(LAZY, "sharpness", "(1 - eta s)^k", rising, margin=lazily(lambda p: 2 * p.eigenvalue)),
    mutate(LAZY, "any-sharpness", "any s(0)", _later, without=HALF_AS_SHARP),
    mutate(MOVES, "shrink", "the factors shrink", rising, margin=turned(MOVES)),
    mutate(MOVES, "any-sharpness", "any s(0)", _later, without=HALF_AS_SHARP),
)
