"""step.perturbed_sharp: whole orbits of the perturbed start, by boxes (notes/proofs.md).

M = 1, l = |lambda|, and the first factor starts at ``share`` of the others: the starts are two
faces, l = 1 >= alpha and alpha = 1 >= l. The step is eta = 1/(Q^{N-1} + (N-1)/Q), Q = ``root``, and
the lemma of the last steps applies at a state with delta = q^2 - p^2 once Q^{N-1} (Q - delta) >=
l^2.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial
from math import comb
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.proof import Boxes, Inequality, Lemma, Proof, Range, Taken
from dmfcheck.theory.step.perturbed import NEGATIVE_STEP, POSITIVE_STEP, stretch

NOTE = "notes/proofs.md, notes/constants.md"

STEPS = 12
"""Of the orbit at most, before the lemma of the last steps has to apply."""

DEPTHS = tuple(range(2, 7))


def _size(Q: Any, depth: int) -> Any:
    """L with eta = 1/L."""
    return Q ** (depth - 1) + (depth - 1) / Q


@cache
def least_root(step: Fraction, depth: int) -> Fraction:
    """Q > 1, rounded down to 60 binary places, where Q^{N-1} + (N-1)/Q = 1/step.

    >>> round(float(least_root(Fraction(4, 9), 2)), 6)
    1.640388
    """
    low, high = 1 << 60, 2 << 60
    while high - low > 1:
        middle = (low + high) // 2
        if _size(Fraction(middle, 1 << 60), depth) <= 1 / step:
            low = middle
        else:
            high = middle
    return Fraction(low, 1 << 60)


def _covers(step: Constant, a: Arithmetic, p: Point, c: Constants) -> Any:
    """How far the largest step on the boxes is beyond that of the claim."""
    return 1 - c[step.name] * _size(a.number(least_root(step.stated(p.depth), p.depth)), p.depth)


def _never_crosses(face: str, sign: int, a: Arithmetic, p: Point, c: Constants) -> Any:
    """>= 0 where no step before that at which the last ones are known crosses lambda."""
    N, Q, one = p.depth, p.root, p.size**0
    size, others = (one, p.size) if face == "alpha" else (p.size, one)
    eta = 1 / _size(Q, N)
    first = p.share * others
    delta = others**2 * (1 - p.share**2)
    at_once = [Q ** (N - 1) * (Q - delta) - size * size]
    if sign > 0:
        # From above lambda > 0 no step crosses.
        at_once.append(first * others ** (N - 1) - size)
    ends, factors = [a.maximum(*at_once)], []
    for _ in range(STEPS):
        pull = eta * others ** (N - 2)
        e = pull * (sign * size - first * others ** (N - 1))
        moved = first + e * others, others + e * first
        growth = others * moved[1] ** (N - 1)
        for j in range(1, N):
            mixed = e ** (j - 1) * first ** (j + 1) * others ** (N - 1 - j)
            growth = growth + comb(N - 1, j) * mixed
        factors.append(1 - pull * growth)
        first, others = moved
        delta = delta * (1 - e**2)
        ends.append(Q ** (N - 1) * (Q - delta) - size * size)
    shown = ends.pop()
    while factors:
        shown = a.maximum(ends.pop(), a.minimum(factors.pop(), shown))
    return shown


def _proof(step: Constant, sign: int) -> Proof:
    region = (
        Range(
            "root",
            low=lambda p, c: least_root(step.stated(p.depth), p.depth),
            high=lambda p, c: stretch(p.depth),
        ),
        Range("share", high=lambda p, c: 1),
        Range("size", high=lambda p, c: 1),
    )
    covers = Lemma(
        "all steps",
        r"\eta(Q) \ge s \text{ at the least } Q",
        Boxes(Inequality((), partial(_covers, step), depths=DEPTHS)),
    )
    faces = [
        Lemma(
            name,
            statement,
            Boxes(Inequality(region, partial(_never_crosses, face, sign), depths=DEPTHS)),
        )
        for name, face, statement in (
            ("large eigenvalues", "alpha", r"|\lambda| = 1 \ge \alpha: \text{ no crossing}"),
            ("large starts", "lambda", r"\alpha = 1 \ge |\lambda|: \text{ no crossing}"),
        )
    ]
    glue = (
        Lemma("last steps", r"\eta S(\delta_k, l) \le 1 \implies \text{monotone}", Taken(NOTE)),
        Lemma("small steps", r"\eta \le 1/L_N", Taken("notes/perturbed.md, step.perturbed")),
        Lemma(
            "scaling",
            r"M = 1",
            Taken("notes/perturbed.md"),
            ("all steps", "large eigenvalues", "large starts", "last steps", "small steps"),
        ),
    )
    return Proof((covers, *faces), glue)


PROOFS = {
    "step.perturbed_sharp": _proof(POSITIVE_STEP, 1),
    "step.perturbed_sharp/negative": _proof(NEGATIVE_STEP, -1),
}
