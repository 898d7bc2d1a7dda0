"""Boxes: where each number is searched, and how coordinates are laid on it."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck import claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.box import (
    MARGIN_OF_OPEN_ENDS,
    POSITIVE_RANGE,
    REACH,
    Axis,
    Box,
    _flatten,
    axis_of,
)
from dmfcheck.hunt.edge import DECADES, nearly_tied
from dmfcheck.hunt.evolve import first_generation
from dmfcheck.hunt.objective import OUTSIDE, UNKNOWN, Scores
from dmfcheck.hunt.structure import Structure
from dmfcheck.hunt.tally import KEPT, Tally

LEAST, MOST = POSITIVE_RANGE


@pytest.mark.parametrize(
    ("low", "high", "open_low", "expected"),
    [
        (Fraction(0), None, True, Axis(LEAST, MOST, logarithmic=True)),
        (Fraction(2), None, False, Axis(2.0, 20.0, logarithmic=True)),
        (Fraction(1, 2), None, True, Axis(0.5, MOST, logarithmic=True)),
        (Fraction(0), None, False, Axis(0.0, REACH, logarithmic=False)),
        (Fraction(-1), None, False, Axis(-1.0, -1.0 + REACH, logarithmic=False)),
        (None, Fraction(0), False, Axis(-REACH, 0.0, logarithmic=False)),
        (None, None, False, Axis(-REACH, REACH, logarithmic=False)),
        (Fraction(0), Fraction(1), False, Axis(0.0, 1.0, logarithmic=False)),
    ],
)
def test_the_searched_range(low, high, open_low, expected):
    assert axis_of(Variable("x", "number", low, high, open_low=open_low)) == expected


def test_open_ends_are_not_met_but_nearly():
    both = axis_of(Variable("x", "number", Fraction(1), Fraction(3), open_low=True, open_high=True))
    assert both.low == 1 + 2 * MARGIN_OF_OPEN_ENDS
    assert both.high == 3 - 2 * MARGIN_OF_OPEN_ENDS
    closed = axis_of(Variable("x", "number", Fraction(1), Fraction(3), log_scale=True))
    assert closed == Axis(1.0, 3.0, logarithmic=True)
    from_zero = axis_of(Variable("x", "number", Fraction(0), Fraction(1), log_scale=True))
    assert not from_zero.logarithmic


def test_values_and_places_on_a_linear_and_a_logarithmic_axis():
    u = np.array([0.0, 0.25, 0.5, 1.0])
    np.testing.assert_allclose(Axis(1.0, 5.0, logarithmic=False).value(u), [1, 2, 3, 5])
    np.testing.assert_allclose(Axis(1.0, 16.0, logarithmic=True).value(u), [1, 2, 4, 16])
    for axis in (Axis(1.0, 5.0, logarithmic=False), Axis(1.0, 16.0, logarithmic=True)):
        np.testing.assert_allclose(axis.place(axis.value(u)), u)
        np.testing.assert_allclose(axis.place(np.array([0.1, 99.0])), [0, 1])
    assert Axis(2.0, 2.0, logarithmic=True).place(2.0) == 0


def test_an_axis_reaches_half_as_far_again_within_the_range():
    free = Variable("x", "number", Fraction(0), None, open_low=True)
    axis = Axis(1.0, 10.0, logarithmic=True)
    assert axis.reaching(5.0, free) == axis
    assert axis.reaching(1.0, free) == axis
    assert axis.reaching(40.0, free) == Axis(1.0, 60.0, logarithmic=True)
    assert axis.reaching(0.5, free) == Axis(0.25, 10.0, logarithmic=True)
    assert axis.reaching(-1.0, free) == axis
    assert axis.reaching(0.0, replace(free, low=None)) == axis
    assert axis.reaching(1e-305, free).low == 1e-300
    bounded = Variable("x", "number", Fraction(-50), Fraction(50))
    line = Axis(-3.0, 3.0, logarithmic=False)
    assert line.reaching(8.0, bounded) == Axis(-3.0, 12.0, logarithmic=False)
    assert line.reaching(-8.0, bounded) == Axis(-12.0, 3.0, logarithmic=False)
    assert line.reaching(40.0, bounded) == Axis(-3.0, 50.0, logarithmic=False)
    assert line.reaching(-40.0, bounded) == Axis(-50.0, 3.0, logarithmic=False)


def test_numbers_beyond_float64_are_placed_at_its_ends():
    assert _flatten((Fraction(-(10**400)), (Fraction(10**400), 2))) == [-1e300, 1e300, 2.0]


SHAPED = replace(
    claim("order.preserved"),
    variables=(
        Variable("eta", "number", Fraction(0), Fraction(1)),
        Variable("depth", "integer", Fraction(2), Fraction(5)),
        Variable("spectrum", "spectrum", Fraction(0), Fraction(1)),
        Variable("target", "matrix", Fraction(0), Fraction(1)),
        Variable("starts", "matrices", Fraction(0), Fraction(1)),
        Variable("power", "number", Fraction(0), Fraction(1), largest_denominator=4),
    ),
)
STRUCTURE = Structure(
    (("depth", 2),), (("spectrum", (3,)), ("target", (2, 3)), ("starts", (2, 1, 2)))
)


def test_coordinates_follow_the_variables():
    box = Box(SHAPED, STRUCTURE)
    assert box.dimension == 1 + 3 + 6 + 4 + 1
    assert box.spectra() == [range(1, 4)]
    cube = np.arange(15)[np.newaxis] / 15
    values = box.exact(cube, 0)
    assert values["depth"] == 2
    assert float(values["eta"]) == 0
    assert [round(15 * float(x)) for x in values["spectrum"]] == [3, 2, 1]
    assert [[round(15 * float(x)) for x in row] for row in values["target"]] == [
        [4, 5, 6],
        [7, 8, 9],
    ]
    assert [[[round(15 * float(x)) for x in row] for row in m] for m in values["starts"]] == [
        [[10, 11]],
        [[12, 13]],
    ]
    # 14/15 to the nearest with a denominator up to 4.
    assert values["power"] == 1


def test_exact_values_are_the_floats_of_their_row():
    box = Box(SHAPED, STRUCTURE)
    cube = np.random.default_rng(0).random((3, box.dimension))
    batch = box.values(cube)
    for row in range(3):
        exact = box.exact(cube, row)
        assert float(exact["eta"]) == batch["eta"][row]
        assert float(exact["starts"][1][0][1]) == batch["starts"][1][0][1][row]
        assert exact["power"].denominator <= 4


def test_numbers_beyond_float64_are_placed_at_the_ends():
    free = replace(claim("step.monotone"), variables=(Variable("x", "number"),))
    huge = Box(free, Structure((), ()), ({"x": Fraction(10) ** 400},))
    assert huge.place({"x": Fraction(10) ** 400})[0] <= 1
    assert huge.axes[0].high >= 1e300
    assert Box(free, Structure((), ()), ({"x": -(Fraction(10) ** 400)},)).axes[0].low <= -1e300


def test_nearly_tied_spectra_differ_by_powers_of_ten():
    box = Box(SHAPED, STRUCTURE)
    cube = np.full((1, box.dimension), 0.5)
    cube[0, 1] = 0.9
    spectrum = [float(x) for x in box.exact(nearly_tied(box, cube), 0)["spectrum"]]
    share = 1 - 10 ** (-DECADES * 0.5)
    assert spectrum == pytest.approx([0.9, 0.9 * share, 0.9 * share**2])
    assert (nearly_tied(box, cube)[0, 4:] == 0.5).all()


def test_a_first_generation_has_the_starts_their_neighbours_and_uniform_points():
    box = Box(SHAPED, STRUCTURE)
    rng = np.random.default_rng(1)
    starts = [box.exact(rng.random((1, box.dimension)), 0) for _ in range(2)]
    places = np.array([box.place(values) for values in starts])
    found = first_generation(box, starts, 300, rng)
    assert found.shape == (300, box.dimension)
    assert ((found >= 0) & (found <= 1)).all()
    np.testing.assert_array_equal(found[:2], places)
    away = np.abs(found[:, np.newaxis] - places).max(axis=2).min(axis=1)
    # Two of three are near a start, at every scale from 10^-1/2 to 10^-6.
    near = np.delete(away, np.s_[::3])[2:]
    assert np.median(near) < 0.02
    assert near.min() < 1e-4
    assert near.max() > 0.05
    assert np.median(away[3::3]) > 0.3
    nearest = np.abs(found[:, np.newaxis] - places).max(axis=2).argmin(axis=1)
    assert {0, 1} <= set(nearest[away < 0.01])
    assert len(first_generation(box, starts * 10, 4, rng)) == 4
    assert first_generation(box, [], 5, rng).shape == (5, box.dimension)


def test_scores_rank_within_before_unknown_before_outside():
    scores = Scores(
        np.array([-2.0, 0.5, np.nan, np.nan, np.nan, 1e9, -1e9]),
        np.array([True, True, True, False, False, True, True]),
        np.array([0.0, 0.0, 0.0, 0.25, np.nan, 0.0, 0.0]),
    )
    assert scores.objective().tolist() == [
        -2.0,
        0.5,
        UNKNOWN,
        OUTSIDE + 0.25,
        OUTSIDE + 1e6,
        1e3,
        -1e6,
    ]


def test_a_tally_keeps_the_tightest_points():
    tally = Tally(claim("step.monotone"))
    for margin in (5.0, 1.0, float("inf"), 4.0, float("nan"), 3.0, 2.0, 0.5):
        tally.keep(margin, {"depth": 2})
    assert [margin for margin, _ in tally.tightest] == [0.5, 1.0, 2.0, 3.0]
    assert len(tally.tightest) == KEPT


def test_a_tally_counts_what_is_inside_and_what_float64_does_not_know():
    tally = Tally(claim("step.monotone"))
    box = Box(tally.claim, Structure((("depth", 3), ("steps", 2)), ()))
    cube = np.full((3, box.dimension), 0.5)
    tally.count(
        Scores(
            np.array([1.0, np.nan, np.nan]), np.array([True, True, False]), np.array([0.0, 0, 1])
        ),
        box,
        cube,
    )
    assert (tally.evaluations, tally.inside, tally.unknown) == (3, 2, 1)
    assert tally.coverage.integers["depth"] == {"3": 2}


@pytest.mark.parametrize("end", [Fraction(19, 20), Fraction(9, 10), Fraction(1, 3), Fraction(2, 3)])
def test_an_end_that_is_no_float64_is_not_overstepped(end):
    """The float64 of 19/20 lies below it and that of 9/10 above: a point there is no input."""
    above = Variable("x", "number", end, end + 1)
    below = Variable("x", "number", end - 1, end)
    assert end <= Fraction(axis_of(above).low) < end + Fraction(1, 2**52)
    assert end - Fraction(1, 2**52) < Fraction(axis_of(below).high) <= end
    inside = Axis(float(end) + 0.5, float(end) + 0.5, logarithmic=False)
    assert Fraction(inside.reaching(float(end), above).low) >= end
