"""A truncated Abel function of the scaled gradient-descent map, evaluated in balls.

The map is g(x) = x + h f(x), f(x) = x^{N-1} (1 - x^N). A function A with A(g(x)) = A(x) + 1 would
turn hitting times into differences. Formally A' = (1/(h f)) sum_j s^j Q_j(y) with y = x^N,
s = h x^{N-2} and rational polynomials Q_j, deg Q_j <= j; A_m keeps j <= m. The recursion and the
closed form are derived in ``notes/hitting-times.md``; :mod:`dmfcheck.dynamics.balls.residual`
bounds what the truncation costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import log2

from flint import acb, arb, arb_poly, ctx, fmpq, fmpq_poly, fmpz, fmpz_poly

from dmfcheck.base.bounds import check_time

__all__ = ["AbelFunction", "abel_function", "coefficients", "log_sum", "power_gap", "tail"]

SERIES_BELOW = 2.0**-8
"""Below this y the power series of a tail is cheaper than N/2 complex logarithms."""

LONG_BITS = 4096
LONG_SERIES_BELOW = 2.0**-64
"""The same beyond so many bits, where a product of the series costs what a logarithm does."""

KEPT_BITS = 2048
"""Up to which rationals are kept as balls; beyond, their evaluation costs more than making them."""

_Terms = list[tuple[int, arb_poly, fmpq, arb]]
"""a, sum_i w_{ji} y^i / (a+Ni), the multiple of ln x and Q_j(1), the last j first."""


@lru_cache(maxsize=512)
def coefficients(depth: int, order: int) -> tuple[fmpq_poly, ...]:
    r"""Q_0, ..., Q_order as exact polynomials in y = x^N.

    Q_0 = 1 and Q_k = -sum_{i=2}^{k+1} Q_{k+1-i}^{[i-1]} / i!, where P^{[l]} is what l
    differentiations make of P = Q_j: h^j x^{(N-2) j} P / (h f) differentiated l times is
    s^{j+l} P^{[l]} / (h f)^{l+1}, P^{[0]} = P and
    P^{[l+1]} = (1-y) [N y P^{[l]}' + ((N-2) j - (N-1) - l) P^{[l]}] + N (l+1) y P^{[l]}.
    Source: derived (claim time.corrected).

    >>> [str(q) for q in coefficients(2, 2)]
    ['1', '(-3/2)*x + 1/2', '(-5/4)*x^2 + x + (-1/12)']
    """
    n = depth
    y = fmpz_poly([0, 1])
    found = [fmpq_poly([1])]
    # derived[j] is Q_j^{[k-1-j]} over denominators[j] when Q_k is computed, an integer polynomial:
    # all of them advance by one level together.
    derived, denominators = [fmpz_poly([1])], [fmpz(1)]
    for k in range(1, order + 1):
        total = fmpq_poly([0])
        factorial = 1
        for j in range(k - 1, -1, -1):
            level = k - 1 - j
            p = derived[j]
            slope = n * (y * p.derivative()) + ((n - 2) * j - (n - 1) - level) * p
            derived[j] = slope - y * (slope - n * (level + 1) * p)
            factorial *= level + 2
            total += fmpq_poly(derived[j], factorial * denominators[j])
        found.append(-total)
        derived.append(-total.numer())
        denominators.append(total.denom())
    return tuple(found)


def power_gap(x: arb, gap: arb, power: int) -> arb:
    """1 - x^power from x and gap = 1 - x, without cancellation where x is near 1.

    >>> float(power_gap(arb(1), arb(2) ** -200, 3)) == 3 * 2.0**-200
    True
    """
    if gap < 0.25:
        return -(power * (-gap).log1p()).expm1()
    return 1 - x**power


@lru_cache(maxsize=64)
def _roots_of_unity(count: int, bits: int) -> tuple[acb, ...]:
    with ctx.workprec(bits):
        angles = (fmpq(2 * k, count) for k in range(count))
        return tuple(acb(arb.cos_pi_fmpq(angle), arb.sin_pi_fmpq(angle)) for angle in angles)


def log_sum(depth: int, residues: Iterable[int], x: arb, gap: arb) -> dict[int, arb]:
    """L_r(x) = sum_{i>=0} x^{r+Ni}/(r+Ni) for each r in ``residues`` (1 <= r <= N), 0 < x < 1.

    L_r(x) = -(1/N) sum_{zeta^N=1} zeta^{-r} Log(1 - zeta x); conjugate roots are taken together.
    ``gap`` is 1 - x, given apart because x may be 1 to the precision in force. The absolute error
    is a few units of that precision.

    >>> with ctx.workprec(64):
    ...     abs(log_sum(2, [2], arb(0.5), arb(0.5))[2] + arb(0.75).log() / 2) < 1e-18
    True
    """
    n = depth
    zeta = _roots_of_unity(n, ctx.prec)
    at_one = gap.log()
    at_minus_one = (1 + x).log() if n % 2 == 0 else arb(0)
    pairs = [(k, (1 - zeta[k] * x).log()) for k in range(1, (n + 1) // 2)]
    sums = {}
    for r in residues:
        total = at_one - at_minus_one if r % 2 else at_one + at_minus_one
        for k, logarithm in pairs:
            root = zeta[r * k % n]
            total += 2 * (root.real * logarithm.real + root.imag * logarithm.imag)
        sums[r] = -total / n
    return sums


def tail(depth: int, exponent: int, y: arb) -> arb:
    """Phi(a) = sum_{i>=0} y^i / (a + N i) for an integer a = ``exponent`` >= 1 and 0 <= y < 1/2.

    x^a Phi(a) is the primitive of x^{a-1}/(1 - x^N). Summed until y^n is below the precision in
    force, plus the rest, which is in [0, y^n / ((a + N n)(1 - y))].

    >>> abs(tail(2, 2, arb(0.25)) + 2 * arb(0.75).log()) < 1e-14
    True
    """
    top = float(y.upper())
    terms = 1 if top < 1e-300 else 1 + int(ctx.prec / -log2(top))
    if ctx.prec <= KEPT_BITS:
        terms = -(-terms // 16) * 16
        total = _series(depth, exponent, terms, _rounded_up(ctx.prec))(y)
    else:
        total = arb(0)
        for i in range(terms - 1, -1, -1):
            check_time()
            total = total * y + arb(fmpq(1, exponent + depth * i))
    half_rest = (y**terms / (2 * (exponent + depth * terms) * (1 - y))).upper()
    return total + arb(half_rest, half_rest)


def _rounded_up(bits: int) -> int:
    return -(-bits // 64) * 64


@lru_cache(maxsize=1024)
def _series(depth: int, exponent: int, terms: int, bits: int) -> arb_poly:
    """The terms of a tail: made once for all precisions of the same number of words."""
    with ctx.workprec(bits):
        return arb_poly([fmpq(1, exponent + depth * i) for i in range(terms)])


class AbelFunction:
    """A_m for one depth N and order m: its value in closed form, and h f A_m'.

    Q_j = Q_j(1) + (1-y) W_j splits the integrand of the j-th term, x^{a-1} Q_j/(1-y) with
    a = (N-2)(j-1), into monomials and a multiple of x^{a-1}/(1-y); so up to a constant
    A_m = sum_j s^{j-1} [sum_i w_{ji} y^i / (a+Ni) + Q_j(1) Phi(a)], y^i/(a+Ni) read as ln x where
    a+Ni = 0. Made once per (N, m) by :func:`abel_function`.
    """

    def __init__(self, depth: int, order: int) -> None:
        self.depth = depth
        self.order = order
        self.coefficients = coefficients(depth, order)
        self._at_one = tuple(fmpq(q(1)) for q in self.coefficients)
        self._exponents = tuple((depth - 2) * (j - 1) for j in range(order + 1))
        self._monomials: list[fmpq_poly] = []
        self._logarithms: list[fmpq] = []
        for a, q, at_one in zip(self._exponents, self.coefficients, self._at_one, strict=True):
            quotient = ((q - at_one) // fmpq_poly([1, -1])).coeffs()
            self._monomials.append(
                fmpq_poly(
                    [w / (a + depth * i) if a + depth * i else 0 for i, w in enumerate(quotient)]
                )
            )
            at_zero = [w for i, w in enumerate(quotient) if a + depth * i == 0]
            self._logarithms.append(sum(at_zero, fmpq(0)))
        self._needed = {a for a in self._exponents if a > 0} | {2, depth}
        self._downwards = self._chains()
        self._rounded: dict[int, tuple[_Terms, list[arb_poly]]] = {}

    def _terms(self) -> tuple[_Terms, list[arb_poly]]:
        """What is evaluated for j = m, ..., 0, in balls: of a value, and Q_j of a density."""
        bits = _rounded_up(ctx.prec)
        if bits > KEPT_BITS:
            return self._in_balls()
        if bits not in self._rounded:
            with ctx.workprec(bits):
                self._rounded[bits] = self._in_balls()
        return self._rounded[bits]

    def _in_balls(self) -> tuple[_Terms, list[arb_poly]]:
        terms = [
            (a, arb_poly(monomials), at_zero, arb(at_one))
            for a, monomials, at_zero, at_one in zip(
                self._exponents, self._monomials, self._logarithms, self._at_one, strict=True
            )
        ]
        return terms[::-1], [arb_poly(q) for q in self.coefficients[::-1]]

    def density(self, x: arb, h: arb) -> arb:
        """F_m = h f(x) A_m'(x) = sum_{j<=m} s^j Q_j(y), a number near 1 where s is small.

        >>> float(abel_function(2, 1).density(arb(0.5), arb(0.25)))  # 1 + h (1/2 - 3 y/2)
        1.03125
        """
        s, y = h * x ** (self.depth - 2), x**self.depth
        total = arb(0)
        for q in self._terms()[1]:
            total = total * s + q(y)
        return total

    def value(self, x: arb, gap: arb, h: arb) -> arb:
        """A_m(x) for 0 < x < 1, in steps, up to a constant that depends on N, m and h only.

        ``gap`` is 1 - x, given apart because x may be 1 to the precision in force. The radius is
        what rounding at that precision and the radii of the arguments make it.

        >>> from flint import ctx
        >>> with ctx.workprec(100):
        ...     a, h, x = abel_function(3, 12), arb(1) / 100, arb(0.25)
        ...     image = x + h * x**2 * (1 - x**3)
        ...     abs(a.value(image, 1 - image, h) - a.value(x, 1 - x, h) - 1) < 1e-24
        True
        """
        s, y = h * x ** (self.depth - 2), x**self.depth
        logarithm = x.log()
        tails = self._tails(x, gap, y, logarithm)
        total, long = arb(0), ctx.prec > KEPT_BITS
        for a, monomials, at_zero, at_one in self._terms()[0]:
            if long:
                check_time()
            total = total * s + monomials(y) + at_one * tails[a]
            if at_zero:
                total += at_zero * logarithm
        return total / s

    def _tails(self, x: arb, gap: arb, y: arb, logarithm: arb) -> dict[int, arb]:
        """Phi(a) for every exponent a in use, Phi(0) = ln x + y Phi(N) included."""
        n = self.depth
        needed = self._needed
        tails: dict[int, arb] = {}
        steps, spare = max(needed) // n + 1, 0
        if ctx.prec > LONG_BITS and LONG_SERIES_BELOW < y < SERIES_BELOW:
            spare = int(-log2(float(y.lower()))) + 1
        if 0 < steps * spare < ctx.prec:
            # Upwards each step loses as many bits as y is small.
            with ctx.workprec(ctx.prec + steps * spare + n):
                tails = self._upwards(needed, x, gap, y)
        elif y < SERIES_BELOW:
            # Downwards Phi(a) = 1/a + y Phi(a+N) loses nothing; one series per residue class.
            for a, first in self._downwards:
                tails[a] = tail(n, a, y) if first else y * tails[a + n] + arb(fmpq(1, a))
        else:
            # Upwards the error grows like 1/x^a, which the factor s^{j-1} of the term outweighs.
            tails = self._upwards(needed, x, gap, y)
        tails[0] = logarithm + y * tails[n]
        if n > 2:
            tails[2 - n] = y * tails[2] - arb(fmpq(1, n - 2))
        return tails

    def _chains(self) -> list[tuple[int, bool]]:
        """Exponents from the largest down, and whether one is the first of its residue class."""
        chain: dict[int, bool] = {}
        for a in range(max(self._needed), 0, -1):
            if a + self.depth in chain:
                chain[a] = False
            elif a in self._needed:
                chain[a] = True
        return list(chain.items())

    def _upwards(self, needed: set[int], x: arb, gap: arb, y: arb) -> dict[int, arb]:
        """Phi(a) for the exponents a >= 1 that are needed, each residue class from its logarithms.

        Phi(a+N) = (Phi(a) - 1/a) / y.
        """
        n = self.depth
        tails, top = {}, dict[int, int]()
        for a in needed:
            residue = (a - 1) % n + 1
            top[residue] = max(top.get(residue, a), a)
        sums = log_sum(n, top, x, gap)
        for residue, last in top.items():
            tails[residue] = sums[residue] / x**residue
            for a in range(residue, last, n):
                check_time()
                tails[a + n] = (tails[a] - arb(fmpq(1, a))) / y
        return tails


@lru_cache(maxsize=512)
def abel_function(depth: int, order: int) -> AbelFunction:
    """The truncated Abel function of depth N and order m, made once and kept.

    >>> abel_function(3, 4) is abel_function(3, 4)
    True
    """
    return AbelFunction(depth, order)
