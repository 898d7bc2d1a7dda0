"""The figure of an overlay: a run's curves, certified steps and plateaus, and the float horizon."""

from __future__ import annotations

from typing import Any

import numpy as np

from dmfcheck.base.numbers import number_text
from dmfcheck.problems.overlay.against import OverlaidStep
from dmfcheck.problems.overlay.overlay import Overlay
from dmfcheck.report.figures.plateaus_figure import LINE, shade
from dmfcheck.report.figures.style import COLOURS, DASHES, new_figure, require_axes, styled
from dmfcheck.report.figures.ticks import write_ticks
from dmfcheck.report.figures.words import number, range_of_steps, steps_text, subscript

__all__ = ["draw_overlay", "overlay_figure", "plot_overlay"]

MOST_CURVES = 7
"""Singular values that are drawn, the largest first."""

MOST_POINTS = 2_000
"""Of a curve: of a longer run as many rows at equal distances."""

HEIGHT = 4.6
BEYOND = "#d9d9d9"
HORIZON = "#7f7f7f"


def plot_overlay(found: Overlay, *, axes: Any = None) -> Any:
    """Draw a run's singular values on ``axes``, and return the Axes; a figure of its own if None.

    Lines are what was recorded; a shaded step is the certified one at which w >= (1 - delta)
    lambda, a circle the recorded one. Beyond the horizon nothing is judged, and all is grey. A
    figure of its own has the effective rank and its certified plateaus below. Raises
    :class:`~dmfcheck.base.validation.BadInput`.

    >>> from dmfcheck.problems.overlay.overlay import overlay
    >>> run = overlay([0, 9], [[0.25], [0.9]], depth=2, eta="1/4", alpha="1/2", target="1")
    >>> plot_overlay(run).get_ylabel()
    'singular value'
    """
    require_axes(axes)
    if axes is None:
        return overlay_figure(found).axes[0]
    draw_overlay(axes, found)
    axes.set_xlabel("step k")
    return axes


def overlay_figure(found: Overlay) -> Any:
    """A figure of its own: the singular values, and below them the effective rank."""
    with styled():
        figure, (above, below) = new_figure(HEIGHT, rows=2)
        draw_overlay(above, found)
        _draw_ranks(below, found)
        below.set_xlabel("step k")
    return figure


ABOVE = 0.08
"""Part of the axis of singular values that is left free above them."""


def draw_overlay(axes: Any, found: Overlay) -> None:
    """Draw on an Axes, which may be anybody's."""
    rows = _drawn_rows(found)
    for index, entry in enumerate(found.times[:MOST_CURVES]):
        colour, dash = COLOURS[index % len(COLOURS)], DASHES[index % len(DASHES)]
        values = found.run.values[rows, index]
        name = f"λ{subscript(index + 1)} = {number(found.problem.spectrum[index])}"
        axes.plot(
            found.run.steps[rows], values, color=colour, linestyle=dash, label=name + _words(entry)
        )
        if entry.certified is not None and entry.certified[0] <= found.run.steps[-1]:
            low, high = entry.certified
            band = axes.axvspan(low, high, color=colour, alpha=0.25, linewidth=1.6)
            band.set_gid(f"certified-{index + 1}")
        if entry.measured is not None:
            place = int(np.searchsorted(found.run.steps, entry.measured))
            height = found.run.values[place, index]
            axes.plot(
                [entry.measured], [height], "o", color=colour, markerfacecolor="white", zorder=3
            )
    _frame(axes, found)
    # The name of the horizon is above the curves.
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + ABOVE * (high - low))
    axes.set_ylabel("singular value")
    axes.set_title(_heading(found), loc="left")
    more = found.run.size - MOST_CURVES
    axes.legend(
        loc="center left",
        bbox_to_anchor=(1.01, 0.5),
        title=f"{more} smaller ones\nare not drawn" if more > 0 else None,
        title_fontsize=8,
        handlelength=3.2,
        labelspacing=0.9,
    )


def _draw_ranks(axes: Any, found: Overlay) -> None:
    rows, last = _drawn_rows(found), int(found.run.steps[-1])
    for entry in found.plateaus:
        shade(axes, entry.plateau, last)
    axes.plot(found.run.steps[rows], found.run.effective_ranks[rows], color=LINE)
    _frame(axes, found)
    axes.set_ylabel("effective rank")
    words = [
        f"rank {entry.plateau.rank}: {entry.verdict}\n\u2003"
        + range_of_steps(entry.plateau.start, entry.plateau.stop)
        for entry in found.plateaus[:4]
    ]
    onset = found.onset
    if onset.certified is not None:
        words.append(f"onset {range_of_steps(*onset.certified)}: {onset.verdict}")
    text = "\n".join(words) or "no plateau is certified"
    axes.text(1.02, 0.5, text, transform=axes.transAxes, va="center", fontsize=7.5)


def _frame(axes: Any, found: Overlay) -> None:
    """The axis of steps, and on it the horizon."""
    first, last = int(found.run.steps[0]), int(found.run.steps[-1])
    axes.set_xlim(first, max(last, first + 1))
    if 0 <= found.judged < last:
        axes.axvspan(found.judged, last, color=BEYOND, alpha=0.5, linewidth=0)
        line = axes.axvline(found.judged, color=HORIZON, linestyle=(0, (4, 3)), linewidth=1)
        line.set_gid("horizon")
        axes.annotate(
            f"{found.arithmetic.name} horizon",
            (found.judged, 1),
            xycoords=("data", "axes fraction"),
            xytext=(3, -9),
            textcoords="offset points",
            fontsize=7.5,
            color="#4d4d4d",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
        )
    write_ticks(axes.xaxis, log=False)
    write_ticks(axes.yaxis, log=False)


def _drawn_rows(found: Overlay) -> Any:
    count = len(found.run.steps)
    return np.unique(np.linspace(0, count - 1, min(count, MOST_POINTS)).round().astype(int))


def _words(entry: OverlaidStep) -> str:
    seen = entry.verdict if entry.measured is None else f"on record {steps_text(entry.measured)}"
    if entry.certified is None:
        return f"\n{seen}"
    return f"\nK = {range_of_steps(*entry.certified)}, {seen}"


def _heading(found: Overlay) -> str:
    problem = found.problem
    alpha, eta = (number_text(float(value)) for value in (problem.alpha, problem.eta))
    words = f"depth {problem.depth}, factors start at α = {alpha}, step size η = {eta}"
    if meant := found.convention.translated().replace("alpha", "α"):
        words += f"\ntranslated from the loop's {meant}"
    return words if found.judged >= 0 else f"{words}: nothing is certified"
