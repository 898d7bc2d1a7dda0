"""The variables of a claim about some dynamics: one for each parameter of its start and update."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any

from dmfcheck.claims.domain import Variable
from dmfcheck.dynamics.dynamics import Dynamics
from dmfcheck.dynamics.parameters import Parametrised, said_of
from dmfcheck.dynamics.recursions.recursion import Recursion


def variables_of(dynamics: Dynamics | Recursion) -> tuple[Variable, ...]:
    """What a claim about ``dynamics`` ranges over besides depth, eigenvalue, eta and steps.

    >>> from dmfcheck.dynamics.start import Identical
    >>> from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
    >>> [variable.range_text() for variable in variables_of(Dynamics(Identical, HeavyBall))]
    ['0 < alpha', '0 <= momentum < 1']
    """
    if isinstance(dynamics, Recursion):
        ranges = dynamics.ranges.items()
        return tuple(Variable(name, "number", **_ranges(dict(said))) for name, said in ranges)
    return (*parameters_of(dynamics.start), *parameters_of(dynamics.update))


def parameters_of(part: type[Parametrised]) -> tuple[Variable, ...]:
    """The variables of a start, or of an update.

    >>> from dmfcheck.dynamics.updates.weight_decay import WeightDecay
    >>> parameters_of(WeightDecay)[0].meaning
    'weight decay c'
    """
    return tuple(
        Variable(field.name, **_ranges(said_of(field))) for field in dataclasses.fields(part)
    )


def _ranges(said: dict[str, Any]) -> dict[str, Any]:
    ends = {end: Fraction(said[end]) for end in ("low", "high") if said.get(end) is not None}
    return said | ends
