"""The neighbourhood of a point: every kind of move is drawn, and none leaves the domain."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from dmfcheck import claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.near import DENOMINATORS, _moved, _numbers, _within, neighbourhood

VALUES = {
    "depth": 4,
    "steps": 40,
    "spectrum": (Fraction(3), Fraction(2), Fraction(14142, 10007)),
    "eta": Fraction(31337, 10**5),
    "share": Fraction(777, 1000),
    "power": Fraction(5, 7),
}
SUBJECT = replace(
    claim("order.preserved"),
    variables=(
        Variable("depth", "integer", Fraction(2), Fraction(6)),
        Variable("steps", "integer", Fraction(1), None),
        Variable("spectrum", "spectrum", Fraction(0), None, open_low=True),
        Variable("eta", "number", Fraction(0), None, open_low=True),
        Variable("share", "number", Fraction(1, 2), Fraction(1), open_high=True),
        Variable("power", "number", Fraction(0), Fraction(4), largest_denominator=9),
    ),
)


@pytest.fixture(scope="module")
def drawn():
    points = []

    @settings(
        max_examples=1000,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(neighbourhood(SUBJECT, VALUES))
    def collect(values):
        points.append(values)

    collect()
    return points


def test_integers_move_a_little_within_their_range(drawn):
    assert {values["depth"] for values in drawn} == {2, 3, 4, 5, 6}
    steps = {values["steps"] for values in drawn}
    # Which of 20, ..., 43 come is for Hypothesis to say; its releases differ.
    assert 20 <= min(steps) < 25
    assert 40 < max(steps) <= 43
    assert len(steps) > 12


def test_spectra_tie_their_last_eigenvalues(drawn):
    tied = [v["spectrum"] for v in drawn if v["spectrum"][-1] == v["spectrum"][-2]]
    assert any(spectrum[0] == 3 and spectrum[1] == 2 for spectrum in tied)
    assert all(len(values["spectrum"]) == 3 for values in drawn)
    assert VALUES["spectrum"] in [values["spectrum"] for values in drawn]


def test_no_number_leaves_its_range(drawn):
    for values in drawn:
        assert all(number > 0 for number in values["spectrum"])
        assert values["eta"] > 0
        assert Fraction(1, 2) <= values["share"] < 1
        assert 0 <= values["power"] <= 4
        assert values["power"].denominator <= 9


def test_numbers_reach_the_ends_and_what_is_next_to_them(drawn):
    shares = {values["share"] for values in drawn}
    assert Fraction(1, 2) in shares
    assert {
        1 - Fraction(1, 2**10),
        1 - Fraction(1, 2**30),
        Fraction(1, 2) + Fraction(1, 2**10),
    } <= shares
    etas = {values["eta"] for values in drawn}
    assert {
        Fraction(1),
        Fraction(1, 2**10),
        Fraction(1, 2**30),
        1 + Fraction(1, 2**10),
        1 - Fraction(1, 2**30),
    } <= etas
    assert {Fraction(0), Fraction(1), Fraction(4)} <= {values["power"] for values in drawn}


def test_numbers_become_equal_to_others(drawn):
    etas = {values["eta"] for values in drawn}
    assert (
        len(
            {Fraction(3), Fraction(2), Fraction(14142, 10007), Fraction(777, 1000), Fraction(5, 7)}
            & etas
        )
        >= 4
    )


def test_numbers_are_rounded_and_nudged(drawn):
    eta = VALUES["eta"]
    etas = {values["eta"] for values in drawn}
    rounded = {eta.limit_denominator(q) for q in DENOMINATORS} - {0}
    assert len(rounded & etas) >= len(rounded) - 1
    nudges = {eta * (1 + sign * Fraction(1, 2**j)) for j in range(1, 31) for sign in (1, -1)}
    assert any(eta < found for found in nudges & etas)
    assert any(eta > found for found in nudges & etas)
    smallest = {eta * (1 + Fraction(1, 2**j)) for j in range(20, 31)}
    assert smallest & etas
    largest = {eta * Fraction(3, 2), eta * Fraction(1, 2)}
    assert largest & etas
    others = rounded | nudges | {eta, Fraction(1), Fraction(3), Fraction(2), VALUES["spectrum"][2]}
    others |= {Fraction(777, 1000), Fraction(5, 7)}
    others |= {
        end + sign * Fraction(1, 2**j) for end in (0, 1) for sign in (1, -1) for j in (10, 30)
    }
    assert etas <= others


def drawn_from(strategy, count=400):
    found = set()

    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value):
        found.add(value)

    collect()
    return found


@pytest.mark.parametrize(
    ("low", "high", "value", "reached"),
    [(0, 100, 4, (2, 7)), (0, 5, 4, (2, 5)), (3, None, 4, (3, 7)), (None, 100, 0, (0, 3))],
)
def test_an_integer_moves_down_to_half_and_up_by_three(low, high, value, reached):
    ends = (None if end is None else Fraction(end) for end in (low, high))
    found = drawn_from(_moved(Variable("k", "integer", *ends), value, []), 100)
    assert (min(found), max(found)) == reached


def test_a_number_without_ends_goes_to_zero_and_one():
    found = drawn_from(_moved(Variable("x", "number"), Fraction(7, 3), [Fraction(55)]))
    steps = {Fraction(1, 2**j) for j in (10, 30)}
    ends = {Fraction(0), Fraction(1), Fraction(55), Fraction(7, 3)}
    assert ends | steps | {-step for step in steps} <= found
    assert {1 - step for step in steps} | {1 + step for step in steps} <= found


@pytest.mark.parametrize("open_low", [False, True])
@pytest.mark.parametrize("open_high", [False, True])
def test_a_range_has_its_closed_ends(open_low, open_high):
    variable = Variable(
        "x", "number", Fraction(1), Fraction(2), open_low=open_low, open_high=open_high
    )
    accepted = _within(variable)
    ends = [accepted(Fraction(end)) for end in ("0", "1", "3/2", "2", "3")]
    assert ends == [False, not open_low, True, not open_high, False]
    assert all(_within(Variable("x", "number"))(Fraction(end)) for end in (-9, 9))


def test_the_other_numbers_are_the_first_six_of_every_row():
    row = tuple(Fraction(k) for k in range(1, 9))
    values = {"depth": 3, "eta": Fraction(9), "target": (row, row[:1])}
    assert _numbers(values) == [Fraction(9), *row[:6], row[0]]
