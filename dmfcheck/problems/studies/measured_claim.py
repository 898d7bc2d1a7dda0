"""Which claim a rate of a study is about: the claim says so itself."""

from __future__ import annotations

from functools import cache

from dmfcheck.theory.ledger import ledger


@cache
def measured_claim(study: str, rate: str) -> str:
    """The id of the claim whose evidence is that rate.

    Raises ``LookupError`` unless it is that of exactly one claim.

    >>> measured_claim("completion", "nuclear")
    'completion.nuclear'
    """
    found = [claim.id for claim in ledger().values() if claim.rate == f"{study}: {rate}"]
    if len(found) != 1:
        raise LookupError(f"the rate {rate!r} of the study {study!r} is that of {found}")
    return found[0]
