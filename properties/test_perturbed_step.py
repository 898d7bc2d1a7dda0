"""step.quoted, step.perturbed: step sizes that suffice for eigenvalues of every sign."""

from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given, settings

from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.theory.drawing import BELOW_ONE, depths
from dmfcheck.theory.look import look
from dmfcheck.theory.perturbed.sign_strategies import perturbed_starts
from dmfcheck.theory.step import perturbed as steps
from dmfcheck.theory.step.perturbed_strategies import far_from_balance, near_first_crossing


def just_below_quoted(depth):
    return steps.QUOTED_PERTURBED.stated(depth) * BELOW_ONE


@given(look("step.quoted"))
def test_the_quoted_step_rises_or_falls_to_a_positive_eigenvalue(values):
    assert examine("step.quoted", values)


@given(look("step.quoted/nonpositive"))
def test_the_quoted_step_decreases_a_nonpositive_eigenvalue_to_zero(values):
    assert examine("step.quoted/nonpositive", values)


@given(look("step.quoted/monotone_map"))
def test_the_quoted_step_is_where_the_map_stays_monotone(values):
    assert examine("step.quoted/monotone_map", values, certify=True)


@given(look("step.perturbed"))
def test_the_perturbed_start_moves_monotonically_to_every_eigenvalue(values):
    assert examine("step.perturbed", values)


@settings(max_examples=10)
@given(far_from_balance())
def test_the_other_factors_stay_below_their_ceiling_where_they_come_near_it(values):
    assert examine("step.perturbed", values)


@given(look("step.quoted_perturbed"))
def test_the_quoted_step_of_the_perturbed_start_suffices(values):
    assert examine("step.quoted_perturbed", values)


@pytest.mark.parametrize(("depth", "times_too_small"), [(2, 21), (10, 183)])
def test_the_quoted_step_of_the_perturbed_start_is_far_from_sharp(depth, times_too_small):
    ratio = steps.STEP.stated(depth) / steps.QUOTED_PERTURBED.stated(depth)
    assert times_too_small < ratio < times_too_small + 1


@given(look("step.perturbed_sharp"))
def test_positive_eigenvalues_are_not_crossed_up_to_the_sharp_step(values):
    assert examine("step.perturbed_sharp", values)


@given(look("step.perturbed_sharp/negative"))
def test_negative_eigenvalues_are_not_crossed_up_to_the_sharp_step(values):
    assert examine("step.perturbed_sharp/negative", values)


@given(perturbed_starts(partial(depths, 2, 10), sign=1, bound=steps.POSITIVE_STEP.stated))
def test_no_other_start_crosses_a_positive_eigenvalue(values):
    assert examine("step.perturbed_sharp", values)


@given(perturbed_starts(partial(depths, 2, 10), sign=-1, bound=steps.NEGATIVE_STEP.stated))
def test_no_other_start_crosses_a_negative_eigenvalue(values):
    assert examine("step.perturbed_sharp/negative", values)


@pytest.mark.parametrize("claim_id", ["beyond", "negative_beyond"])
def test_one_digit_more_is_crossed_at_known_points(claim_id):
    refuted_at_known_points(f"step.perturbed_sharp/{claim_id}")


def test_one_digit_more_is_crossed_from_scratch():
    for suffix, sign, constant in (
        ("beyond", 1, steps.POSITIVE_STEP),
        ("negative_beyond", -1, steps.NEGATIVE_STEP),
    ):
        bound = steps.beyond(constant).stated
        refute(f"step.perturbed_sharp/{suffix}", near_first_crossing(sign, bound))


@given(look("step.perturbed_sharp/convergence"))
def test_steps_up_to_nine_tenths_of_two_over_n_converge(values):
    assert examine("step.perturbed_sharp/convergence", values)


@pytest.mark.parametrize("depth", range(2, 11))
def test_the_proved_step_lies_below_every_step_that_crosses(depth):
    c = steps.stretch(depth)
    proved = 1 / (c ** (depth - 1) + (depth - 1) / c)
    assert abs(proved - steps.STEP.stated(depth)) < Fraction(1, 10**28)
    assert proved < steps.POSITIVE_STEP.stated(depth) < steps.NEGATIVE_STEP.stated(depth)
