"""float.*: a float64 descent that departs from the exact orbit is no counterexample to a claim."""

import pytest
from hypothesis import given

from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.theory.float64.departures_strategies import rotated_spectra, shallow_depths
from dmfcheck.theory.look import look


def test_rounding_alone_leaves_the_saddle_at_a_negative_eigenvalue():
    refute("float.saddle", look("float.saddle"))


@given(rotated_spectra(shallow_depths))
def test_no_float64_descent_departs_before_its_horizon(values):
    assert examine("float.saddle/horizon", values, certify=True)


def test_rounding_alone_changes_the_sign_of_the_determinant():
    refute("float.determinant", look("float.determinant"))


def test_a_rotation_by_pi_from_cos_and_sin_has_another_limit():
    refute("float.rotation", look("float.rotation"))


@pytest.mark.parametrize("claim_id", ["float.saddle", "float.determinant", "float.rotation"])
def test_known_departures_are_certified(claim_id):
    refuted_at_known_points(claim_id)
