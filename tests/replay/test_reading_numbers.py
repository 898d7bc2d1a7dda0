"""The numbers of the second readings: images, roots and limits, exact and enclosed."""

from fractions import Fraction

import pytest
from flint import fmpq
from mpmath import iv, mpf

from dmfcheck.replay.abel import ends, interval, precision
from dmfcheck.replay.lacking import Blurred
from dmfcheck.replay.readings.numbers import LONGEST, Enclosed, Exactly, Irrational

F = Fraction
ETA, EIGENVALUE = F(1, 8), F(7, 5)


def image(depth, d):
    return d + ETA * d ** (depth - 1) * (EIGENVALUE - d**depth)


@pytest.mark.parametrize("depth", [2, 3, 5])
@pytest.mark.parametrize("d", [F(1, 3), F(9, 10), F(5, 4)])
def test_the_image_of_an_interval_holds_its_images_and_is_as_wide_as_the_slope_says(depth, d):
    width = F(1, 10**20)
    slope = 1 + ETA * d ** (depth - 2) * ((depth - 1) * EIGENVALUE - (2 * depth - 1) * d**depth)
    with precision(300):
        n = Enclosed()
        given = iv.mpf([interval(d - width).a, interval(d + width).b])
        found = n.moved(depth, interval(ETA), interval(EIGENVALUE), given)
        for point in (d - width, d, d + width):
            assert interval(image(depth, point)) in found
        assert abs(found.delta / (2 * interval(width)) - abs(interval(slope))).b < 1e-15
        wide = n.moved(depth, interval(ETA), interval(EIGENVALUE), iv.mpf([0.25, 1.25]))
        for k in range(11):
            assert interval(image(depth, F(1, 4) + F(k, 10))) in wide


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_exact_images(depth):
    n = Exactly()
    moved = n.moved(depth, n.number(ETA), n.number(EIGENVALUE), n.number(F(2, 3)))
    assert moved == n.number(image(depth, F(2, 3)))
    at_rest = n.number(F(3))
    assert n.moved(depth, n.number(ETA), at_rest**depth, at_rest) == at_rest


def test_exact_numbers_are_kept_up_to_a_length():
    n = Exactly()
    for x in (fmpq(2 ** (LONGEST // 4 - 1), 3), fmpq(3, 2 ** (LONGEST // 4 - 1))):
        assert n.kept(x, 4) == x
        with pytest.raises(Irrational, match="digits"):
            n.kept(2 * x if x > 1 else x / 2, 4)
    # 2N - 1 = 5 times its digits.
    long = fmpq(2 ** (LONGEST // 5), 1)
    with pytest.raises(Irrational, match="digits"):
        n.moved(3, fmpq(1), fmpq(1), long)
    assert n.moved(3, fmpq(1), fmpq(1), long / 2) != long / 2


def test_roots_powers_and_other_functions():
    n = Exactly()
    assert n.root(fmpq(8, 27), 3) == fmpq(2, 3)
    assert n.power(fmpq(8, 27), F(-2, 3)) == fmpq(9, 4)
    assert n.least([fmpq(2), fmpq(-1), fmpq(1)]) == -1
    assert n.greatest([fmpq(2), fmpq(-1)]) == 2
    assert (n.log(fmpq(1)), n.exp(fmpq(0)), n.whole(3, 3)) == (0, 1, 3)
    for wrong in (
        lambda: n.root(fmpq(8, 9), 3),
        lambda: n.root(fmpq(9, 8), 3),
        lambda: n.log(fmpq(2)),
        lambda: n.exp(fmpq(1)),
        lambda: n.whole(3, 4),
    ):
        with pytest.raises(Irrational):
            wrong()


def test_enclosed_functions():
    with precision(60):
        n = Enclosed()
        assert abs(n.power(iv.mpf(8) / 27, F(-2, 3)) - mpf(9) / 4).b < 1e-15
        pairs = [iv.mpf([1, 4]), iv.mpf([2, 3])]
        assert (n.greatest(pairs).a, n.greatest(pairs).b) == (2, 4)
        assert (n.least(pairs).a, n.least(pairs).b) == (1, 3)
        # No integer is rounded, however few bits there are.
        assert ends(n.whole(2**100 + 1, 2**100 + 3)) == (2**100 + 1, 2**100 + 3)
        assert n.kept(iv.mpf(10) ** 99_999, 1) == iv.mpf(10) ** 99_999
        with pytest.raises(Blurred):
            n.kept(iv.mpf(10) ** 100_001, 1)
