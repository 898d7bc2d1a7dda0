"""The identities in the proof of monotone.rank, at concrete depth or with N symbolic.

lambda_1 = 1; growth factors s_i = 1 + h d_i^{N-2} (lambda_i - d_i^N), d_i+ = d_i s_i. What is
inequality in the proof follows from these by signs, and is checked on boxes of balls in the tests;
the whole argument is written out in ``notes/monotone-rank.md``.
"""

from __future__ import annotations

import sympy as sp

from dmfcheck.dynamics.symbols.derivation import Derivation, Identity
from dmfcheck.dynamics.symbols.exact import Depth, exact, exact_depth, h, lamda, x

d, s, w = sp.symbols("d s w", positive=True)
D, H, phi, t = sp.symbols("D H phi t", real=True)
q = sp.Symbol("q", positive=True)
"""The exponent of the general rank sum_i (d_i / d_1)^q; q = N for the effective rank."""

w_1, s_1 = sp.symbols("w_1 s_1", positive=True)
B0 = sp.Symbol("B0", positive=True)
B1, B2 = sp.symbols("B1 B2", real=True)
"""B(s), B'(s), B''(s) for any smooth function B >= 1, B = 1 + t (G - 1) in the proof."""


def growth_formula(depth: sp.Expr, exponent: sp.Expr = s) -> sp.Expr:
    """1 + s^{N-2} (s - 1 - D (s^N - 1)), the growth factor after the one that is s.

    >>> growth_formula(sp.Integer(2))
    -D*(s**2 - 1) + s
    """
    return 1 + exponent ** (depth - 2) * (exponent - 1 - D * (exponent**depth - 1))


def bound_formula(depth: sp.Expr) -> sp.Expr:
    """G(s) = 1 + H s^{N-2} - (1+H) s^{2N-2} + s^{2N-1}.

    >>> bound_formula(sp.Integer(2))
    H + s**3 - s**2*(H + 1) + 1
    """
    return 1 + H * s ** (depth - 2) - (1 + H) * s ** (2 * depth - 2) + s ** (2 * depth - 1)


def next_growth(depth: Depth, claimed: object = None) -> Derivation:
    """s+ = 1 + s^{N-2} (s - 1 - D (s^N - 1)), D = h d^{2N-2}, which decreases in D for s >= 1.

    Steps 1 and 2 of the proof: also that one step increases with d where d^N <= lambda <= 1 and
    h <= 1/N (its derivative is (1 - hN lambda d^{N-2}) plus a nonnegative term) and with lambda.
    ``claimed`` (in ``s`` and ``D``) is checked in place of the expression s+. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> next_growth(3).expression, next_growth(3).checked
    (s*(-D*(s**3 - 1) + s - 1) + 1, True)
    """
    n = exact_depth(depth)
    formula = growth_formula(n) if claimed is None else exact(claimed, "claimed")
    step = x + h * x ** (n - 1) * (lamda - x**n)
    slack = h * (2 * n - 1) * x ** (n - 2) * (lamda - x**n)
    # lambda is what makes the growth factor at d equal to s.
    value = (s - 1) / (h * d ** (n - 2)) + d**n
    later = 1 + h * (d * s) ** (n - 2) * (value - (d * s) ** n)
    return Derivation(
        "monotone.rank",
        "the next growth factor in terms of this one",
        formula,
        (
            Identity.of_derivative(
                "the step by d", step, x, sp.diff(step, x), 1 - h * n * lamda * x ** (n - 2) + slack
            ),
            Identity.of_derivative(
                "the step by lambda", step, lamda, sp.diff(step, lamda), h * x ** (n - 1)
            ),
            Identity.rational("s", 1 + h * d ** (n - 2) * (value - d**n), s),
            Identity.rational("s+", later, formula.subs(D, h * d ** (2 * n - 2))),
            Identity.of_derivative(
                "s+ by D", formula, D, sp.diff(formula, D), -(s ** (n - 2)) * (s**n - 1)
            ),
        ),
    )


