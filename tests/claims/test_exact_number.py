"""Exact numbers of bounded size: Fractions in all that they answer, and never too long."""

import operator
from fractions import Fraction
from itertools import count, product

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck.base.bounds import check_time, within
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.exact_number import LONGEST, ExactNumber, NotExact, Work
from dmfcheck.claims.point import Point

FRACTIONS = st.fractions(max_denominator=10**6)
OPERATIONS = (
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.floordiv,
    operator.mod,
)
COMPARISONS = (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)


def number(value):
    return ExactNumber(fmpq(value.numerator, value.denominator), Work())


@given(FRACTIONS, FRACTIONS | st.integers(-5, 5))
def test_it_answers_as_a_fraction_from_either_side(x, y):
    pairs = [(number(x), y), (x, number(Fraction(y))), (number(x), number(Fraction(y)))]
    for operation, (left, right) in product(OPERATIONS, pairs):
        if y == 0 and operation in OPERATIONS[3:]:
            with pytest.raises(ZeroDivisionError):
                operation(left, right)
            continue
        found = operation(left, right)
        assert found == operation(x, y)
        assert Fraction(found) == operation(x, y)
    for comparison, (left, right) in product(COMPARISONS, pairs):
        assert comparison(left, right) is comparison(x, y)


@given(FRACTIONS, st.integers(-6, 6))
def test_powers_and_single_numbers(x, exponent):
    own = number(x)
    if x or exponent >= 0:
        assert own**exponent == x**exponent
        assert x ** number(Fraction(exponent)) == x**exponent
    else:
        with pytest.raises(ZeroDivisionError):
            own**exponent
    assert [hash(own), bool(own), abs(own), -own, +own] == [hash(x), bool(x), abs(x), -x, +x]
    assert [own.__floor__(), own.__ceil__(), int(own)] == [x.__floor__(), x.__ceil__(), int(x)]
    assert [round(own), round(own, 2), str(own)] == [round(x), round(x, 2), str(x)]
    assert (own.numerator, own.denominator) == (x.numerator, x.denominator)


def test_it_mixes_in_sums_sets_and_sorting():
    thirds = [number(Fraction(k, 3)) for k in (2, 1, 3)]
    assert sum(thirds) == 2
    assert sorted([*thirds, Fraction(1, 2), 0]) == [0, *map(Fraction, ("1/3", "1/2", "2/3", "1"))]
    assert set(thirds) == {Fraction(1, 3), Fraction(2, 3), 1}
    assert max(thirds) is thirds[2]
    assert thirds[0] != "2/3"


@pytest.mark.parametrize("rounded", [0.5, float("nan"), 1j])
def test_what_is_rounded_is_refused_on_either_side(rounded):
    x = number(Fraction(2))
    for operation in (*OPERATIONS, operator.lt, operator.eq, operator.pow):
        with pytest.raises(TypeError):
            operation(x, rounded)
        with pytest.raises(TypeError):
            operation(rounded, x)
    with pytest.raises(TypeError):
        float(x)


def test_an_irrational_power_is_left_to_balls():
    with pytest.raises(NotExact):
        number(Fraction(2)) ** Fraction(1, 2)


def test_what_would_be_too_long_is_not_even_begun():
    x = number(Fraction(2, 3))
    with pytest.raises(NotExact):
        # 10^30 bits: no machine has them.
        x ** (10**30)
    long = x ** (LONGEST // 4)
    with pytest.raises(NotExact):
        long**9
    with pytest.raises(NotExact):
        1 / (long * long) * long + long * long * long
    assert number(Fraction(-1)) ** (10**30) == 1
    assert number(Fraction(-1)) ** (10**30 + 1) == -1
    assert number(Fraction(0)) ** (10**30) == 0


def test_endless_work_on_short_numbers_ends():
    x = Exact().number(Fraction(1, 3))
    with pytest.raises(NotExact, match="in all"):
        sum((x for _ in count()), x)


def test_it_looks_at_the_time():
    x = ExactNumber(fmpq(1, 3), Work(1 << 60))
    with within(0.05) as limit:
        while True:
            _ = x + 1
    assert limit.reached
    check_time()


@pytest.mark.parametrize("depth", [2, 3])
def test_what_rests_is_followed_however_many_digits_it_has(depth):
    exact = Exact()
    alpha = Fraction(1, 3**exact.bit_limit)
    given = {"depth": depth, "alpha": alpha, "eta": Fraction(1, 4), "steps": 3}
    resting = Point(given | {"eigenvalue": alpha**depth})
    assert exact.orbit(resting) == [alpha] * 4
    moving = Point(given | {"eigenvalue": 2 * alpha**depth})
    with pytest.raises(NotExact):
        exact.orbit(moving)
    half = alpha / 2
    pair = given | {"beta": half, "eigenvalue": half * alpha ** (depth - 1)}
    assert exact.perturbed_orbit(Point(pair)) == [(half, alpha, pair["eigenvalue"])] * 4
    with pytest.raises(NotExact):
        exact.perturbed_orbit(Point(pair | {"eigenvalue": alpha**depth}))
