"""Replay of certified hitting times: the truncated Abel function once more, from other sources.

Its coefficients come from the symbolic derivation, its values from mpmath intervals and logarithms
over the roots of unity, and the last stretch is iterated on the two ends of an interval, between
which the increasing map keeps the orbit. The bound on the residual is that of
notes/hitting-times.md, sections 3 and 4, evaluated afresh.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from itertools import count
from typing import Any

import mpmath
from mpmath import iv

from dmfcheck import validation
from dmfcheck.replay.intervals import CannotReplay
from dmfcheck.replay.rejected import Rejected
from dmfcheck.symbolic import abel_coefficients
from dmfcheck.validation import BadInput

FIELDS = frozenset({"schema", "kind", "depth", "h", "x0", "b", "lo", "hi"})
ORDER = 12
THRESHOLD = Fraction(1, 32)
"""Up to N h x^{N-2} = 1/32 the Abel function of this order decides; beyond, steps are taken."""

COUNT_LIMIT = 100_000
LARGEST_BITS = 12_000


def replay_hitting_time(certificate: Mapping[str, Any]) -> str:
    """Return the verdict "holds" if lo <= K <= hi, K = min{k : x_k >= b}.

    Raises :class:`~dmfcheck.replay.intervals.CannotReplay` where the bracket found here is wider
    than the one to be verified but does not contradict it.
    """
    N, h, x0, b = _parameters(certificate)
    lo, hi = certificate["lo"], certificate["hi"]
    for value in (lo, hi):
        if isinstance(value, bool) or not isinstance(value, int):
            raise Rejected("lo and hi must be integers")
    if not 0 <= lo <= hi:
        raise Rejected("lo and hi are out of order")
    found_lo, found_hi = _bracket(N, h, x0, b, hi)
    if found_hi < lo or found_lo > hi:
        raise Rejected(f"the hitting time lies in {found_lo}..{found_hi}")
    if found_lo < lo or found_hi > hi:
        raise CannotReplay("bracket as narrow as this one")
    return "holds"


def _parameters(certificate: Mapping[str, Any]) -> tuple[int, Fraction, Fraction, Fraction]:
    depth = certificate["depth"]
    if isinstance(depth, bool) or not isinstance(depth, int):
        raise Rejected("the depth is not an integer")
    try:
        N = validation.depth(depth)
        numbers = {name: validation.positive(certificate[name], name) for name in ("h", "x0", "b")}
    except BadInput as error:
        raise Rejected(str(error)) from None
    for name, value in numbers.items():
        if certificate[name] != str(value):
            raise Rejected(f"{name} is not a rational in lowest terms")
    h, x0, b = numbers["h"], numbers["x0"], numbers["b"]
    if h * N > 1 or b >= 1:
        raise Rejected("h > 1/N or b >= 1")
    return N, h, x0, b


def _bracket(N: int, h: Fraction, x0: Fraction, b: Fraction, hi: int) -> tuple[int, int]:
    if x0 >= b:
        return 0, 0
    bits = (
        200
        + hi.bit_length()
        + 2
        * sum(
            part.denominator.bit_length() - part.numerator.bit_length() + 2
            for part in (h, x0, 1 - b)
        )
    )
    if bits > LARGEST_BITS:
        raise CannotReplay(f"precision of {bits} bits")
    previous = iv.prec, mpmath.mp.prec
    try:
        iv.prec, mpmath.mp.prec = bits, bits
        return _bracket_at_precision(N, h, x0, b)
    finally:
        iv.prec, mpmath.mp.prec = previous


def _bracket_at_precision(N: int, h: Fraction, x0: Fraction, b: Fraction) -> tuple[int, int]:
    if h * N <= THRESHOLD:
        return _ceilings(*_abel_interval(N, h, x0, b))
    # The switch x1 with N h x1^{N-2} = 1/32, as a rational from below.
    x1 = Fraction(0)
    if N > 2:
        estimate = mpmath.root(_mp(THRESHOLD) / (N * _mp(h)), N - 2) * (1 - mpmath.mpf(2) ** -30)
        x1 = _rational(estimate)
    if x1 <= x0:
        return _count(N, h, x0, x0, b)
    if x1 >= b:
        return _ceilings(*_abel_interval(N, h, x0, b))
    steps = int(mpmath.floor(_abel_interval(N, h, x0, x1)[0])) - 2
    if steps < 1:
        return _count(N, h, x0, x0, b)
    below, above = _position(N, h, x0, x1, steps)
    counted = _count(N, h, below, above, b)
    return steps + counted[0], steps + counted[1]


def _position(
    N: int, h: Fraction, x0: Fraction, x1: Fraction, steps: int
) -> tuple[Fraction, Fraction]:
    """Rationals z1 <= x_steps <= z2, from A(z1) - A(x0) + E < steps < A(z2) - A(x0) - E."""
    z = _mp(x1)
    for _ in range(60):
        low, high = _abel_interval(N, h, x0, _rational(z))
        speed = _mp(h) * z ** (N - 1) * (1 - z**N)
        shift = ((low + high) / 2 - steps) * speed
        z -= shift
        if abs(shift) < (high - low) * speed + z * mpmath.mpf(2) ** (40 - mpmath.mp.prec):
            break
    low, high = _abel_interval(N, h, x0, _rational(z))
    width = 4 * (high - low) * speed + z * mpmath.mpf(2) ** (60 - mpmath.mp.prec)
    below, above = _rational(z - width), _rational(z + width)
    if not (_abel_interval(N, h, x0, below)[1] < steps < _abel_interval(N, h, x0, above)[0]):
        raise CannotReplay("position after the jump")
    return below, above


def _count(N: int, h: Fraction, below: Fraction, above: Fraction, b: Fraction) -> tuple[int, int]:
    """(steps of ``above``, steps of ``below``) to b: g increases, so the orbit is between them."""
    # Each end moves as the map does, so that only 1 - b asks for digits here.
    previous, iv.prec = iv.prec, 256 + 2 * (1 - b).denominator.bit_length()
    try:
        level, step = _interval(b), _interval(h)
        ends = [_passage(N, step, _interval(start), level) for start in (above, below)]
    finally:
        iv.prec = previous
    return ends[0][0], ends[1][1]


def _passage(N: int, h: Any, x: Any, level: Any) -> tuple[int, int]:
    """(first step that may be at the level, first that certainly is)."""
    first: int | None = None
    for k in count():
        if first is None and x.b >= level.a:
            first = k
        if x.a >= level.b:
            return (k if first is None else first), k
        if k > COUNT_LIMIT:
            break
        lower, upper = (_image(N, h, iv.mpf(end)) for end in (x.a, x.b))
        x = iv.mpf([lower.a, upper.b])
    raise CannotReplay(f"count of more than {COUNT_LIMIT} steps")


def _image(N: int, h: Any, x: Any) -> Any:
    power = x ** (N - 1)
    return x + h * power * (1 - power * x)


def _ceilings(low: Any, high: Any) -> tuple[int, int]:
    return int(mpmath.ceil(low)), int(mpmath.ceil(high))


def _abel_interval(N: int, h: Fraction, x0: Fraction, b: Fraction) -> tuple[Any, Any]:
    """(A(b) - A(x0)) -+ E as mpmath numbers: the steps from x0 to b."""
    difference = _primitive(N, h, b, iv.prec) - _primitive(N, h, x0, iv.prec)
    error = _summed_residual(N, h, x0, b)
    total = difference + iv.mpf([-error.b, error.b])
    return mpmath.mpf(total.a), mpmath.mpf(total.b)


@lru_cache(maxsize=8)
def _primitive(N: int, h: Fraction, x: Fraction, _precision: int) -> Any:
    """A_m(x) = sum_j h^{j-1} int x^{a-1} Q_j(y)/(1-y) dx, a = (N-2)(j-1), y = x^N."""
    at, step = _interval(x), _interval(h)
    logarithm = iv.log(at)
    sums = _log_sums(N, x)
    total = iv.mpf(0)
    for j, coefficients in enumerate(_coefficients(N)):
        a = (N - 2) * (j - 1)
        at_one = sum(coefficients, Fraction(0))
        term = _interval(at_one) * _log_integral(N, a, at, logarithm, sums)
        # Q(y)/(1-y) = Q(1)/(1-y) - (1 + y + ...), by division of Q(y) - Q(1) by 1 - y.
        rest = Fraction(0)
        for i in range(len(coefficients) - 1):
            rest += coefficients[i]
            term += _interval(rest - at_one) * _power_integral(a + N * i, at, logarithm)
        total += step ** (j - 1) * term
    return total


def _power_integral(exponent: int, x: Any, logarithm: Any) -> Any:
    return logarithm if exponent == 0 else x**exponent / exponent


def _log_integral(N: int, a: int, x: Any, logarithm: Any, sums: dict[int, Any]) -> Any:
    """int x^{a-1}/(1-x^N) dx, brought to an exponent in 1..N."""
    total = iv.mpf(0)
    while a < 1:
        total += _power_integral(a, x, logarithm)
        a += N
    while a > N:
        a -= N
        total -= x**a / a
    return total + sums[a]


def _log_sums(N: int, x: Fraction) -> dict[int, Any]:
    """L_r(x) = sum_i x^{r+Ni}/(r+Ni) = -(1/N) sum_zeta zeta^{-r} Log(1 - zeta x), r = 1..N."""
    at = _interval(x)
    circle = _roots_of_unity(N, iv.prec)
    logs = [(iv.log(_interval(1 - x)), iv.mpf(0))]
    for cosine, sine in circle[1:]:
        size = iv.log((1 - at * cosine) ** 2 + (at * sine) ** 2) / 2
        logs.append((size, _arctangent(-at * sine / (1 - at * cosine))))
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


def _arctangent(x: Any) -> Any:
    # mpmath has no interval arctangent; it increases, and mpmath's own is right to the last bits.
    with mpmath.workprec(iv.prec + 20):
        low, high = mpmath.atan(mpmath.mpf(x.a)), mpmath.atan(mpmath.mpf(x.b))
        slack = mpmath.mpf(2) ** (-iv.prec)
        return iv.mpf([low - slack, high + slack])


@cache
def _coefficients(N: int) -> tuple[tuple[Fraction, ...], ...]:
    """Q_0, ..., Q_m as coefficients from the constant on, from the symbolic derivation."""
    return tuple(
        tuple(Fraction(int(c.p), int(c.q)) for c in reversed(polynomial.all_coeffs()))
        for polynomial in abel_coefficients(N, ORDER)
    )


def _summed_residual(N: int, h: Fraction, x0: Fraction, b: Fraction) -> Any:
    """E = (M/Theta)(t'/Theta)^m [Lambda + ln((1-x0^N)/(1-b^N)) - ln(1-t')]."""
    step, start, end = _interval(h), _interval(x0), _interval(b)
    at_end = N * step * end ** (N - 2)
    grown = at_end * iv.exp(at_end)
    t = iv.mpf(min((N * step).b, grown.b))
    norms = [sum(map(abs, coefficients), Fraction(0)) for coefficients in _coefficients(N)]
    slope = sum((_interval(norm) * (t / N) ** j for j, norm in enumerate(norms) if j), iv.mpf(0))
    if not (slope.b < 1 and t.b < 0.25):
        raise CannotReplay("residual bound at a step this large")
    if N > 2:
        length = iv.mpf(N) / (ORDER * (N - 2))
    else:
        length = 2 * (1 + step) * iv.log(end * (1 + step) / start)
    # 1 - b is exact before it is rounded: b may be nearer to 1 than the precision.
    gap = _interval(1 - b) * sum((end**i for i in range(N)), iv.mpf(0))
    length += iv.log((1 - start**N) / gap) - iv.log(1 - t)
    best = None
    for theta in (Fraction(k, 20) for k in range(6, 20)):
        bound = _circle_bound(N, theta) / _interval(theta) * (t / _interval(theta)) ** ORDER
        best = bound if best is None or bound.b < best.b else best
    return best * length


@cache
def _circle_bound(N: int, theta: Fraction) -> Any:
    """M(Theta) = 1 + (1-Theta)^{-1} sum_j (Theta/N)^j sum_i |q_ji| kappa_ji, rounded up."""
    with mpmath.workprec(80):
        total = mpmath.mpf(0)
        ratio = _mp(theta) / N
        for j, coefficients in enumerate(_coefficients(N)):
            for i, q in enumerate(coefficients):
                exponent = N * i + (N - 2) * j - (N - 1)
                p = _mp(theta) * exponent / N
                if exponent < 0:
                    kappa = (1 - ratio) ** exponent
                elif i >= p:
                    kappa = mpmath.mpf(1)
                elif i == 0:
                    kappa = mpmath.exp(p)
                else:
                    kappa = mpmath.exp(p - i) * (i / p) ** i
                total += abs(_mp(q)) * kappa * ratio**j
        # Fewer than 200 terms of 80 bits each: a millionth covers every rounding.
        return iv.mpf((1 + total / (1 - _mp(theta))) * (1 + mpmath.mpf(10) ** -6))


def _interval(value: Fraction) -> Any:
    return iv.mpf(value.numerator) / iv.mpf(value.denominator)


def _mp(value: Fraction) -> Any:
    return mpmath.mpf(value.numerator) / value.denominator


def _rational(value: Any) -> Fraction:
    from mpmath.libmp import to_rational

    return Fraction(*to_rational(value._mpf_))
