"""Every claim that has a second reading, by id."""

from __future__ import annotations

from functools import cache

from dmfcheck.replay.readings.reading import Reading


@cache
def readings() -> dict[str, Reading]:
    """The readings by the id of their claim.

    >>> "step.monotone" in readings()
    True
    """
    from dmfcheck.replay.readings import (
        monotone,
        monotone_false,
        order,
        perturbed_step,
        quoted,
        rank,
        rank_window,
        starts,
        step,
        stopping,
        times,
    )

    families = (
        step,
        perturbed_step,
        times,
        quoted,
        order,
        monotone,
        monotone_false,
        rank,
        rank_window,
        starts,
        stopping,
    )
    return {
        claim_id: reading for family in families for claim_id, reading in family.READINGS.items()
    }
