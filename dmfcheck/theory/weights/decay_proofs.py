"""weights.decay: one step by signs of coefficients, and why no theorem of Coq is about it."""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.glue import induction
from dmfcheck.theory.proof import (
    Coefficients,
    Inequality,
    Lemma,
    Proof,
    Range,
    Taken,
    constant,
)
from dmfcheck.theory.weights.decay import NO_CROSSING

WHERE = "notes/weights.md"


def _weakest(p: Point, c: Constants) -> Any:
    return p.eigenvalue * p.alpha ** (p.depth - 2)


def _steepest(p: Point, c: Constants) -> Any:
    return p.decay + p.alpha ** (2 * p.depth - 2)


def _shrinks(a: Arithmetic, p: Point, c: Constants) -> Any:
    """0 <= d+/d <= 1 - eta (c - lambda alpha^{N-2}) for d = ``iterate``."""
    N, d = p.depth, p.iterate
    factor = 1 + p.eta * (d ** (N - 2) * (p.eigenvalue - d**N) - p.decay)
    return a.minimum(factor, 1 - p.eta * (p.decay - _weakest(p, c)) - factor)


def _moved(p: Point, x: Any) -> Any:
    """x+ in scaled coordinates, ``lost`` = eta c."""
    return x * (1 - p.lost) + p.h * (x ** (p.depth - 1) - x ** (2 * p.depth - 1))


def _increases(a: Arithmetic, p: Point, c: Constants) -> Any:
    return _moved(p, p.upper) - _moved(p, p.lower)


def _distance(p: Point, c: Constants) -> Any:
    return p.upper - p.lower


SHRINKS = Lemma(
    "shrinks",
    r"0 \le d \le \alpha,\ \lambda\alpha^{N-2} \le c,\ \eta(c + \alpha^{2N-2}) \le 1 \implies"
    r" 0 \le d^+/d \le 1 - \eta(c - \lambda\alpha^{N-2})",
    Coefficients(
        Inequality(
            (
                Range("alpha"),
                Range("eigenvalue"),
                Range("decay", low=_weakest),
                Range("eta", high=constant(1), over=_steepest, given=NO_CROSSING),
                Range("iterate", high=lambda p, c: p.alpha),
            ),
            _shrinks,
            depths=tuple(range(3, 13)),
        )
    ),
)
INCREASES = Lemma(
    "the step increases",
    r"0 \le x \le y \le 1,\ hN + \eta c \le 1 \implies x^+ \le y^+",
    Coefficients(
        Inequality(
            (
                Range("upper", high=constant(1)),
                Range("lower", high=lambda p, c: p.upper),
                Range("h", high=constant(1), over=lambda p, c: p.depth),
                Range("lost", high=lambda p, c: 1 - p.depth * p.h),
            ),
            _increases,
            depths=tuple(range(2, 9)),
        ),
        divided=((_distance, 1),),
    ),
)
GOES_ON = Lemma(
    "goes on",
    r"x = d/\lambda^{1/N}:\ x^+ \text{ increases, so } x_1 \ge x_0 \implies x_{k+1} \ge x_k"
    r"\text{, and so with } \le",
    Taken(WHERE),
    (INCREASES.name,),
)

PROOFS = {
    "weights.decay/lost": Proof((SHRINKS,), (induction(SHRINKS.name),)),
    "weights.decay/goes_on": Proof((INCREASES,), (GOES_ON,)),
}

_BY_HAND = "proved in notes/weights.md; not written in Coq yet"
WITHOUT = {
    "weights.decay": "an identity by expansion, in notes/weights.md; not written in Coq yet",
    "weights.decay/balances": _BY_HAND,
    "weights.decay/lost": _BY_HAND,
    "weights.decay/goes_on": _BY_HAND,
}
