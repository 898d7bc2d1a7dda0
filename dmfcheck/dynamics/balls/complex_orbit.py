"""Orbits for a complex eigenvalue of a normal matrix, in complex balls."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import acb, arb, ctx

from dmfcheck.base import validation
from dmfcheck.base.bounds import check_time
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.balls import ball, power

__all__ = ["complex_orbit"]


def complex_orbit(
    depth: object, eigenvalue: object, alpha: object, eta: object, steps: object, *, bits: object
) -> list[acb]:
    """Balls of d(0), ..., d(steps): d+ = d + eta conj(d)^{N-1} (lambda - d^N), d(0) = alpha.

    ``eigenvalue`` is a pair (real, imaginary) of exact rationals or a Python complex number, taken
    as the dyadic rationals that it is; alpha and eta are exact rationals. Computed at ``bits`` bits
    of precision, in mean-value form. Raises BadInput. Source: derived (claim normal.principal).

    >>> limit = complex_orbit(2, (0, 2), "1/10", "1/8", 400, bits=64)[-1]
    >>> abs(limit - (1 + 1j)) < 1e-15
    True
    """
    n = validation.depth(depth)
    target = _complex_rational(eigenvalue)
    start = validation.rational(alpha, "alpha")
    step = validation.rational(eta, "eta")
    count = validation.whole(steps, "steps", 0)
    with ctx.workprec(validation.whole(bits, "bits", 2)):
        goal = acb(ball(target[0]), ball(target[1]))
        eta_ball = ball(step)
        d = acb(ball(start))
        orbit = [d]
        for _ in range(count):
            check_time()
            d = _step(n, goal, eta_ball, d)
            orbit.append(d)
    return orbit


def _step(n: int, target: acb, eta: arb, d: acb) -> acb:
    middle = d.mid()
    image = middle + eta * middle.conjugate() ** (n - 1) * (target - middle**n)
    # The map is not holomorphic: by d the derivative is 1 - eta N |d|^{2N-2}, by conj(d) the other.
    radius_real, radius_imag = d.real.rad(), d.imag.rad()
    squared = d.real * d.real + d.imag * d.imag
    along = 1 - eta * n * power(squared, n - 1)
    across = eta * (n - 1) * d.conjugate() ** (n - 2) * (target - d**n)
    off_real = abs((along + across.real) * radius_real) + abs(across.imag * radius_imag)
    off_imag = abs((along - across.real) * radius_imag) + abs(across.imag * radius_real)
    return acb(arb(image.real, off_real.upper()), arb(image.imag, off_imag.upper()))


def _complex_rational(value: object) -> tuple[Fraction, Fraction]:
    parts: Sequence[object]
    if isinstance(value, complex):
        parts = (value.real, value.imag)
    elif isinstance(value, tuple | list) and len(value) == 2:
        parts = value
    else:
        raise BadInput(
            "eigenvalue", f"is {str(value)[:60]}", "a pair (real, imaginary) of exact numbers"
        )
    real, imaginary = (
        validation.rational(part, f"eigenvalue {name} part")
        for name, part in zip(("real", "imaginary"), parts, strict=True)
    )
    return real, imaginary
