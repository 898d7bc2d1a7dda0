"""time.corrected: the residual of one step, R = S(x+) - S(x) - 1, by boxes of (v, t).

R = sum_{k>=2} F_k(v) t^k with t = h N x^{N-2} <= 1/2, v = 1 - x^N, and F_k = r_k/(k+1) + l_k/2,
where 1/(A B) = sum r_k th^k and ln(A B) = sum l_k th^k (``notes/constants.md``).
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import comb
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.proof import Boxes, Inequality, Lemma, Proof, Range, Taken, constant
from dmfcheck.theory.time.corrected import REMAINDER

NOTE = "notes/time.md, notes/constants.md"

TERMS = 22
"""Of the series: with so many the rest leaves 6 ln 2 - 4 its sixth digit."""

REST = Fraction(4, TERMS) * 2 * Fraction(1, 2) ** (TERMS - 2)
"""|F_k| <= 4/k, and the powers of t <= 1/2 beyond add up to at most 2 t^{TERMS-2}."""

DEPTHS = tuple(range(2, 51))


def residual_terms(v: Any, depth: int) -> list[Any]:
    """F_2(v), ..., F_{TERMS-1}(v), in whatever numbers v is.

    >>> residual_terms(Fraction(0), 2)[0]
    Fraction(1, 12)
    """
    N = depth
    powers = [v**0]
    for _ in range(TERMS):
        powers.append(powers[-1] * v)
    # 1 - B = sum b_j th^j and A = (1+z)^{N-1}: the series of 1/B, of ln B + ln A and of 1/A.
    shown = range(1, min(N, TERMS) + 1)
    b = [(1 - v) * powers[j - 1] * Fraction(comb(N, j), N**j) for j in shown]
    inverse_b, logarithms = [powers[0]], [0 * v]
    for k in range(1, TERMS):
        known = [part * inverse_b[k - j] for j, part in enumerate(b[:k], start=1)]
        inverse_b.append(sum(known[1:], known[0]))
        weighted = sum((j * part for j, part in enumerate(known[1:], start=2)), known[0])
        growth = powers[k] * Fraction((N - 1) * (-1) ** (k - 1), N**k)
        logarithms.append((growth - weighted) * Fraction(1, k))
    inverse_a = [
        powers[k] * Fraction((-1) ** k * comb(N - 2 + k, k), N**k) for k in range(1, TERMS)
    ]
    terms = []
    for k in range(2, TERMS):
        mixed = [inverse_a[i - 1] * inverse_b[k - i] for i in range(1, k + 1)]
        r = sum(mixed, inverse_b[k])
        terms.append(r * Fraction(1, k + 1) + logarithms[k] * Fraction(1, 2))
    return terms


def _residual(sign: int, a: Arithmetic, p: Point, c: Constants) -> Any:
    """C - sign R/t^2 at least."""
    terms = residual_terms(p.gap, p.depth)
    total = terms[-1]
    for term in reversed(terms[:-1]):
        total = total * p.pace + term
    return c[REMAINDER.name] - REST - sign * total


REGION = (Range("gap", high=constant(1)), Range("pace", high=constant(Fraction(1, 2))))

ABOVE = Lemma(
    "a step is not much longer",
    r"0 \le v \le 1,\ 0 \le t \le 1/2 \implies R \le C t^2",
    Boxes(Inequality(REGION, margin=partial(_residual, 1), depths=DEPTHS)),
)
BELOW = Lemma(
    "a step is not much shorter",
    r"0 \le v \le 1,\ 0 \le t \le 1/2 \implies R \ge -C t^2",
    Boxes(Inequality(REGION, margin=partial(_residual, -1), depths=DEPTHS)),
)
SERIES = Lemma(
    "series",
    r"\textstyle R = \sum_k F_k(v) t^k,\ |F_k| \le 4/k",
    Taken("notes/constants.md"),
)
SUM = Lemma(
    "sum",
    r"\textstyle \sum_k t_k^2 \le t' \left[\Lambda + \ln\frac{1-x_0^N}{1-b^N} - \ln(1-t')\right]",
    Taken(NOTE),
    (ABOVE.name, BELOW.name, SERIES.name),
)

PROOFS = {
    "time.corrected": Proof((ABOVE, BELOW), (SERIES, SUM)),
    "time.corrected/sharper": Proof((ABOVE, BELOW), (SERIES, SUM)),
}
