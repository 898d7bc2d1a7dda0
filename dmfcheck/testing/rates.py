"""What a property test calls to put the rates of an empirical claim into the ledger of the run."""

from __future__ import annotations

from collections.abc import Iterable

from dmfcheck.dynamics.instances.rates import Rate
from dmfcheck.testing.evidence import evidence_for
from dmfcheck.theory.ledger import claim


def measured(rates: Iterable[Rate]) -> None:
    """Record rates under the claims that they are about; the claims stay what they were, open.

    Every instance counts as a descent, for each is one. Raises
    :class:`~dmfcheck.base.validation.BadInput` for a claim that is in no ledger.

    >>> measured([])
    """
    for rate in rates:
        evidence = evidence_for(rate.claim, claim(rate.claim).expected)
        evidence.drawn += rate.estimate.runs
        evidence.satisfied += rate.estimate.runs
        evidence.descents += rate.estimate.runs
        evidence.rates.append(rate.as_json())
