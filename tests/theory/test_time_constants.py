from fractions import Fraction

import mpmath
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.theory.sharp_witness import verdict_at_witness
from dmfcheck.theory.time import corrected_sharp as times
from dmfcheck.theory.time import one_step_sharp as one_step

SHARE = 6 * mpmath.log(2) - 4
DEPTHS = [2, 3, 4, 7, 10, 12]


def corrected(depth, h, x):
    """S(x) = T(x)/h + (1/2) ln f(x) from the hypergeometric form of the flow time."""
    N, y = depth, x**depth
    if N == 2:
        flow = mpmath.log(x) - mpmath.log(1 - y) / 2
    else:
        a = mpmath.mpf(2) / N
        flow = x ** (2 - N) / (2 - N) + x * x / 2 * mpmath.hyp2f1(1, a, 1 + a, y)
    return flow / h + mpmath.log(x ** (N - 1) * (1 - y)) / 2


def direct_share(depth, h, x):
    after = x + h * x ** (depth - 1) * (1 - x**depth)
    t = h * depth * x ** (depth - 2)
    return (corrected(depth, h, after) - corrected(depth, h, x) - 1) / t**2


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_series_against_the_definition(depth):
    with mpmath.workdps(80):
        for x in (Fraction(1, 10), Fraction(1, 2), Fraction(9, 10), Fraction(99, 100)):
            for c in (Fraction(1, 2), Fraction(1, 7)):
                low, high = one_step.residual_share(depth, x, c / depth)
                direct = direct_share(
                    depth,
                    mpmath.mpf(c.numerator) / c.denominator / depth,
                    mpmath.mpf(x.numerator) / x.denominator,
                )
                assert high - low < Fraction(1, 10**16)
                # The definition cancels: x^{2-N} is large where x is small.
                assert abs(direct - mpmath.mpf(float(low))) < 1e-12


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_largest_share_of_one_step(depth):
    found = times.residual_bound(depth)
    assert float(found.low) < SHARE < float(found.high)
    assert found.high - found.low < Fraction(1, 10**11)
    x, h = (Fraction(found.witness[name]) for name in ("x0", "h"))
    assert one_step.residual_share(depth, x, h)[0] >= found.low


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_grid_stays_below_and_a_smaller_bound_is_not_proved(depth):
    high = float(times.residual_bound(depth).high)
    for i in range(1, 20):
        for j in range(1, 6):
            share = one_step.residual_share(depth, Fraction(i, 20), Fraction(j, 10 * depth))
            assert -high < share[0] <= share[1] < high
    assert not one_step.at_most(depth, Fraction(1588, 10**4)).complete


def test_more_layers_than_52_need_more_than_the_conjectured_share():
    # At x -> 0 the share is F_2 at v = 1: (N-1)(2N-3)/(12 N^2), which tends to 1/6.
    for depth in (2, 12, 50):
        last = one_step.series(depth, 3)[2](1)
        assert (last.p, last.q) == Fraction(
            (depth - 1) * (2 * depth - 3), 12 * depth**2
        ).as_integer_ratio()
    limit = [Fraction((N - 1) * (2 * N - 3), 12 * N * N) for N in (52, 53)]
    assert limit[0] < one_step.conjectured()[0] < limit[1]


def test_steps_above_one_half_are_refused():
    with pytest.raises(BadInput, match="step makes t = 1"):
        one_step.residual_share(2, Fraction(1, 2), Fraction(1, 2))


@pytest.mark.parametrize("depth", DEPTHS[:-1])
@pytest.mark.parametrize(
    "find", [times.remainder_bound, times.sharper_bound, times.excess_bound, times.deficit_bound]
)
def test_the_witness_needs_what_it_is_said_to_need(find, depth):
    found = find(depth)
    unit = Fraction(1, 10**11)
    assert verdict_at_witness(found, found.low - unit).name == "refuted"
    assert verdict_at_witness(found, found.low + unit).name == "holds"
    assert 0 < found.low < found.stated
    if find in (times.remainder_bound, times.sharper_bound):
        assert found.high < found.stated
    else:
        assert found.high is None
        assert found.reason


def test_the_largest_excess_of_two_layers_by_hand():
    found = times.excess_bound(2)
    with mpmath.workdps(40):
        h, start = mpmath.mpf(1) / 2, mpmath.mpf(Fraction(found.witness["alpha"]).numerator)
        start /= Fraction(found.witness["alpha"]).denominator
        x = start
        for _ in range(3):
            x += h * x * (1 - x * x)
        excess = 3 - (corrected(2, h, x) - corrected(2, h, start))
        assert abs(excess - float(found.low)) < 1e-11
    assert abs(float(found.low) - 0.069468) < 1e-6


@pytest.mark.parametrize(("depth", "share"), [(3, 0.0604), (4, 0.0576), (5, 0.0563), (8, 0.0544)])
def test_the_largest_excess_found_before(depth, share):
    assert abs(float(times.excess_bound(depth).low) - share) < 6e-5
