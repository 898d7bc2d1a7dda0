"""The figure of an orbit: eigenvalues of the product by steps, with certified hitting times."""

from __future__ import annotations

from typing import Any

from dmfcheck.base.validation import Rational
from dmfcheck.problems.prediction import DEFAULT_DELTA
from dmfcheck.report.figures.orbit_data import DrawnEigenvalue, Orbit, orbit
from dmfcheck.report.figures.style import COLOURS, DASHES, new_figure, require_axes, styled
from dmfcheck.report.figures.ticks import write_ticks
from dmfcheck.report.figures.words import number, range_of_steps, subscript

__all__ = ["draw_orbit", "orbit_figure", "plot_orbit"]

SPREAD = 30
"""Of steps and the first time, or of two sizes: from this ratio on an axis is logarithmic."""

VISIBLE = 1e-3
"""Relative width from which on an enclosure is seen beside its line."""

FEW = 10
"""Steps of which an axis would have parts."""

HEIGHT = 3.4


def plot_orbit(
    target: object,
    *,
    depth: object,
    alpha: Rational,
    eta: Rational,
    beta: Rational = 0,
    delta: Rational = DEFAULT_DELTA,
    steps: object = None,
    axes: Any = None,
) -> Any:
    """Draw w(k) of every eigenvalue on ``axes`` (a figure of its own if None), and return the Axes.

    Arguments as of :func:`dmfcheck.predict`, and ``steps``, up to which it is drawn. A circle is
    the certified first step with w >= (1 - delta) lambda. Raises
    :class:`~dmfcheck.base.validation.BadInput`.

    >>> plot_orbit("3,1", depth=2, alpha="1/100", eta="1/20").get_xlabel()
    'step k'
    """
    require_axes(axes)
    found = orbit(target, depth=depth, alpha=alpha, eta=eta, beta=beta, delta=delta, steps=steps)
    if axes is None:
        return orbit_figure(found).axes[0]
    draw_orbit(axes, found)
    return axes


def orbit_figure(found: Orbit) -> Any:
    """A figure of its own."""
    with styled():
        figure, (axes,) = new_figure(HEIGHT)
        draw_orbit(axes, found)
    return figure


def draw_orbit(axes: Any, found: Orbit) -> None:
    """Draw on an Axes, which may be anybody's."""
    _scales(axes, found)
    for place, entry in enumerate(found.eigenvalues):
        _draw(axes, entry, COLOURS[place % len(COLOURS)], DASHES[place % len(DASHES)])
        _mark(axes, entry, COLOURS[place % len(COLOURS)], found.last)
    axes.set_xlabel("step k")
    axes.set_ylabel("eigenvalue w(k) of the product")
    axes.set_title(_heading(found), loc="left")
    log = axes.get_xscale() == "log"
    axes.set_xlim(1 if log else 0, float(found.last))
    eta = float(found.problem.eta)
    if eta > 0:
        above = axes.secondary_xaxis("top", functions=(lambda k: k * eta, lambda t: t / eta))
        above.set_xlabel("flow time t = ηk")
        write_ticks(above.xaxis, log=log)
    write_ticks(axes.xaxis, log=log)
    if not log and found.last < FEW:
        axes.xaxis.get_major_locator().set_params(integer=True)
    write_ticks(axes.yaxis, log=axes.get_yscale() == "log")
    # Beside the numbers of flow time, not across their first.
    axes.yaxis.get_offset_text().set(x=-0.03, horizontalalignment="right")
    note = f"{found.omitted} smaller ones\nare not drawn" if found.omitted else None
    axes.legend(
        loc="center left",
        bbox_to_anchor=(1.01, 0.5),
        title=note,
        title_fontsize=8,
        handlelength=3.2,
        labelspacing=0.9,
    )


def _heading(found: Orbit) -> str:
    problem = found.problem
    beta = f", β = {number(problem.beta)}" if problem.beta else ""
    said = f"depth {problem.depth}, α = {number(problem.alpha)}{beta}, η = {number(problem.eta)}"
    if not any(entry.time and entry.time[1] <= found.last for entry in found.eigenvalues):
        return said
    return f"{said}; circles: first step at {number((1 - found.delta) * 100)} %"


def _scales(axes: Any, found: Orbit) -> None:
    times = [entry.time[1] for entry in found.eigenvalues if entry.time and entry.time[1] > 0]
    if times and found.last >= SPREAD * min(times):
        axes.set_xscale("log")
    sizes = [abs(entry.value) for entry in found.eigenvalues if entry.value]
    positive = all(low > 0 for entry in found.eigenvalues for low in entry.curve.low)
    if positive and sizes and max(sizes) >= SPREAD * min(sizes):
        axes.set_yscale("log")


def _draw(axes: Any, entry: DrawnEigenvalue, colour: str, dash: Any) -> None:
    curve = entry.curve
    steps = [float(step) for step in curve.steps]
    name = f"λ{subscript(entry.index)} = {number(entry.value)}"
    if entry.count > 1:
        name += f" (×{entry.count})"
    if entry.time is not None:
        name += f"\nK = {range_of_steps(*entry.time)}"
    axes.plot(steps, curve.middle, color=colour, linestyle=dash, label=name)
    if curve.width > VISIBLE:
        axes.fill_between(steps, curve.low, curve.high, color=colour, alpha=0.25, linewidth=0)


def _mark(axes: Any, entry: DrawnEigenvalue, colour: str, last: int) -> None:
    """Draw the circle of the certified time, if it is among the steps that are drawn."""
    if entry.time is not None and entry.time[1] <= last:
        axes.plot(
            [float(entry.time[1])],
            [float(entry.level)],
            "o",
            color=colour,
            markerfacecolor="white",
            zorder=3,
        )
