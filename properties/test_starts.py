"""starts.*: equal factors that start at a number of their own on each eigenvector."""

from hypothesis import given

from dmfcheck.testing import examine, refute, refuted_at_known_points
from dmfcheck.theory.look import look


@given(look("starts.order"))
def test_larger_eigenvalues_that_start_no_lower_stay_ahead(values):
    assert examine("starts.order", values, certify=True)


@given(look("starts.between"))
def test_of_one_eigenvalue_the_larger_start_stays_ahead(values):
    assert examine("starts.between", values, certify=True)


def test_from_any_starts_the_larger_eigenvalue_need_not_be_recovered_first():
    refute("starts.order_literal", look("starts.order_literal"))
    refuted_at_known_points("starts.order_literal")
