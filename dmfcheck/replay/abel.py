"""The truncated Abel function once more, from other sources than the certified hitting times.

Its coefficients come from :mod:`dmfcheck.replay.coefficients`, its values from mpmath intervals and
logarithms over the roots of unity. The bound on the residual is that of notes/hitting-times.md,
sections 3 and 4, evaluated afresh.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

import mpmath
from mpmath import iv
from mpmath.libmp import to_rational

from dmfcheck.replay.coefficients import coefficients
from dmfcheck.replay.functions import arctangent, exponential, logarithm
from dmfcheck.replay.lacking import Blurred, CannotReplay

ORDER = 12

RESIDUAL_BITS = 100
"""Of the bound on the residual: a digit of it more says nothing."""

LARGEST_EXPONENT = 1_000_000
"""Numbers of more binary digits before or after the point are not written down."""


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Intervals, and numbers, of ``bits`` bits for a while.

    >>> with precision(300):
    ...     iv.prec
    300
    """
    previous = iv.prec, mpmath.mp.prec
    iv.prec, mpmath.mp.prec = bits, bits
    try:
        yield
    finally:
        iv.prec, mpmath.mp.prec = previous


def abel_interval(N: int, h: Fraction, x0: Fraction, b: Fraction) -> tuple[Any, Any]:
    """(A(b) - A(x0)) -+ E as mpmath numbers: the steps from x0 to b."""
    with precision(RESIDUAL_BITS):
        error = _summed_residual(N, h, x0, b)
    total = abel_difference(N, h, x0, b) + iv.mpf([-error.b, error.b])
    low, high = map(mpmath.mp.make_mpf, total._mpi_)
    return low, high


def abel_difference(N: int, h: Fraction, x0: Fraction, b: Fraction) -> Any:
    """A(b) - A(x0), an interval: about the steps from x0 to b.

    >>> with precision(60):
    ...     int(abel_difference(2, Fraction(1, 100), Fraction(1, 10), Fraction(1, 2)).a)
    175
    """
    return _primitive(N, h, b, iv.prec) - _primitive(N, h, x0, iv.prec)


@lru_cache(maxsize=8)
def _primitive(N: int, h: Fraction, x: Fraction, _precision: int) -> Any:
    """A_m(x) = sum_j h^{j-1} int x^{a-1} Q_j(y)/(1-y) dx, a = (N-2)(j-1), y = x^N."""
    at, step = interval(x), interval(h)
    log_at = logarithm(at)
    sums = _log_sums(N, x)
    # Many terms have the same exponent.
    integrals: dict[int, Any] = {}
    total = iv.mpf(0)
    for j, (at_one, quotient) in enumerate(_divided(N, iv.prec)):
        a = (N - 2) * (j - 1)
        term = at_one * _log_integral(N, a, at, log_at, sums)
        for exponent, coefficient in enumerate(quotient):
            power = a + N * exponent
            if power not in integrals:
                integrals[power] = _power_integral(power, at, log_at)
            term += coefficient * integrals[power]
        total += step ** (j - 1) * term
    return total


@lru_cache(maxsize=8)
def _divided(N: int, _precision: int) -> list[tuple[Any, list[Any]]]:
    """(Q_j(1), the polynomial R_j) for every j, Q_j(y)/(1-y) = Q_j(1)/(1-y) + R_j(y).

    By division of Q_j(y) - Q_j(1) by 1 - y.
    """
    found = []
    for polynomial in coefficients(N, ORDER):
        at_one, rest, quotient = sum(polynomial, Fraction(0)), Fraction(0), []
        for coefficient in polynomial[:-1]:
            rest += coefficient
            quotient.append(interval(rest - at_one))
        found.append((interval(at_one), quotient))
    return found


def _power_integral(exponent: int, x: Any, log_x: Any) -> Any:
    return log_x if exponent == 0 else x**exponent / exponent


def _log_integral(N: int, a: int, x: Any, log_x: Any, sums: dict[int, Any]) -> Any:
    """int x^{a-1}/(1-x^N) dx, brought to an exponent in 1..N."""
    total = iv.mpf(0)
    while a < 1:
        total += _power_integral(a, x, log_x)
        a += N
    while a > N:
        a -= N
        total -= x**a / a
    return total + sums[a]


def _log_sums(N: int, x: Fraction) -> dict[int, Any]:
    """L_r(x) = sum_i x^{r+Ni}/(r+Ni) = -(1/N) sum_zeta zeta^{-r} Log(1 - zeta x), r = 1..N."""
    at = interval(x)
    circle = _roots_of_unity(N, iv.prec)
    logs = [(logarithm(interval(1 - x)), iv.mpf(0))]
    for cosine, sine in circle[1:]:
        size = logarithm((1 - at * cosine) ** 2 + (at * sine) ** 2) / 2
        logs.append((size, arctangent(-at * sine / (1 - at * cosine))))
    sums = {}
    for r in range(1, N + 1):
        total = iv.mpf(0)
        for k, (size, argument) in enumerate(logs):
            cosine, sine = circle[k * r % N]
            total += cosine * size + sine * argument
        sums[r] = -total / N
    return sums


