"""The time the gradient flow takes, in its hypergeometric form."""

from __future__ import annotations

import sympy as sp

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.symbols.derivation import Derivation, Identity
from dmfcheck.dynamics.symbols.exact import Depth, exact, exact_depth, x


def integrand(depth: sp.Expr) -> sp.Expr:
    """1/f(x) = 1/(x^{N-1} (1 - x^N)), the flow time spent per unit of x.

    >>> integrand(sp.Integer(3))
    1/(x**2*(1 - x**3))
    """
    return 1 / (x ** (depth - 1) * (1 - x**depth))


def power_part(depth: sp.Expr) -> sp.Expr:
    """x^{2-N}/(2-N), or ln x at N = 2: the part of T that is singular at x = 0.

    >>> power_part(sp.Integer(2)), power_part(sp.Integer(4))
    (log(x), -1/(2*x**2))
    """
    return sp.log(x) if depth == 2 else x ** (2 - depth) / (2 - depth)


def hypergeometric_part(depth: sp.Expr) -> sp.Expr:
    """(x^2/2) 2F1(1, 2/N; 1+2/N; x^N), the integral of x/(1 - x^N) from 0.

    >>> hypergeometric_part(sp.Integer(3)).subs(x, 0)
    0
    """
    b = sp.Integer(2) / depth
    return x**2 / 2 * sp.hyper((1, b), (1 + b,), x**depth)


def time_formula(depth: sp.Expr) -> sp.Expr:
    """T(x), by its logarithms at N = 2 and by the 2F1 otherwise (see :func:`time_hypergeometric`).

    >>> time_formula(sp.Integer(2))
    log(x) - log(1 - x**2)/2
    """
    if depth == 2:
        return power_part(depth) - sp.log(1 - x**2) / 2
    return power_part(depth) + hypergeometric_part(depth)


def time_hypergeometric(depth: Depth, claimed: object = None) -> Derivation:
    """flow.time: T(x) with T' = 1/(x^{N-1}(1 - x^N)) on (0, 1); the flow needs T(x) - T(x_0).

    T(x) = x^{2-N}/(2-N) + (x^2/2) 2F1(1, 2/N; 1+2/N; x^N) for N >= 3 and for symbolic ``N``,
    ln x - (1/2) ln(1 - x^2) for N = 2; ``claimed`` is checked in its place. Any 2F1(1, b; 1+b; z)
    is differentiated by z F' = b (1/(1 - z) - F), which is itself checked on the coefficients of
    its series; the rest is arithmetic of rational functions of x and F. Units: flow time scaled by
    lambda^{2-2/N}. Raises :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> derivation = time_hypergeometric(2)
    >>> derivation.expression, derivation.checked
    (log(x) - log(1 - x**2)/2, True)
    >>> time_hypergeometric(2, derivation.expression + x).checked
    False
    """
    depth = exact_depth(depth)
    formula = time_formula(depth) if claimed is None else exact(claimed, "claimed")
    rules, derivative = differentiate(formula)
    return Derivation(
        "flow.time",
        "the flow takes T(x) - T(x_0) from x_0 to x, in units of lambda^{-(2-2/N)}",
        formula,
        (Identity.of_derivative("T' = 1/f", formula, x, derivative, integrand(depth)), *rules),
    )


def differentiate(formula: sp.Expr) -> tuple[tuple[Identity, ...], sp.Expr]:
    """d formula/dx with every 2F1(1, b; 1+b; z(x)) differentiated by its first-order equation.

    Returns the checked identities behind that equation and the derivative, in which each 2F1 is
    one letter. Raises :class:`~dmfcheck.base.validation.BadInput` on other hypergeometric
    functions.

    >>> rules, derivative = differentiate(x**2)
    >>> rules, derivative
    ((), 2*x)
    """
    rules: list[Identity] = []
    letters = {}
    rates = {}
    for index, atom in enumerate(sorted(formula.atoms(sp.hyper), key=str)):
        if len(atom.ap) != 2 or len(atom.bq) != 1:
            raise BadInput("claimed", f"holds {atom}", "hypergeometric functions 2F1(1, b; 1+b; z)")
        rules.extend(first_order_equation(tuple(atom.ap), atom.bq[0]))
        F = sp.Function(f"F{index}")(x)
        b, z = atom.bq[0] - 1, atom.argument
        letters[atom] = F
        rates[F.diff(x)] = sp.diff(z, x) * b / z * (1 / (1 - z) - F)
    derivative = sp.diff(formula.xreplace(letters), x).xreplace(rates)
    return tuple(rules), derivative.xreplace({F: sp.Dummy(str(F.func)) for F in letters.values()})


def first_order_equation(
    upper: tuple[sp.Expr, sp.Expr], lower: sp.Expr
) -> tuple[Identity, Identity, Identity]:
    """z F' + b F = b/(1 - z) for F = 2F1(upper; lower; z), upper = {1, b}, lower = 1 + b.

    F = sum c_k z^k has c_0 = 1 and c_{k+1}/c_k = product of (upper + k) / ((lower + k)(1 + k)).
    That c_k = b/(b+k), b = lower - 1, is checked at k = 0 and from k to k + 1 (k symbolic); then
    (k + b) c_k = b is the coefficient of z^k on both sides. The second fails for another upper.

    >>> y = sp.Symbol("y", positive=True)
    >>> [identity.holds for identity in first_order_equation((1, y), 1 + y)]
    [True, True, True]
    >>> [identity.holds for identity in first_order_equation((1, y), 2 + y)]
    [True, False, True]
    """
    k = sp.Symbol("k", integer=True, nonnegative=True)
    b = lower - 1
    coefficient = b / (b + k)
    ratio = (upper[0] + k) * (upper[1] + k) / ((lower + k) * (1 + k))
    return (
        Identity.rational("c_0 of the 2F1", coefficient.subs(k, 0), sp.S.One),
        Identity.rational("c_{k+1} of the 2F1", coefficient.subs(k, k + 1), ratio * coefficient),
        Identity.rational("z F' + b F = b/(1 - z) at z^k", (k + b) * coefficient, b),
    )
