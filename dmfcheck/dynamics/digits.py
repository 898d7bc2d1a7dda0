"""Plain high precision: orbits and closed forms to any number of digits, with mpmath.

For whoever wants digits rather than enclosures. Nothing here is certified; it shares no code with
the balls of :mod:`dmfcheck.dynamics.balls` and is their second opinion.
"""

from __future__ import annotations

from fractions import Fraction

import mpmath

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput, Rational

GUARD_DIGITS = 15
"""Working digits beyond those asked for; an orbit adds the digits that its steps can lose."""


def orbit(
    depth: object,
    eigenvalue: Rational,
    alpha: Rational,
    eta: Rational,
    steps: object,
    *,
    beta: Rational = 0,
    digits: object = 50,
) -> list[mpmath.mpf]:
    """w(0), ..., w(steps) to ``digits`` digits: the end-to-end eigenvalue p q^{N-1}.

    p+ = p + eta q^{N-1}(lambda - w), q+ = q + eta p q^{N-2}(lambda - w) from p = alpha - beta,
    q = alpha; beta = 0 is the identical start. Exact rationals of any sign; steps are descent
    steps. Raises :class:`~dmfcheck.base.validation.BadInput`. Source perturbed.invariant.

    >>> print(mpmath.nstr(orbit(2, 1, "1/10", "1/4", 30, digits=40)[-1], 12))
    0.99999864788
    """
    n = validation.depth(depth)
    count = validation.whole(steps, "steps", 0)
    shown_digits = validation.whole(digits, "digits", 1)
    numbers = [
        validation.rational(value, name)
        for name, value in (
            ("eigenvalue", eigenvalue),
            ("alpha", alpha),
            ("beta", beta),
            ("eta", eta),
        )
    ]
    with mpmath.workdps(shown_digits + GUARD_DIGITS + count // 2):
        target, start, perturbation, step = (_number(number) for number in numbers)
        # (u, v) = (q + p, q - p) keeps a perturbation far below the rounding of p and q.
        u, v = 2 * start - perturbation, perturbation
        products = []
        for _ in range(count + 1):
            q = (u + v) / 2
            w = (u - v) / 2 * q ** (n - 1)
            products.append(w)
            e = step * q ** (n - 2) * (target - w)
            u, v = u * (1 + e), v * (1 - e)
    with mpmath.workdps(shown_digits):
        return [+w for w in products]


def flow_time(depth: object, x: Rational, *, digits: object = 50) -> mpmath.mpf:
    """T(x), 0 < x < 1, in units of lambda^{-(2-2/N)}, to ``digits`` digits.

    T(x) = x^{2-N}/(2-N) + (x^2/2) 2F1(1, 2/N; 1+2/N; x^N); ln x - ln(1-x^2)/2 for N = 2. Raises
    :class:`~dmfcheck.base.validation.BadInput`. Source flow.time.

    >>> print(mpmath.nstr(flow_time(3, "1/2", digits=40), 15))
    -1.86821246759123
    """
    n = validation.depth(depth)
    exact = validation.rational(x, "x")
    if not 0 < exact < 1:
        raise BadInput("x", f"is {validation.shown(exact)}", "0 < x < 1")
    shown_digits = validation.whole(digits, "digits", 1)
    # Near 1 the digits of 1 - x^N are those of 1 - x, which the working precision must reach.
    gap_digits = int((1 / (1 - exact)).__ceil__().bit_length() * 0.302) + 1
    with mpmath.workdps(shown_digits + GUARD_DIGITS + gap_digits):
        value = _number(exact)
        if n == 2:
            time = mpmath.log(value) - mpmath.log(1 - value**2) / 2
        else:
            b = mpmath.mpf(2) / n
            series = mpmath.hyp2f1(1, b, 1 + b, value**n)
            time = value**2 / 2 * series - value ** (2 - n) / (n - 2)
    with mpmath.workdps(shown_digits):
        return +time


def flow_end_to_end(
    eigenvalue: Rational,
    alpha: Rational,
    time: Rational,
    *,
    beta: Rational = 0,
    digits: object = 50,
) -> mpmath.mpf:
    """w(t) of the two-layer gradient flow, t in flow time, to ``digits`` digits.

    Identical start (beta = 0): lambda / (1 + (lambda/alpha^2 - 1) e^{-2 lambda t}). Perturbed:
    with C = alpha^2 - (alpha-beta)^2, D = sqrt(4 lambda^2 + C^2) and w = C (u - 1/u)/4, the ratio
    (u - u_-)/(u_+ - u) grows like e^{Dt}, u_+- = (2 lambda +- D)/C. Raises
    :class:`~dmfcheck.base.validation.BadInput`. Source flow.logistic, flow.perturbed.

    >>> print(mpmath.nstr(flow_end_to_end(1, "1/10", 3, digits=30), 12))
    0.80295715277
    """
    shown_digits = validation.whole(digits, "digits", 1)
    target = validation.rational(eigenvalue, "eigenvalue")
    start = validation.positive(alpha, "alpha")
    perturbation = validation.rational(beta, "beta")
    elapsed = validation.rational(time, "time")
    if target == 0:
        raise BadInput("eigenvalue", "is 0", "an eigenvalue other than 0")
    if elapsed < 0:
        raise BadInput("time", f"is {validation.shown(elapsed)}", "a flow time >= 0")
    if not 0 <= perturbation < start:
        raise BadInput("beta", f"is {validation.shown(perturbation)}", "0 <= beta < alpha")
    # e^{-Dt} and u_- lose as many digits as they have zeros.
    lost = int(abs(2 * target * elapsed)) + 10
    with mpmath.workdps(shown_digits + GUARD_DIGITS + lost):
        modulus, a, b, t = (_number(v) for v in (target, start, perturbation, elapsed))
        if perturbation == 0:
            result = modulus / (1 + (modulus / a**2 - 1) * mpmath.exp(-2 * modulus * t))
        else:
            C = a**2 - (a - b) ** 2
            D = mpmath.sqrt(4 * modulus**2 + C**2)
            upper, lower = (2 * modulus + D) / C, (2 * modulus - D) / C
            w0 = a * (a - b)
            u0 = (2 * w0 + mpmath.sqrt(C**2 + 4 * w0**2)) / C
            odds = (u0 - lower) / (upper - u0) * mpmath.exp(D * t)
            u = (lower + odds * upper) / (1 + odds)
            result = C / 4 * (u - 1 / u)
    with mpmath.workdps(shown_digits):
        return +result


def _number(value: Fraction) -> mpmath.mpf:
    return mpmath.mpf(value.numerator) / value.denominator
