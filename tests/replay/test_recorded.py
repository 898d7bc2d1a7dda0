"""The margin of a certificate: how it may be written, and to how many bits it is found again."""

from fractions import Fraction

import pytest
from mpmath.libmp import from_man_exp, mpf_add, mpf_sub

from dmfcheck.replay.claims import _Found
from dmfcheck.replay.recorded import (
    LEAST_BITS,
    MOST_BITS,
    SPARE_BITS,
    enclosure,
    narrow,
    recorded,
    wider,
)
from dmfcheck.replay.rejected import Rejected


def ball(middle, radius):
    return {"mid": middle, "rad": radius}


@pytest.mark.parametrize(
    ("middle", "radius", "digits"),
    [
        # The leading bits of the middle and of the radius are so many places apart.
        ([1, 0], [1, -200], 200),
        ([5, -10], [3, -400], 391),
        ([1, -300], [1, -400], 100),
        ([1, -300], [1, -100], 0),
        # Without a radius the middle's own bits and some more.
        ([2**99 + 1, 7], [0, 0], 100 + LEAST_BITS),
        ([0, 0], [0, 0], LEAST_BITS),
        ([1, 0], [1, -(10**9)], 10**9),
    ],
)
def test_it_is_found_again_to_the_bits_that_it_shows(middle, radius, digits):
    found = recorded(ball(middle, radius), 99)
    assert found.exact is None
    assert found.bits == min(MOST_BITS, max(LEAST_BITS, digits + SPARE_BITS))


@pytest.mark.parametrize("middle", [[1, 3], [-7, -2], [2**70 + 1, -90]])
def test_its_ends_are_those_of_the_ball(middle):
    found = recorded(ball(middle, [1, -20]), 64)
    parts = from_man_exp(*middle), from_man_exp(1, -20)
    assert (found.low, found.high) == (mpf_sub(*parts), mpf_add(*parts))
    assert recorded("-3/4", 0).exact == Fraction(-3, 4)
    assert recorded("1/3", 0).bits == LEAST_BITS


def test_the_whole_of_it_must_have_the_sign():
    for middle, radius, shown in (
        ([3, 0], [1, 0], ["holds"]),
        ([1, 0], [1, 0], ["holds"]),
        ([1, 0], [3, 0], []),
        ([-1, 0], [1, 0], []),
        ([-3, 0], [1, 0], ["refuted"]),
        ([0, 0], [0, 0], ["holds"]),
    ):
        found = recorded(ball(middle, radius), 64)
        assert [verdict for verdict in ("holds", "refuted") if found.shows(verdict)] == shown


def test_two_enclosures_meet_in_one_number():
    found = recorded(ball([1, 1], [1, 0]), 64)
    one, three, four = (from_man_exp(k, 0) for k in (1, 3, 4))
    zero, half = from_man_exp(0, 0), from_man_exp(1, -1)
    for low, high, meets in (
        (zero, one, True),
        (three, four, True),
        (zero, half, False),
        (from_man_exp(7, -1), four, False),
        (zero, four, True),
    ):
        assert found.meets(low, high) is meets


@pytest.mark.parametrize(
    ("margin", "bits"),
    [
        (ball([2, 0], [1, 0]), 64),
        (ball([0, 1], [1, 0]), 64),
        (ball([1, 0], [4, -9]), 64),
        (ball([1, 0], [-1, -9]), 64),
        (ball([1, 0], [1]), 64),
        (ball([1, 0], [1, 0, 0]), 64),
        (ball([1, 0], [True, 0]), 64),
        (ball([1, 0.0], [1, 0]), 64),
        (ball("1", [1, 0]), 64),
        ({"mid": [1, 0]}, 64),
        (ball([1, 0], [1, 0]) | {"more": 1}, 64),
        ([1, 0], 64),
        (ball([1, 0], [1, 0]), 0),
        ("1/2", 64),
        ("2/4", 0),
        ("1/2", -1),
        ("1/2", True),
        ("1/2", 0.0),
    ],
)
def test_any_other_spelling_is_rejected(margin, bits):
    with pytest.raises(Rejected):
        recorded(margin, bits)


def test_narrow_and_wider():
    one = from_man_exp(1, 0)
    for exponent, expected in ((-64, False), (-65, True), (-63, False)):
        end = mpf_add(one, from_man_exp(1, exponent))
        assert narrow(one, end, 64) is expected
    assert not narrow(from_man_exp(-1, 0), one, 1)
    three, four, five = (from_man_exp(k, 0) for k in (3, 4, 5))
    assert not wider((one, three), (three, four))
    assert wider((one, four), (three, four))
    assert not wider((three, four), (one, five))


def test_rationals_are_enclosed_to_the_bits():
    low, high = enclosure(Fraction(1, 3), 80)
    ends = [Fraction(int(m)) * Fraction(2) ** int(e) for _, m, e, _ in (low, high)]
    assert ends[0] < Fraction(1, 3) < ends[1]
    assert ends[1] - ends[0] < Fraction(1, 2**79)


@pytest.mark.parametrize(
    ("low", "high", "certain"),
    [
        (1, 2, True),
        (-2, -1, True),
        (0, 0, True),
        (3, 3, True),
        (0, 1, False),
        (-1, 0, False),
        (-1, 1, False),
    ],
)
def test_when_more_bits_tell_no_more_of_the_sign(low, high, certain):
    found = _Found(from_man_exp(low, 0), from_man_exp(high, 0), None, compared=False)
    assert found.certain is certain
    assert (found.low_sign > 0, found.high_sign < 0) == (low > 0, high < 0)
