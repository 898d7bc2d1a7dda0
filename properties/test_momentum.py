"""momentum.*: where a heavy ball and Nesterov's step begin to oscillate, and how fast they are."""

from hypothesis import given

from dmfcheck.testing import examine
from dmfcheck.theory.look import look


@given(look("momentum.cycle"))
def test_a_heavy_ball_has_the_cycles_of_descent_at_a_longer_step(values):
    assert examine("momentum.cycle", values, certify=True)
    assert examine("momentum.cycle/step", values, certify=True)


@given(look("momentum.cycle/nesterov"))
def test_so_has_nesterov_where_the_gradient_is_taken(values):
    assert examine("momentum.cycle/nesterov", values, certify=True)
    assert examine("momentum.cycle/nesterov_step", values, certify=True)


@given(look("momentum.cycle/multiplier"))
def test_the_cycle_of_two_heavy_factors_attracts_up_to_a_second_edge(values):
    assert examine("momentum.cycle/multiplier", values, certify=True)


@given(look("momentum.effective"))
def test_a_heavy_ball_is_between_descent_with_two_steps(values):
    examine("momentum.effective", values, certify=True)
    examine("momentum.effective/ahead", values, certify=True)
