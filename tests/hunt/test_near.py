"""The neighbourhood of a point: every kind of move is drawn, and none leaves the domain."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from dmfcheck import claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.near import DENOMINATORS, neighbourhood

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
    assert (min(steps), max(steps)) == (20, 43)
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
