"""Steps 4 to 6 of monotone.rank by algebra alone, and every smaller power: their identities.

gap_n = s^n - u^n - n u^{n-1} (s - u) is how far s^n lies above its tangent at u. What is inequality
follows by signs for s, u >= 1 and H <= 1/N; ``notes/monotone-rank.md`` has the argument.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from dmfcheck.dynamics.symbols.derivation import Derivation, Identity
from dmfcheck.dynamics.symbols.exact import Depth, exact, exact_depth
from dmfcheck.dynamics.symbols.monotone_rank import H, bound_formula, q, s, t

n = sp.Symbol("n", positive=True)
"""Any degree, not a depth."""

u, v, k, y = sp.symbols("u v k y", positive=True)


def gap(degree: sp.Expr) -> sp.Expr:
    """s^degree - u^degree - degree u^{degree-1} (s - u).

    >>> sp.factor(gap(sp.Integer(2)))
    (s - u)**2
    """
    return s**degree - u**degree - degree * u ** (degree - 1) * (s - u)


def gap_excess(degree: sp.Expr) -> sp.Expr:
    """X_n = (n-1) gap_{n+1} - (n+1) gap_n: not negative for s, u >= 1, as X_1 = 0.

    >>> gap_excess(sp.Integer(1))
    0
    """
    return (degree - 1) * gap(degree + 1) - (degree + 1) * gap(degree)


def tangent_from_below(depth: Depth, claimed: object = None) -> Derivation:
    """G(s) - G(u) - G'(u) (s - u) as a sum of terms >= 0, and what Bernoulli's inequality adds.

    With n = 2N-2 it is [X_n + (2 - (2N-3) H) gap_n] / (2N-3) + H gap_{N-2}. The gaps and X_n are
    >= 0 by induction. ``claimed`` (in ``s``, ``u``, ``H``) is checked in place of that sum. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> tangent_from_below(2).checked, len(tangent_from_below(2).identities)
    (True, 6)
    """
    N = exact_depth(depth)
    bound, degree = bound_formula(N), 2 * N - 2
    room = 2 - (2 * N - 3) * H
    parts = (gap_excess(degree) + room * gap(degree)) / (2 * N - 3) + H * gap(N - 2)
    total = parts if claimed is None else exact(claimed, "claimed")
    slope = sp.diff(bound, s).subs(s, u)
    later = s * gap_excess(n) + (s - 1) * gap(n + 1)
    bernoulli = u**q - s**q - q * s ** (q - 1) * (u - s)
    return Derivation(
        "monotone.rank",
        "G lies above each of its tangents, by induction on the degree",
        total,
        (
            Identity.rational(
                "gap_{n+1}", gap(n + 1), s * gap(n) + n * u ** (n - 1) * (s - u) ** 2
            ),
            Identity.rational(
                "X_{n+1}",
                gap_excess(n + 1),
                later + n * (n + 1) * u ** (n - 1) * (u - 1) * (s - u) ** 2,
            ),
            Identity.rational("X_1", gap_excess(sp.S.One), sp.S.Zero),
            Identity.rational(
                "G above its tangent", bound - bound.subs(s, u) - slope * (s - u), total
            ),
            Identity.rational("room > 0", room, (2 * N - 3) * (1 / N - H) + 3 / N),
            Identity.rational(
                "q s^q (s - u) >= u (s^q - u^q)",
                q * s**q * (s - u) - u * (s**q - u**q),
                u * bernoulli + q * s ** (q - 1) * (s - u) ** 2,
            ),
        ),
    )


def logarithmic_convexity(depth: Depth, claimed: object = None) -> Derivation:
    """ln (1 + t (G - 1)) is convex in ln s on 1 <= s <= 1 + H, 0 <= t <= 1, in parts >= 0.

    F = G - 1, F_1 and F_2 its images under s d/ds once and twice. With E = s^N, v = s - 1 and
    b = 4N-3 + (2N-1)^2 v - (2N-2)^2 H, a = 2N+1 + (N+1)^2 v - N^2 H:
    F_2 = s^{N-2} ((N-2)^2 H + E b), s^2 (F F_2 - F_1^2) = s^{N-2} (H E^2 a - (1+H) s E^3).
    ``claimed`` (in ``s`` and ``H``) is checked in place of F F_2 - F_1^2. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> logarithmic_convexity(3).checked, len(logarithmic_convexity(3).identities)
    (True, 8)
    """
    N = exact_depth(depth)
    F = bound_formula(N) - 1
    F1 = sp.expand(s * sp.diff(F, s))
    F2 = sp.expand(s * sp.diff(F1, s))
    E, over = s**N, s - 1
    b = 4 * N - 3 + (2 * N - 1) ** 2 * over - (2 * N - 2) ** 2 * H
    a = 2 * N + 1 + (N + 1) ** 2 * over - N**2 * H
    parts = s ** (N - 4) * (H * E**2 * a - (1 + H) * s * E**3)
    cross = parts if claimed is None else exact(claimed, "claimed")
    slope = t * F1 / (1 + t * F)
    least = 5 - 4 * H + sp.Rational(25, 3) * y - (1 + H) * (1 + 8 * y)
    return Derivation(
        "monotone.rank/any_power",
        "the logarithm of the bound on the next growth is convex in the logarithm of this one",
        cross,
        (
            Identity.rational(
                "convexity of ln B",
                s * sp.diff(slope, s) * (1 + t * F) ** 2,
                t * (F2 + t * (F * F2 - F1**2)),
            ),
            Identity.rational("F_2", F2, s ** (N - 2) * ((N - 2) ** 2 * H + E * b)),
            Identity.rational("F F_2 - F_1^2", F * F2 - F1**2, cross),
            Identity.rational(
                "b", b, 5 - 4 * H + (2 * N - 1) ** 2 * over + 4 * (N - 2) * (1 - N * H)
            ),
            Identity.rational("a", a, N + 1 + N * (1 - N * H) + (N + 1) ** 2 * over),
            Identity.rational(
                "b >= (1+H) (1 + 8y)",
                least.subs(H, (1 - k) / 3),
                sp.Rational(7, 3) * (1 - y) + k * (5 + 8 * y) / 3,
            ),
            Identity.rational(
                "(2N-1)^2 >= 25N/3",
                (2 * N - 1) ** 2 - sp.Rational(25, 3) * N,
                (N - 3) * (4 * (N - 3) + sp.Rational(35, 3)),
            ),
            Identity.rational(
                "two layers",
                5 + 9 * v - 4 * H - (1 + v) ** 3,
                4 * (1 - H) + v * (6 - 3 * v - v**2),
            ),
        ),
    )


def growing_steps(nu: Any, y: Any, c: Any, E: Any) -> Any:
    """s^{4-N}/N times F_2 + 2N (F F_2 - F_1^2), for steps that grow by a factor of 2N at most.

    N = 1/nu, H = c nu, s = 1 + y nu, E = s^N; for 0 <= y <= c <= 1 and nu <= 1/2 it is s E times a
    function that falls in E. Of numbers or polynomials.

    >>> growing_steps(sp.Rational(1, 2), 0, 0, 1)
    1/2
    """
    s = 1 + y * nu
    b = 4 - 3 * nu + (2 - nu) ** 2 * y - (2 - 2 * nu) ** 2 * c
    a = 2 + nu + (1 + nu) ** 2 * y - c
    return s**2 * ((1 - 2 * nu) ** 2 * c + E * b) + 2 * (c * a * E**2 - (1 + c * nu) * s * E**3)


def power_from_above(nu: Any, y: Any) -> Any:
    """1 + y + (1-nu) y^2/2 + 2 (1-nu)(1-2nu) y^3/9 >= (1 + y nu)^{1/nu} for 0 <= y <= 1, nu = 1/N.

    The terms of the binomial formula from the fourth power on are at most (e - 8/3) times
    (1-nu)(1-2nu) y^3, and 1/6 + e - 8/3 < 2/9.

    >>> power_from_above(sp.Rational(1, 2), 1)
    9/4
    """
    third = (1 - nu) * (1 - 2 * nu) * y**3
    return 1 + y + (1 - nu) * y**2 / 2 + 2 * third / 9


def growing_steps_polynomial() -> Any:
    """:func:`growing_steps` with :func:`power_from_above` for E, nu = x/2, y = z c, in Q[x, z, c].

    All its Bernstein coefficients on the unit cube are positive, which proves it for every N >= 2.

    >>> len(growing_steps_polynomial())
    137
    """
    _, half, share, c = sp.ring("x z c", sp.QQ)
    nu, y = half / 2, share * c
    return growing_steps(nu, y, c, power_from_above(nu, y))
