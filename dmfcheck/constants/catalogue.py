"""Which claims have constants whose sharp values are enclosed, and at which depths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from dmfcheck import validation
from dmfcheck.constants import perturbed_rows, rank, step, times, window
from dmfcheck.constants.sharp import SharpConstant
from dmfcheck.validation import BadInput

__all__ = ["DEPTHS", "claims_with_constants", "sharp_constants"]

DEPTHS = range(2, 11)


_FINDERS: dict[str, tuple[Callable[[int], SharpConstant], ...]] = {
    "step.monotone": (step.monotone_bound,),
    "step.convergent": (step.convergence_bound,),
    "step.quoted": (step.quoted_positive_bound,),
    "step.quoted/nonpositive": (step.quoted_negative_bound,),
    "step.quoted/monotone_map": (step.monotone_map_bound,),
    "step.perturbed": (
        perturbed_rows.both_signs,
        perturbed_rows.algebraic_step,
        perturbed_rows.stretch_bound,
    ),
    "step.perturbed_sharp": (partial(perturbed_rows.one_sign, sign=1),),
    "step.perturbed_sharp/negative": (partial(perturbed_rows.one_sign, sign=-1),),
    "step.quoted_perturbed": (perturbed_rows.quoted_perturbed_step,),
    "time.corrected": (times.remainder_bound, times.residual_bound),
    "time.corrected/sharper": (times.sharper_bound,),
    "time.corrected_upper": (times.excess_bound,),
    "time.corrected_upper/lower": (times.deficit_bound,),
    "rank.plateau": (rank.lower_share, rank.upper_share),
    "rank.window": (window.start_share,),
}


def claims_with_constants(claim_id: str | None = None) -> list[str]:
    """The claims whose constants are enclosed: all, or one with its parts.

    Raises :class:`~dmfcheck.validation.BadInput` if ``claim_id`` is none of them.

    >>> claims_with_constants("step.monotone")
    ['step.monotone']
    """
    chosen = [
        known
        for known in _FINDERS
        if claim_id is None or known == claim_id or known.startswith(f"{claim_id}/")
    ]
    if not chosen:
        raise BadInput(
            "ID", f"is {claim_id!r}, whose constants are not enclosed", ", ".join(_FINDERS)
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
            for find in _FINDERS[known]:
                yield find(N)
