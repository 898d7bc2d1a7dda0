"""rank.*: the intervals on which the effective rank is that of a best rank-L part (C3)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.horizon import float_horizon
from dmfcheck.dynamics.floats.matrix import descend, perturbed_start
from dmfcheck.dynamics.problem import Problem
from dmfcheck.problems.real_descent import random_target
from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.testing.evidence import evidence_for
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.look import look
from dmfcheck.theory.rank import plateau as rank
from dmfcheck.theory.rank.plateau_strategies import leading, plateaus, short_plateaus

SCALES = [3, 30, 300]
"""Starts of 10^-3, 10^-30, 10^-300: hitting times of up to about 2400 digits."""


@given(look("rank.plateau"))
def test_on_a_plateau_the_effective_rank_is_within_both_bounds(values):
    assert examine("rank.plateau", values)


@pytest.mark.parametrize("exponent", SCALES)
@given(data=st.data())
def test_plateaus_are_where_they_should_be_at_any_scale(exponent, data):
    plateau = data.draw(plateaus(exponents=(exponent,)))
    assert examine("rank.plateau", plateau, certify=True)


@given(short_plateaus(), st.integers(0, 2**32 - 1))
def test_real_descents_in_a_random_basis_rest_on_their_plateaus(values, seed):
    """||W(k)||_* / ||W(k)|| by singular values, at every step of the certified interval."""
    balls = BallPoint()
    point = claim("rank.plateau").point(**values)
    first, last = (
        None if step is None else int(step.unique_fmpz())
        for step in rank.plateau(balls, point.converted(balls.number))
    )
    given_to = (values["spectrum"], values["depth"], values["alpha"], values["eta"])
    problem = Problem.from_spectrum(
        given_to[0], depth=given_to[1], alpha=given_to[2], eta=given_to[3]
    )
    steps = first + values["steps"] if last is None else min(last, first + values["steps"])
    assert float_horizon(*given_to, steps=max(1, steps)) is None
    start = perturbed_start(float(problem.alpha), 0.0, problem.size, depth=problem.depth)
    target, _ = random_target(problem, seed)
    run = complete(
        descend(target, start, float(problem.eta), steps, log_at=range(first, steps + 1))
    )
    leading = [float(value / values["spectrum"][0]) for value in values["spectrum"]]
    r_L, rest = sum(leading[: values["rank"]]), len(leading) - values["rank"]
    delta, level = float(values["delta"]), float(values["quiet_level"] / values["spectrum"][0])
    excess = run.effective_rank - r_L
    upper = (delta * (r_L - 1) + rest * level) / (1 - delta)
    left = np.minimum(excess + delta * (r_L - 1), upper - excess)
    assert left.min() >= -1e-9
    evidence_for("rank.plateau", "holds").descents += 1


@given(look("rank.leading_last"))
def test_from_small_starts_the_least_of_the_leading_is_recovered_last(values):
    assert examine("rank.leading_last", values)


@given(leading(steps=False, exponents=(30, 300)))
def test_the_least_is_last_at_any_scale(values):
    assert examine("rank.leading_last", values, certify=True)


@given(look("rank.leading_last/bound"))
def test_from_small_starts_the_first_eigenvalue_is_relatively_ahead(values):
    assert examine("rank.leading_last/bound", values)


@given(leading(exponents=(30, 300)))
def test_the_first_eigenvalue_is_relatively_ahead_at_any_scale(values):
    assert examine("rank.leading_last/bound", values, certify=True)


def test_from_large_starts_the_least_of_the_leading_may_be_recovered_first():
    refute("rank.leading_last_literal", look("rank.leading_last_literal"))
    refuted_at_known_points("rank.leading_last_literal")


@given(look("rank.window"))
def test_up_to_a_0_every_plateau_begins_before_it_ends(values):
    assert examine("rank.window", values, certify=True)


@given(look("rank.window/sharper"))
def test_up_to_the_larger_a_0_every_plateau_begins_before_it_ends(values):
    assert examine("rank.window/sharper", values, certify=True)


def test_two_layers_need_a_start_below_the_leading_eigenvalues_as_well():
    refute("rank.window_literal", look("rank.window_literal"))
    refuted_at_known_points("rank.window_literal")
