"""order.*: the larger of two eigenvalues is always ahead (C2)."""

from hypothesis import given

from dmfcheck.testing import examine
from dmfcheck.theory import drawing as strategies


@given(strategies.ordered_spectra())
def test_larger_eigenvalues_stay_ahead(values):
    assert examine("order.preserved", values)
