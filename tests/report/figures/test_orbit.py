"""The figure of an orbit shows what is certified, at any length of the orbit."""

from fractions import Fraction

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.problems.prediction import predict
from dmfcheck.report.figures.curves import MOST_STEPS
from dmfcheck.report.figures.orbit_data import MOST_CURVES, orbit
from dmfcheck.report.figures.orbit_figure import orbit_figure, plot_orbit
from dmfcheck.report.figures.saving import save
from dmfcheck.report.figures.style import styled

START = {"depth": 3, "alpha": "1/10", "eta": "1/20"}


def iterated(value, steps, *, depth, alpha, eta, beta="0"):
    """w(0), ..., w(steps) by the recursion as written, in float64."""
    q, p = float(Fraction(alpha)), float(Fraction(alpha) - Fraction(beta))
    value, eta = float(value), float(Fraction(eta))
    found = []
    for _ in range(steps + 1):
        found.append(p * q ** (depth - 1))
        gap = value - found[-1]
        p, q = p + eta * q ** (depth - 1) * gap, q + eta * p * q ** (depth - 2) * gap
    return found


def test_the_curves_are_the_recursion():
    found = orbit("2,1,-1", **START)
    assert [entry.value for entry in found.eigenvalues] == [2, 1, -1]
    for entry in found.eigenvalues:
        assert entry.curve.steps == tuple(range(found.last + 1))
        exact = iterated(entry.value, found.last, **START)
        assert entry.curve.middle == pytest.approx(exact, rel=1e-9)
        assert entry.curve.width < 1e-9


def test_a_perturbed_start_too():
    found = orbit("1,-1", **START, beta="1/100")
    for entry in found.eigenvalues:
        assert entry.time is not None
        exact = iterated(entry.value, found.last, **START, beta="1/100")
        sampled = [exact[k] for k in entry.curve.steps]
        assert entry.curve.middle == pytest.approx(sampled, rel=1e-6, abs=1e-9)


def test_the_axes_hold_the_certified_numbers():
    found = orbit("2,1,-1", **START)
    axes = orbit_figure(found).axes[0]
    lines = [line for line in axes.lines if len(line.get_xdata()) > 1]
    assert len(lines) == 3
    for line, entry in zip(lines, found.eigenvalues, strict=True):
        assert tuple(line.get_xdata()) == entry.curve.steps
        assert tuple(line.get_ydata()) == entry.curve.middle
    times = [entry.hitting_time[1] for entry in predict("2,1", **START).eigenvalues]
    circles = [line for line in axes.lines if len(line.get_xdata()) == 1]
    assert [circle.get_xdata()[0] for circle in circles] == times
    assert [circle.get_ydata()[0] for circle in circles] == [1.8, 0.9]


def test_the_circle_is_the_first_step_at_its_level():
    for entry in orbit("2,1", **START).eigenvalues:
        step = entry.time[0]
        assert entry.curve.high[step - 1] < float(entry.level) <= entry.curve.high[step]


@pytest.mark.parametrize("steps", [10**10, 10**200])
def test_a_far_orbit_is_sampled_and_its_samples_bracket_the_time(steps):
    start = {"depth": 3, "alpha": "1e-6", "eta": "1/100"}
    found = orbit("2", **start, steps=steps)
    (entry,) = found.eigenvalues
    curve = entry.curve
    assert (curve.steps[0], curve.steps[-1]) == (0, steps)
    assert len(curve.steps) < 1000
    assert list(curve.steps) == sorted(set(curve.steps))
    before, at = (curve.steps.index(k) for k in (entry.time[0] - 1, entry.time[1]))
    assert curve.high[before] < 1.8 <= curve.high[at]
    assert all(a <= b for a, b in zip(curve.low, curve.high[1:], strict=False))
    assert orbit_figure(found).axes[0].get_xscale() == "log"


