"""edge.return: boxes at each depth, two layers by signs, and why no theorem of Coq is about it."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.edge.returns import SAFE, fall, moved
from dmfcheck.theory.proof import (
    Boxes,
    Coefficients,
    Inequality,
    Lemma,
    Proof,
    Range,
    Taken,
    constant,
)

DEPTHS = tuple(range(2, 51))
WHERE = "notes/edge.md"


def longest(p: Point, c: Constants) -> Any:
    """(2 + ln N)/N from above, by the slope of the claim: 10^-9 is more than float64 errs by."""
    return (2 + c[SAFE.name] * Fraction(math.log(p.depth) + 1e-9)) / p.depth


def _keeps_sign(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - fall(p.depth, p.step, moved(p.depth, p.step, p.start))


def _comes_back(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 - (y - h y^{N-1}(y^N - 1)), h = rest + 1/N."""
    return 1 - moved(p.depth, p.rest + Fraction(1, p.depth), p.y)


def _product(a: Arithmetic, p: Point, c: Constants) -> Any:
    """4 s^3 - 27 q (s-q)^2 of q and s - q."""
    return 4 * (p.q + p.rest) ** 3 - 27 * p.q * p.rest**2


KEEPS_SIGN = Lemma(
    "keeps sign",
    r"0 \le x_0 \le 1,\ 0 \le hN \le 2 + \ln N \implies h x_1^{N-2}(x_1^N - 1) \le 1",
    Boxes(
        Inequality(
            (Range("start", high=constant(1)), Range("step", high=longest)),
            _keeps_sign,
            depths=DEPTHS,
        )
    ),
)
COMES_BACK = Lemma(
    "comes back",
    r"y \ge 1,\ h \ge \tfrac1N \implies y - h y^{N-1}(y^N - 1) \le 1",
    Coefficients(Inequality((Range("y", low=constant(1)), Range("rest")), _comes_back)),
)
LONG = Lemma(
    "a long step",
    r"x_0 < 1 < x_1 \implies h > \tfrac1N",
    Taken(WHERE),
    (COMES_BACK.name,),
)
PRODUCT = Lemma(
    "product",
    r"q, r \ge 0 \implies 27 q r^2 \le 4 (q + r)^3",
    Coefficients(
        Inequality((Range("q"), Range("rest")), _product, depths=(2,)),
        divided=((lambda p, c: p.rest - 2 * p.q, 2),),
    ),
)
GREATEST = Lemma(
    "greatest overshoot",
    r"q = hx_0^2,\ r = 1 + h - q: h x_1^2 = q r^2 \le \tfrac4{27}(1+h)^3 \le 1 + h",
    Taken(WHERE),
    (PRODUCT.name,),
)
INVARIANT = Lemma(
    "for ever",
    r"x_k \in [0, 1] \text{ or } x_k \text{ is the step from a point of } [0, 1]"
    r"\text{: so at } k+1 \text{ too}",
    Taken(WHERE),
    (KEEPS_SIGN.name, COMES_BACK.name),
)

PROOFS = {
    "edge.return": Proof((KEEPS_SIGN,)),
    "edge.return/below": Proof((COMES_BACK,), (LONG,)),
    "edge.return/for_ever": Proof((KEEPS_SIGN, COMES_BACK), (INVARIANT,)),
    "edge.return/two_layers": Proof((PRODUCT,), (GREATEST,)),
}

_BY_BOXES = "shown by boxes at each depth, and for N >= 40 in notes/edge.md; not written in Coq"
WITHOUT = {
    "edge.return": _BY_BOXES,
    "edge.return/below": "proved in notes/edge.md; not written in Coq yet",
    "edge.return/flips": "proved in notes/edge.md; not written in Coq yet",
    "edge.return/for_ever": _BY_BOXES,
    "edge.return/two_layers": "proved in notes/edge.md; not written in Coq yet",
}
