"""The one-step residual of the corrected flow time: its largest share of t^2, proved by boxes.

R = S(x+) - S(x) - 1 with S = T/h + (1/2) ln f, t = h N x^{N-2} <= 1/2 and v = 1 - x^N. Along the
step f grows by q(u) = A B at th = t u, where A = (1+z)^{N-1}, B = (1 - (1-v)(1+z)^N) / v and
z = th v / N, and

    R = int_0^1 du / q(u) - 1 + (1/2) ln q(1) = sum_{k>=2} F_k(v) t^k,

F_k = r_k/(k+1) + l_k/2, where 1/(A B) = sum r_k th^k and ln(A B) = sum l_k th^k: polynomials in v.
``notes/constants.md`` proves |r_k| <= e and |l_k| <= 2/k on 0 <= v <= 1, which bounds the rest of
the series.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb

from flint import arb, arb_poly, ctx, fmpq, fmpq_poly

from dmfcheck.base import validation
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.jets import Jet
from dmfcheck.dynamics.balls.precision import ball

__all__ = ["TERMS", "at_most", "conjectured", "residual_share", "series"]

TERMS = 64
BITS = 160
LARGEST_COUNT = 2_000

Box = tuple[tuple[Fraction, Fraction], ...]


@lru_cache(maxsize=16)
def series(depth: int, terms: int = TERMS) -> tuple[fmpq_poly, ...]:
    """F_0, ..., F_{terms-1}: R = sum F_k(v) t^k, exact polynomials in v; F_0 = F_1 = 0.

    >>> [str(term) for term in series(2, 3)]
    ['0', '0', '5/16*x^2 + (-3/8)*x + 1/12']
    """
    N = validation.depth(depth)
    v = fmpq_poly([0, 1])
    powers = [fmpq_poly([1])]
    for _ in range(max(terms, N)):
        powers.append(powers[-1] * v)
    b = [fmpq_poly(0)] + [(1 - v) * powers[j - 1] * fmpq(comb(N, j), N**j) for j in range(1, N + 1)]
    inverse_b = [powers[0]]
    logarithms = [fmpq_poly(0)]
    for k in range(1, terms):
        known = [(j, b[j] * inverse_b[k - j]) for j in range(1, min(k, N) + 1)]
        inverse_b.append(_sum(term for _, term in known))
        growth = powers[k] * fmpq((N - 1) * (-1) ** (k - 1), k * N**k)
        logarithms.append(growth - _sum(j * term for j, term in known) * fmpq(1, k))
    inverse_a = [powers[k] * fmpq((-1) ** k * comb(N - 2 + k, k), N**k) for k in range(terms)]
    inverses = [_sum(inverse_a[i] * inverse_b[k - i] for i in range(k + 1)) for k in range(terms)]
    inverses[0] = fmpq_poly(0)
    return tuple(
        r * fmpq(1, k + 1) + each * fmpq(1, 2)
        for k, (r, each) in enumerate(zip(inverses, logarithms, strict=True))
    )


def _sum(terms: Iterable[fmpq_poly]) -> fmpq_poly:
    total = fmpq_poly(0)
    for term in terms:
        total += term
    return total


def conjectured() -> tuple[Fraction, Fraction]:
    """(lo, hi) around 6 ln 2 - 4, the value of R/t^2 at x = 1, t = 1/2.

    >>> round(float(conjectured()[0]), 6)
    0.158883
    """
    with ctx.workprec(BITS):
        return interval(6 * arb(2).log() - 4)


def residual_share(depth: int, start: Fraction, step: Fraction) -> tuple[Fraction, Fraction]:
    """(lo, hi) around R/t^2 at x = ``start`` in (0, 1) and h = ``step``, t = h N x^{N-2} <= 1/2.

    >>> low, high = residual_share(2, Fraction(1, 2), Fraction(1, 4))
    >>> low < high < low + Fraction(1, 10**17)
    True
    """
    validation.proper_fraction(start, "start")
    t = validation.positive(step, "step") * depth * start ** (depth - 2)
    if t > Fraction(1, 2):
        raise validation.BadInput("step", f"makes t = {validation.shown(t)}", "t <= 1/2")
    with ctx.workprec(BITS):
        shares = _Shares(depth)
        value = shares.value(ball(1 - start**depth), ball(t))
        low, high = interval(value)
    rest = _rest()
    return low - rest, high + rest


def _rest() -> Fraction:
    """A bound of |sum_{k >= TERMS} F_k(v) t^{k-2}| for t <= 1/2.

    |F_k| <= e/(k+1) + 1/k < 4/k <= 4/TERMS, and the powers of t add up to 2 t^{TERMS-2}.
    """
    return Fraction(4, TERMS) * 2 * Fraction(1, 2) ** (TERMS - 2)


class _Shares:
    """sum_{2 <= k < TERMS} F_k(v) t^{k-2} and its partial derivatives, in balls."""

    def __init__(self, depth: int) -> None:
        self.terms = [arb_poly(term) for term in series(depth)[2:]]
        self.slopes = [term.derivative() for term in self.terms]

    def value(self, v: arb, t: arb) -> arb:
        return _horner([term(v) for term in self.terms], t)

    def jet(self, v: arb, t: arb) -> Jet:
        values = [term(v) for term in self.terms]
        by_t = [k * value for k, value in enumerate(values)][1:]
        by_v = [slope(v) for slope in self.slopes]
        return Jet(_horner(values, t), (_horner(by_v, t), _horner(by_t, t)))


def _horner(coefficients: list[arb], t: arb) -> arb:
    total = arb(0)
    for coefficient in reversed(coefficients):
        total = total * t + coefficient
    return total


@dataclass(frozen=True)
class SharesProof:
    """Whether every box was settled, and how many there were."""

    complete: bool
    boxes: int


def at_most(depth: int, bound: Fraction) -> SharesProof:
    """Prove |R| <= bound t^2 for every x in (0, 1) and h > 0 with t <= 1/2.

    The boxes cover 0 <= v <= 1, 0 <= t <= 1/2: also pairs (v, t) that no h <= 1/(2N) produces.
    Source: time.corrected.

    >>> at_most(2, Fraction(1, 5)).complete
    True
    """
    with ctx.workprec(BITS):
        shares = _Shares(depth)
        allowed = ball(bound - _rest()).lower()
        return _cover(lambda box: _settled(shares, box, allowed))


def _cover(settled: Callable[[Box], tuple[bool, int]]) -> SharesProof:
    pending: list[Box] = [((Fraction(0), Fraction(1)), (Fraction(0), Fraction(1, 2)))]
    count = 0
    while pending:
        box = pending.pop()
        count += 1
        done, side = settled(box)
        if done:
            continue
        if count > LARGEST_COUNT:
            return SharesProof(False, count)
        low, high = box[side]
        half = (low + high) / 2
        pending += [(*box[:side], part, *box[side + 1 :]) for part in ((low, half), (half, high))]
    return SharesProof(True, count)


def _settled(shares: _Shares, box: Box, allowed: arb) -> tuple[bool, int]:
    radii = [ball((high - low) / 2).upper() for low, high in box]
    v, t = (ball(low).union(ball(high)) for low, high in box)
    middle = shares.value(*(ball((low + high) / 2) for low, high in box))
    jet = shares.jet(v, t)
    if jet.within(middle, radii) <= allowed and (-jet).within(-middle, radii) <= allowed:
        return True, 0
    weights = [float((abs(a) * r).upper()) for a, r in zip(jet.slopes, radii, strict=True)]
    return False, weights.index(max(weights))
