"""The flow time by partial fractions over the N-th roots of unity."""

from __future__ import annotations

import sympy as sp

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.symbols.derivation import Derivation, Identity
from dmfcheck.dynamics.symbols.exact import Depth, concrete_depth, exact, x
from dmfcheck.dynamics.symbols.flow_time import (
    differentiate,
    hypergeometric_part,
    integrand,
    power_part,
)
from dmfcheck.dynamics.symbols.roots_of_unity import logarithm_sum_rate, zeta


def time_elementary(depth: Depth, claimed: object = None) -> Derivation:
    """flow.time in logarithms and arctangents, equal to the hypergeometric form on (0, 1).

    1/f = 1/x^{N-1} + x/(1 - x^N), and the integral of the second term from 0 is
    -(1/N) sum over zeta^N = 1 of zeta^{-2} ln(1 - zeta x). ``claimed`` = kappa zeta^m is checked in
    place of the weight -zeta^{-2}/N. The expression is the real form (see :func:`conjugate_pair`).
    Both forms vanish at x = 0 once their common singular part is taken off and have the derivative
    x/(1 - x^N), so they are equal. Raises :class:`~dmfcheck.base.validation.BadInput` on floats, on
    symbolic depth and on a weight of another form.

    >>> derivation = time_elementary(4)
    >>> derivation.expression, derivation.checked
    (-log(1 - x)/4 - log(x + 1)/4 + log(x**2 + 1)/4 - 1/(2*x**2), True)
    >>> time_elementary(4, zeta**-2 / 4).checked
    False
    """
    N = concrete_depth(depth)
    weight = -(zeta**-2) / N if claimed is None else exact(claimed, "claimed")
    _, power = _monomial(weight)
    real, upper = listed_roots(N)
    # Read off the angles that the formula below holds, so that it is the one that is checked.
    turns = [angle(j, N) * N / (2 * sp.pi) for j in (*real, *upper, *(-j for j in upper))]
    rate = x / (1 - x**N)
    regular = logarithm_sum(N, weight)
    series = hypergeometric_part(sp.Integer(N))
    rules, series_rate = differentiate(series)
    singular = power_part(sp.Integer(N))
    return Derivation(
        "flow.time",
        "T(x) by partial fractions over the N-th roots of unity, equal to the hypergeometric form",
        singular + regular,
        (
            Identity.rational(
                "splitting 1/f", integrand(sp.Integer(N)), sp.diff(singular, x) + rate
            ),
            Identity.rational(
                "angles off the multiples of 2 pi/N", sp.Add(*(e % 1 for e in turns)), sp.S.Zero
            ),
            *logarithm_sum_rate(N, weight, [int(e) for e in turns], x, rate),
            real_root(power),
            conjugate_pair(power),
            *rules,
            Identity.of_derivative("the hypergeometric part", series, x, series_rate, rate),
            Identity.rational("both forms at x = 0", regular.subs(x, 0), series.subs(x, 0)),
        ),
    )


def flow_time(depth: object, at: object) -> sp.Expr:
    """T at the exact number 0 < ``at`` < 1, an exact expression for ``evalf`` at any precision.

    Differences of two values are scaled flow times. It is the elementary form: next to x = 1 the
    numerical 2F1 rounds its argument to 1, while this one holds ln(1 - x) exactly, and next to 0
    the cancellation between its logarithms is far below the term x^{2-N}. Source: flow.time. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats and outside (0, 1).

    >>> flow_time(3, "1/2").evalf(30)
    -1.86821246759122816191278362336
    """
    N = concrete_depth(depth)
    point = exact(at, "at")
    if point.is_real is not True or sp.And(point > 0, point < 1) != sp.true:
        raise BadInput("at", f"is {point}", "an exact number in (0, 1)")
    return (power_part(sp.Integer(N)) + logarithm_sum(N, -(zeta**-2) / N)).subs(x, point)


