"""Hitting times and iterates of more steps than can be counted, in the original coordinates.

x_0, h and the level b are irrational there: each is enclosed, and the recursion, which increases in
the start and in the step, runs from the ends of the enclosures. Falling eigenvalues are compared
with sums whose terms are bounded.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath
from mpmath import iv

from dmfcheck.replay.abel import (
    abel_difference,
    abel_interval,
    ends,
    exact_value,
    interval,
    number,
    precision,
)
from dmfcheck.replay.functions import exponential, logarithm, root
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.passage import (
    bits_below_one,
    bounds,
    bracket,
    in_units,
    position_after,
    switch,
    working_bits,
)

RISES = 3
"""Precisions that are tried before a bracket of more than one step is accepted as a tie."""

COUNTED = 20_000
"""Steps that are taken one by one where no jump is possible."""

HALVINGS = 60
CLOSE = 0.01
"""Steps towards a position, and how near to it another iteration finds every digit."""

ESTIMATE_BITS = 64

KEPT = 64
"""Brackets, and values, that are kept."""


def rises(N: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction) -> bool:
    """Whether 0 < alpha <= lambda^{1/N} and 0 < h = eta lambda^{2-2/N} <= 1/N, exactly.

    >>> half = Fraction(1, 2)
    >>> [rises(3, Fraction(8), half, eta) for eta in (Fraction(1, 48), Fraction(1, 47))]
    [True, False]
    """
    below = alpha > 0 and alpha**N <= eigenvalue
    return below and eta > 0 and (eta * N) ** N * eigenvalue ** (2 * N - 2) <= 1


def steps_estimate(
    N: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, fraction: Fraction
) -> Any:
    """About K, to within a factor of a few: (x_0^{2-N}/(N-2) - ln(1 - fraction)) / h.

    For N = 2 the first term is -ln x_0.
    """
    limit = mpmath.root(number(eigenvalue), N)
    x0, h = number(alpha) / limit, number(eta) * (number(eigenvalue) / limit) ** 2
    plateau = -mpmath.log(x0) if N == 2 else x0 ** (2 - N) / (N - 2)
    return (plateau - mpmath.log(number(1 - fraction))) / h


@lru_cache(maxsize=KEPT)
def hitting_bracket(
    N: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, fraction: Fraction
) -> tuple[int, int]:
    """(lo, hi) with lo <= K <= hi, K the first step with w >= fraction * lambda, h <= 1/N.

    What is known is kept: a margin asks for it at one precision after another.

    >>> hitting_bracket(2, Fraction(4), Fraction(1, 10**30), Fraction(1, 10**40), Fraction(1, 2))
    (174426749925953289574892439404972756990306, 174426749925953289574892439404972756990306)
    """
    with mpmath.workprec(ESTIMATE_BITS):
        about = int(steps_estimate(N, eigenvalue, alpha, eta, fraction)) + 2
    bits = 2 * about.bit_length() + 64 + bits_below_one(1 - fraction)
    found = (0, 0)
    for _ in range(RISES):
        (x_low, x_high), (h_low, h_high), (b_low, b_high) = _scaled(
            N, eigenvalue, alpha, eta, fraction, bits
        )
        lo = bracket(N, h_high, x_high, b_low, 2 * about)[0]
        hi = bracket(N, h_low, x_low, b_high, 2 * about)[1]
        found = lo, hi
        if lo == hi:
            break
        bits *= 2
    return found


Ends = tuple[Fraction, Fraction]


def _scaled(
    N: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, fraction: Fraction, bits: int
) -> tuple[Ends, Ends, Ends]:
    """Rational enclosures of x_0 = alpha / lambda^{1/N}, h <= 1/N and b = fraction^{1/N}."""
    with precision(bits):
        limit = root(interval(eigenvalue), N)
        x0 = interval(alpha) / limit
        h = interval(eta) * (interval(eigenvalue) / limit) ** 2
        b = root(interval(fraction), N)
    start, (h_low, h_high), level = (ends(enclosure) for enclosure in (x0, h, b))
    # h <= 1/N is known exactly: what is beyond is rounding.
    return start, (h_low, min(h_high, Fraction(1, N))), level


def risen_value(
    N: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, step: int
) -> tuple[Any, Any]:
    """(least, most) of w(step)/lambda at the precision ``iv.prec``, alpha^N <= lambda, h <= 1/N."""
    return _risen_value(N, eigenvalue, alpha, eta, step, iv.prec)


@lru_cache(maxsize=KEPT)
def _risen_value(
    N: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, step: int, _precision: int
) -> tuple[Any, Any]:
    bits = iv.prec + 2 * step.bit_length() + 64
    start, size, _ = _scaled(N, eigenvalue, alpha, eta, Fraction(1, 2), bits)
    x0 = [min(x, Fraction(1)) for x in start]
    low, high = (interval(_position(N, size[side], x0[side], step, side)) for side in (0, 1))
    return (low**N).a, (high**N).b


def _position(N: int, h: Fraction, x0: Fraction, step: int, side: int) -> Fraction:
    """A rational below (side 0) or above (side 1) x_step of the orbit of g from x0."""
    if x0 >= 1:
        return Fraction(1)
    nearly_one = 1 - Fraction(1, 2**iv.prec)
    with working_bits(step.bit_length() + iv.prec):
        x1 = min(switch(N, h), nearly_one)
        if x1 > x0:
            least, most = abel_interval(N, h, x0, x1)
            jump = int(mpmath.floor(least)) - 2
            if step > most + 2 + _settling(N, h, x1, nearly_one):
                return Fraction(1) if side else nearly_one
            if step <= jump:
                return position_after(N, h, x0, _guess(N, h, x0, x1, step), step)[side]
            if jump >= 1:
                x0, step = position_after(N, h, x0, x1, jump)[side], step - jump
        return _counted(N, h, x0, step, nearly_one, side)


def _settling(N: int, h: Fraction, x: Fraction, nearly_one: Fraction) -> Any:
    """A bound of the steps from x to ``nearly_one``: 1 - x shrinks by 1 - h x^{N-1} or faster."""
    if x >= nearly_one:
        return 0
    shrinking = interval(h) * interval(x) ** (N - 1)
    return ((logarithm(interval(1 - x)) - logarithm(interval(1 - nearly_one))) / shrinking).b


def _counted(
    N: int, h: Fraction, x: Fraction, step: int, nearly_one: Fraction, side: int
) -> Fraction:
    """The iterate ``step`` later, rounded down or up; from ``nearly_one`` on it is [that, 1]."""
    bits = iv.prec + bits_below_one(x)
    near = in_units(nearly_one, bits, up=True)
    for k, X in enumerate(bounds(N, h, x, bits, up=bool(side))):
        if k == step:
            return Fraction(X, 1 << bits)
        if near <= X:
            break
        if k == COUNTED:
            raise CannotReplay(f"count of more than {COUNTED} steps")
    # The orbit rises towards 1 and never passes it.
    return Fraction(1) if side else nearly_one


def _guess(N: int, h: Fraction, x0: Fraction, x1: Fraction, step: int) -> Fraction:
    """About x_step, x0 < x_step < x1, in p = ln(x / (1 - x)), by Newton's iteration.

    dA/dp = x (1 - x) / (h x^{N-1} (1 - x^N)), to first order. It begins where the flow for small
    x, d(x^{2-N}) = -(N-2) h dk or d(ln x) = h dk, is then, and halves what is left where it leaves
    it.
    """

    def place(x: Any) -> Any:
        return mpmath.log(x / (1 - x))

    size, start = number(h), number(x0)
    low, high = place(start), place(number(x1))
    if N == 2:
        p = low + size * step
    else:
        left = start ** (2 - N) - (N - 2) * size * step
        x = left ** (-mpmath.mpf(1) / (N - 2)) if left > 2 else mpmath.mpf(1) / 2
        p = place(x)
    for _ in range(HALVINGS):
        if not low < p < high:
            p = (low + high) / 2
        x = 1 / (1 + mpmath.exp(-p))
        missing = step - mpmath.mpf(abel_difference(N, h, x0, exact_value(x)).a)
        low, high = (p, high) if missing > 0 else (low, p)
        shift = missing * size * x ** (N - 2) * (1 - x**N) / (1 - x)
        p += shift
        if min(abs(shift), high - low) < CLOSE:
            break
    return exact_value(1 / (1 + mpmath.exp(-min(max(p, low), high))))


def fallen_value(
    N: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, step: int
) -> tuple[Any, Any]:
    """(least, most) of w(step), where d falls towards an eigenvalue below alpha^N, or to 0.

    With t = eta alpha^{2N-2} and m = 2N-2, s = d^{-m} grows by m eta to m eta / (1-t)^{m+1} a step
    if lambda = 0. A negative eigenvalue falls faster, (1 - eta |lambda|)^k at least for N = 2 and
    d^{-(N-2)} by (N-2) eta |lambda| a step for more. Towards r = lambda^{1/N} > 0 the distance
    d - r shrinks by 1 - N eta r^{2N-2} a step or faster. The limit is never passed: see
    :func:`never_passes`. Raises :class:`~dmfcheck.replay.lacking.CannotReplay` where the step may
    be too large for that.
    """
    start, size, k = interval(alpha), interval(eta), iv.mpf(step)
    if not never_passes(N, eigenvalue, alpha, eta):
        raise CannotReplay("far iterate of such a start or so large a step")
    if eigenvalue > 0:
        limit = root(interval(eigenvalue), N)
        distance = (start - limit) * exponential(-k * N * size * limit ** (2 * N - 2))
        return interval(eigenvalue).a, ((limit + distance) ** N).b
    m = 2 * N - 2
    t = interval(eta * alpha**m)
    if not t.b < 1:
        raise CannotReplay("far iterate of such a start or so large a step")
    slow, fast = (
        exponential(-logarithm(start**-m + k * m * size * growth) * N / m)
        for growth in (iv.mpf(1), (1 - t) ** -(m + 1))
    )
    if eigenvalue == 0:
        return fast.a, slow.b
    pull = size * interval(-eigenvalue)
    if N == 2:
        faster = start**2 * exponential(-2 * k * pull)
    else:
        faster = exponential(-logarithm(start ** (2 - N) + k * (N - 2) * pull) * N / (N - 2))
    return mpmath.mpf(0), min(slow.b, faster.b)


def never_passes(N: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction) -> bool:
    """Whether d falls from alpha > 0 and stays above its limit, by a bound of every factor.

    d+ - r = (d - r)(1 - eta d^{N-1} sum_j d^{N-1-j} r^j), r = lambda^{1/N} <= d <= alpha, of which
    N alpha^{N-1} bounds the sum; d+ = d (1 - eta d^{N-2}(d^N - lambda)) if lambda <= 0.

    >>> never_passes(2, Fraction(0), Fraction(1), Fraction(1))
    True
    >>> never_passes(2, Fraction(1), Fraction(2), Fraction(1, 2))
    False
    """
    if min(alpha, eta) <= 0 or alpha**N <= eigenvalue:
        return False
    if eigenvalue > 0:
        return N * eta * alpha ** (2 * N - 2) <= 1
    return eta * alpha ** (N - 2) * (alpha**N - eigenvalue) <= 1
