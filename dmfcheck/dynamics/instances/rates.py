"""How often instances of an ensemble behave as an empirical claim says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dmfcheck.dynamics.instances.statistics import Estimate, clopper_pearson

LEVEL = 0.95
"""Of every interval of a rate."""


@dataclass(frozen=True)
class Rate:
    """The share of ``estimate.runs`` instances, with its exact (Clopper-Pearson) 95% interval.

    ``claim`` is the id of the claim and ``where`` says of which ensemble; ``seed`` is the one that
    all instances follow from.
    """

    claim: str
    successes: int
    estimate: Estimate
    seed: int
    where: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The rate with the keys of the ledger file."""
        return {
            "claim": self.claim,
            "rate": self.estimate.value,
            "low": self.estimate.low,
            "high": self.estimate.high,
            "level": LEVEL,
            "successes": self.successes,
            "runs": self.estimate.runs,
            "seed": self.seed,
            "where": dict(self.where),
        }


def rate_of(claim: str, successes: Sequence[bool], seed: int, **where: Any) -> Rate:
    """The rate of the instances' successes.

    >>> rate_of("sensing.recovery", [True, True, False], 0, depth=3).estimate.runs
    3
    """
    count = sum(map(bool, successes))
    return Rate(claim, count, clopper_pearson(count, len(successes), level=LEVEL), seed, where)