def growth_bound(depth: Depth, claimed: object = None) -> Derivation:
    """s+ = G(s) where s - 1 + D = H, so s+ >= G(s) where s - 1 + D <= H; G is convex on s >= 1.

    Steps 3 and 4: s - 1 + D = h d^{N-2} lambda; G(1) = 1, G'(1) = 1 - NH; K = s^{4-N} G'' has
    K(1) = 4N-4 - NH (3N-5), which is N+1 + (1-NH)(3N-5), and increases. ``claimed`` (in ``s`` and
    ``H``) is checked in place of G. Raises :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> growth_bound(2).expression, growth_bound(2).checked
    (H + s**3 - s**2*(H + 1) + 1, True)
    """
    n = exact_depth(depth)
    G = bound_formula(n) if claimed is None else exact(claimed, "claimed")
    slope, K = sp.diff(G, s), sp.expand(s ** (4 - n) * sp.diff(G, s, 2))
    rate = (2 * n - 1) * (n + 1) * s - (2 * n - 3) * n * (1 + H)
    growth = h * d ** (n - 2) * (lamda - d**n)
    least = 2 * (n + 1) + (2 * n - 1) * (n + 1) * (s - 1) + (2 * n - 3) * (1 - n * H)
    return Derivation(
        "monotone.rank",
        "a lower bound of the next growth factor, convex and attained by the leading one",
        G,
        (
            Identity.rational("s - 1 + D", growth + h * d ** (2 * n - 2), h * d ** (n - 2) * lamda),
            Identity.rational("s+ at D = H - (s-1)", growth_formula(n).subs(D, H - (s - 1)), G),
            Identity.rational("G(1)", G.subs(s, 1), sp.S.One),
            Identity.rational("G'(1)", slope.subs(s, 1), 1 - n * H),
            Identity.rational("K(1)", K.subs(s, 1), 4 * n - 4 - n * H * (3 * n - 5)),
            Identity.rational("K(1) >= N+1", K.subs(s, 1), n + 1 + (1 - n * H) * (3 * n - 5)),
            Identity.of_derivative("K'", K, s, sp.diff(K, s), (2 * n - 2) * s ** (n - 1) * rate),
            Identity.rational("K' > 0", rate, least),
        ),
    )


def tangent(depth: Depth, claimed: object = None) -> Derivation:
    """The tangent at v_1 of P = B^q as a function of v = s^{-q} gives kappa_t.

    Steps 5 and 6, for the general rank sum_i w_i^{q/N} (q = N: the effective rank) and for steps
    h, t h in turn, where s+ is at least B = 1 + t (G - 1) in place of G: dP/dv = -s^{q+1} B^{q-1}
    B', whose derivative by s is minus a sum of nonnegative terms if q >= 1 and B, B', B'' >= 0.
    ``claimed`` (in ``B0``, ``B1`` for B, B' at s_1, in ``s_1`` and ``q``) is checked in place of
    kappa = s_1 B^{q-1} B'. Raises :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> tangent(3).expression, tangent(3).checked
    (B0**(q - 1)*B1*s_1, True)
    """
    n = exact_depth(depth)
    kappa = s_1 * B0 ** (q - 1) * B1 if claimed is None else exact(claimed, "claimed")
    # By the chain rule: B0 and B1 change with s at the rates B1 and B2.
    by_v = (q * B0 ** (q - 1) * B1) / (-q * s ** (-q - 1))
    density = s ** (q + 1) * B0 ** (q - 1) * B1
    rate = sp.diff(density, s) + sp.diff(density, B0) * B1 + sp.diff(density, B1) * B2
    parts = (q + 1) * B0 * B1 + (q - 1) * s * B1**2 + s * B0 * B2
    rank = w / w_1
    gap = s ** (-q) - s_1 ** (-q)
    slope_at_lead = by_v.subs(s, s_1)
    value = (s - 1) / (h * d ** (n - 2)) + d**n
    rescaled = 1 + t * h * (d * s) ** (n - 2) * (value - (d * s) ** n)
    return Derivation(
        "monotone.rank",
        "S_{k+1} >= kappa S_k, by the tangent of a convex function",
        kappa,
        (
            Identity.rational(
                "r(k+1) - r(k)", rank * (s**q / s_1**q - 1), w * (s**q - s_1**q) / (w_1 * s_1**q)
            ),
            Identity.rational("w s^q (v - v_1)", w * s**q * gap, -w * (s**q - s_1**q) / s_1**q),
            Identity.rational("dP/dv", by_v, -density),
            Identity.rational("its rate", rate, s**q * B0 ** (q - 2) * parts),
            Identity.rational("kappa", kappa, -slope_at_lead / s_1**q),
            Identity.rational(
                "another step size",
                rescaled - 1,
                t * (growth_formula(n).subs(D, h * d ** (2 * n - 2)) - 1),
            ),
        ),
    )


