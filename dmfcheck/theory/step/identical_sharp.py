"""step.monotone, step.convergent, step.quoted: sharp step sizes of the identical start."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flint import arb_poly, ctx, fmpq, fmpq_poly

from dmfcheck.base import validation
from dmfcheck.dynamics.balls.precision import ball
from dmfcheck.dynamics.steepness import steepness
from dmfcheck.theory.sharp import SharpConstant
from dmfcheck.theory.step.identical import CONVERGENT, MONOTONE
from dmfcheck.theory.step.perturbed import MONOTONE_MAP, QUOTED_NONPOSITIVE, QUOTED_POSITIVE

__all__ = [
    "contracts_in_two_steps",
    "convergence_bound",
    "largest_steepness",
    "monotone_bound",
    "monotone_map_bound",
    "quoted_negative_bound",
    "quoted_positive_bound",
]

NEAR = Fraction(1, 10**26)
"""1 - x_0 of a witness, and how far beyond the closed form its step is, as a part of it."""

_EXACT = "exact interval evaluation below, exact orbit above"


def largest_steepness(depth: int) -> Fraction:
    """max of phi(x) = x^{N-1} (1 + ... + x^{N-1}) over 0 <= x <= 1, as an exact rational.

    phi is evaluated on the whole interval at once: its coefficients are >= 0, so the value at the
    right end is the maximum. Source: step.monotone.

    >>> largest_steepness(5)
    Fraction(5, 1)
    """
    return Fraction(steepness(Fraction(1), validation.depth(depth)))


def monotone_bound(depth: int) -> SharpConstant:
    """The largest s such that h <= s keeps every x_0 in (0, 1) from overshooting.

    Below: c_0 = 1 - h phi(x_0) >= 1 - s max phi = 0. Above: an exact first step that overshoots.

    >>> found = monotone_bound(3)
    >>> found.low, found.high - found.low < Fraction(1, 10**24)
    (Fraction(1, 3), True)
    """
    low = 1 / largest_steepness(depth)
    start = 1 - NEAR
    high = (1 + NEAR) / steepness(start, depth)
    stated = Fraction(1, depth)
    witness = _scalar(depth, 1, start, high, 1)
    return SharpConstant(
        MONOTONE.id, "monotone bound", depth, stated, low, high, 1, witness, _EXACT
    )


def convergence_bound(depth: int) -> SharpConstant:
    """The largest s such that h <= s takes every x_0 in (0, 1) nearer to 1 in two steps.

    Below, at h = 2/N: :func:`contracts_in_two_steps`, for smaller h the proof of ``notes/step.md``.
    Above: an exact orbit that two steps take away from 1.

    >>> convergence_bound(2).low
    Fraction(1, 1)
    """
    stated = Fraction(2, depth)
    proved = contracts_in_two_steps(depth, stated)
    high = stated * (1 + NEAR)
    # 1 - x_0 <= 2 (hN - 2) / (3 h N (N-1)): so near to 1 the orbit is repelled.
    start = 1 - NEAR / (3 * depth * depth)
    return SharpConstant(
        CONVERGENT.id,
        "convergence bound",
        depth,
        stated,
        stated if proved else None,
        high,
        1,
        _scalar(depth, 1, start, high, 2),
        "positivity of a polynomial by balls below, exact orbit above",
        None if proved else "the balls did not prove the polynomial positive",
    )


def contracts_in_two_steps(depth: int, step: Fraction) -> bool:
    """Whether phi(x) + phi(y) > h phi(x) phi(y), y = g(x), h = ``step``, is certain on 0 < x < 1.

    With c = 1 - h phi this is c(x) c(y) < 1. Both sides are polynomials in x; what they have in
    common at 0 and 1 is divided out exactly, and the quotient is enclosed on [0, 1] by balls.

    >>> contracts_in_two_steps(2, Fraction(1)), contracts_in_two_steps(2, Fraction(1001, 1000))
    (True, False)
    """
    N = validation.depth(depth)
    x = fmpq_poly([0, 1])
    h = fmpq(step.numerator, step.denominator)
    y = x + h * x ** (N - 1) * (1 - x**N)
    phi_x, phi_y = steepness(x, N), steepness(y, N)
    excess = phi_x + phi_y - h * phi_x * phi_y
    for root in (x, 1 - x):
        while True:
            quotient, rest = divmod(excess, root)
            if rest != 0:
                break
            excess = quotient
    return _positive(excess)


def _positive(polynomial: fmpq_poly) -> bool:
    """Whether balls prove the polynomial positive on [0, 1]."""
    with ctx.workprec(64 + 8 * polynomial.degree()):
        values, slope = arb_poly(polynomial), arb_poly(polynomial.derivative())
        pending = [(Fraction(0), Fraction(1))]
        while pending:
            low, high = pending.pop()
            if high - low < Fraction(1, 2**20):
                return False
            middle = ball((low + high) / 2)
            side = ball(low).union(ball(high))
            value = values(middle) + slope(side) * (side - middle)
            if not value > 0:
                half = (low + high) / 2
                pending += [(low, half), (half, high)]
    return True


def monotone_map_bound(depth: int) -> SharpConstant:
    """The largest s with d -> d + eta d^{N-1}(lambda - d^N) nondecreasing on 0 <= d <= M.

    For both signs of lambda, |lambda| <= M^N, eta <= s/M^{2N-2}. With M = 1 the derivative is
    1 + eta d^{N-2} ((N-1) lambda - (2N-1) d^N), which interval evaluation puts at
    1 - eta (3N-2) or above, and at d = 1, lambda = -1 it is that.

    >>> monotone_map_bound(2).low
    Fraction(1, 4)
    """
    steepest_descent = (depth - 1) * Fraction(1) + (2 * depth - 1) * Fraction(1)
    low = 1 / steepest_descent
    high = low * (1 + NEAR)
    witness = {
        "depth": depth,
        "eigenvalue": "-1",
        "alpha": "1",
        "eta": str(high),
        "position": "1",
    }
    return SharpConstant(
        MONOTONE_MAP.id,
        "monotone map",
        depth,
        Fraction(1, 3 * depth - 2),
        low,
        high,
        1,
        witness,
        _EXACT,
    )


def quoted_positive_bound(depth: int) -> SharpConstant:
    """The largest s such that eta <= s/M^{2N-2} keeps d monotone for every lambda > 0.

    Below 1 this is step.monotone. From x_0 >= 1, where M = alpha, h = eta lambda^{2-2/N} <=
    s x_0^{-(2N-2)} and phi(x_0) <= N x_0^{2N-2}, so that c_0 >= 1 - s N again.

    >>> quoted_positive_bound(2).low
    Fraction(1, 2)
    """
    found = monotone_bound(depth)
    return SharpConstant(
        QUOTED_POSITIVE.id,
        "quoted step",
        depth,
        Fraction(1, 3 * depth - 2),
        found.low,
        found.high,
        1,
        found.witness,
        _EXACT,
    )


def quoted_negative_bound(depth: int) -> SharpConstant:
    """The largest s such that eta <= s/M^{2N-2} keeps d >= 0 decreasing for every lambda <= 0.

    d+/d = 1 - eta d^{N-2} (|lambda| + d^N) >= 1 - 2 s, with equality at d = 1, lambda = -1.

    >>> quoted_negative_bound(7).low
    Fraction(1, 2)
    """
    low = Fraction(1, 2)
    high = low * (1 + NEAR)
    return SharpConstant(
        QUOTED_NONPOSITIVE.id,
        "quoted step",
        depth,
        Fraction(1, 3 * depth - 2),
        low,
        high,
        1,
        _scalar(depth, -1, Fraction(1), high, 1),
        _EXACT,
    )


def _scalar(
    depth: int, eigenvalue: int, alpha: Fraction, eta: Fraction, steps: int
) -> Mapping[str, Any]:
    return {
        "depth": depth,
        "eigenvalue": str(eigenvalue),
        "alpha": str(alpha),
        "eta": str(eta),
        "steps": steps,
    }


SHARP = {
    MONOTONE.id: (monotone_bound,),
    CONVERGENT.id: (convergence_bound,),
    QUOTED_POSITIVE.id: (quoted_positive_bound,),
    QUOTED_NONPOSITIVE.id: (quoted_negative_bound,),
    MONOTONE_MAP.id: (monotone_map_bound,),
}
