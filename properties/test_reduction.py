"""reduction.*: the matrix descent is n scalar recursions, and those are one family."""

import pytest
from hypothesis import given

from dmfcheck.testing import examine, proved_symbolically, refute, refuted_at_known_points
from dmfcheck.theory.look import look

DEPTHS = range(2, 13)


@given(look("reduction.decoupling"))
def test_factors_stay_diagonal_in_the_unitary_eigenbasis_of_a_normal_target(values):
    assert examine("reduction.decoupling", values, certify=True)


@given(look("reduction.scaling"))
def test_scaled_coordinates_obey_the_normalised_recursion(values):
    assert examine("reduction.scaling", values, certify=True)


@pytest.mark.parametrize("claim_id", ["reduction.decoupling", "reduction.scaling"])
@pytest.mark.parametrize("depth", DEPTHS)
def test_the_reduction_is_an_identity(claim_id, depth):
    proved_symbolically(claim_id, depth)


def test_diagonalisable_is_not_enough():
    refute("reduction.nonnormal", look("reduction.nonnormal"))
    refuted_at_known_points("reduction.nonnormal")
