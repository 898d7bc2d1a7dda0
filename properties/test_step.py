"""step.*: exactly which step sizes make an eigenvalue of the identical start converge (C1)."""

from fractions import Fraction

import pytest
from hypothesis import given

from dmfcheck.dynamics.balls.orbit import identical_orbit
from dmfcheck.testing import examine, proved_symbolically
from dmfcheck.theory.look import look
from dmfcheck.theory.step.identical_strategies import overshooting, repelled

TWO = Fraction(2)


@given(look("step.monotone"))
def test_up_to_one_over_n_every_start_below_rises_without_overshoot(values):
    assert examine("step.monotone", values)


@given(overshooting())
def test_beyond_one_over_n_nothing_is_claimed(values):
    assert not examine("step.monotone", values)


@given(look("step.monotone/from_above"))
def test_up_to_its_bound_every_start_above_falls_without_undershoot(values):
    assert examine("step.monotone/from_above", values)


@given(look("step.monotone/sharp"))
def test_beyond_one_over_n_starts_near_the_eigenvalue_overshoot(values):
    assert examine("step.monotone/sharp", values)


@given(look("step.convergent"))
def test_up_to_two_over_n_two_steps_always_come_nearer(values):
    assert examine("step.convergent", values)


@given(repelled())
def test_beyond_two_over_n_convergence_is_not_claimed(values):
    assert not examine("step.convergent", values)


@given(look("step.convergent/sharp"))
def test_beyond_two_over_n_two_steps_lead_away(values):
    assert examine("step.convergent/sharp", values)


@given(look("step.nonpositive"))
def test_nonpositive_eigenvalues_decay_without_changing_sign(values):
    assert examine("step.nonpositive", values)


@given(look("step.nonpositive/even"))
def test_even_depths_shrink_a_nonpositive_eigenvalue_below_two(values):
    assert examine("step.nonpositive/even", values)


@given(look("step.nonpositive/cycle"))
def test_at_two_an_even_depth_repeats(values):
    assert examine("step.nonpositive/cycle", values, certify=True)


@pytest.mark.parametrize("depth", range(2, 13))
def test_the_contraction_factor_is_an_identity(depth):
    proved_symbolically("step.monotone", depth)


def test_odd_depth_can_cross_zero_and_reach_the_eigenvalue():
    # eta alpha^{N-2}(|lambda| + alpha^N) = 105/64: the first step crosses 0, and then d -> -1.
    depth, eigenvalue, alpha, eta, steps = 3, -1, Fraction(3, 2), Fraction(1, 4), 80
    orbit = identical_orbit(depth, eigenvalue, alpha, eta, steps, bits=512)
    assert orbit[0] > 0 > orbit[1]
    assert abs(orbit[-1] ** depth - eigenvalue) < 1e-6
