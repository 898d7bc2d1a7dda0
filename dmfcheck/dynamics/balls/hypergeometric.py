"""2F1(1, b; 1 + b; y) in balls, at any precision within seconds."""

from __future__ import annotations

from fractions import Fraction

from flint import acb, arb, ctx, fmpq

MANY_BITS = 4000
"""From here on flint's own function takes a tenth of a second, at ten times the bits minutes."""

SMALLEST = 64
"""y^(1/q) >= 2^-64: below it the logarithms would cancel too far, and flint's series is short."""


def two_f_one(b: Fraction, y: arb) -> arb:
    """2F1(1, b; 1 + b; y) = sum_n y^n b / (b + n) for rational b > 0, at the working precision.

    With b = p/q and y = x^q, 0 < x < 1, it is -(p/q) x^-p sum_zeta zeta^-p ln(1 - zeta x) over the
    q-th roots of unity: as many logarithms as q, whatever the precision. Source flow.time.

    >>> two_f_one(Fraction(1, 2), arb(1) / 4).overlaps(arb(3).log())
    True
    """
    if ctx.prec >= MANY_BITS and arb(2) ** (-SMALLEST * b.denominator) < y < 1:
        return _by_roots_of_unity(b.numerator, b.denominator, y)
    ball = arb(fmpq(b.numerator, b.denominator))
    # The parameters differ by exact integers, which their balls cannot show: without being
    # told, flint finds no continuation to y near 1 and answers NaN.
    return y.hypgeom_2f1(1, ball, 1 + ball, bc=True, abc=True)


def _by_roots_of_unity(p: int, q: int, y: arb) -> arb:
    with ctx.workprec(ctx.prec + SMALLEST * p + 2 * q.bit_length()):
        x = y.root(q)
        total = acb(0)
        for k in range(q):
            turn = acb.exp_pi_i(acb(fmpq(2 * k, q)))
            total += acb.exp_pi_i(acb(fmpq(-2 * k * p, q))) * (1 - turn * x).log()
        found = -total.real * p / (q * x**p)
    return +found
