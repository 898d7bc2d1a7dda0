"""Branch and bound on functions whose sign is known."""

from fractions import Fraction

import pytest

from dmfcheck.proofs.boxes.numbers import Choice, Numbers, Unsuitable, least, leaves
from dmfcheck.proofs.boxes.search import Search
from dmfcheck.replay.boxes.tree import walk


def of(polynomial):
    """A function of the coordinates as a search and a replay call it."""
    return lambda t, exact=False: polynomial(*t)


HOLD = {
    "positive": (lambda x, y: 1 + x * y, 2),
    "zero on a face": (lambda x, y: x * (1 + y), 2),
    "zero at a corner": (lambda x, y: 2 - x - y**3, 2),
    "zero along an edge": (lambda x, y: (1 - x) + (1 - y) * x**3 * Fraction(1, 3), 2),
    "double zero at an end": (lambda x: x**2 - x**3 * Fraction(9, 10), 1),
    "triple zero at the far end": (lambda x: (1 - x) ** 2 - (1 - x) ** 3 - (x - x**2) ** 3, 1),
    "least just above 0": (lambda x, y: x**2 - 2 * x * y + y**2 + Fraction(1, 500), 2),
    "quotient": (lambda x, y: 1 / (1 + x) - y * Fraction(1, 2), 2),
    "no variable": (lambda: Fraction(0), 0),
    "a constant": (lambda x: Fraction(1, 7), 1),
}

FAIL = {
    "negative at a corner": (lambda x, y: 2 - x - y**3 - Fraction(1, 10**6), 2),
    "negative inside": (lambda x, y: (x - Fraction(1, 3)) ** 2 + y - Fraction(1, 10**5), 2),
    "negative near a double zero": (lambda x: x**2 - x * Fraction(1, 1000), 1),
    "negative everywhere": (lambda x: x - 2, 1),
    "no variable": (lambda: Fraction(-1), 0),
}


@pytest.mark.parametrize("name", HOLD)
def test_what_holds_is_proved_and_its_tree_is_walked_again(name):
    polynomial, sides = HOLD[name]
    found = Search(of(polynomial), sides).run()
    assert found.proved
    assert found.point is None
    assert not found.left
    assert walk(of(polynomial), sides, found.tree) >= 1


@pytest.mark.parametrize("name", FAIL)
def test_what_fails_is_refuted_at_an_exact_point(name):
    polynomial, sides = FAIL[name]
    found = Search(of(polynomial), sides).run()
    assert not found.proved
    assert found.tree == ()
    assert all(isinstance(t, Fraction) and 0 <= t <= 1 for t in found.point)
    assert polynomial(*found.point) < 0


@pytest.mark.parametrize("slack", [0, Fraction(1, 10**40)])
def test_a_zero_that_no_split_removes_is_undecided_and_says_where(slack):
    found = Search(of(lambda x, y: x**2 - 2 * x * y + y**2 + slack), 2, boxes=500).run()
    assert not found.proved
    assert found.point is None
    assert found.reason == "500 boxes are not enough"
    assert found.boxes == 500
    (low, high), (below, above) = found.left[0]
    assert low <= above
    assert below <= high


def test_a_side_is_not_halved_for_ever():
    found = Search(of(lambda x: x**2 - x * Fraction(2, 3) + Fraction(1, 9)), 1).run()
    assert found.reason == "no side is halved more than 60 times"
    assert len(found.left) > 1
    assert any(low < Fraction(1, 3) < high for ((low, high),) in found.left)


def test_the_time_is_limited():
    found = Search(of(lambda x: x), 1, seconds=0.0).run()
    assert found.reason == "the time is over"
    assert found.left == (((0, 1),),)


def test_the_least_of_several_is_shown_of_each_by_itself():
    def f(t, exact=False):
        a = Numbers(exact=exact)
        x, y = t
        return a.minimum(1 - x * y, a.maximum(y - x - 1, x - y**2 + 1), a.indicator(x))

    found = Search(f, 2).run()
    assert found.proved
    assert len(found.tree) < 30
    below = Search(lambda t, exact=False: f(t, exact) - Fraction(1, 100), 2).run()
    assert below.reason == "no sums of a sign"


def test_no_product_of_a_minimum_and_no_root_are_worked_out():
    a = Numbers()
    with pytest.raises(Unsuitable, match="products"):
        a.minimum(a.number(1), a.number(2)) * 2
    for lacking in (lambda: a.log(1), lambda: a.root(a.number(2), 2), lambda: a.hitting_time(None)):
        with pytest.raises(Unsuitable):
            lacking()


def test_a_choice_is_turned_round_with_its_sign():
    choice = 2 - Choice([Fraction(1), Choice([Fraction(5), Fraction(3)], greatest=True)])
    assert list(leaves(choice)) == [1, -3, -1]
    assert least(choice, leaves(choice)) == 1
