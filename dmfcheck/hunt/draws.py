"""Points drawn by Hypothesis and judged one at a time, exactly where float64 is not clear."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.faults import OF_THE_POINT, ClaimFault
from dmfcheck.hunt.objective import evaluate, lessened
from dmfcheck.hunt.tally import Tally

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

EXAMPLES = 200
"""Points drawn at most by one shard."""

DECISIONS = 60
ALARMS = 6
"""Of them, decided with certainty at most, and so many that float64 says are violations or ties."""

ROUNDING = 1e-9
"""A hypothesis that fails by less in float64 may hold: certainty decides."""


def draw_until_refuted(
    claim: Claim,
    strategy: SearchStrategy[Mapping[str, Any]],
    seed: Sequence[int],
    examples: int = EXAMPLES,
) -> Tally:
    """Draw at most ``examples`` points of ``strategy`` until one refutes ``claim`` with certainty.

    Hypothesis is told the margins, and climbs down them.
    """
    from dmfcheck.hunt.provider import draw_until

    tally = Tally(claim)
    draw_until(strategy, lambda values: _refutes(tally, values), seed, lessened(examples, claim))
    return tally


def _refutes(tally: Tally, values: Mapping[str, Any]) -> bool:
    import hypothesis

    if tally.found is not None:
        # Hypothesis asks again about what it found: the counterexample, and nothing else, ends it.
        return tally.claim.point(**values).as_text() == tally.found.parameters
    tally.evaluations += 1
    try:
        point = tally.claim.point(**values)
        scores = evaluate(tally.claim, point.exact, 1)
    except ClaimFault:
        raise
    except OF_THE_POINT:
        return False
    # A distance of NaN is one that float64 does not know.
    if scores.distance[0] > ROUNDING:
        return False
    margin = float(scores.margin[0])
    if scores.inside[0]:
        tally.inside += 1
        tally.coverage.saw_point(tally.claim, point.exact)
        tally.unknown += math.isnan(margin)
        tally.undefined += math.isnan(margin)
        if margin > 0:
            hypothesis.target(-min(1e3, margin))
            tally.keep(margin, point.exact)
            return False
    decided = tally.certified + tally.undecided
    if decided >= (DECISIONS if math.isnan(margin) else ALARMS):
        return False
    decision = tally.decide(point.exact, margin)
    if scores.inside[0] and math.isnan(margin):
        tally.undefined -= decision.certificate is not None
    return decision.refuted
