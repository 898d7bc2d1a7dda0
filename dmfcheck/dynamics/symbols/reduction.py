"""From matrix gradient descent to one scalar recursion per eigenvalue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy as sp

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.symbols.derivation import Derivation, Identity
from dmfcheck.dynamics.symbols.exact import Depth, N, eta, exact, exact_depth, h, lamda, x
from dmfcheck.dynamics.symbols.matrices import diagonal_gradient, gradient_identities, telescoping

# Nonzero lets d^{N-j} d^{j-1} combine; both sides are polynomials in d, so d = 0 is included.
d = sp.Symbol("d", real=True, nonzero=True)
p = sp.Symbol("p", real=True)
q = sp.Symbol("q", positive=True)

_j = sp.Symbol("j", integer=True, positive=True)
_rho = sp.Symbol("rho", positive=True)


def decoupling(depth: Depth, claimed: object = None) -> Derivation:
    """reduction.decoupling: d+ = d + eta d^{N-1} (lambda - d^N) for the identical start.

    ``depth`` is 2..50 or the symbol ``N``; ``claimed`` (in ``d``, ``eta``, ``lamda``) is checked in
    place of the ledger's recursion. Checked in turn: the gradient in one factor, for matrices of
    any size; that V cancels between the factors V D_j V*; that the gradient at diagonal factors is
    diagonal, entry by entry; and the recursion for each of the N factors when all are equal.
    One application is one step. Raises :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> derivation = decoupling(3)
    >>> derivation.expression, derivation.checked
    (d**2*eta*(-d**3 + lamda) + d, True)
    """
    depth = exact_depth(depth)
    formula = _identical_step(depth)
    if claimed is not None:
        formula = exact(claimed, "claimed")
    steps = [_scalar_step(d ** (depth - j), d, d ** (j - 1)) for j in _factors(depth, 1)]
    return Derivation(
        "reduction.decoupling",
        "every factor stays diagonal in the eigenbasis of What, each eigenvalue on its own",
        formula,
        (*_matrix_identities(depth), *_steps("one step", steps, formula)),
    )


def perturbed_recursion(depth: Depth, claimed: Sequence[object] | None = None) -> Derivation:
    """reduction.decoupling at the perturbed start: first factor p, the others q, w = p q^{N-1}.

    p+ = p + eta q^{N-1} (lambda - w), q+ = q + eta p q^{N-2} (lambda - w). The expression (and
    ``claimed``) is the pair (p+, q+); otherwise as :func:`decoupling`. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> perturbed_recursion(2).expression
    (eta*q*(lamda - p*q) + p, eta*p*(lamda - p*q) + q)
    """
    depth = exact_depth(depth)
    formula = _perturbed_step(depth)
    if claimed is not None:
        if len(claimed) != 2:
            raise BadInput("claimed", f"has {len(claimed)} entries", "the pair (p+, q+)")
        formula = sp.Tuple(*(exact(part, "claimed") for part in claimed))
    first = _scalar_step(q ** (depth - 1), p, sp.S.One)
    others = [_scalar_step(q ** (depth - j), q, p * q ** (j - 2)) for j in _factors(depth, 2)]
    return Derivation(
        "reduction.decoupling",
        "perturbed start: the first factor's eigenvalue is p, all the others' are q",
        formula,
        (
            *_matrix_identities(depth),
            *_steps("one step of the first factor", [first], formula[0]),
            *_steps("one step of the others", others, formula[1]),
        ),
    )


def perturbed_invariant(depth: Depth, claimed: object = None) -> Derivation:
    """perturbed.invariant: one step multiplies q^2 - p^2 by 1 - e^2, e = eta q^{N-2} (lambda - w).

    With u = q + p and v = q - p: u+ = u (1 + e), v+ = v (1 - e), for every depth and all reals.
    The expression (and ``claimed``) is the factor 1 - e^2. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> perturbed_invariant(2).expression
    -eta**2*(lamda - p*q)**2 + 1
    """
    depth = exact_depth(depth)
    p_next, q_next = _perturbed_step(depth)
    e = eta * q ** (depth - 2) * (lamda - p * q ** (depth - 1))
    factor = 1 - e**2 if claimed is None else exact(claimed, "claimed")
    return Derivation(
        "perturbed.invariant",
        "u = q + p is multiplied by 1 + e, v = q - p by 1 - e, their product by 1 - e^2",
        factor,
        (
            Identity.rational("u+", q_next + p_next, (q + p) * (1 + e)),
            Identity.rational("v+", q_next - p_next, (q - p) * (1 - e)),
            Identity.rational(
                "q^2 - p^2 after a step", q_next**2 - p_next**2, (q**2 - p**2) * factor
            ),
        ),
    )


def scaling(depth: Depth, claimed: object = None) -> Derivation:
    """reduction.scaling: x = d/lambda^{1/N}, h = eta lambda^{2-2/N} give x+ = x + h x^{N-1}(1-x^N).

    lambda > 0 is written rho^N, which makes every exponent an integer. The expression (and
    ``claimed``) is the step size h in ``eta`` and ``lamda``. The second identity is the flow: h/eta
    is the factor between t and the scaled flow time. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats.

    >>> scaling(3).expression
    eta*lamda**(4/3)
    """
    depth = exact_depth(depth)
    step = eta * lamda ** (2 - sp.Integer(2) / depth)
    if claimed is not None:
        step = exact(claimed, "claimed")
    step_in_rho = sp.expand(sp.powdenest(step.subs(lamda, _rho**depth)))
    recursion = _identical_step(depth).subs({d: _rho * x, lamda: _rho**depth})
    speed = x ** (depth - 1) * (1 - x**depth)
    scaled = recursion / _rho
    velocity = (recursion - _rho * x) / (eta * _rho)
    return Derivation(
        "reduction.scaling",
        "lambda, alpha and eta enter only through x_0 = alpha/lambda^{1/N} and h",
        step,
        (
            Identity.rational(
                "the scaled step, lambda = rho^N", scaled, (x + h * speed).subs(h, step_in_rho)
            ),
            Identity.rational(
                "the scaled flow, lambda = rho^N", velocity, step_in_rho / eta * speed
            ),
        ),
    )


def _identical_step(depth: sp.Expr) -> sp.Expr:
    return d + eta * d ** (depth - 1) * (lamda - d**depth)


def _perturbed_step(depth: sp.Expr) -> sp.Tuple:
    gap = lamda - p * q ** (depth - 1)
    return sp.Tuple(
        p + eta * q ** (depth - 1) * gap,
        q + eta * p * q ** (depth - 2) * gap,
    )


def _factors(depth: sp.Expr, first: int) -> Iterable[sp.Expr]:
    """The numbers of the factors from ``first`` on; for symbolic depth one generic number j."""
    return [_j] if depth == N else range(first, int(depth) + 1)


def _scalar_step(above: sp.Expr, own: sp.Expr, below: sp.Expr) -> sp.Expr:
    """One descent step of the factor ``own`` on 1/2 (above own below - lambda)^2."""
    factor = sp.Dummy("factor", real=True)
    loss = (above * factor * below - lamda) ** 2 / 2
    return own - eta * sp.diff(loss, factor).subs(factor, own)


def _steps(meaning: str, steps: Sequence[sp.Expr], formula: sp.Expr) -> tuple[Identity, ...]:
    # Equal factors take literally the same step, which is then stated once.
    return tuple(Identity.rational(meaning, step, formula) for step in dict.fromkeys(steps))


def _matrix_identities(depth: sp.Expr) -> tuple[Identity, ...]:
    return (*gradient_identities(), telescoping(depth), diagonal_gradient())
