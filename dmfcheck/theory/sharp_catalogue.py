"""Which claims have constants whose sharp values are enclosed, and at which depths.

Each file of a family whose name ends in ``_sharp`` names its own in ``SHARP``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dmfcheck.base import validation
from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput
from dmfcheck.theory.families import by_name
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.sharp import SharpConstant

__all__ = [
    "DEPTHS",
    "Wanted",
    "by_constant",
    "claims_with_constants",
    "enclosed",
    "sharp_constants",
    "wanted_constants",
]

DEPTHS = range(2, 11)


@dataclass(frozen=True)
class Wanted:
    """The constant that is number ``place`` of those of a claim, at one depth."""

    claim: str
    place: int
    depth: int


@cache
def _finders() -> dict[str, tuple[Callable[[int], SharpConstant], ...]]:
    found = by_name("_sharp", lambda topic: getattr(topic, "SHARP", {}).items())
    return {known: found[known] for known in ledger() if known in found}


def claims_with_constants(claim_id: str | None = None) -> list[str]:
    """The claims whose constants are enclosed: all, or one with its parts.

    Raises :class:`~dmfcheck.base.validation.BadInput` if ``claim_id`` is none of them.

    >>> claims_with_constants("step.monotone")
    ['step.monotone']
    """
    chosen = [
        known
        for known in _finders()
        if claim_id is None or known == claim_id or known.startswith(f"{claim_id}/")
    ]
    if not chosen:
        raise BadInput(
            "ID", f"is {claim_id!r}, whose constants are not enclosed", ", ".join(_finders())
        )
    return chosen


def wanted_constants(claim_id: str | None = None, depth: int | None = None) -> list[Wanted]:
    """The constants of one claim (its parts included) or of all, at one depth or at 2, ..., 10.

    Raises :class:`~dmfcheck.base.validation.BadInput` for a claim or a depth without any.

    >>> wanted_constants("step.monotone", 5)
    [Wanted(claim='step.monotone', place=0, depth=5)]
    """
    chosen = claims_with_constants(claim_id)
    depths = DEPTHS if depth is None else [validation.whole(depth, "depth", 2, DEPTHS[-1])]
    finders = _finders()
    return [
        Wanted(known, place, N)
        for known in chosen
        for N in depths
        for place in range(len(finders[known]))
    ]


def enclosed(wanted: Wanted) -> SharpConstant:
    """What is wanted, enclosed now.

    >>> str(enclosed(Wanted("step.monotone", 0, 5)).low)
    '1/5'
    """
    return _finders()[wanted.claim][wanted.place](wanted.depth)


def sharp_constants(
    claim_id: str | None = None, depth: int | None = None
) -> Iterator[SharpConstant]:
    """All of :func:`wanted_constants`, enclosed now and one by one.

    The perturbed starts take seconds each; :func:`dmfcheck.theory.kept_constants.kept_constants`
    has what was found before.

    >>> [str(found.low) for found in sharp_constants("step.monotone", 5)]
    ['1/5']
    """
    for wanted in counted(wanted_constants(claim_id, depth), "constants"):
        yield enclosed(wanted)


def by_constant(
    found: Iterable[SharpConstant],
) -> dict[tuple[str, str], list[SharpConstant]]:
    """(claim, constant): what is known of it at each depth.

    >>> list(by_constant(sharp_constants("step.monotone", 2)))
    [('step.monotone', 'monotone bound')]
    """
    named: dict[tuple[str, str], list[SharpConstant]] = {}
    for entry in found:
        named.setdefault((entry.claim, entry.name), []).append(entry)
    return named
