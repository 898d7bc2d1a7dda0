"""The power of the suite: run every mutant and see which of them are refuted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dmfcheck import seeds
from dmfcheck.claims.judge import confirm, failed_hypotheses, float_margin
from dmfcheck.claims.mutant import Mutant
from dmfcheck.claims.mutants import mutants
from dmfcheck.validation import BadInput
from dmfcheck.verdict import Refuted

EXAMPLES = 400
"""Points drawn at most for one mutant; the first certified refutation ends the search."""


@dataclass(frozen=True)
class Trial:
    """What became of one mutant.

    ``witness`` holds the exact parameters at which it is refuted with certainty, None for a
    survivor. ``evaluations`` counts the points drawn, ``satisfied`` those within its hypotheses.
    """

    mutant: Mutant
    witness: Mapping[str, Any] | None
    evaluations: int
    satisfied: int
    seconds: float

    @property
    def killed(self) -> bool:
        """Whether it was refuted."""
        return self.witness is not None


def chosen_mutants(claim_id: str | None) -> list[Mutant]:
    """Every mutant, or those of one claim (its parts included).

    Raises :class:`~dmfcheck.validation.BadInput` if the claim has none.

    >>> {mutant.claim_id for mutant in chosen_mutants("time.deep_lower")}
    {'time.deep_lower'}
    """
    chosen = [
        mutant
        for mutant in mutants().values()
        if claim_id is None
        or mutant.claim_id == claim_id
        or mutant.claim_id.startswith(f"{claim_id}/")
    ]
    if not chosen:
        known = ", ".join(sorted({mutant.claim_id for mutant in mutants().values()}))
        raise BadInput("ID", f"is {claim_id!r}, a claim without mutants", f"one of {known}")
    return chosen


def run_mutants(
    chosen: Iterable[Mutant], progress: Callable[[Trial], None] | None = None
) -> list[Trial]:
    """Try to refute each mutant on its own strategy, from the seed of the run."""
    trials = []
    for mutant in chosen:
        trial = try_mutant(mutant)
        trials.append(trial)
        if progress is not None:
            progress(trial)
    return trials


def try_mutant(mutant: Mutant) -> Trial:
    """Draw points until one refutes the mutant in exact arithmetic or balls."""
    import hypothesis

    started = time.monotonic()
    counts = {"drawn": 0, "satisfied": 0}

    def refuted(values: Mapping[str, object]) -> bool:
        counts["drawn"] += 1
        point = mutant.claim.point(**values)
        if any(failed_hypotheses(mutant.claim, point)[:2]):
            return False
        counts["satisfied"] += 1
        if float_margin(mutant.claim, point) > 0:
            return False
        return isinstance(confirm(mutant.claim, point), Refuted)

    settings = hypothesis.settings(
        database=None,
        deadline=None,
        max_examples=EXAMPLES,
        # The first refutation is enough: a mutant needs no pretty counterexample.
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    try:
        found = hypothesis.find(
            mutant.strategy(), refuted, settings=settings, random=seeds.generator()
        )
        witness = mutant.claim.point(**found).as_text()
    except hypothesis.errors.NoSuchExample:
        witness = None
    return Trial(mutant, witness, counts["drawn"], counts["satisfied"], time.monotonic() - started)
