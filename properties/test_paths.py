"""paths.*: parallel paths, which the flow lets compete and long steps let share."""

from hypothesis import given

from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.theory.look import look


@given(look("paths.sharpness"))
def test_a_minimum_of_one_path_is_the_sharpest_one_of_equal_paths_the_flattest(values):
    assert examine("paths.sharpness", values, certify=True)


@given(look("paths.winner"))
def test_from_below_with_a_short_step_the_first_path_wins(values):
    assert examine("paths.winner", values, certify=True)


@given(look("paths.winner/two_layers"))
def test_two_layers_keep_every_share(values):
    assert examine("paths.winner/two_layers", values, certify=True)


@given(look("paths.imbalance"))
def test_every_step_makes_the_paths_more_alike_in_what_the_flow_keeps(values):
    examine("paths.imbalance", values, certify=True)


@given(look("paths.imbalance/any_pull"))
def test_it_falls_at_any_pull_that_leaves_the_factors_positive(values):
    assert examine("paths.imbalance/any_pull", values, certify=True)


@given(look("paths.settles"))
def test_no_descent_tends_to_a_minimum_of_paths_beyond_the_edge(values):
    assert examine("paths.settles", values, certify=True)


def test_one_that_lands_on_such_a_minimum_stays_there():
    refute("paths.settles_literal", look("paths.settles_literal"))
    refuted_at_known_points("paths.settles_literal")
