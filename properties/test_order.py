"""order.*: the larger of two eigenvalues is always ahead (C2)."""

from hypothesis import given

from dmfcheck.testing import examine
from dmfcheck.theory.look import look


@given(look("order.preserved"))
def test_larger_eigenvalues_stay_ahead(values):
    assert examine("order.preserved", values)


@given(look("order.incremental"))
def test_two_layers_learn_in_turn_from_exponentially_small_starts_only(values):
    examine("order.incremental", values, certify=True)


@given(look("order.incremental/deep"))
def test_more_layers_do_from_polynomially_small_ones(values):
    assert examine("order.incremental/deep", values, certify=True)
