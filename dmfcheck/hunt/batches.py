"""Batches of Sobol points that are changed: as they are then, and moved onto the edge as well."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dmfcheck.hunt.box import Batch, Box
from dmfcheck.hunt.edge import moved_to_the_edge
from dmfcheck.hunt.objective import Objective
from dmfcheck.hunt.sobol import batch_size, sobol_points
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.tally import Tally

BATCHES = 2
"""The first as it was changed, the second moved onto the edge of the hypotheses as well."""


def changed_batches(
    start: Start, box: Box, changed: Callable[[Batch, np.random.Generator], Batch]
) -> Tally:
    """What is seen at Sobol points of ``box`` that ``changed`` has changed.

    Margins that know no batches get fewer points, and only the first batch.
    """
    tally = Tally(start.claim)
    objective = Objective(start.claim, box)
    size = batch_size(start.structure) if objective.vectorised else 4 * objective.singles
    rng = np.random.default_rng(list(start.seed))
    for index in range(BATCHES if objective.vectorised else 1):
        cube = changed(sobol_points(box.dimension, size, rng), rng)
        if index:
            cube = moved_to_the_edge(objective, cube, rng)
        scores = objective(cube)
        tally.count(scores, box, cube)
        tally.harvest(scores, box, cube)
        if tally.found is not None:
            break
    return tally
