"""The criterion for plateaus: what it counts, what it does not, and that it has no scale."""

from itertools import pairwise

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.recursion import identical_orbit
from dmfcheck.dynamics.instances.staircase import staircase


def steps_at(levels, width):
    """A curve that dwells on each level for 200 steps and moves on in ``width`` steps."""
    pieces = [np.full(200, levels[0])]
    for low, high in pairwise(levels):
        pieces += [np.linspace(low, high, width), np.full(200, high)]
    return np.concatenate(pieces)


@pytest.mark.parametrize("levels", [[1, 2], [1, 1.5, 1.75], [1, 2, 3, 4]])
@pytest.mark.parametrize("width", [2, 40])
def test_plateaus_are_counted(levels, width):
    curve = steps_at(levels, width)
    found = staircase(np.arange(curve.size), curve)
    assert found.plateaus == len(levels)
    assert found.fall == 0
    assert found.rises_in(len(levels)) > 0 > found.rises_in(len(levels) + 1)


def test_a_ramp_and_an_exponential_approach_have_no_plateau_but_the_limit():
    t = np.linspace(0, 10, 2000)
    assert staircase(t, 1 + t).plateaus == 1
    assert staircase(t, 2 - np.exp(-t)).plateaus == 1


def passing(*spent):
    """Times and ranks of a curve that takes so long to pass each of its 20 equal levels."""
    assert len(spent) == 20
    times = np.concatenate([[0], np.cumsum(spent)])
    return staircase(times, 1 + np.arange(21) / 20)


@pytest.mark.parametrize(("valley", "plateaus"), [(6, 2), (5.01, 2), (4.99, 3), (1, 3)])
def test_between_plateaus_some_level_takes_at_most_half_of_their_time(valley, plateaus):
    assert passing(10, 10, valley, 10, 10, *[1] * 15).plateaus == plateaus


@pytest.mark.parametrize(("peak", "plateaus"), [(4, 2), (30, 3)])
def test_a_plateau_takes_at_least_an_equal_share(peak, plateaus):
    """4 is a peak among levels of 1, but less than a twentieth of the whole."""
    assert passing(100, 1, 1, peak, 1, *[1] * 15).plateaus == plateaus


def test_it_has_no_scale_of_time_or_rank():
    curve = steps_at([1, 1.6, 2], 30)
    t = np.arange(curve.size)
    plain = staircase(t, curve)
    stretched = staircase(1e-6 * t + 5, 3 + 40 * curve)
    assert stretched.plateaus == plain.plateaus
    assert stretched.fall == pytest.approx(plain.fall)


def test_falls_and_early_rises_are_measured_in_shares_of_the_rise():
    curve = np.array([3.0, 3.2, 1.0, 2.0, 1.5, 3.0])
    found = staircase(np.arange(6), curve)
    assert (found.least, found.fall, found.early_rise) == (2, 0.25, pytest.approx(0.1))
    assert found.rises_in(1) < 0
    assert found.falls_first() < 0


def test_the_rise_goes_to_the_greatest_rank_and_not_to_the_last():
    """The rank falls by a quarter of its rise at the end, and every share is one of that rise."""
    curve = np.array([3.0, 4.0, 1.0, 2.0, 5.0, 4.0])
    found = staircase(np.arange(6), curve)
    assert (found.least, found.early_rise, found.fall) == (2, 0.25, 0.25)
    # After a deep fall the rank ends a little below its maximum: the deepest fall counts.
    curve = np.array([2.0, 1.0, 5.0, 3.0, 4.9])
    assert staircase(np.arange(5), curve).fall == 0.5
    # Two rises before the least value: the greater one counts, wherever it is.
    for early in ([3.0, 5.0, 3.0, 4.0, 1.0], [3.0, 4.0, 3.0, 5.0, 1.0]):
        assert staircase(np.arange(6), np.array([*early, 5.0])).early_rise == 0.5


def test_plateaus_are_counted_up_to_the_greatest_rank():
    """A last rank below the levels of the two plateaus: they are counted, and it is a fall."""
    curve = np.concatenate([steps_at([1, 2, 3], 10), np.linspace(3, 1.2, 300)])
    found = staircase(np.arange(curve.size), curve)
    assert found.plateaus == 3
    assert found.fall == pytest.approx(0.9)


def test_a_rank_that_never_rises_has_no_plateaus():
    found = staircase(np.arange(5), [5.0, 4, 3, 2, 1])
    assert found.rises_in(1) == found.falls_first() == -1


@pytest.mark.parametrize(("depth", "alpha", "plateaus"), [(3, 0.02, 3), (4, 0.1, 3)])
def test_the_identical_start_on_a_separated_spectrum(depth, alpha, plateaus):
    """The exact recursion: plateaus at 1, 3/2 and 7/4, as theory has them."""
    values = np.array([1.0, 0.5, 0.25])
    w = identical_orbit(alpha, values, 0.2, depth, 6000) ** depth
    found = staircase(np.arange(len(w)), w.sum(axis=1) / w[:, 0])
    assert found.plateaus == plateaus
    assert found.rises_in(3) > 0


@pytest.mark.parametrize(
    ("times", "ranks", "named"),
    [
        ([0], [1.0], "ranks"),
        ([0, 1], [1.0], "ranks"),
        ([0, 0], [1.0, 2.0], "times"),
        ([0, 1], [1.0, np.nan], "ranks"),
    ],
)
def test_refusals(times, ranks, named):
    with pytest.raises(BadInput) as caught:
        staircase(times, ranks)
    assert caught.value.argument == named
