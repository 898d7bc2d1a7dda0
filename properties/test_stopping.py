"""stopping.*: what early stopping knows of a noisy target (C5)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.base import seeds
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.horizon import float_horizon
from dmfcheck.dynamics.floats.matrix import descend, identical_start
from dmfcheck.dynamics.floats.recursion import identical_orbit
from dmfcheck.dynamics.instances.gaussian import gaussian_study
from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.testing.evidence import evidence_for
from dmfcheck.theory.look import look
from dmfcheck.theory.stopping.plateau_strategies import noisy_plateaus


@given(look("stopping.projection"))
def test_the_limit_is_no_farther_from_the_truth_than_the_noise(values):
    assert examine("stopping.projection", values, certify=True)


@given(look("stopping.projection/limit"))
def test_the_descent_reaches_the_positive_part_in_time(values):
    assert examine("stopping.projection/limit", values, certify=True)


@given(st.integers(0, 2**32 - 1), st.integers(2, 4), st.integers(1, 6))
def test_real_descents_of_noisy_targets_go_to_the_positive_part(seed, depth, size):
    """||W(k) - What_+|| of full matrices: the decay bound for lambda <= 0, the recursion above."""
    generator = np.random.default_rng(seed)
    B = generator.standard_normal((size, generator.integers(1, size + 1)))
    G = generator.standard_normal((size, size))
    truth = B @ B.T
    target = truth + (G + G.T) * generator.uniform(0.05, 1.0)
    target = (target + target.T) / 2
    values, V = np.linalg.eigh(target)
    alpha, steps = 0.5, 200
    M = max(alpha, np.abs(values).max() ** (1 / depth))
    eta = 1 / (depth * M ** (2 * depth - 2))
    last = float_horizon(list(values), depth, alpha, eta, steps=steps) or steps
    run = complete(
        descend(
            target, identical_start(alpha, size, depth=depth), eta, last, log_at=range(last + 1)
        )
    )
    limit = (V * np.maximum(values, 0)) @ V.T
    missing = np.linalg.norm(run.end_to_end - limit, axis=(1, 2)) ** 2
    above = values[values > 0]
    d = identical_orbit(np.full(len(above), alpha), above, np.full(len(above), eta), depth, last)
    power = 2 * depth - 2
    decay = (alpha**-power + power * eta * np.arange(last + 1)) ** (-depth / (depth - 1))
    bound = ((d**depth - above) ** 2).sum(axis=1) + (size - len(above)) * decay
    assert (missing <= bound + 1e-9 * M ** (2 * depth)).all()
    noise = np.linalg.norm(target - truth)
    assert np.linalg.norm(limit - truth) <= noise * (1 + 1e-12)
    for claim_id in ("stopping.projection", "stopping.projection/limit"):
        evidence_for(claim_id, "holds").descents += 1


@given(look("stopping.plateau"))
def test_on_a_plateau_the_error_is_that_of_the_best_low_rank_part_and_little_more(values):
    assert examine("stopping.plateau", values)


@given(noisy_plateaus(exponents=(30, 300)))
def test_the_error_on_a_plateau_is_bounded_at_any_scale(values):
    assert examine("stopping.plateau", values, certify=True)


@given(look("stopping.plateau/threshold"))
def test_the_best_low_rank_part_is_near_a_low_rank_truth(values):
    assert examine("stopping.plateau/threshold", values, certify=True)


@given(look("stopping.plateau/threshold_sharp"))
def test_and_nearer_still(values):
    assert examine("stopping.plateau/threshold_sharp", values, certify=True)


def test_stopping_early_does_not_always_help():
    refute("stopping.always_better", look("stopping.always_better"))
    refuted_at_known_points("stopping.always_better")


@pytest.mark.parametrize("depth", [2, 3])
def test_the_rates_and_means_of_early_stopping_on_gaussian_noise(depth):
    """200 random instances: every mean and rate has its 95% interval."""
    assert examine("stopping.gaussian", {"depth": depth, "seed": seeds.current(), "runs": 200})
    found = gaussian_study(depth, seeds.current(), 200)
    assert found.early.high < found.threshold.high < found.converged.low
