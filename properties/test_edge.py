"""edge.*: orbits of period two, beyond the step at which the eigenvalue begins to repel."""

from hypothesis import given

from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.theory.look import look


@given(look("edge.cycle"))
def test_every_swing_has_a_step_at_which_the_factors_repeat_it_for_ever(values):
    assert examine("edge.cycle", values, certify=True)


@given(look("edge.cycle/step"))
def test_there_are_cycles_beyond_two_over_n_only(values):
    assert examine("edge.cycle/step", values, certify=True)


@given(look("edge.cycle/amplitude"))
def test_two_factors_swing_as_far_as_the_step_says(values):
    assert examine("edge.cycle/amplitude", values, certify=True)


@given(look("edge.cycle/multiplier"))
def test_the_cycle_of_two_factors_attracts_up_to_a_second_edge(values):
    assert examine("edge.cycle/multiplier", values, certify=True)


@given(look("edge.solution"))
def test_up_to_a_pull_of_root_two_the_solution_becomes_flatter(values):
    examine("edge.solution", values)


@given(look("edge.solution/rises"))
def test_from_below_a_half_as_sharp_solution_is_reached_without_overshoot(values):
    assert examine("edge.solution/rises", values, certify=True)


@given(look("edge.solution/repels"))
def test_no_descent_tends_to_a_solution_beyond_the_edge(values):
    examine("edge.solution/repels", values, certify=True)


def test_from_far_above_the_solution_may_become_sharper():
    refute("edge.solution_literal", look("edge.solution_literal"))
    refuted_at_known_points("edge.solution_literal")


@given(look("edge.four_factors"))
def test_four_factors_lose_their_gap_by_the_square_of_the_pull(values):
    assert examine("edge.four_factors", values, certify=True)


@given(look("edge.four_factors/falls"))
def test_up_to_a_pull_of_root_two_their_minimum_becomes_flatter(values):
    assert examine("edge.four_factors/falls", values)


@given(look("edge.four_factors/repels"))
def test_no_descent_of_four_factors_tends_to_a_minimum_beyond_the_edge(values):
    examine("edge.four_factors/repels", values, certify=True)


@given(look("edge.return"))
def test_up_to_two_and_a_logarithm_no_overshoot_flips_the_sign(values):
    assert examine("edge.return", values, certify=True)


@given(look("edge.return/below"))
def test_what_overshoots_is_back_below_after_one_more_step(values):
    examine("edge.return/below", values, certify=True)


@given(look("edge.return/flips"))
def test_twice_the_logarithm_flips_the_sign_of_half_the_eigenvalue(values):
    assert examine("edge.return/flips", values, certify=True)


@given(look("edge.return/for_ever"))
def test_such_orbits_keep_their_sign_for_ever(values):
    assert examine("edge.return/for_ever", values, certify=True)


@given(look("edge.return/two_layers"))
def test_two_layers_keep_their_sign_up_to_a_step_in_closed_form(values):
    assert examine("edge.return/two_layers", values, certify=True)
