"""rank.leading_last: how a recovered share w/lambda changes with lambda, step by step.

u = w/lambda, G = lambda d(ln u)/d(lambda) at fixed alpha, eta and step number; -1 at the start.
What is inequality in the proof follows from these identities by signs, see ``notes/rank.md``.
"""

from __future__ import annotations

import sympy as sp

from dmfcheck.dynamics.symbols.derivation import Derivation, Identity
from dmfcheck.dynamics.symbols.exact import Depth, exact, exact_depth, h, lamda, x

e, eta, g, G, u = sp.symbols("e eta g G u", positive=True)
nu = sp.Symbol("nu", positive=True)
"""1/N."""

SLOPE = sp.Rational(11, 10)
"""kappa: for N >= 3, G >= -1 + kappa ln(5u) from u = 1/5 to 1/2."""


def recovery_order(depth: Depth, claimed: object = None) -> Derivation:
    """G+ = G + e [2N-2 + (N-2-N u/(1-u)) G] / (1+e), e = h x^{N-2} (1-u), and u+ = u (1+e)^N.

    With x^N = u. ``claimed`` (in ``G``, ``e``, ``u``) is checked in place of G+. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> recovery_order(2).expression, recovery_order(2).checked
    (G + e*(-2*G*u/(1 - u) + 2)/(e + 1), True)
    """
    N = exact_depth(depth)
    ratio = u / (1 - u)
    change = 2 * N - 2 + (N - 2 - N * ratio) * G
    formula = G + e * change / (1 + e) if claimed is None else exact(claimed, "claimed")
    # ln e, with h = eta lambda^{2-2/N} and x = u^{1/N}.
    log_growth = sp.log(eta) + (2 - 2 / N) * sp.log(lamda) + (1 - 2 / N) * sp.log(u) + sp.log(1 - u)
    total = lamda * sp.diff(log_growth, lamda) + G * u * sp.diff(log_growth, u)
    later = G + N * total * e / (1 + e)
    of_x = h * x ** (N - 2) * (1 - x**N)
    spare = 2 - 2 * nu + (1 - 2 * nu - ratio) * g - SLOPE * (1 + nu * (1 - u) / 2)
    third = sp.Rational(1, 3)
    return Derivation(
        "rank.leading_last",
        "the logarithmic derivative of a recovered share by its eigenvalue, one step later",
        formula,
        (
            Identity.rational("d+/d", x + h * x ** (N - 1) * (1 - x**N), x * (1 + of_x)),
            Identity.rational("G+", later, formula),
            Identity.rational(
                "the coefficient of G",
                1 + of_x * (N - 1 - N * x**N / (1 - x**N)),
                1 - N * h * x ** (2 * N - 2) + (N - 1) * of_x,
            ),
            Identity.rational("from -1", change.subs(G, -1), N / (1 - u)),
            Identity.rational("deep", spare.subs(nu, 0), 2 - SLOPE + (1 - ratio) * g),
            Identity.rational(
                "three factors",
                spare.subs(nu, third),
                4 * third - SLOPE * (1 + (1 - u) / 6) + (third - ratio) * g,
            ),
        ),
    )
