"""The Abel function and the bound of its residual in the replay, against those of the certificates.

Both are evaluated apart from each other, by the same formulas; so they agree to every digit.
"""

from fractions import Fraction

import mpmath
import pytest
from flint import arb, ctx, fmpq
from mpmath import iv

from dmfcheck.dynamics.balls import residual
from dmfcheck.dynamics.balls.abel import abel_function
from dmfcheck.replay import abel
from dmfcheck.replay.abel import LARGEST_EXPONENT, abel_interval, ends, precision
from dmfcheck.replay.lacking import Blurred, CannotReplay

GRID = [Fraction(k, 20) for k in range(6, 20)]


def balled(value):
    return arb(fmpq(value.numerator, value.denominator))


def near(replayed, certified, relative):
    """Whether an mpmath interval and a ball are the same number to so many digits."""
    middle = mpmath.mpf(certified.mid().str(60, radius=False))
    return all(abs(end - middle) <= relative * abs(middle) for end in (replayed.a, replayed.b))


@pytest.mark.parametrize("N", [2, 3, 4, 7])
def test_its_values_are_the_certified_ones(N):
    h, start = Fraction(1, 70), Fraction(1, 3)
    function = abel_function(N, abel.ORDER)
    with precision(300), ctx.workprec(400):
        first = function.value(balled(start), balled(1 - start), balled(h))
        for x in (Fraction(1, 1000), Fraction(1, 2), Fraction(99, 100)):
            found = abel._primitive(N, h, x, iv.prec) - abel._primitive(N, h, start, iv.prec)
            expected = function.value(balled(x), balled(1 - x), balled(h)) - first
            assert near(found, expected, mpmath.mpf(10) ** -50)


@pytest.mark.parametrize("N", [2, 3, 5, 12])
@pytest.mark.parametrize("theta", GRID[::5])
def test_the_bound_on_the_circle_is_the_certified_one(N, theta):
    with ctx.workprec(100):
        expected = residual._circle_bound(N, abel.ORDER, theta)
    assert near(abel._circle_bound(N, theta), expected, 2e-6)
    assert abel._circle_bound(N, theta).b > mpmath.mpf(expected.mid().str(30, radius=False))


@pytest.mark.parametrize("N", [2, 3, 5])
@pytest.mark.parametrize("end", [Fraction(1, 3), Fraction(99, 100)])
def test_the_residual_is_the_certified_one(N, end, monkeypatch):
    """t' is h N at one end of the orbit and t_b e^{t_b} at the other."""
    monkeypatch.setattr(residual, "RADII", GRID)
    monkeypatch.setattr(residual, "residual_constant", residual.residual_constant.__wrapped__)
    h, start = Fraction(1, 8 * N), Fraction(1, 10)
    with precision(200):
        found = abel._summed_residual(N, h, start, end)
        low, high = abel_interval(N, h, start, end)
        assert 2 * found.a <= high - low <= 2.001 * found.b
    pairs = [(balled(x), balled(1 - x)) for x in (start, end)]
    assert near(found, residual.summation_bound(N, abel.ORDER, balled(h), *pairs), 3e-6)


def test_a_step_too_large_for_the_bound_is_refused():
    with pytest.raises(CannotReplay, match="a step this large"):
        abel._summed_residual(2, Fraction(1, 8), Fraction(1, 10), Fraction(1, 2))


def test_numbers_are_written_down_up_to_a_limit():
    with precision(53):
        for exponent in (LARGEST_EXPONENT - 1, -LARGEST_EXPONENT - 1):
            power = Fraction(2) ** exponent
            assert ends(iv.mpf(2) ** exponent) == (power, power)
        with pytest.raises(Blurred):
            ends(iv.mpf(2) ** LARGEST_EXPONENT)
        least = Fraction(1, 2**LARGEST_EXPONENT)
        smaller = iv.mpf(2) ** (-LARGEST_EXPONENT - 2)
        assert ends(smaller) == (0, least)
        assert ends(-smaller) == (-least, 0)
        assert ends(iv.mpf(0)) == (0, 0)
        with pytest.raises(Blurred):
            ends(iv.mpf([0, mpmath.inf]))
