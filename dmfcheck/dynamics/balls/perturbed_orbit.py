"""Orbits of the perturbed start in balls, and the effective rank of either start.

The first factor p and the others q are held as u = q + p and v = q - p: every step multiplies them,
u by 1 + e and v by 1 - e, so a perturbation of 1e-3000 keeps its digits.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from flint import arb, ctx

from dmfcheck.base import validation
from dmfcheck.base.bounds import check_time
from dmfcheck.dynamics.balls.balls import ball, power
from dmfcheck.dynamics.balls.orbit import identical_orbit, require_affordable

__all__ = ["FactorPair", "effective_rank_orbit", "exact_perturbed_orbit", "perturbed_orbit"]


class FactorPair(NamedTuple):
    """Balls of u = q + p and v = q - p, p the first factor and q each of the others.

    >>> pair = FactorPair(arb(3), arb(1))
    >>> pair.first == 1, pair.other == 2, pair.end_to_end(3) == 4
    (True, True, True)
    """

    u: arb
    v: arb

    @property
    def first(self) -> arb:
        """p = (u - v) / 2."""
        return (self.u - self.v) / 2

    @property
    def other(self) -> arb:
        """q = (u + v) / 2."""
        return (self.u + self.v) / 2

    def end_to_end(self, depth: int) -> arb:
        """w = p q^{N-1}, the eigenvalue of W_N ... W_1."""
        return self.first * power(self.other, depth - 1)


def perturbed_orbit(
    depth: object,
    eigenvalue: object,
    alpha: object,
    beta: object,
    eta: object,
    steps: object,
    *,
    bits: object,
) -> list[FactorPair]:
    """Balls of (u, v) at steps 0, ..., ``steps``, p(0) = alpha - beta, q(0) = alpha.

    u+ = u (1 + e), v+ = v (1 - e) with e = eta q^{N-2} (lambda - p q^{N-1}): the same as
    p+ = p + eta q^{N-1} (lambda - w), q+ = q + eta p q^{N-2} (lambda - w). In mean-value form of
    two variables. Exact rationals of any sign, depth N in 2..50, computed at ``bits`` bits. Raises
    BadInput. Source: derived (claim perturbed.invariant).

    >>> orbit = perturbed_orbit(2, -1, "1/2", "1e-30", "1/4", 400, bits=64)
    >>> abs(orbit[-1].end_to_end(2) + 1) < 1e-15
    True
    """
    n = validation.depth(depth)
    numbers = [
        validation.rational(value, name)
        for value, name in (
            (eigenvalue, "eigenvalue"),
            (alpha, "alpha"),
            (beta, "beta"),
            (eta, "eta"),
        )
    ]
    count = validation.whole(steps, "steps", 0)
    with ctx.workprec(validation.whole(bits, "bits", 2)):
        target, start, perturbation, step = numbers
        pair = FactorPair(ball(2 * start - perturbation), ball(perturbation))
        map_ = PerturbedMap(n, ball(target), ball(step))
        orbit = [pair]
        for _ in range(count):
            check_time()
            pair = map_.step(pair)
            orbit.append(pair)
    return orbit


class PerturbedMap(NamedTuple):
    """One step of (u, v) in balls, for an eigenvalue and a step size.

    >>> PerturbedMap(2, arb(1), arb(0.25)).step(FactorPair(arb(1), arb(0)))
    FactorPair(u=1.18750000000000, v=0)
    """

    depth: int
    eigenvalue: arb
    eta: arb

    def step(self, pair: FactorPair) -> FactorPair:
        """The image: F(mid) + F'(pair) (pair - mid), F' by the partial derivatives of e."""
        middle_u, middle_v = pair.u.mid(), pair.v.mid()
        e = self.exponent(FactorPair(middle_u, middle_v))
        image_u, image_v = middle_u * (1 + e), middle_v * (1 - e)
        radius_u, radius_v = pair.u.rad(), pair.v.rad()
        e, by_u, by_v = self._slopes(pair)
        off_u = abs((1 + e + pair.u * by_u) * radius_u) + abs(pair.u * by_v * radius_v)
        off_v = abs((1 - e - pair.v * by_v) * radius_v) + abs(pair.v * by_u * radius_u)
        return FactorPair(arb(image_u, off_u.upper()), arb(image_v, off_v.upper()))

    def exponent(self, pair: FactorPair) -> arb:
        """e = eta q^{N-2} (lambda - p q^{N-1}).

        >>> PerturbedMap(3, arb(1), arb(0.5)).exponent(FactorPair(arb(2), arb(2))) == 1
        True
        """
        q = pair.other
        most = power(q, self.depth - 2)
        return self.eta * most * (self.eigenvalue - pair.first * most * q)

    def _slopes(self, pair: FactorPair) -> tuple[arb, arb, arb]:
        """e and its derivatives by u and by v."""
        n, p, q = self.depth, pair.first, pair.other
        most = power(q, n - 2)
        end = most * q
        by_p = -(most * end)
        by_q = (3 - 2 * n) * p * most * most
        if n > 2:
            by_q += (n - 2) * self.eigenvalue * power(q, n - 3)
        half = self.eta / 2
        e = self.eta * most * (self.eigenvalue - p * end)
        return e, half * (by_q + by_p), half * (by_q - by_p)


def exact_perturbed_orbit(
    depth: object, eigenvalue: object, alpha: object, beta: object, eta: object, steps: object
) -> list[tuple[Fraction, Fraction]]:
    """The factors (p, q) at steps 0, ..., ``steps`` in rationals, by the recursion in p and q.

    Of a few steps, as :func:`~dmfcheck.dynamics.balls.orbit.exact_orbit`. Raises BadInput. Source:
    derived (claim perturbed.invariant).

    >>> exact_perturbed_orbit(2, -1, "1/2", "1/4", "1/4", 1)
    [(Fraction(1, 4), Fraction(1, 2)), (Fraction(7, 64), Fraction(55, 128))]
    """
    n = validation.depth(depth)
    target = validation.rational(eigenvalue, "eigenvalue")
    q = validation.rational(alpha, "alpha")
    p = q - validation.rational(beta, "beta")
    step = validation.rational(eta, "eta")
    count = validation.whole(steps, "steps", 0)
    require_affordable(n, (target, p, q, step), count)
    orbit = [(p, q)]
    for _ in range(count):
        move = step * q ** (n - 2) * (target - p * q ** (n - 1))
        p, q = p + move * q, q + move * p
        orbit.append((p, q))
    return orbit


def effective_rank_orbit(
    spectrum: object,
    depth: object,
    alpha: object,
    eta: object,
    beta: object,
    steps: object,
    *,
    bits: object,
) -> list[arb]:
    """Balls of r(W(k)) = sum_i |w_i(k)| / max_i |w_i(k)| for k = 0, ..., ``steps``.

    W(0) is (alpha - beta) alpha^{N-1} I; ``beta`` = 0 is the identical start. The ball is not
    finite where every w_i may be 0. Raises BadInput. Source: derived (claims monotone.*).

    >>> ranks = effective_rank_orbit("1, 0", 2, "1/2", "1/4", 0, 1, bits=64)
    >>> abs(ranks[1] - ball(Fraction(586, 361))) < 1e-15
    True
    """
    n = validation.depth(depth)
    values = validation.spectrum(spectrum)
    identical = validation.rational(beta, "beta") == 0
    ends: dict[Fraction, list[arb]] = {}
    with ctx.workprec(validation.whole(bits, "bits", 2)):
        for value in set(values):
            if identical:
                factors = identical_orbit(n, value, alpha, eta, steps, bits=bits)
                ends[value] = [abs(power(d, n)) for d in factors]
            else:
                pairs = perturbed_orbit(n, value, alpha, beta, eta, steps, bits=bits)
                ends[value] = [abs(pair.end_to_end(n)) for pair in pairs]
        moduli = zip(*(ends[value] for value in values), strict=True)
        return [_ratio(list(column)) for column in moduli]


def _ratio(moduli: list[arb]) -> arb:
    largest = moduli[0]
    for modulus in moduli[1:]:
        largest = largest.max(modulus)
    return sum(moduli, arb(0)) / largest
