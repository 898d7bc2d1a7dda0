"""The scaled step g(x) = x + h x^{N-1} (1 - x^N): fixed points, inflection, monotonicity."""

from __future__ import annotations

import sympy as sp

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.symbols.derivation import Derivation, Identity
from dmfcheck.dynamics.symbols.exact import Depth, N, concrete_depth, exact, exact_depth, h, x

_z = sp.Symbol("z", real=True)


def speed(depth: sp.Expr, at: sp.Expr = x) -> sp.Expr:
    """f(x) = x^{N-1} (1 - x^N), the speed of the scaled flow.

    >>> speed(sp.Integer(2))
    x*(1 - x**2)
    """
    return at ** (depth - 1) * (1 - at**depth)


def fixed_points(depth: Depth, claimed: object = None) -> Derivation:
    """The real fixed points of g and their multipliers g'.

    0 (multiplier 1 + h at N = 2 and 1 for N >= 3) and 1 (multiplier 1 - hN); for even N also -1,
    where g is odd, with the multiplier of 1. That there is no other is the number of distinct real
    roots of f by Sturm's theorem. ``claimed`` is checked in place of the multiplier at 1. The
    expression is a tuple of pairs (point, multiplier); for symbolic depth only that of 1. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats. Source: step.convergent.

    >>> fixed_points(3).expression
    ((0, 1), (1, 1 - 3*h))
    >>> fixed_points(2).expression
    ((0, h + 1), (1, 1 - 2*h), (-1, 1 - 2*h))
    """
    depth = exact_depth(depth)
    at_one = 1 - h * depth if claimed is None else exact(claimed, "claimed")
    points = [(sp.S.One, at_one)]
    if depth != N:
        points.insert(0, (sp.S.Zero, 1 + h if depth == 2 else sp.S.One))
        if depth % 2 == 0:
            points.append((-sp.S.One, at_one))
    variable = x if depth == N else _z
    multiplier = sp.diff(variable + h * speed(depth, variable), variable)
    identities = []
    for point, value in points:
        identities.append(
            Identity.rational(
                f"f({point})", speed(depth, variable).subs(variable, point), sp.S.Zero
            )
        )
        identities.append(
            Identity.rational(f"multiplier at {point}", multiplier.subs(variable, point), value)
        )
    if depth != N:
        roots = sp.Poly(speed(depth, _z), _z).sqf_part().count_roots()
        identities.append(
            Identity.rational("number of fixed points", sp.Integer(roots), sp.Integer(len(points)))
        )
    return Derivation(
        "step.convergent",
        "the fixed points of the step and their multipliers: 1 attracts for h < 2/N",
        sp.Tuple(*(sp.Tuple(*pair) for pair in points)),
        tuple(identities),
    )


def inflection(depth: Depth, claimed: object = None) -> Derivation:
    """The flow x' = f(x) is fastest at x*, x*^N = (N-1)/(2N-1), the inflection of x(t).

    f'(x) = x^{N-2} ((N-1) - (2N-1) x^N) changes sign there and nowhere else in (0, 1), and
    x'' = f f'. The end-to-end w = x^N, w' = N w^{2-2/N} (1 - w), has its own, later one at
    w = (2N-2)/(3N-2), checked too. The expression (and ``claimed``) is x*^N. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> inflection(3).expression, inflection(3, "1/2").checked
    (2/5, False)
    """
    depth = exact_depth(depth)
    power = (depth - 1) / (2 * depth - 1) if claimed is None else exact(claimed, "claimed")
    f = speed(depth)
    velocity = depth * x ** (depth - 1) * f
    later = (2 * depth - 2) / (3 * depth - 2)
    factored = (2 * depth - 1) * x ** (depth - 2) * (power - x**depth)
    return Derivation(
        "flow.inflection",
        "the flow speed f increases up to x*^N = (N-1)/(2N-1) and decreases from there",
        power,
        (
            Identity.of_derivative("f'", f, x, sp.diff(f, x), factored),
            Identity.of_derivative(
                "the speed of w = x^N",
                velocity,
                x,
                sp.diff(velocity, x),
                depth * (3 * depth - 2) * x ** (2 * depth - 3) * (later - x**depth),
            ),
        ),
    )


def monotone(depth: Depth, claimed: object = None) -> Derivation:
    """step.monotone: (1 - g(x))/(1 - x) = 1 - h sigma(x), sigma = x^{N-1}(1 + x + ... + x^{N-1}).

    sigma has nonnegative coefficients, so it increases on x > 0, up to sigma(1) = N: no start in
    (0, 1) overshoots iff h <= 1/N, which is sharp, and a start x_0 > 1 does not undershoot iff
    h <= 1/sigma(x_0). The expression (and ``claimed``) is 1/N, the largest h. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats and symbolic depth.

    >>> monotone(3).expression, monotone(3).checked, monotone(3, "1/2").checked
    (1/3, True, False)
    """
    order = concrete_depth(depth)
    bound = sp.Rational(1, order) if claimed is None else exact(claimed, "claimed")
    if bound == 0:
        raise BadInput("claimed", "is 0", "a positive step size")
    sigma = sp.Poly(sp.Add(*(x ** (order - 1 + i) for i in range(order))), x)
    smallest = min(sigma.all_coeffs())
    image = x + h * speed(sp.Integer(order))
    return Derivation(
        "step.monotone",
        "x_0 in (0, 1) increases to 1 without overshoot iff h <= 1/N",
        bound,
        (
            Identity.rational("factorisation", (1 - image) / (1 - x), 1 - h * sigma.as_expr()),
            Identity.rational(
                "least coefficient of sigma is nonnegative",
                sp.Integer(smallest),
                abs(sp.Integer(smallest)),
            ),
            Identity.rational("sigma(1) = 1/bound", sigma.eval(1), 1 / bound),
        ),
    )