def test_more_steps_than_an_axis_has():
    with pytest.raises(BadInput, match="steps are more than 1e300"):
        orbit("2", **START, steps=MOST_STEPS + 1)
    with pytest.raises(BadInput, match="perturbed start is followed one by one"):
        orbit("2", **START, beta="1/100", steps=10**9)
    with pytest.raises(BadInput, match="steps is 0"):
        orbit("2", **START, steps=0)


def test_an_orbit_that_recovers_nothing():
    found = orbit("0,-1", **START)
    assert found.last == 200
    assert [entry.time for entry in found.eigenvalues] == [None, None]
    assert found.eigenvalues[0].curve.middle == pytest.approx(iterated(0, 200, **START), rel=1e-9)
    # No circle is told of where there is none.
    assert "circle" not in orbit_figure(found).axes[0].get_title(loc="left")
    assert "circles: " in orbit_figure(orbit("1", **START)).axes[0].get_title(loc="left")


@pytest.mark.parametrize(("alpha", "power"), [("1/100", "×10⁻⁶"), ("1e-30", "×10⁻⁹⁰")])
def test_sizes_far_below_one_have_their_power_at_the_end_of_the_axis(alpha, power, tmp_path):
    figure = orbit_figure(orbit("-1", depth=3, alpha=alpha, eta="1/100"))
    with styled():
        save(figure, str(tmp_path / "orbit.png"))
    axes = figure.axes[0]
    offset = axes.yaxis.get_offset_text()
    assert offset.get_text() == power
    # Left of the numbers of the axis above.
    assert offset.get_window_extent().x1 < axes.get_window_extent().x0


def test_of_few_steps_the_axis_has_whole_ones_and_no_circle_stands_beyond_them():
    found = orbit("1", **START, steps=1)
    assert found.eigenvalues[0].time[0] > 1
    axes = orbit_figure(found).axes[0]
    assert [line.get_marker() for line in axes.lines] == ["None"]
    assert "circles: " not in axes.get_title(loc="left")
    low, high = axes.get_ylim()
    assert high - low < 0.5
    assert all(tick == round(tick) for tick in axes.get_xticks())
    assert axes.get_xlim() == (0, 1)


def test_of_many_eigenvalues_the_first_recovered_are_drawn_and_the_rest_counted():
    values = [Fraction(20 - i, 10) for i in range(12)] + [Fraction(-3)]
    found = orbit(values, **START)
    assert [entry.value for entry in found.eigenvalues] == values[:MOST_CURVES]
    assert found.omitted == 13 - MOST_CURVES
    # The steps are those of the curves, not of what is not drawn.
    latest = max(entry.time[1] for entry in found.eigenvalues)
    assert found.last == latest * 5 // 4
    assert latest < orbit(values[-2:], **START).eigenvalues[0].time[0]
    legend = orbit_figure(found).axes[0].get_legend()
    assert legend.get_title().get_text() == "6 smaller ones\nare not drawn"


def test_equal_eigenvalues_are_one_line():
    (one, other) = orbit("2,2,1", **START).eigenvalues
    assert (one.index, one.count, other.index, other.count) == (1, 2, 3, 1)
    axes = orbit_figure(orbit("2,2,1", **START)).axes[0]
    assert "(×2)" in axes.get_legend().get_texts()[0].get_text()


def test_a_matrix_is_drawn_like_its_spectrum():
    of_matrix = orbit([[2, 1], [1, 2]], **START)
    of_spectrum = orbit("3,1", **START)
    assert [entry.time for entry in of_matrix.eigenvalues] == [
        entry.time for entry in of_spectrum.eigenvalues
    ]
    for one, other in zip(of_matrix.eigenvalues, of_spectrum.eigenvalues, strict=True):
        assert one.curve.middle == pytest.approx(other.curve.middle, rel=1e-9)


def test_on_axes_of_ones_own():
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    assert plot_orbit("2,1", **START, axes=axes) is axes
    assert axes.get_ylabel() == "eigenvalue w(k) of the product"
    with pytest.raises(BadInput, match="axes is of type str; accepted: an Axes of matplotlib"):
        plot_orbit("2,1", **START, axes="here")
