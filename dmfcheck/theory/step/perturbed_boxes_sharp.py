"""Which steps keep the perturbed start monotone, whatever its parameters: a proof by boxes.

With M = max(alpha, |lambda|^{1/N}) = 1, all starts are two faces, each with s = (alpha-beta)/alpha
in (0, 1): |lambda| = 1 with alpha = r <= 1, and alpha = 1 with |lambda| = r <= 1. A box is a set of
(eta, s, r). The lemma that ends every orbit is proved in ``notes/constants.md``: once
eta S(q^2 - p^2, |lambda|) <= 1 and eta N <= 1, w is monotone from there on, where
S(delta, l) = Q^{N-1} + (N-1) l^2 / Q and Q > 0 is the root of Q^{N-1} (Q - delta) = l^2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, ctx

from dmfcheck.dynamics.balls.jets import Jet, variables
from dmfcheck.dynamics.balls.precision import ball

__all__ = ["BITS", "Proof", "prove_monotone"]

BITS = 64
STEPS = 12
"""Steps after which a box that no criterion has settled is halved."""

LARGEST_COUNT = 20_000

Box = tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True)
class Proof:
    """Whether every box was settled, and how many there were."""

    complete: bool
    boxes: int


def _square(depth: int, delta: arb, size: arb) -> arb:
    """Q > 0 with Q^{N-1} (Q - delta) = l^2, enclosed for every delta and l of the balls."""
    low = _one_side(depth, delta.lower(), size.lower(), -1)
    return low.union(_one_side(depth, delta.upper(), size.upper(), 1))


def _one_side(depth: int, delta: arb, size: arb, side: int) -> arb:
    """A number below (side -1) or above (side 1) the root, for exact delta and l."""
    d, square = float(delta), max(float(size), 0.0) ** 2
    Q = max(d, 0.0) + square ** (1 / depth)
    for _ in range(50):
        # Newton's method from above, where the polynomial is convex.
        slope = Q ** (depth - 2) * (depth * Q - (depth - 1) * d)
        if slope <= 0:
            break
        before, Q = Q, Q - (Q ** (depth - 1) * (Q - d) - square) / slope
        if before == Q:
            break
    for slack in (1e-14, 1e-10, 1e-6, 1e-2):
        bound = arb(Q * (1 + side * slack))
        excess = bound ** (depth - 1) * (bound - delta) - size**2
        if bound > 0 and ((excess > 0) if side > 0 else (excess <= 0)):
            return bound
    # 0 is below the root, and |delta| + l^2 + 1 is above it.
    return arb(0) if side < 0 else (abs(delta) + size**2 + 1).upper()


def _steepest(depth: int, delta: Any, size: Any) -> Any:
    """S(delta, l) of jets or of balls: the last steps multiply lambda - w by 1 - eta S."""
    d, level = (x.value if isinstance(x, Jet) else x for x in (delta, size))
    Q = _square(depth, d, level)
    # l^2 / Q in the form that stays bounded where delta and l are near 0.
    value = Q ** (depth - 1) + (depth - 1) * Q ** (depth - 2) * (Q - d)
    if not isinstance(delta, Jet):
        return value
    rest = depth * Q - (depth - 1) * d
    by_delta, by_size = Q / rest, 2 * level / (Q ** (depth - 2) * rest)
    slope = (depth - 1) * (Q ** (depth - 2) - level**2 / Q**2)
    direct = 2 * (depth - 1) * level / Q
    slopes = tuple(
        slope * (by_delta * a + by_size * b) + direct * b
        for a, b in zip(delta.slopes, size.slopes, strict=True)
    )
    return Jet(value, slopes)


class _Orbit:
    """The orbit of all starts of a box at once, in jets, or of its centre, in balls."""

    def __init__(self, depth: int, sign: int, face: str, box: Sequence[Any]) -> None:
        self.depth, self.sign = depth, sign
        self.eta, share, r = box
        one = r**0
        alpha, self.size = (r, one) if face == "alpha" else (one, r)
        self.p, self.q = share * alpha, alpha
        self.delta = alpha**2 * (1 - share**2)

    def slope(self) -> Any:
        """eta S - 1, at most 0 where the rest of the orbit is monotone."""
        return self.eta * _steepest(self.depth, self.delta, self.size) - 1

    def gap(self) -> Any:
        """Lambda - w, times the sign of lambda."""
        return self.size - self.sign * (self.p * self.q ** (self.depth - 1))

    def advance(self) -> Any:
        """One step; the result is (lambda - w+)/(lambda - w), >= 0 where w does not cross.

        w+ - w = e (q q+^{N-1} + p^2 sum_i q+^i q^{N-2-i}), 0 <= i <= N - 2, with
        e = eta q^{N-2} (lambda - w), p+ = p + e q and q+ = q + e p.
        """
        N, p, q = self.depth, self.p, self.q
        pull = self.eta * q ** (N - 2)
        e = self.sign * (pull * self.gap())
        ahead = q + e * p
        powers = ahead_power = q**0
        for _ in range(N - 2):
            ahead_power = ahead_power * ahead
            powers = powers * q + ahead_power
        growth = q * (ahead_power * ahead) + p * p * powers
        self.p, self.q = p + e * q, ahead
        self.delta = self.delta * (1 - e**2)
        return 1 - pull * growth


def _settled(depth: int, sign: int, face: str, box: Box) -> tuple[bool, int]:
    """Whether every start of the box is monotone, and else which side to halve."""
    centre = [ball((low + high) / 2) for low, high in box]
    radii = [ball((high - low) / 2).upper() for low, high in box]
    sides = variables([ball(low).union(ball(high)) for low, high in box])
    whole, middle = (_Orbit(depth, sign, face, b) for b in (sides, centre))
    if sign > 0 and (-whole.gap()).value >= 0:
        return True, 0
    slope = whole.slope()
    for _ in range(STEPS):
        if slope.within(middle.slope(), radii) <= 0:
            return True, 0
        factor, at_centre = whole.advance(), middle.advance()
        if not (-factor).within(-at_centre, radii) <= 0:
            break
        slope = whole.slope()
        if not slope.value.is_finite():
            break
    return False, _widest(slope, radii)


def _widest(slope: Jet, radii: list[arb]) -> int:
    weights = [float((abs(a) * r).upper()) for a, r in zip(slope.slopes, radii, strict=True)]
    if not all(w < float("inf") for w in weights):
        weights = [float(r) for r in radii]
    return weights.index(max(weights))


def prove_monotone(depth: int, sign: int, low: Fraction, high: Fraction) -> Proof:
    """Prove that low <= eta M^{2N-2} <= high keeps w monotone for every start with this sign.

    ``sign`` is that of lambda; alpha, beta and |lambda| are arbitrary but for 0 < beta < alpha.
    ``high`` is at most 1/N. The proof is complete if every box was settled.

    >>> prove_monotone(2, -1, Fraction(2, 5), Fraction(45, 100)).complete
    True
    """
    if not 0 < low <= high <= Fraction(1, depth):
        return Proof(False, 0)
    count = 0
    with ctx.workprec(BITS):
        for face in ("alpha", "lambda"):
            unit = (Fraction(0), Fraction(1))
            pending: list[Box] = [((low, high), unit, unit)]
            while pending:
                box = pending.pop()
                count += 1
                settled, side = _settled(depth, sign, face, box)
                if settled:
                    continue
                if count > LARGEST_COUNT:
                    return Proof(False, count)
                start, stop = box[side]
                half = (start + stop) / 2
                pending += [
                    (*box[:side], part, *box[side + 1 :]) for part in ((start, half), (half, stop))
                ]
    return Proof(True, count)
