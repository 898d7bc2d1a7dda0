"""First passages of slow decays y+ = y (1 - sigma(y)), counted without iterating.

sigma is a polynomial with coefficients >= 0: an eigenvalue that decays to 0, or the gap of a start
above the target. In xi = ln y the orbit moves by -delta, delta = -ln(1 - sigma), and
H = int d xi / delta - (1/2) ln delta falls by almost exactly 1 a step. ``notes/ball-orbits.md``
proves the bound used here on what "almost" adds up to.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Protocol

from flint import acb, arb, arb_poly, ctx, fmpq

from dmfcheck.dynamics.balls import quadrature
from dmfcheck.dynamics.balls.balls import ball
from dmfcheck.dynamics.balls.precision import ceilings, magnitude

__all__ = ["Decay", "DecayToRoot", "DecayToZero", "SlowCount", "slow_count"]

TOLERANCE_BITS = 30
"""Rounding may move the count by 2^-30 steps: far less than the truncation does."""


class Decay(Protocol):
    """A decay in balls at the precision in force; ``degree`` is that of sigma."""

    @property
    def degree(self) -> int:
        """The degree of sigma."""

    def rate(self) -> arb_poly:
        """sigma."""

    def start(self) -> arb:
        """y_0 > 0."""

    def target(self) -> arb:
        """The level b < y_0: wanted is the first k with y_k <= b."""

    def flow_time(self, y: arb) -> arb:
        """A primitive of 1 / (y sigma(y)) by y, in steps."""


@dataclass(frozen=True)
class DecayToZero:
    """d+ = d - eta d^{N-1} (m + d^N), m = |lambda| >= 0, from alpha down to the level; y = d.

    >>> decay = DecayToZero(2, Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(1, 8))
    >>> decay.rate()
    0.250000000000000*x^2 + 0.250000000000000
    """

    depth: int
    modulus: Fraction
    alpha: Fraction
    eta: Fraction
    level: Fraction

    @property
    def degree(self) -> int:
        """2N - 2."""
        return 2 * self.depth - 2

    def rate(self) -> arb_poly:
        """sigma(d) = eta d^{N-2} (m + d^N)."""
        coefficients = [arb(0)] * (self.degree + 1)
        coefficients[self.depth - 2] = ball(self.eta * self.modulus)
        coefficients[self.degree] = ball(self.eta)
        return arb_poly(coefficients)

    def start(self) -> arb:
        """alpha."""
        return ball(self.alpha)

    def target(self) -> arb:
        """The level."""
        return ball(self.level)

    def flow_time(self, y: arb) -> arb:
        """A primitive of 1 / (eta d^{N-1} (m + d^N))."""
        if self.modulus == 0:
            return -(y**-self.degree) / (self.degree * ball(self.eta))
        root = ball(self.modulus).root(self.depth)
        x = y / root
        return _primitive(self.depth, -1, x, x) / (ball(self.eta) * root**self.degree)


@dataclass(frozen=True)
class DecayToRoot:
    """d+ = d - eta d^{N-1} (d^N - lambda) from above; y = d / lambda^{1/N} - 1.

    The level is where w = d^N is ``fraction`` times lambda, ``fraction`` > 1. y is held and not d,
    so that a level next to 1 costs no digits.

    >>> decay = DecayToRoot(2, Fraction(1), Fraction(2), Fraction(1, 8), Fraction(9, 4))
    >>> abs(decay.start() - 1) < 1e-15, abs(decay.target() - 0.5) < 1e-15
    (True, True)
    """

    depth: int
    eigenvalue: Fraction
    alpha: Fraction
    eta: Fraction
    fraction: Fraction

    @property
    def degree(self) -> int:
        """2N - 2."""
        return 2 * self.depth - 2

    def rate(self) -> arb_poly:
        """sigma(y) = h (1+y)^{N-1} ((1+y)^N - 1) / y, h = eta lambda^{2-2/N}."""
        n, h = self.depth, self._step()
        return arb_poly([h * (comb(2 * n - 1, i) - comb(n - 1, i)) for i in range(1, 2 * n)])

    def start(self) -> arb:
        """alpha / lambda^{1/N} - 1."""
        return self._gap(self.alpha**self.depth / self.eigenvalue)

    def target(self) -> arb:
        """fraction^{1/N} - 1."""
        return self._gap(self.fraction)

    def flow_time(self, y: arb) -> arb:
        """A primitive of 1 / (h x^{N-1} (x^N - 1)), x = 1 + y."""
        return _primitive(self.depth, 1, 1 + y, y) / self._step()

    def _step(self) -> arb:
        root = ball(self.eigenvalue).root(self.depth)
        return ball(self.eta) * root**self.degree

    def _gap(self, power: Fraction) -> arb:
        """power^{1/N} - 1 to the full relative precision, however close ``power`` is to 1."""
        return (ball(power - 1).log1p() / self.depth).expm1()


def _primitive(n: int, sign: int, x: arb, nearest: arb) -> arb:
    """A primitive of 1 / (x^{N-1} (x^N - sign)) for x > 0, and x > 1 if sign = 1.

    With s = sign it is s [ (s/N) sum_{z^N=s} z^2 Log(x - z) + x^{2-N}/(N-2) ], and -ln x for the
    power if N = 2. ``nearest`` is x - 1 if sign = 1, accurate where x is near 1, and x otherwise.
    """
    total = nearest.log() if sign == 1 else arb(0)
    for k in range(1 if sign == 1 else 0, n):
        angle = fmpq(2 * k if sign == 1 else 2 * k + 1, n)
        root = acb(arb.cos_pi_fmpq(angle), arb.sin_pi_fmpq(angle))
        total += (root * root * (x - root).log()).real
    power = -x.log() if n == 2 else x ** (2 - n) / (n - 2)
    return total / n + sign * power


@dataclass(frozen=True)
class SlowCount:
    """K lies in [ceil(count - error), ceil(count + error)]; found with ``bits`` of precision.

    >>> SlowCount(arb(2.25), arb(0.125), 53).steps
    (3, 3)
    """

    count: arb
    error: arb
    bits: int

    @property
    def decisive(self) -> bool:
        """Whether more bits could not narrow the bracket by much."""
        return bool(self.count.rad() <= self.error / 16 + arb(2) ** -TOLERANCE_BITS)

    @property
    def steps(self) -> tuple[int, int]:
        """The least and the largest K, at least 1: K counts from a start above the level."""
        # The precision in force may not hold the integer part of a count made at a higher one.
        with ctx.workprec(max(64, magnitude(self.count.abs_upper()) + 32)):
            low, high = self.count - self.error, self.count + self.error
            return max(1, ceilings(low)[0]), max(1, ceilings(high)[1])


def slow_count(decay: Decay, y: arb | None, max_bits: int) -> SlowCount | None:
    """The steps from y (from the start if None) to the level, by H; None if it proves nothing.

    With n the degree of sigma, epsilon = n delta_0 / (1 - sigma_0) and delta_1 that of the lowest
    point b (1 - sigma_0) that the last step can reach, the error is at most
    (n/4) e^{3 epsilon} (delta_0 - delta_1) / (1 - sigma_0), provided that d delta / d ln y < 2 at
    y. Raises the precision up to ``max_bits`` until rounding is negligible.
    Source: derived (notes/ball-orbits.md).

    >>> decay = DecayToZero(3, Fraction(1), Fraction(1, 2), Fraction(1, 100), Fraction(1, 10**40))
    >>> found = slow_count(decay, None, 4096)
    >>> found.count.rad() < found.error, found.error < 0.1
    (True, True)
    """
    bits, widest = min(128, max_bits), arb("inf")
    while True:
        with ctx.workprec(bits):
            found = _slow_count(decay, decay.start() if y is None else y)
        if found is None or found.decisive or bits == max_bits:
            return found
        # Where the ball y itself is what makes the count uncertain, more bits are of no use.
        if not 2 * found.count.rad() < widest:
            return found
        bits, widest = min(2 * bits, max_bits), found.count.rad()


def _slow_count(decay: Decay, y: arb) -> SlowCount | None:
    rate, level = decay.rate(), decay.target()
    first, last = rate(y), rate(level)
    left = 1 - first
    if not left > 0:
        return None
    slope = y * rate.derivative()(y) / left
    if not (slope < 2 and y > level and last > 0):
        return None
    delta, delta_last = -(-first).log1p(), -(-last).log1p()
    potential = decay.flow_time(y) - decay.flow_time(level) + _log_excess(rate, level, y)
    count = potential - (delta / delta_last).log() / 2
    n = decay.degree
    spread = delta - -(-rate((level * left).lower())).log1p()
    error = n * (3 * n * delta / left).exp() * spread / (4 * left)
    if not (count.is_finite() and error.is_finite()):
        return None
    return SlowCount(count, error.upper(), ctx.prec)


def _log_excess(rate: arb_poly, low: arb, high: arb) -> arb:
    """int (1/delta - 1/sigma) d ln y from low to high: about -1/2 the difference of ln y."""
    ends = low.log(), high.log()
    tolerance = arb(2) ** -(TOLERANCE_BITS + 10)
    with ctx.workprec(128):
        integral = quadrature.integral(
            lambda z, _: _excess(rate(z.exp())),
            ends[0].mid(),
            ends[1].mid(),
            rel_tol=tolerance,
            abs_tol=tolerance,
        )
        # The integrand is between -1 and 0, so the ends move it by no more than they are uncertain.
        return arb(integral.real, (ends[0].rad() + ends[1].rad()).upper())


def _excess(sigma: acb) -> acb:
    """1 / (-ln(1 - sigma)) - 1 / sigma, by its series -1/2 - sigma/12 - sigma^2/24 - ... near 0."""
    size = sigma.abs_upper()
    if size < arb(2) ** -20:
        # Gregory's coefficients decrease, so the rest is at most 19/720 |sigma|^3 / (1 - |sigma|).
        rest = size**3 / 30
        value = -(sigma * sigma / 24 + sigma / 12 + 0.5)
        return acb(arb(value.real, rest), arb(value.imag, rest))
    if not (1 - sigma).real > 0:
        return acb("nan")
    return -1 / (1 - sigma).log() - 1 / sigma
