"""2F1(1, b; 1 + b; y) in balls against its series in exact fractions, and against itself."""

import itertools
from fractions import Fraction

import pytest
from flint import arb, ctx, fmpq

from dmfcheck.dynamics.balls.hypergeometric import MANY_BITS, two_f_one


def by_series(b, y, terms):
    """(low, high): the terms are positive, and what is left is below y^terms / (1 - y)."""
    low = sum((y**n * b / (b + n) for n in range(terms)), Fraction(0))
    return low, low + y**terms / (1 - y)


@pytest.mark.parametrize("b", [Fraction(1), Fraction(2, 3), Fraction(1, 25), Fraction(2, 49)])
@pytest.mark.parametrize("y", [Fraction(1, 2**10), Fraction(1, 10**40), Fraction(1, 2)])
def test_it_encloses_the_series(b, y):
    terms = 400 if y == Fraction(1, 2) else 60
    low, high = by_series(b, y, terms)
    for bits in (64, MANY_BITS):
        with ctx.workprec(bits):
            found = two_f_one(b, arb(fmpq(y.numerator, y.denominator)))
        with ctx.workprec(4 * MANY_BITS):
            ends = [arb(fmpq(end.numerator, end.denominator)) for end in (low, high)]
            assert found.overlaps(ends[0].union(ends[1]))
            # The logarithms cancel to as many bits as x^(p-1) has, here 45.
            assert found.rel_accuracy_bits() > bits - 50


@pytest.mark.parametrize("gap", [Fraction(1, 10**60), Fraction(1, 10), 1 - Fraction(1, 2**200)])
def test_both_ways_agree_where_they_meet(gap):
    y, b = 1 - gap, Fraction(2, 7)
    values = []
    for bits in (MANY_BITS - 1, MANY_BITS):
        with ctx.workprec(bits):
            values.append(two_f_one(b, arb(fmpq(y.numerator, y.denominator))))
    for first, second in itertools.pairwise(values):
        assert first.overlaps(second)
        assert min(first.rel_accuracy_bits(), second.rel_accuracy_bits()) > MANY_BITS - 250


def test_many_bits_near_one_do_not_take_flints_own_way():
    # At 40,000 bits that takes seconds, and a claim at a tiny start asks for more.
    with ctx.workprec(40_000):
        y = 1 - arb(10) ** -60
        assert two_f_one(Fraction(1, 25), y).rel_accuracy_bits() > 39_000


def test_where_it_has_no_value_there_is_none():
    for bits in (64, MANY_BITS):
        with ctx.workprec(bits):
            assert not two_f_one(Fraction(2, 3), arb(1)).is_finite()
            assert not two_f_one(Fraction(2, 3), arb(1, 0.5)).is_finite()
