"""The power of the suite: run every mutant and see what refutes it.

A mutant has a search of its own, which must refute it, and the property tests of its claim, which
may (see :mod:`dmfcheck.testing.kill_matrix`). Every search starts from the seed of the run, so the
answer does not depend on the order of the mutants, nor on how many processes share them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dmfcheck.base import seeds
from dmfcheck.base.shipped import properties_folder
from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import Refuted
from dmfcheck.base.workers import WorkerPool
from dmfcheck.claims.judge import judge
from dmfcheck.claims.mutant import Mutant
from dmfcheck.testing.kill_matrix import (
    PropertyTest,
    killers,
    property_tests,
    redundant,
)
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.mutants import mutants

EXAMPLES = 400
"""Points drawn at most for one mutant; the first certified refutation ends the search."""


@dataclass(frozen=True)
class Trial:
    """What became of one mutant.

    ``witness`` holds the exact parameters at which it is refuted with certainty, None for a
    survivor of its own search. ``evaluations`` counts the points drawn in it, ``satisfied`` those
    within its hypotheses. ``killers`` are the property tests that refute it.
    """

    mutant: Mutant
    witness: Mapping[str, Any] | None
    evaluations: int
    satisfied: int
    killers: tuple[str, ...] = ()

    @property
    def killed(self) -> bool:
        """Whether it was refuted."""
        return self.witness is not None or bool(self.killers)


def chosen_mutants(claim_id: str | None) -> list[Mutant]:
    """Every mutant, or those of one claim (its parts included), in the order of the ledger.

    Raises :class:`~dmfcheck.base.validation.BadInput` if the claim has none.

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
    order = {known: position for position, known in enumerate(ledger())}
    return sorted(chosen, key=lambda mutant: order[mutant.claim_id])


@dataclass(frozen=True)
class KillMatrix:
    """One trial per mutant, and the property tests (name: claims) of the mutants' claims."""

    trials: list[Trial]
    tests: Mapping[str, frozenset[str]]

    @property
    def survivors(self) -> list[str]:
        """The mutants that nothing refutes."""
        return [trial.mutant.name for trial in self.trials if not trial.killed]

    @property
    def redundant(self) -> list[str]:
        """The property tests that kill nothing that another does not kill too."""
        killed_by = {trial.mutant.name: trial.killers for trial in self.trials}
        return redundant(killed_by, list(self.tests))


def run_mutants(
    chosen: Sequence[Mutant], *, workers: int, progress: Callable[[Trial], None] | None = None
) -> KillMatrix:
    """Try each mutant on its own search and on the property tests, in ``workers`` processes.

    Where there is no folder of property tests (see
    :func:`~dmfcheck.base.shipped.properties_folder`) there are no tests.
    """
    trials = []
    tests: dict[str, frozenset[str]] = {}
    with WorkerPool(workers, _prepare, (seeds.current(),)) as pool:
        tests = pool.submit(_tests_of, {mutant.claim_id for mutant in chosen}).result()
        found = pool.map(_examined, [mutant.name for mutant in chosen])
        for mutant, (trial, names) in zip(chosen, found, strict=True):
            trials.append(Trial(mutant, *trial, killers=names))
            if progress is not None:
                progress(trials[-1])
    return KillMatrix(trials, tests)


_tests: list[PropertyTest] = []
"""Those of this process."""


def _prepare(seed: int) -> None:
    folder = properties_folder()
    if folder is not None:
        _tests.extend(property_tests(folder, seed))
    seeds.import_everything()
    seeds.use(seed)


def _tests_of(claim_ids: set[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for test in _tests:
        if claim_ids & test.claims:
            found[test.name] = found.get(test.name, frozenset()) | test.claims
    return found


def _examined(name: str) -> tuple[tuple[Any, int, int], tuple[str, ...]]:
    mutant = mutants()[name]
    trial = try_mutant(mutant)
    return (trial.witness, trial.evaluations, trial.satisfied), tuple(killers(_tests, mutant))


def try_mutant(mutant: Mutant) -> Trial:
    """Draw points until one refutes the mutant in exact arithmetic or balls."""
    import hypothesis

    counts = {"drawn": 0, "satisfied": 0}

    def refuted(values: Mapping[str, object]) -> bool:
        counts["drawn"] += 1
        judged = judge(mutant.claim, mutant.claim.point(**values))
        counts["satisfied"] += judged.hypotheses_hold
        return isinstance(judged.verdict, Refuted)

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
    return Trial(mutant, witness, counts["drawn"], counts["satisfied"])
