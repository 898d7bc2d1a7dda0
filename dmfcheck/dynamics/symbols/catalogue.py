"""The derivations at one depth, all of them or one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dmfcheck.base.progress import counted
from dmfcheck.dynamics.symbols import (
    abel,
    elementary,
    flow,
    monotone_rank,
    rank_without_calculus,
    recovery_order,
    reduction,
    step_map,
    two_by_two,
)
from dmfcheck.dynamics.symbols.derivation import Derivation
from dmfcheck.dynamics.symbols.exact import Depth, N, exact_depth
from dmfcheck.dynamics.symbols.flow_time import time_hypergeometric


def derivations(depth: Depth) -> dict[str, Derivation]:
    """All closed forms at ``depth`` (2..50), each derived and checked afresh.

    Keys: ``decoupling``, ``perturbed_recursion``, ``perturbed_invariant``, ``scaling``, ``time``,
    ``time_elementary``, ``balanced``, ``fixed_points``, ``inflection``, ``monotone``, ``abel``,
    ``monotone_rank``, ``tangent_from_below``, ``logarithmic_convexity``, ``recovery_order``, and at
    depth 2 ``logistic``, ``perturbed`` and ``two_by_two``. For the symbol ``N`` those that hold
    with the depth symbolic: all but ``time_elementary``, ``monotone`` and those of depth 2. Raises
    :class:`~dmfcheck.base.validation.BadInput` on floats, integral ones too, and outside 2..50.

    >>> found = derivations(3)
    >>> all(derivation.checked for derivation in found.values()), "logistic" in found
    (True, False)
    """
    producers = _producers(exact_depth(depth))
    return {name: producers[name]() for name in counted(producers, "closed forms")}


@cache
def derive(name: str, depth: int) -> Derivation:
    """One of :func:`derivations`, derived and checked once in a process.

    Raises :class:`~dmfcheck.base.validation.BadInput` like it, and ``KeyError`` if ``depth`` has no
    derivation of that name.

    >>> derive("inflection", 3).checked
    True
    """
    return _producers(exact_depth(depth))[name]()


def _producers(depth: Depth) -> dict[str, Callable[[], Derivation]]:
    found: dict[str, Callable[[], Derivation]] = {
        "decoupling": lambda: reduction.decoupling(depth),
        "perturbed_recursion": lambda: reduction.perturbed_recursion(depth),
        "perturbed_invariant": lambda: reduction.perturbed_invariant(depth),
        "scaling": lambda: reduction.scaling(depth),
        "time": lambda: time_hypergeometric(depth),
        "balanced": lambda: flow.balanced(depth),
        "fixed_points": lambda: step_map.fixed_points(depth),
        "inflection": lambda: step_map.inflection(depth),
        "abel": lambda: abel.abel(depth),
        "monotone_rank": lambda: monotone_rank.monotone_rank(depth),
        "tangent_from_below": lambda: rank_without_calculus.tangent_from_below(depth),
        "recovery_order": lambda: recovery_order.recovery_order(depth),
        "logarithmic_convexity": lambda: rank_without_calculus.logarithmic_convexity(depth),
    }
    if depth != N:
        found["time_elementary"] = lambda: elementary.time_elementary(depth)
        found["monotone"] = lambda: step_map.monotone(depth)
    if depth == 2:
        found["logistic"] = flow.logistic
        found["perturbed"] = flow.perturbed
        found["two_by_two"] = two_by_two.two_by_two
    return found
