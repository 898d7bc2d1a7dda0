"""rank.*: the intervals on which the effective rank is that of a best rank-L part (C3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck import strategies_rank, strategies_window
from dmfcheck.claims.families import rank_window
from dmfcheck.strategies import ONE
from dmfcheck.testing import examine, refute, refuted_at_known_points

SCALES = [3, 30, 300]
"""Starts of 10^-3, 10^-30, 10^-300: hitting times of up to about 2400 digits."""


@given(strategies_rank.plateaus())
def test_on_a_plateau_the_effective_rank_is_within_both_bounds(values):
    assert examine("rank.plateau", values)


@pytest.mark.parametrize("exponent", SCALES)
@given(data=st.data())
def test_plateaus_are_where_they_should_be_at_any_scale(exponent, data):
    plateau = data.draw(strategies_rank.plateaus(exponents=(exponent,)))
    assert examine("rank.plateau", plateau, certify=True)


@given(strategies_rank.leading(steps=False))
def test_from_small_starts_the_least_of_the_leading_is_recovered_last(values):
    assert examine("rank.leading_last", values)


@given(strategies_rank.leading(steps=False, exponents=(30, 300)))
def test_the_least_is_last_at_any_scale(values):
    assert examine("rank.leading_last", values, certify=True)


@given(strategies_rank.leading())
def test_from_small_starts_the_first_eigenvalue_is_relatively_ahead(values):
    assert examine("rank.leading_last/bound", values)


@given(strategies_rank.leading(exponents=(30, 300)))
def test_the_first_eigenvalue_is_relatively_ahead_at_any_scale(values):
    assert examine("rank.leading_last/bound", values, certify=True)


def test_from_large_starts_the_least_of_the_leading_may_be_recovered_first():
    refute(
        "rank.leading_last_literal", strategies_rank.leading(largest_start=ONE, largest_delta=ONE)
    )
    refuted_at_known_points("rank.leading_last_literal")


@given(strategies_window.windows())
def test_up_to_a_0_every_plateau_begins_before_it_ends(values):
    assert examine("rank.window", values, certify=True)


@given(strategies_window.windows(formula=rank_window.sharper_start))
def test_up_to_the_larger_a_0_every_plateau_begins_before_it_ends(values):
    assert examine("rank.window/sharper", values, certify=True)


def test_two_layers_need_a_start_below_the_leading_eigenvalues_as_well():
    refute("rank.window_literal", strategies_window.early_leading())
    refuted_at_known_points("rank.window_literal")