def logarithm_sum(depth: int, weight: sp.Expr) -> sp.Expr:
    """The sum of weight(zeta) ln(1 - zeta x) over zeta^N = 1 for weight = kappa zeta^m, in reals.

    >>> logarithm_sum(2, -(zeta**-2) / 2)
    -log(1 - x)/2 - log(x + 1)/2
    """
    factor, power = _monomial(weight)
    real, upper = listed_roots(depth)
    cos = {j: sp.cos(angle(j, depth)) for j in (*real, *upper)}
    sin = {j: sp.sin(angle(j, depth)) for j in upper}
    cos_m = {j: sp.cos(power * angle(j, depth)) for j in upper}
    sin_m = {j: sp.sin(power * angle(j, depth)) for j in upper}
    terms = [real_term(power, cos[j]) for j in real]
    terms += [pair_term(cos_m[j], sin_m[j], cos[j], sin[j]) for j in upper]
    return sp.Add(*(factor * term for term in terms))


def angle(exponent: int, depth: int) -> sp.Expr:
    """The argument 2 pi j/N of the root of unity with the exponent j.

    >>> angle(1, 6)
    pi/3
    """
    return 2 * sp.pi * exponent / depth


def listed_roots(depth: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The j of the real roots e^{2 pi i j/N} (1, and -1 for even N) and of those above the axis.

    >>> listed_roots(6), listed_roots(5)
    (((0, 3), (1, 2)), ((0,), (1, 2)))
    """
    real = (0, depth // 2) if depth % 2 == 0 else (0,)
    return real, tuple(range(1, (depth + 1) // 2))


def real_term(power: int, root: sp.Expr) -> sp.Expr:
    """zeta^m ln(1 - zeta x) for a real root zeta = 1 or -1.

    >>> real_term(-1, sp.Integer(-1))
    -log(x + 1)
    """
    return root**power * sp.log(1 - root * x)


def real_root(power: int) -> Identity:
    """The derivative of :func:`real_term` is -zeta^{m+1}/(1 - zeta x), whenever zeta^2 = 1.

    >>> real_root(-2).holds
    True
    """
    e = sp.Symbol("e", real=True, nonzero=True)
    term = real_term(power, e)
    rate = -(e ** (power + 1)) / (1 - e * x)
    return Identity.of_derivative("real roots e", term, x, sp.diff(term, x), rate, {e: e**2 - 1})


def pair_term(cos_m: sp.Expr, sin_m: sp.Expr, cos: sp.Expr, sin: sp.Expr) -> sp.Expr:
    """zeta^m ln(1 - zeta x) + its conjugate, for zeta = e^{i theta} and 0 < x < 1.

    = cos(m theta) ln(1 - 2 x cos(theta) + x^2)
    + 2 sin(m theta) arctan(x sin(theta)/(1 - x cos(theta))).

    >>> pair_term(sp.S(-1), sp.S(0), sp.S(0), sp.S(1))
    -log(x**2 + 1)
    """
    # SymPy would ask for the sign of every argument, at length, and change nothing.
    logarithm = sp.log(1 - 2 * x * cos + x**2, evaluate=False)
    turn = sp.atan(x * sin / (1 - x * cos), evaluate=False)
    return cos_m * logarithm + 2 * sin_m * turn


def conjugate_pair(power: int) -> Identity:
    """The derivative of :func:`pair_term` is that of zeta^m ln(1 - zeta x) and its conjugate.

    The cosine and sine are letters with c^2 + s^2 = 1, so this is every pair of every depth.

    >>> conjugate_pair(-2).holds
    True
    """
    c, s = sp.symbols("c s", real=True)
    root, other = c + sp.I * s, c - sp.I * s
    cos_m, sin_m = sp.expand((root if power >= 0 else other) ** abs(power)).as_real_imag()
    turned = [cos_m + sp.I * sin_m, cos_m - sp.I * sin_m]
    pair = pair_term(cos_m, sin_m, c, s)
    complex_rate = -turned[0] * root / (1 - root * x) - turned[1] * other / (1 - other * x)
    unit_circle = {s: s**2 + c**2 - 1}
    return Identity.of_derivative(
        "conjugate roots c +- i s", pair, x, sp.diff(pair, x), complex_rate, unit_circle
    )


def _monomial(weight: sp.Expr) -> tuple[sp.Expr, int]:
    factor, rest = weight.as_independent(zeta)
    base, power = rest.as_base_exp()
    if base not in (zeta, sp.S.One) or not power.is_Integer or factor.free_symbols:
        raise BadInput("claimed", f"is {weight}", "a weight kappa*zeta**m, m an integer")
    return factor, int(power) if base == zeta else 0
