"""monotone.schedule: powers of the ratios w_i/w_1 along steps of different sizes (C4)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP_BOUND
from dmfcheck.theory.monotone.rank import falls_then_rises, power_sums
from dmfcheck.theory.monotone.variants import ANY_SCHEDULE, scheduled_orbits
from dmfcheck.theory.vocabulary import POWER


def scheduled_power_sums(a: Arithmetic, p: Point) -> list[Any]:
    """sum_i (w_i/w_1)^p at every step of the schedule."""
    return power_sums(a, p, scheduled_orbits(a, p))


def _large_power_or_falling_steps(a: Arithmetic, p: Point, c: Constants) -> Any:
    steps = p.schedule[0]
    falling = [before - after for before, after in pairwise(steps)]
    return a.maximum(p.power * p.depth - 1, a.minimum(*falling) / steps[0])


LARGE_POWER_OR_FALLING = Hypothesis(
    "p >= 1/N, or no step larger than the one before", _large_power_or_falling_steps
)


def _slowly_growing(a: Arithmetic, p: Point, c: Constants) -> Any:
    growth = [2 * p.depth - after / before for before, after in pairwise(p.schedule[0])]
    return a.minimum(*growth)


SLOWLY_GROWING = Hypothesis("no step more than 2N times the one before", _slowly_growing)

_ANY_STEPS = r"\text{any steps } \eta_k \text{ with } h_1 \le 1/N,\ \alpha^N \le \lambda_n,"
_UNIMODAL = r" \implies \textstyle\sum_i (w_i/w_1)^p \text{ falls, then rises}"
_VARIABLES = (*ANY_SCHEDULE["variables"], POWER)
_HALF = "1/2"

POWERS = Claim(
    id="monotone.schedule/powers",
    statement=rf"{_ANY_STEPS}\ p \ge 1/N \text{{ or }} \eta_{{k+1}} \le \eta_k" + _UNIMODAL,
    source="derived",
    kind="inequality",
    expected="holds",
    variables=_VARIABLES,
    hypotheses=(*ANY_SCHEDULE["hypotheses"], LARGE_POWER_OR_FALLING),
    constants=(LEADING_STEP_BOUND,),
    margin=falls_then_rises(scheduled_power_sums),
)
SMALL_POWERS = Claim(
    id="monotone.schedule/small_powers",
    statement=rf"{_ANY_STEPS}\ p > 0" + _UNIMODAL,
    source="derived",
    kind="inequality",
    expected="refuted",
    variables=_VARIABLES,
    hypotheses=ANY_SCHEDULE["hypotheses"],
    constants=(LEADING_STEP_BOUND,),
    margin=falls_then_rises(scheduled_power_sums),
    counterexamples=(
        # Three eigenvalues: 2.2276267, 2.2276303, 2.2273150 after the last three steps.
        {
            "depth": 2,
            "spectrum": "1, 5/6, 1/100",
            "alpha": "1/10",
            "schedule": [[*[_HALF] * 6, "1/100", _HALF]],
            "power": "1/4",
        },
        # Four steps are enough where eigenvalues are multiple.
        {
            "depth": 2,
            "spectrum": ["1", *["100/121"] * 7, "81/169"],
            "alpha": "9/13",
            "schedule": [[_HALF, _HALF, "1/2000", _HALF]],
            "power": "1/4",
        },
        # A power just below 1/N.
        {
            "depth": 2,
            "spectrum": ["1", *["81/100"] * 8, *["1/16"] * 7],
            "alpha": "1/4",
            "schedule": [[*[_HALF] * 4, "1/20000", _HALF]],
            "power": "49/100",
        },
        # A power of an eighth, a last but one step so small that the rise is 8.4e-12.
        {
            "depth": 2,
            "spectrum": "1, .21536, .17749",
            "alpha": ".12589",
            "schedule": [[*[_HALF] * 5, ".47935", "1e-6", _HALF]],
            "power": "1/8",
        },
        # Three factors, three eigenvalues.
        {
            "depth": 3,
            "spectrum": "1, 125/216, 512/2197",
            "alpha": "8/13",
            "schedule": [[*["1/3"] * 4, "1/3000", "1/3"]],
            "power": "1/4",
        },
    ),
)

GROWING_STEPS = Claim(
    id="monotone.schedule/growing_steps",
    statement=rf"{_ANY_STEPS}\ \eta_{{k+1}} \le 2N \eta_k,\ p > 0" + _UNIMODAL,
    source="derived",
    kind="inequality",
    expected="holds",
    variables=_VARIABLES,
    hypotheses=(*ANY_SCHEDULE["hypotheses"], SLOWLY_GROWING),
    constants=(LEADING_STEP_BOUND,),
    margin=falls_then_rises(scheduled_power_sums),
)

CLAIMS = (
    POWERS,
    GROWING_STEPS,
    SMALL_POWERS,
)