def persistence(depth: Depth, claimed: object = None) -> Derivation:
    """phi_i >= phi_1 persists, phi = d^{N-2} (lambda - w): monotone.ratio and monotone.onset.

    phi+ = s^{N-2} (phi - d^{2N-2} (s^N - 1)) with s = 1 + h phi decreases in d for s >= 1. By s, at
    fixed D, h phi+ = s+ - 1 has the derivative s^{N-3} E, and E >= 0 for D <= 1/N - (s-1): it falls
    in D, and at that D it is 0 at s = 1 and its derivative 1 + (2N-2)(N+1) s^{N-1} (s-1).
    ``claimed`` (in ``phi``, ``d``, ``s``) is checked in place of phi+. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> persistence(2).expression, persistence(2).checked
    (-d**2*(s**2 - 1) + phi, True)
    """
    n = exact_depth(depth)
    speed = s ** (n - 2) * (phi - d ** (2 * n - 2) * (s**n - 1))
    formula = speed if claimed is None else exact(claimed, "claimed")
    value = phi * d ** (2 - n) + d**n
    E = (n - 1) * s - (n - 2) - D * ((2 * n - 2) * s**n - (n - 2))
    edge = E.subs(D, sp.S.One / n - (s - 1))
    return Derivation(
        "monotone.onset",
        "an eigenvalue that grows at least as fast as the leading one does so for ever",
        formula,
        (
            Identity.rational("phi", d ** (n - 2) * (value - d**n), phi),
            Identity.rational("phi+", (d * s) ** (n - 2) * (value - (d * s) ** n), formula),
            Identity.of_derivative(
                "phi+ by d",
                formula,
                d,
                sp.diff(formula, d),
                -(2 * n - 2) * d ** (2 * n - 3) * s ** (n - 2) * (s**n - 1),
            ),
            Identity.of_derivative(
                "s+ by s",
                growth_formula(n),
                s,
                sp.diff(growth_formula(n), s),
                s ** (n - 3) * E,
            ),
            Identity.rational("E at the edge", edge.subs(s, 1), sp.S.Zero),
            Identity.of_derivative(
                "E along the edge",
                edge,
                s,
                sp.diff(edge, s),
                1 + (2 * n - 2) * (n + 1) * s ** (n - 1) * (s - 1),
            ),
        ),
    )


def monotone_rank(depth: Depth) -> Derivation:
    """Every identity in the proof of monotone.rank; the expression is kappa with B = G.

    >>> monotone_rank(2).checked, len(monotone_rank(2).identities)
    (True, 25)
    """
    n = exact_depth(depth)
    parts = [next_growth(n), growth_bound(n), tangent(n), persistence(n)]
    G = bound_formula(n)
    kappa = s * G ** (n - 1) * sp.diff(G, s)
    return Derivation(
        "monotone.rank",
        "the effective rank falls, then rises: S_{k+1} >= kappa S_k",
        kappa,
        tuple(identity for part in parts for identity in part.identities),
    )
