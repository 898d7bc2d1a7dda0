"""order.*: the larger of two eigenvalues is always ahead (C2)."""

from hypothesis import given

from dmfcheck.testing import examine
from dmfcheck.theory.look import look


@given(look("order.preserved"))
def test_larger_eigenvalues_stay_ahead(values):
    assert examine("order.preserved", values)
