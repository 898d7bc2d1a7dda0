"""The flow time by partial fractions over the N-th roots of unity."""

from __future__ import annotations

import sympy as sp

from dmfcheck.symbolic.derivation import Derivation, Identity
from dmfcheck.symbolic.exact import Depth, concrete_depth, exact, x
from dmfcheck.symbolic.flow_time import differentiate, hypergeometric_part, integrand, power_part
from dmfcheck.symbolic.roots_of_unity import logarithm_sum_rate, zeta
from dmfcheck.validation import BadInput


def time_elementary(depth: Depth, claimed: object = None) -> Derivation:
    """flow.time in logarithms and arctangents, equal to the hypergeometric form on (0, 1).

    1/f = 1/x^{N-1} + x/(1 - x^N), and the integral of the second term from 0 is
    -(1/N) sum over zeta^N = 1 of zeta^{-2} ln(1 - zeta x). ``claimed`` = kappa zeta^m is checked in
    place of the weight -zeta^{-2}/N. The expression is the real form (see :func:`conjugate_pair`).
    Both forms vanish at x = 0 once their common singular part is taken off and have the derivative
    x/(1 - x^N), so they are equal. Raises :class:`~dmfcheck.validation.BadInput` on floats, on
    symbolic depth and on a weight of another form.

    >>> derivation = time_elementary(4)
    >>> derivation.expression, derivation.checked
    (-log(1 - x)/4 - log(x + 1)/4 + log(x**2 + 1)/4 - 1/(2*x**2), True)
    >>> time_elementary(4, zeta**-2 / 4).checked
    False
    """
    N = concrete_depth(depth)
    weight = -(zeta**-2) / N if claimed is None else exact(claimed, "claimed")
    factor, power = _monomial(weight)
    real, upper = listed_roots(N)
    roots = (*real, *upper, *(N - j for j in upper))
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
            *logarithm_sum_rate(N, factor * zeta**power, roots, x, rate),
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
    :class:`~dmfcheck.validation.BadInput` on floats and outside (0, 1).

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
    terms = [
        _cosine_sine(j * power, depth)[0] * sp.log(1 - _cosine_sine(j, depth)[0] * x) for j in real
    ]
    terms += [pair_term(*_cosine_sine(j * power, depth), *_cosine_sine(j, depth)) for j in upper]
    return sp.Add(*(factor * term for term in terms))


def listed_roots(depth: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The j of the real roots e^{2 pi i j/N} (1, and -1 for even N) and of those above the axis.

    >>> listed_roots(6), listed_roots(5)
    (((0, 3), (1, 2)), ((0,), (1, 2)))
    """
    real = (0, depth // 2) if depth % 2 == 0 else (0,)
    return real, tuple(range(1, (depth + 1) // 2))


def pair_term(cos_m: sp.Expr, sin_m: sp.Expr, cos: sp.Expr, sin: sp.Expr) -> sp.Expr:
    """zeta^m ln(1 - zeta x) + its conjugate, for zeta = e^{i theta} and 0 < x < 1.

    = cos(m theta) ln(1 - 2 x cos(theta) + x^2)
    + 2 sin(m theta) arctan(x sin(theta)/(1 - x cos(theta))).

    >>> pair_term(sp.S(-1), sp.S(0), sp.S(0), sp.S(1))
    -log(x**2 + 1)
    """
    return cos_m * sp.log(1 - 2 * x * cos + x**2) + 2 * sin_m * sp.atan(x * sin / (1 - x * cos))


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


def _cosine_sine(turns: int, depth: int) -> tuple[sp.Expr, sp.Expr]:
    angle = 2 * sp.pi * turns / depth
    return sp.cos(angle), sp.sin(angle)


def _monomial(weight: sp.Expr) -> tuple[sp.Expr, int]:
    factor, rest = weight.as_independent(zeta)
    base, power = rest.as_base_exp()
    if base not in (zeta, sp.S.One) or not power.is_Integer or factor.free_symbols:
        raise BadInput("claimed", f"is {weight}", "a weight kappa*zeta**m, m an integer")
    return factor, int(power) if base == zeta else 0
