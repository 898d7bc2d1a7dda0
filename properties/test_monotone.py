"""monotone.*: the effective rank falls in a first phase and rises ever after (C4)."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.horizon import float_horizon
from dmfcheck.dynamics.floats.matrix import descend, identical_start
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.real_descent import random_target
from dmfcheck.testing import examine, proved_symbolically
from dmfcheck.testing.evidence import evidence_for
from dmfcheck.theory.look import look
from dmfcheck.theory.monotone.rank_strategies import spectra

DEPTHS = range(2, 13)


@given(look("monotone.rank"))
def test_effective_rank_falls_then_rises(values):
    assert examine("monotone.rank", values)


@given(spectra(most_steps=100), st.integers(0, 2**32 - 1))
def test_the_rank_of_real_descents_in_a_random_basis_falls_then_rises(values, seed):
    """||W(k)||_* / ||W(k)|| by singular values of full matrices, the whole spectrum at once."""
    names = ("spectrum", "depth", "alpha", "eta")
    problem = Problem.from_spectrum(**{name: values[name] for name in names})
    target, _ = random_target(problem, seed)
    start = identical_start(float(problem.alpha), problem.size, depth=problem.depth)
    steps = values["steps"]
    assert float_horizon(*(values[name] for name in names), steps=steps) is None
    run = complete(descend(target, start, float(problem.eta), steps, log_at=range(steps + 1)))
    fallen = np.minimum.accumulate(run.effective_rank)
    ahead = np.minimum.accumulate(run.effective_rank[::-1])[::-1]
    # No value exceeds both an earlier and a later one, but for rounding.
    assert (run.effective_rank - np.maximum(fallen, ahead)).max() <= 1e-9
    evidence_for("monotone.rank", "holds").descents += 1


@given(look("monotone.ratio"))
def test_each_eigenvalue_falls_behind_the_leading_one_then_catches_up(values):
    assert examine("monotone.ratio", values)


@given(look("monotone.rank/starts"))
def test_the_rank_falls_then_rises_from_any_ordered_starts(values):
    assert examine("monotone.rank/starts", values)


@given(look("monotone.rank/powers"))
def test_every_power_of_the_ratios_from_one_over_n_on_does_so_too(values):
    assert examine("monotone.rank/powers", values)


@given(look("monotone.rank/any_power"))
def test_so_does_every_smaller_power(values):
    assert examine("monotone.rank/any_power", values)


@given(look("monotone.rank/sharp"))
def test_beyond_one_over_n_the_rank_of_a_pair_wavers(values):
    assert examine("monotone.rank/sharp", values, certify=True)


@given(look("monotone.rank/growth"))
def test_a_rising_rank_goes_on_rising_at_a_rate_of_at_least_kappa(values):
    assert examine("monotone.rank/growth", values)


@given(look("monotone.pair"))
def test_kappa_separates_the_eigenvalues_that_gain_from_those_that_lose(values):
    assert examine("monotone.pair", values)


@given(look("monotone.onset"))
def test_the_rank_does_not_fall_once_no_eigenvalue_does(values):
    assert examine("monotone.onset", values)


@given(look("monotone.onset/share"))
def test_the_rank_keeps_the_recovered_share_of_what_it_has(values):
    assert examine("monotone.onset/share", values)


@pytest.mark.parametrize("digits", [3, 30, 300])
@pytest.mark.parametrize("depth", [2, 3, 5])
@pytest.mark.parametrize("later", [0, 1, 1000, 10**9])
def test_the_onset_is_a_certified_step_at_any_scale(depth, digits, later):
    from dmfcheck.dynamics.balls.onset import onset_step

    values = {
        "depth": depth,
        "spectrum": "1, 3/4, 1/2",
        "alpha": Fraction(1, 10**digits),
        "eta": Fraction(2, 5 * depth),
    }
    first, last = onset_step(**values)
    assert first == last
    assert examine("monotone.onset/any_scale", values | {"step": first, "later": first + later})
    assert not examine("monotone.onset/any_scale", values | {"step": first - 1, "later": first})


@given(look("monotone.schedule"))
def test_any_steps_up_to_one_over_n_will_do(values):
    assert examine("monotone.schedule", values)


@given(look("monotone.schedule/powers"))
def test_any_steps_will_do_for_powers_from_one_over_n_on_and_falling_steps_for_all(values):
    assert examine("monotone.schedule/powers", values)


@given(look("monotone.schedule/growing_steps"))
def test_steps_that_grow_by_a_factor_of_2n_at_most_will_do_for_every_power(values):
    assert examine("monotone.schedule/growing_steps", values)


@given(look("monotone.schedule/growth"))
def test_kappa_of_a_schedule(values):
    assert examine("monotone.schedule/growth", values)


@given(look("monotone.start"))
def test_two_layers_do_not_mind_the_order_of_the_starts(values):
    assert examine("monotone.start", values)


@given(look("monotone.decay/two_layers"))
def test_weight_decay_shifts_the_spectrum_of_two_layers(values):
    assert examine("monotone.decay/two_layers", values)


@given(look("monotone.momentum/order"))
def test_overdamped_heavy_balls_rise_without_overshoot_and_in_order(values):
    assert examine("monotone.momentum/order", values)


@given(look("monotone.momentum/small"))
def test_no_overdamped_heavy_ball_is_known_to_break_it(values):
    assert examine("monotone.momentum/small", values)


@given(look("monotone.perturbed"))
def test_no_perturbed_start_of_a_positive_spectrum_is_known_to_break_it(values):
    assert examine("monotone.perturbed", values)


@given(look("monotone.from_above"))
def test_negative_eigenvalues_keep_the_rank_of_deep_factors_above_its_limit(values):
    assert examine("monotone.from_above", values)


@given(look("monotone.from_above/two_layers"))
def test_the_slower_rate_decides_from_which_side_two_layers_come(values):
    assert examine("monotone.from_above/two_layers", values)


@given(look("monotone.entropy/pair"))
def test_for_two_eigenvalues_entropy_is_as_good_as_the_norms(values):
    assert examine("monotone.entropy/pair", values)


@given(look("monotone.participation/pair"))
def test_for_two_eigenvalues_so_is_the_participation_ratio(values):
    assert examine("monotone.participation/pair", values)


@pytest.mark.parametrize(
    "claim_id", ["monotone.rank", "monotone.rank/any_power", "monotone.pair", "monotone.onset"]
)
@pytest.mark.parametrize("depth", DEPTHS)
def test_the_identities_of_the_proof(claim_id, depth):
    proved_symbolically(claim_id, depth)
