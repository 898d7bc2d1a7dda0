"""Which claims have constants whose sharp values are enclosed, and at which depths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from dmfcheck import validation
from dmfcheck.constants import perturbed_rows, rank, step, times
from dmfcheck.constants.sharp import SharpConstant
from dmfcheck.validation import BadInput

__all__ = ["DEPTHS", "claims_with_constants", "sharp_constants"]

DEPTHS = range(2, 11)


@dataclass(frozen=True)
class _Entry:
    find: Callable[[int], SharpConstant]
    depths: range = DEPTHS


_STATED_FOR = range(2, 6)

_ENTRIES: dict[str, tuple[_Entry, ...]] = {
    "step.monotone": (_Entry(step.monotone_bound),),
    "step.convergent": (_Entry(step.convergence_bound),),
    "step.quoted": (_Entry(step.quoted_positive_bound),),
    "step.quoted/nonpositive": (_Entry(step.quoted_negative_bound),),
    "step.quoted/monotone_map": (_Entry(step.monotone_map_bound),),
    "step.perturbed": (
        _Entry(perturbed_rows.both_signs),
        _Entry(perturbed_rows.algebraic_step),
        _Entry(perturbed_rows.stretch_bound),
    ),
    "step.perturbed_sharp": (_Entry(partial(perturbed_rows.one_sign, sign=1), _STATED_FOR),),
    "step.perturbed_sharp/negative": (
        _Entry(partial(perturbed_rows.one_sign, sign=-1), _STATED_FOR),
    ),
    "step.quoted_perturbed": (_Entry(perturbed_rows.quoted_perturbed_step),),
    "time.corrected": (_Entry(times.remainder_bound), _Entry(times.residual_bound)),
    "time.corrected/sharper": (_Entry(times.sharper_bound),),
    "time.corrected_upper": (_Entry(times.excess_bound),),
    "time.corrected_upper/lower": (_Entry(times.deficit_bound),),
    "rank.plateau": (_Entry(rank.lower_share), _Entry(rank.upper_share)),
}


def claims_with_constants(claim_id: str | None = None) -> list[str]:
    """The claims whose constants are enclosed: all, or one with its parts.

    Raises :class:`~dmfcheck.validation.BadInput` if ``claim_id`` is none of them.

    >>> claims_with_constants("step.monotone")
    ['step.monotone']
    """
    chosen = [
        known
        for known in _ENTRIES
        if claim_id is None or known == claim_id or known.startswith(f"{claim_id}/")
    ]
    if not chosen:
        raise BadInput(
            "ID", f"is {claim_id!r}, whose constants are not enclosed", ", ".join(_ENTRIES)
        )
    return chosen


def sharp_constants(
    claim_id: str | None = None, depth: int | None = None
) -> Iterator[SharpConstant]:
    """The constants of one claim (its parts included) or of all, at one depth or at 2, ..., 10.

    They are found one by one; the perturbed starts take seconds each. Raises
    :class:`~dmfcheck.validation.BadInput` for a claim or a depth without any.

    >>> [str(found.low) for found in sharp_constants("step.monotone", 5)]
    ['1/5']
    """
    chosen = claims_with_constants(claim_id)
    depths = DEPTHS if depth is None else [validation.whole(depth, "depth", 2, DEPTHS[-1])]
    for known in chosen:
        for N in depths:
            for entry in _ENTRIES[known]:
                if N in entry.depths:
                    yield entry.find(N)
