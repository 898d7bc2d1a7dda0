"""The figure of constants: stated values and certified enclosures, each where it belongs."""

from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.commands.main import main
from dmfcheck.report.figures.constants_figure import constants_figure, plot_constants
from dmfcheck.theory.sharp import SharpConstant
from dmfcheck.theory.sharp_catalogue import by_constant, sharp_constants


def drawn(axes):
    """Stated values, and the ends of each bar, by depth."""
    stated = next(line for line in axes.lines if line.get_label() == "stated")
    bars = {}
    for container in axes.containers:
        for segments in container[2]:
            for (depth, low), (_, high) in segments.get_segments():
                bars.setdefault(round(depth), (low, high))
    return dict(zip(stated.get_xdata(), stated.get_ydata(), strict=True)), bars


def test_the_axes_hold_the_stated_and_the_certified_values():
    named = by_constant(sharp_constants("step.quoted"))
    assert [name for _, name in named] == ["quoted step", "quoted step", "monotone map"]
    panels = constants_figure(named).axes
    assert len(panels) == 3
    for axes, entries in zip(panels, named.values(), strict=True):
        stated, bars = drawn(axes)
        assert stated == {entry.depth: float(entry.stated) for entry in entries}
        for entry in entries:
            wanted = (float(entry.low), float(entry.high))
            assert bars[entry.depth] == pytest.approx(wanted, rel=1e-12)
        slacks = [text.get_text() for text in axes.texts]
        assert slacks == [f"{entry.slack:.3g}" for entry in entries]


def test_a_wide_enclosure_is_a_bar_from_end_to_end():
    (entry,) = sharp_constants("rank.window", 3)
    _, bars = drawn(constants_figure(by_constant([entry])).axes[0])
    assert bars[3] == pytest.approx((float(entry.low), float(entry.high)), rel=1e-12)
    assert bars[3][1] - bars[3][0] > 0.9


def test_an_end_that_is_not_certified_is_said():
    half = Fraction(1, 2)
    entry = SharpConstant("a.claim", "c", 2, half, Fraction(2, 5), None, -1, None, "", "open")
    axes = constants_figure(by_constant([entry])).axes[0]
    labels = axes.get_legend_handles_labels()[1]
    assert "no upper end is certified" in labels
    other = SharpConstant("a.claim", "c", 2, half, None, Fraction(2, 5), 1, None, "", "open")
    axes = constants_figure(by_constant([other])).axes[0]
    assert "no lower end is certified" in axes.get_legend_handles_labels()[1]
    neither = SharpConstant("a.claim", "c", 2, half, None, None, 1, None, "", "open")
    with pytest.raises(ValueError, match="neither end is certified"):
        constants_figure(by_constant([neither]))


def test_numbers_do_not_lie_on_the_marks():
    for axes in constants_figure(by_constant(sharp_constants("step.quoted"))).axes:
        axes.figure.draw_without_rendering()
        for text in axes.texts:
            bottom = axes.transData.inverted().transform(text.get_window_extent())[0][1]
            stated, bars = drawn(axes)
            depth = round(text.get_position()[0])
            assert bottom > np.max([stated[depth], *bars[depth]])


def test_the_command(tmp_path, drawing):
    file = tmp_path / "a.svg"
    assert main(["plot", "constants", "step.convergent", "-o", str(file)]) == 0
    text = drawing(file).text
    for words in ("step.convergent", "convergence bound", "depth N", "constant, no unit"):
        assert words in text
    assert "numbers: slack = stated / sharp" in text
    assert main(["plot", "constants", "step.convergent", "--depth", "3", "-o", str(file)]) == 0
    assert "2 3 4" not in drawing(file).text


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["flow.time"], "ID is 'flow.time', whose constants are not enclosed; accepted: "),
        (["step.monotne"], "ID is 'step.monotne', which is no claim; accepted: step.monotone"),
        (["step.monotone", "--depth", "11"], "--depth is 11; accepted: an integer in 2..10"),
    ],
)
def test_a_claim_without_such_a_figure_is_one_line(tmp_path, capsys, arguments, line):
    file = tmp_path / "a.svg"
    assert main(["plot", "constants", *arguments, "-o", str(file)]) == 2
    assert capsys.readouterr().err.startswith(f"dmfcheck: {line}")
    assert not file.exists()


def test_on_axes_of_ones_own():
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    assert plot_constants("step.monotone", axes=axes) is axes
    assert axes.get_xlabel() == "depth N"
    assert plot_constants("step.quoted", "quoted step", depth=3).get_title(loc="left") == (
        "step.quoted\nquoted step"
    )
    with pytest.raises(BadInput, match=r"name is 'x', no constant of step\.monotone"):
        plot_constants("step.monotone", "x")
