"""The ledger: every claim by its permanent id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim
from dmfcheck.theory.families import by_name

LONGEST_SHOWN = 60
"""Characters of an unknown id that are repeated, and compared with the known ones."""


@cache
def ledger() -> dict[str, Claim]:
    """All built-in claims, by id, in the order of the families.

    >>> "step.monotone" in ledger()
    True
    """
    return by_name("", lambda topic: [(known.id, known) for known in getattr(topic, "CLAIMS", ())])


@contextmanager
def standing_in(wrong: Claim) -> Iterator[None]:
    """Within the block the ledger has ``wrong`` under its id, to see which tests notice.

    Raises ``KeyError`` if the ledger has no claim of that id.
    """
    claims = ledger()
    original = claims[wrong.id]
    claims[wrong.id] = wrong
    try:
        yield
    finally:
        claims[wrong.id] = original


def claim(claim_id: str) -> Claim:
    """The claim with this id; raises :class:`~dmfcheck.base.validation.BadInput` if there is none.

    >>> claim("time.two_layer").source
    'abstract C1'
    """
    known = ledger()
    if claim_id not in known:
        accepted = "an id that `dmfcheck claims` lists"
        raise unknown_id(
            claim_id, known, "which is no claim", accepted, others=" (`dmfcheck claims` lists all)"
        )
    return known[claim_id]


def unknown_id(
    claim_id: str, known: Iterable[str], wrong: str, accepted: str, others: str = ""
) -> BadInput:
    """The refusal of an id: it names the few known ones that are like it, or says what is accepted.

    ``others`` follows those few, and says where all are.

    >>> print(unknown_id("step.monotne", ["step.monotone"], "which is no claim", "an id"))
    ID is 'step.monotne', which is no claim; accepted: step.monotone
    """
    import difflib

    if not claim_id.strip():
        return BadInput("ID", "is empty", accepted)
    shown = claim_id if len(claim_id) <= LONGEST_SHOWN else claim_id[:LONGEST_SHOWN] + "..."
    near = difflib.get_close_matches(claim_id[:LONGEST_SHOWN], known, n=3, cutoff=0.3)
    return BadInput("ID", f"is {shown!r}, {wrong}", ", ".join(near) + others if near else accepted)
