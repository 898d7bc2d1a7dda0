"""The effective rank of real float64 descents on full matrices, measured by singular values."""

from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.claims.float_batch import FloatBatch
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.matrix import descend, perturbed_start
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.real_descent import random_target
from dmfcheck.theory.effective_rank import rank_sequence, unimodal_margin
from dmfcheck.theory.ledger import claim

RESOLUTION = 1e-9


def measured_ranks(values, steps, seed):
    """||W(k)||_* / ||W(k)|| of the descent in a random basis, k = 0, ..., steps."""
    problem = Problem.from_spectrum(
        values["spectrum"],
        depth=values["depth"],
        alpha=values["alpha"],
        eta=values["eta"],
        beta=values.get("beta", 0),
    )
    target, _ = random_target(problem, seed)
    start = perturbed_start(
        float(problem.alpha), float(problem.beta), problem.size, depth=problem.depth
    )
    run = complete(descend(target, start, float(problem.eta), steps, log_at=range(steps + 1)))
    return run.effective_rank


def bump(ranks):
    """How far a value exceeds both an earlier and a later one, relatively."""
    return -float(unimodal_margin(FloatBatch(), list(ranks)))


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("depth", [2, 3, 4])
def test_the_rank_of_a_real_descent_falls_then_rises(depth, seed):
    generator = np.random.default_rng(seed)
    roots = np.sort(generator.integers(50, 101, 6))[::-1]
    spectrum = [Fraction(int(root), int(roots[0])) ** depth for root in roots]
    values = {
        "depth": depth,
        "spectrum": spectrum,
        "alpha": Fraction(int(roots[-1]), 2 * int(roots[0])),
        "eta": Fraction(1, depth),
    }
    ranks = measured_ranks(values, 120, seed)
    assert bump(ranks) <= RESOLUTION
    assert ranks.min() < 0.95 * min(ranks[0], ranks[-1])
    batch = FloatBatch()
    point = claim("monotone.rank").point(**values, steps=120).converted(batch.number)
    predicted = np.ravel(rank_sequence(batch, point))
    assert np.abs(ranks - predicted).max() <= RESOLUTION


@pytest.mark.parametrize("claim_id", ["monotone.literal", "monotone.literal/perturbed"])
def test_a_real_descent_shows_the_counterexamples(claim_id):
    for index, values in enumerate(claim(claim_id).counterexamples):
        assert bump(measured_ranks(values, values["steps"], index)) > 1e-7, values


def test_a_step_past_sharp_shows_on_a_real_descent():
    values = {
        "depth": 2,
        "spectrum": [1, Fraction(81, 100)],
        "alpha": Fraction(9, 10),
        "eta": Fraction(3, 4),
    }
    assert bump(measured_ranks(values, 5, 0)) > 1e-2
