"""Sobol points moved to where claims are tight: onto the edge of their hypotheses, nearly tied."""

from __future__ import annotations

import numpy as np

from dmfcheck.hunt.box import Batch, Box
from dmfcheck.hunt.cost import is_long
from dmfcheck.hunt.objective import Objective
from dmfcheck.hunt.sobol import batch_size, sobol_points
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.tally import Tally

BATCHES = 4
"""Batches of one shard, until a counterexample ends them; one where margins are long."""

HALVINGS = 45
"""Bisections towards the edge: it is met to about 14 digits of the unit cube."""

DECADES = 6.0
"""Neighbouring eigenvalues differ by a share of 10^-DECADES to 1."""


def edge(start: Start) -> Tally:
    """Batches whose spectra are nearly tied and whose points lie on the edge of the hypotheses.

    A claim about a bound is tight where the bound is attained, a set that random points never meet.
    Margins that know no batches get none.
    """
    tally = Tally(start.claim)
    box = Box(start.claim, start.structure, start.near)
    objective = Objective(start.claim, box)
    if not objective.vectorised or box.dimension == 0:
        return tally
    rng = np.random.default_rng(list(start.seed))
    for _ in range(1 if is_long(start.seed[1]) else BATCHES):
        cube = nearly_tied(box, sobol_points(box.dimension, batch_size(start.structure), rng))
        cube = moved_to_the_edge(objective, cube, rng)
        scores = objective(cube)
        tally.count(scores, box, cube)
        tally.harvest(scores, box, cube)
        if tally.found is not None:
            break
    return tally


def nearly_tied(box: Box, cube: Batch) -> Batch:
    """``cube`` with every eigenvalue a share 1 - 10^{-6u} of the one before, u its coordinate."""
    tied = cube.copy()
    for columns in box.spectra():
        axis = box.axes[columns[0]]
        value = axis.value(cube[:, columns[0]])
        for column in columns[1:]:
            value = value * (1 - 10.0 ** (-DECADES * cube[:, column]))
            tied[:, column] = axis.place(value)
    return tied


def moved_to_the_edge(objective: Objective, cube: Batch, rng: np.random.Generator) -> Batch:
    """Each point moved along one axis, towards an end of it, to the last place that is inside.

    The axis, one of no spectrum if there is such, and the end are drawn. A point stays where it is
    if the hypotheses hold, or fail, at both ends of its way.
    """
    rows = np.arange(len(cube))
    tied = {column for columns in objective.box.spectra() for column in columns}
    # Moving an eigenvalue would untie it.
    free = [axis for axis in range(cube.shape[1]) if axis not in tied] or sorted(tied)
    axes = rng.choice(free, size=len(cube))
    inner, outer = cube.copy(), cube.copy()
    outer[rows, axes] = rng.integers(2, size=len(cube))
    inside, ends_inside = objective.inside(inner), objective.inside(outer)
    # Where only the end is inside, the way is gone in the other direction.
    turned = ends_inside & ~inside
    inner[turned], outer[turned] = outer[turned], cube[turned].copy()
    moves = inside != ends_inside
    for _ in range(HALVINGS):
        middle = (inner + outer) / 2
        within = objective.inside(middle)
        inner[moves & within] = middle[moves & within]
        outer[moves & ~within] = middle[moves & ~within]
    return inner
