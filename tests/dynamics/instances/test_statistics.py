from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.instances.statistics import bootstrap_mean, clopper_pearson


def binomial_tail(s, n, p):
    """P(X >= s) for n trials of probability p, exactly."""
    p = Fraction(p)
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(s, n + 1))


@given(st.integers(1, 30), st.data())
def test_the_ends_of_an_exact_interval_leave_half_of_the_rest_on_each_side(n, data):
    s = data.draw(st.integers(0, n))
    found = clopper_pearson(s, n)
    assert found.value == s / n
    if s == 0:
        assert found.low == 0
    else:
        assert float(binomial_tail(s, n, found.low)) == pytest.approx(0.025, rel=1e-9)
    if s == n:
        assert found.high == 1
    else:
        assert float(1 - binomial_tail(s + 1, n, found.high)) == pytest.approx(0.025, rel=1e-9)


def test_an_interval_of_a_mean_is_that_of_its_seed_and_about_two_standard_errors_wide():
    sample = np.random.default_rng(5).standard_normal(400)
    found = bootstrap_mean(sample, seed=1)
    assert found == bootstrap_mean(sample, seed=1)
    assert found != bootstrap_mean(sample, seed=2)
    error = sample.std(ddof=1) / 20
    assert found.value - found.low == pytest.approx(1.96 * error, rel=0.1)
    assert found.high - found.value == pytest.approx(1.96 * error, rel=0.1)


@pytest.mark.parametrize(
    "call",
    [
        lambda: clopper_pearson(0, 0),
        lambda: clopper_pearson(3, 2),
        lambda: clopper_pearson(1, 2, level=1.0),
        lambda: bootstrap_mean([], seed=0),
        lambda: bootstrap_mean([1.0], seed=0),
        lambda: bootstrap_mean([1.0, float("nan")], seed=0),
        lambda: bootstrap_mean([1.0, 2.0], seed=0, level=0.0),
    ],
)
def test_samples_that_say_nothing_are_refused(call):
    with pytest.raises(BadInput):
        call()
