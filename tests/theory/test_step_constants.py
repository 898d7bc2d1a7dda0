from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.theory.sharp_witness import verdict_at_witness
from dmfcheck.theory.step import identical_sharp as step

TINY = Fraction(1, 10**40)

DEPTHS = range(2, 11)
CLOSED_FORMS = {
    step.monotone_bound: lambda N: Fraction(1, N),
    step.convergence_bound: lambda N: Fraction(2, N),
    step.monotone_map_bound: lambda N: Fraction(1, 3 * N - 2),
    step.quoted_positive_bound: lambda N: Fraction(1, N),
    step.quoted_negative_bound: lambda _: Fraction(1, 2),
}
EACH = pytest.mark.parametrize("find", CLOSED_FORMS, ids=lambda find: find.__name__)


@EACH
@pytest.mark.parametrize("depth", DEPTHS)
def test_the_enclosure_holds_the_closed_form(find, depth):
    found = find(depth)
    assert found.low <= CLOSED_FORMS[find](depth) <= found.high
    assert found.high - found.low < Fraction(1, 10**24)


@EACH
@pytest.mark.parametrize("depth", DEPTHS)
def test_the_witness_refutes_every_larger_constant_and_no_smaller_one(find, depth):
    found = find(depth)
    for larger in (found.high + TINY, 2 * found.high):
        assert verdict_at_witness(found, larger).name == "refuted"
    assert verdict_at_witness(found, found.low).name == "outside hypotheses"


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_steepness_on_a_grid(depth):
    x = np.linspace(0, 1, 1001)
    values = x ** (depth - 1) * sum(x**j for j in range(depth))
    assert values.max() == float(step.largest_steepness(depth))


@pytest.mark.parametrize("depth", DEPTHS)
def test_two_steps_contract_up_to_the_bound_and_not_beyond(depth):
    bound = Fraction(2, depth)
    for share in (1, Fraction(9, 10)):
        assert step.contracts_in_two_steps(depth, bound * share)
    assert not step.contracts_in_two_steps(depth, bound * Fraction(1001, 1000))


@pytest.mark.parametrize("depth", DEPTHS)
def test_two_step_contraction_in_float64(depth):
    h, x = 2 / depth, np.linspace(0.3, 0.99, 5001)
    for _ in range(3):
        y = x + h * x ** (depth - 1) * (1 - x**depth)
        z = y + h * y ** (depth - 1) * (1 - y**depth)
        assert np.all(abs(1 - z) < abs(1 - x))
        x = x**0.5
