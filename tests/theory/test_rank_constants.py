from fractions import Fraction

import pytest

from dmfcheck.theory.rank import plateau_sharp as rank
from dmfcheck.theory.rank import window_sharp as window
from dmfcheck.theory.sharp_witness import verdict_at_witness

EACH = pytest.mark.parametrize("depth", [2, 3, 6, 10])
TINY = Fraction(1, 10**14)


@EACH
def test_the_upper_bound_is_attained_exactly(depth):
    found = rank.upper_share(depth)
    alpha, delta = (Fraction(found.witness[name]) for name in ("alpha", "delta"))
    a = alpha**depth
    first = (alpha + alpha ** (depth - 1) * (1 - a) / depth) ** depth
    bound = delta / (1 - delta) * a + a / (1 - delta)
    assert (first + 2 * a) / first - (1 + a) == bound
    assert found.low == found.high == 1


@EACH
@pytest.mark.parametrize("find", [rank.upper_share, rank.lower_share])
def test_no_smaller_part_is_a_bound(find, depth):
    found = find(depth)
    assert 1 - Fraction(1, 10**9) < found.low <= 1
    assert verdict_at_witness(found, found.low - TINY).name == "refuted"
    assert verdict_at_witness(found, Fraction(1)).name == "holds"


@EACH
def test_the_lower_bound_in_float64(depth):
    witness = rank.lower_share(depth).witness
    second, alpha, delta = (
        1 / 50,
        float(Fraction(witness["alpha"])),
        float(Fraction(witness["delta"])),
    )
    x, y = alpha, alpha
    while y**depth < (1 - delta) * second * (1 - 1e-12):
        x, y = (d + d ** (depth - 1) * (v - d**depth) / depth for d, v in ((x, 1), (y, second)))
    excess = y**depth / x**depth - second
    assert excess / (-delta * second) == pytest.approx(1, abs=1e-8)


@EACH
def test_more_than_the_share_of_a_0_leaves_a_plateau_empty(depth):
    found = window.start_share(depth)
    expected = 1 if depth == 2 else 2 ** (1 / (depth - 2))
    assert float(found.high) == pytest.approx(expected, abs=1e-10)
    assert (found.low, found.reason is None) == (1, depth == 2)
    assert verdict_at_witness(found, found.high).name == "refuted"
    # Below the share at which the witness starts the claim says nothing of it.
    assert verdict_at_witness(found, found.high - 2 * window.UNIT).name == "outside hypotheses"
