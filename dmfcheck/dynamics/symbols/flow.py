"""Closed solutions of the gradient flow at depth 2, and what the flow conserves at any depth."""

from __future__ import annotations

import sympy as sp

from dmfcheck.dynamics.symbols.derivation import Derivation, Identity
from dmfcheck.dynamics.symbols.exact import Depth, eta, exact, exact_depth, lamda, t
from dmfcheck.dynamics.symbols.matrices import balance
from dmfcheck.dynamics.symbols.reduction import d, decoupling, p, perturbed_recursion, q

alpha = sp.Symbol("alpha", positive=True)
C = sp.Symbol("C", positive=True)
v0 = sp.Symbol("v0", positive=True)

_w = sp.Symbol("w", real=True)
_decay = sp.Symbol("decay", positive=True)


def logistic(claimed: object = None) -> Derivation:
    """flow.logistic, N = 2: w(t) = lambda / (1 + (lambda/alpha^2 - 1) e^{-2 lambda t}).

    Checked: d' = d (lambda - d^2) makes w = d^2 obey w' = 2 w (lambda - w), w(t) solves that, and
    w(0) = alpha^2. ``claimed`` (in ``t``, ``lamda``, ``alpha``) is checked in its place. t is
    unscaled flow time; lambda of either sign. Raises :class:`~dmfcheck.base.validation.BadInput` on
    floats.

    >>> logistic().checked, logistic(logistic().expression.subs(lamda, 2 * lamda)).checked
    (True, False)
    """
    formula = lamda / (1 + (lamda / alpha**2 - 1) * sp.exp(-2 * lamda * t))
    if claimed is not None:
        formula = exact(claimed, "claimed")
    d_rate = (decoupling(2).expression - d) / eta
    exponential = {sp.exp(-2 * lamda * t): _decay}
    solution = formula.xreplace(exponential)
    derivative = sp.diff(formula, t).xreplace(exponential)
    return Derivation(
        "flow.logistic",
        "N = 2: the end-to-end eigenvalue is a logistic function of the flow time",
        formula,
        (
            Identity.rational(
                "w' for w = d^2", 2 * d * d_rate, (2 * _w * (lamda - _w)).subs(_w, d**2)
            ),
            Identity.of_derivative(
                "w' = 2 w (lambda - w)", formula, t, derivative, 2 * solution * (lamda - solution)
            ),
            Identity.rational("w(0)", formula.subs(t, 0), alpha**2),
        ),
    )


def balanced(depth: Depth, claimed: object = None) -> Derivation:
    """flow.balanced: the flow conserves W_{j+1}^T W_{j+1} - W_j W_j^T, and so q^2 - p^2.

    The matrices of any size and every neighbouring pair (see
    :func:`dmfcheck.dynamics.symbols.matrices.balance`); then the scalars of the perturbed start,
    with the depth symbolic if it is ``N``. The expression (and ``claimed``) is the conserved
    function of ``p`` and ``q``. Raises :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> balanced(3).checked, balanced(3, q**2 + p**2).checked
    (True, False)
    """
    depth = exact_depth(depth)
    conserved = q**2 - p**2 if claimed is None else exact(claimed, "claimed")
    p_rate, q_rate = _rates(depth)
    rate = sp.diff(conserved, p) * p_rate + sp.diff(conserved, q) * q_rate
    return Derivation(
        "flow.balanced",
        "differences W_{j+1}^T W_{j+1} - W_j W_j^T do not change along the flow",
        conserved,
        (*balance(), Identity.of_derivative("scalars", conserved, t, rate, sp.S.Zero)),
    )


