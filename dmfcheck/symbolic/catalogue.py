"""Every derivation at one depth."""

from __future__ import annotations

from dmfcheck.symbolic import abel, elementary, flow, monotone_rank, reduction, step_map
from dmfcheck.symbolic.derivation import Derivation
from dmfcheck.symbolic.exact import Depth, N, exact_depth
from dmfcheck.symbolic.flow_time import time_hypergeometric


def derivations(depth: Depth) -> dict[str, Derivation]:
    """All closed forms at ``depth`` (2..50), each derived and checked afresh.

    Keys: ``decoupling``, ``perturbed_recursion``, ``perturbed_invariant``, ``scaling``, ``time``,
    ``time_elementary``, ``balanced``, ``fixed_points``, ``inflection``, ``monotone``, ``abel``,
    ``monotone_rank``, and at depth 2 ``logistic`` and ``perturbed``. For the symbol ``N`` those
    that hold with the depth symbolic: all but ``time_elementary``, ``monotone`` and the two of
    depth 2. Raises :class:`~dmfcheck.validation.BadInput` on floats, integral ones too, and outside
    2..50.

    >>> found = derivations(3)
    >>> all(derivation.checked for derivation in found.values()), "logistic" in found
    (True, False)
    """
    depth = exact_depth(depth)
    found: dict[str, Derivation] = {
        "decoupling": reduction.decoupling(depth),
        "perturbed_recursion": reduction.perturbed_recursion(depth),
        "perturbed_invariant": reduction.perturbed_invariant(depth),
        "scaling": reduction.scaling(depth),
        "time": time_hypergeometric(depth),
        "balanced": flow.balanced(depth),
        "fixed_points": step_map.fixed_points(depth),
        "inflection": step_map.inflection(depth),
        "abel": abel.abel(depth),
        "monotone_rank": monotone_rank.monotone_rank(depth),
    }
    if depth != N:
        found["time_elementary"] = elementary.time_elementary(depth)
        found["monotone"] = step_map.monotone(depth)
    if depth == 2:
        found["logistic"] = flow.logistic()
        found["perturbed"] = flow.perturbed()
    return found
