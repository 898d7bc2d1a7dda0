"""A hunt in this process, from Python: of a built-in claim by its id, or of any claim at hand."""

from __future__ import annotations

import time
from dataclasses import dataclass

from dmfcheck.base import validation
from dmfcheck.base.bounds import within
from dmfcheck.base.verdict import Certificate, Refuted, Undecided
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.decision import Decision
from dmfcheck.hunt.executors import Serial
from dmfcheck.hunt.first_look import NOTHING_UNDEFINED, first_look, nothing_seen
from dmfcheck.hunt.hunt import Budget, follow
from dmfcheck.hunt.search import Search
from dmfcheck.hunt.simplify import simplify
from dmfcheck.hunt.subject import Subject, read_subject
from dmfcheck.hunt.tuned import strategies_for

SIMPLIFYING = 10
"""Seconds at most for which what was found is simplified."""


@dataclass(frozen=True)
class AtHand(Subject):
    """A claim that this process holds and no other could be sent."""

    held: Claim | None = None

    def claim(self) -> Claim:
        """The claim that is held."""
        return super().claim() if self.held is None else self.held


def searched(subject: Subject, seed: int, budget: Budget, strategies: int) -> Search:
    """The search in this process until ``budget`` ends it, with what it saw and perhaps found."""
    search = Search(subject.claim(), seed, strategies)
    with within(budget.left, divisible=False):
        follow(search, subject, Serial(), budget)
    return search


def simplified(claim: Claim, certificate: Certificate) -> Decision:
    """The decision at the simplest counterexample that :data:`SIMPLIFYING` seconds lead to."""
    values = claim.point(**certificate["parameters"]).exact
    return simplify(claim, values, Decision.of(certificate), seconds=SIMPLIFYING)[1]


def hunt_claim(
    claim: Claim | str, *, seconds: object = 30, evaluations: object = None, seed: object = 0
) -> Refuted | Undecided:
    """Hunt a counterexample for ``seconds`` (> 0), or for so many ``evaluations`` of the margin.

    ``claim`` is one that is at hand, or the id of a built-in one, of a mutant or ``FILE.py::id``.
    Refuted at a simplified counterexample, with its certificate, or undecided, saying how much was
    searched. The same ``seed`` (>= 0) finds the same unless the time ends it. ``dmfcheck hunt``
    keeps a hunt on the disk and uses more processes.

    Raises :class:`~dmfcheck.base.validation.BadInput` for arguments that are none, and
    :class:`~dmfcheck.claims.faults.ClaimFault` where the claim itself is at fault.

    >>> found = hunt_claim("order.preserved~ties", seconds=60)
    >>> found.name, len(found.counterexample["spectrum"])
    ('refuted', 2)
    """
    subject = read_subject(claim) if isinstance(claim, str) else AtHand(claim.id, held=claim)
    own = bool(subject.path) or isinstance(subject, AtHand)
    limit = float(validation.positive(seconds, "seconds"))
    most = None if evaluations is None else validation.whole(evaluations, "evaluations", 1)
    number = validation.whole(seed, "seed", 0)
    begun = time.monotonic()
    look = first_look(subject.claim(), limit) if own else NOTHING_UNDEFINED
    strategies = 0 if own else len(strategies_for(subject.name))
    search = searched(subject, number, Budget(limit, most, begun=begun), strategies)
    if search.found is not None:
        certificate = search.found["certificate"]
        decision = simplified(subject.claim(), certificate)
        return Refuted(decision.parameters, decision.certificate or certificate)
    within_hypotheses = search.counts.get("inside", 0)
    nothing = nothing_seen(search, look)
    return Undecided(
        nothing
        or f"no counterexample in {search.evaluations} evaluations, {within_hypotheses} of them"
        " within the hypotheses"
    )