@lru_cache(maxsize=4)
def _roots_of_unity(N: int, _precision: int) -> list[tuple[Any, Any]]:
    angles = [2 * iv.pi * k / N for k in range(N)]
    return [(iv.cos(angle), iv.sin(angle)) for angle in angles]


def _summed_residual(N: int, h: Fraction, x0: Fraction, b: Fraction) -> Any:
    """E = (M/Theta)(t'/Theta)^m [Lambda + ln((1-x0^N)/(1-b^N)) - ln(1-t')]."""
    step, end = interval(h), interval(b)
    at_end = N * step * end ** (N - 2)
    grown = at_end * exponential(at_end)
    t = iv.mpf(min((N * step).b, grown.b))
    slope = sum((norm * (t / N) ** j for j, norm in enumerate(_norms(N)) if j), iv.mpf(0))
    if not (slope.b < 1 and t.b < 0.25):
        raise CannotReplay("residual bound at a step this large")
    if N > 2:
        length = iv.mpf(N) / (ORDER * (N - 2))
    else:
        length = 2 * (1 + step) * logarithm(end * (1 + step) / interval(x0))
    length += logarithm(_gap(N, x0) / _gap(N, b)) - logarithm(1 - t)
    best = None
    for theta in (Fraction(k, 20) for k in range(6, 20)):
        bound = _circle_bound(N, theta) / interval(theta) * (t / interval(theta)) ** ORDER
        best = bound if best is None or bound.b < best.b else best
    return best * length


@cache
def _norms(N: int) -> list[Any]:
    """sum_i |q_ji| for every j."""
    return [interval(sum(map(abs, found), Fraction(0))) for found in coefficients(N, ORDER)]


def _gap(N: int, x: Fraction) -> Any:
    """1 - x^N, where 1 - x is exact before it is rounded: x may be that near to 1."""
    return interval(1 - x) * sum((interval(x) ** i for i in range(N)), iv.mpf(0))


@cache
def _circle_bound(N: int, theta: Fraction) -> Any:
    """M(Theta) = 1 + (1-Theta)^{-1} sum_j (Theta/N)^j sum_i |q_ji| kappa_ji, rounded up."""
    with mpmath.workprec(80):
        total = mpmath.mpf(0)
        ratio = number(theta) / N
        for j, polynomial in enumerate(coefficients(N, ORDER)):
            for i, q in enumerate(polynomial):
                exponent = N * i + (N - 2) * j - (N - 1)
                p = number(theta) * exponent / N
                if exponent < 0:
                    kappa = (1 - ratio) ** exponent
                elif i >= p:
                    kappa = mpmath.mpf(1)
                elif i == 0:
                    kappa = mpmath.exp(p)
                else:
                    kappa = mpmath.exp(p - i) * (i / p) ** i
                total += abs(number(q)) * kappa * ratio**j
        # Fewer than 200 terms of 80 bits each: a millionth covers every rounding.
        return iv.mpf((1 + total / (1 - number(theta))) * (1 + mpmath.mpf(10) ** -6))


def interval(value: Fraction) -> Any:
    """The mpmath interval of a rational, at the precision ``iv.prec``."""
    return iv.mpf(value.numerator) / iv.mpf(value.denominator)


def number(value: Fraction) -> Any:
    """The mpmath number nearest to a rational."""
    return mpmath.mpf(value.numerator) / value.denominator


def exact_value(value: Any) -> Fraction:
    """The rational that an mpmath number is.

    >>> exact_value(mpmath.mpf("0.375"))
    Fraction(3, 8)
    """
    return Fraction(*to_rational(value._mpf_))


def ends(enclosure: Any) -> tuple[Fraction, Fraction]:
    """The rational ends of an mpmath interval, whatever the working precision.

    What is nearer to 0 than 2^-:data:`LARGEST_EXPONENT` is rounded outward to that or to 0. Raises
    :class:`~dmfcheck.replay.lacking.Blurred` for infinite ends and for larger ones.

    >>> ends(iv.mpf([0.25, 0.5]))
    (Fraction(1, 4), Fraction(1, 2))
    """
    low, high = (_outward(end, side) for end, side in zip(enclosure._mpi_, (-1, 1), strict=True))
    return low, high


def _outward(end: Any, side: int) -> Fraction:
    negative, mantissa, exponent, bits = end
    if (not mantissa and exponent) or exponent + bits > LARGEST_EXPONENT:
        raise Blurred("an end that is infinite or too large")
    if mantissa and exponent + bits < -LARGEST_EXPONENT:
        return side * Fraction(1, 1 << LARGEST_EXPONENT) if negative == (side < 0) else Fraction(0)
    return Fraction(*to_rational(end))