def perturbed(claimed: object = None) -> Derivation:
    """flow.perturbed, N = 2: w' = sqrt(C^2 + 4 w^2) (lambda - w) in closed form, any real lambda.

    C = q^2 - p^2 = alpha^2 - (alpha - beta)^2 is conserved and v = (q + p)^2 starts at
    v0 = (2 alpha - beta)^2. With S = sqrt(4 lambda^2 + C^2), v+- = 2 lambda +- S and
    kappa = (v0 - v+)/(v0 - v-): v(t) = (v+ - v- kappa e^{-S t})/(1 - kappa e^{-S t}), written
    without the fraction in kappa, and w = (v - C^2/v)/4. The time from v0 to v is
    ln((v - v-)(v+ - v0)/((v+ - v)(v0 - v-)))/S.

    The expression is w(t) in ``t``, ``lamda``, ``C``, ``v0``; ``claimed`` is checked in place of
    v(t). t is unscaled flow time. Raises :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> perturbed().checked, perturbed(v0 * sp.exp(-t)).checked
    (True, False)
    """
    if claimed is None:
        solution = _riccati_solution(_S, sp.exp(-_S * t)).subs(_S, _ROOT)
    else:
        solution = exact(claimed, "claimed")
    return Derivation(
        "flow.perturbed",
        "N = 2: w(t), with C = beta (2 alpha - beta), v0 = (2 alpha - beta)^2, any real lambda",
        _end_to_end(solution),
        (*_equation_for_v(), *_solves_for_v(solution)),
    )


_v, _S = sp.symbols("v S", positive=True)
_ROOT = sp.sqrt(4 * lamda**2 + C**2)
_RELATION = {_S: _S**2 - 4 * lamda**2 - C**2}


def _end_to_end(v: sp.Expr) -> sp.Expr:
    return (v - C**2 / v) / 4


def _riccati_solution(S: sp.Expr, decay: sp.Expr) -> sp.Expr:
    upper, lower = 2 * lamda + S, 2 * lamda - S
    ahead, behind = v0 - lower, v0 - upper
    return (upper * ahead - lower * behind * decay) / (ahead - behind * decay)


def _equation_for_v() -> tuple[Identity, ...]:
    """With v = (q + p)^2: w, v' = 2 v (lambda - w), and that it is the stated equation for w."""
    w = _end_to_end(_v)
    p_rate, q_rate = _rates(2)
    square_root = (_v + C**2 / _v) / 2
    return (
        Identity.rational("w in terms of v", w.subs({_v: (q + p) ** 2, C: q**2 - p**2}), p * q),
        Identity.rational(
            "v' for v = (q + p)^2",
            2 * (q + p) * (q_rate + p_rate),
            2 * (q + p) ** 2 * (lamda - p * q),
        ),
        Identity.rational("q^2 + p^2 = sqrt(C^2 + 4 w^2)", square_root**2, C**2 + 4 * w**2),
        Identity.rational(
            "w' in terms of v", sp.diff(w, _v) * 2 * _v * (lamda - w), square_root * (lamda - w)
        ),
    )


def _solves_for_v(solution: sp.Expr) -> tuple[Identity, ...]:
    """The equation, the start, the limit lambda, the time to v, and the logistic at beta = 0."""
    letters = {sp.exp(-_ROOT * t): _decay, _ROOT: _S}
    algebraic, derivative = (part.xreplace(letters) for part in (solution, sp.diff(solution, t)))
    rate = 2 * algebraic * (lamda - _end_to_end(algebraic))
    upper, lower = 2 * lamda + _S, 2 * lamda - _S
    time = sp.log((_v - lower) * (upper - v0) / ((upper - _v) * (v0 - lower))) / _S
    speed = 2 * _v * (lamda - _end_to_end(_v))
    unperturbed = _end_to_end(algebraic).subs({C: 0, _S: 2 * lamda, v0: 4 * alpha**2})
    return (
        Identity.of_derivative("v' = 2 v (lambda - w)", solution, t, derivative, rate, _RELATION),
        Identity.rational("v(0)", solution.subs(t, 0), v0),
        Identity.rational("limit of w", _end_to_end(algebraic.subs(_decay, 0)), lamda, _RELATION),
        Identity.of_derivative(
            "time to reach v", time, _v, sp.diff(time, _v), 1 / speed, _RELATION
        ),
        Identity.rational(
            "beta = 0 is the logistic, decay = exp(-2 lambda t)",
            unperturbed,
            logistic().expression.xreplace({sp.exp(-2 * lamda * t): _decay}),
        ),
    )


def _rates(depth: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """p' and q' along the flow: the steps of the recursion divided by eta."""
    p_next, q_next = perturbed_recursion(depth).expression
    return sp.expand((p_next - p) / eta), sp.expand((q_next - q) / eta)
