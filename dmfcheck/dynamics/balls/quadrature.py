"""Integrals in balls whose work is bounded and that can be ended: flint's quadrature, guarded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, ctx

from dmfcheck.base.bounds import check_time

__all__ = ["integral"]

MOST_DIGITS = 512
"""Relative bits asked of an integral at most, whatever the bits that its ends need: the degree of
the quadrature goes with them, and nodes of a degree of thousands take minutes."""

EVALUATIONS = 20_000
MORE_BY_BIT = 100
"""Evaluations of an integrand at most, and so many more for each of those bits."""

BITS_IN_ALL = 1 << 25
"""Evaluations times bits of the working precision at most: a second or so."""


def integral(integrand: Callable[[acb, bool], Any], low: Any, high: Any, **tolerances: Any) -> acb:
    """A ball of the integral from low to high; so wide that it says nothing where that is too hard.

    ``integrand(z, analytic)`` is a ball of the values on the ball z, NaN where it is not analytic
    on z although ``analytic`` asks for that. ``tolerances`` are ``rel_tol`` and ``abs_tol``. What
    the integrand raises is raised, :class:`~dmfcheck.base.bounds.TimeUp` included: flint itself
    would go on with the quadrature.

    >>> from flint import arb
    >>> abs(integral(lambda z, _: 1 / z, 1, 2).real - arb(2).log()) < 1e-14
    True
    """
    raised: list[BaseException] = []

    def guarded(z: acb, analytic: bool) -> acb:
        if not raised:
            try:
                check_time()
                return acb(integrand(z, analytic))
            except BaseException as error:  # noqa: BLE001 - raised again when flint has returned
                raised.append(error)
        # Whatever is constant ends the quadrature at once.
        return acb(0)

    digits = min(ctx.prec, MOST_DIGITS)
    limits: dict[str, Any] = {
        "rel_tol": arb(2) ** -digits,
        "deg_limit": digits // 2 + 60,
        "eval_limit": min(EVALUATIONS + MORE_BY_BIT * digits, BITS_IN_ALL // ctx.prec),
    }
    try:
        found = acb.integral(guarded, acb(low), acb(high), **(limits | tolerances))
    except SystemError:
        # An alarm between two evaluations: flint returns, and says so in its own way.
        check_time()
        raise
    if raised:
        raise raised[0]
    return found
