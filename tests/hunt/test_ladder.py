"""Bisection on rationals: where it ends, whatever is true."""

from fractions import Fraction

import pytest

from dmfcheck.hunt.ladder import FARTHEST, PROVED, REFUTED, SURVIVED, UNSEEN, Ladder, between

NEAR = Fraction(1, 100)


def climbed(sign, fails, first=None):
    """The ladder at its end, if those factors fail that ``fails`` says."""
    outcomes = {} if first is None else {Fraction(1): first}
    ladder = Ladder(sign, outcomes)
    for _ in range(40):
        factor = ladder.next(NEAR)
        if factor is None:
            return ladder
        assert factor not in outcomes
        outcomes[factor] = REFUTED if fails(factor) else SURVIVED
    raise AssertionError("no end")


@pytest.mark.parametrize("edge", ["1/3000", "1/7", "99/100", "101/100", "3/2", "40000"])
@pytest.mark.parametrize("sign", [1, -1])
def test_it_closes_in_on_the_edge_from_both_sides(sign, edge):
    edge = Fraction(edge)
    ladder = climbed(sign, lambda s: s > edge if sign > 0 else s < edge)
    low, high = sorted((ladder.best, ladder.refuted))
    assert low <= edge <= high
    assert high / low <= 1 + NEAR
    assert ladder.ratio == high / low
    assert len(ladder.outcomes) < 24
    assert all(factor.denominator < 10**5 for factor in ladder.outcomes)


def test_one_that_is_proved_and_sharp():
    ladder = climbed(1, lambda s: s > 1, PROVED)
    assert ladder.best == 1
    assert 1 < ladder.refuted <= 1 + NEAR


@pytest.mark.parametrize("sign", [1, -1])
def test_it_gives_up_where_all_or_none_is_refuted(sign):
    none = climbed(sign, lambda s: False)
    assert none.refuted is None
    assert none.ratio is None
    assert none.best == (FARTHEST if sign > 0 else 1 / FARTHEST)
    every = climbed(sign, lambda s: True)
    assert every.best is None
    assert every.refuted == (1 / FARTHEST if sign > 0 else FARTHEST)


def test_what_survived_beyond_a_refuted_one_is_no_candidate():
    # A weaker claim is refuted: so is this one, at the same point.
    outcomes = {Fraction(1): SURVIVED, Fraction(3): SURVIVED, Fraction(2): REFUTED}
    assert Ladder(1, outcomes).best == 1


def test_a_hunt_that_saw_nothing_makes_no_candidate():
    assert Ladder(1, {Fraction(1): UNSEEN}).best is None
    assert Ladder(1, {Fraction(1): SURVIVED, Fraction(2): UNSEEN}).next(NEAR) == 2


def test_what_is_left_falls():
    wide = Ladder(1, {Fraction(1): SURVIVED, Fraction(2): REFUTED})
    closer = Ladder(1, {Fraction(1): SURVIVED, Fraction(11, 10): REFUTED})
    assert Ladder(1, {}).left(NEAR) > wide.left(NEAR) > closer.left(NEAR) > 0


def test_between_is_strictly_between_and_simple():
    low, high = Fraction(12345, 12344), Fraction(12345, 12343)
    assert low < between(low, high) < high
    assert between(Fraction(1, 2), Fraction(2)) == 1
