"""The paper's figure: effective rank by steps at several depths, certified plateaus shaded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dmfcheck.base.validation import Rational
from dmfcheck.dynamics.balls.plateaus import Plateau
from dmfcheck.problems.prediction import DEFAULT_DELTA
from dmfcheck.report.figures.plateaus_data import RankByStep, rank_by_step
from dmfcheck.report.figures.style import new_figure, require_axes, styled
from dmfcheck.report.figures.ticks import write_ticks
from dmfcheck.report.figures.words import number, range_of_steps

__all__ = ["draw_plateaus", "plateaus_figure", "plot_plateaus", "shade"]

BAND, EDGE = "#9ecae1", "#5a9bc4"
LINE = "#000000"
FLAT, BROAD = 0.01, 6.0
"""A box lower than the one (in ranks) is hidden by the curve; its edge has the other width, in
points."""

LISTED = 4
"""Plateaus whose numbers stand beside the Axes."""

SPREAD = 20
"""Where the last plateau begins so many times later than the first the axis of steps is
logarithmic: on an even one all but the last would be within a line's width."""

BEFORE = 10
"""Such an axis begins at this part of the first plateau's first step."""

PANEL = 1.75
"""Height of the Axes of a depth, in inches."""


def plot_plateaus(
    target: object,
    *,
    depth: object,
    alpha: Rational | None = None,
    eta: Rational | None = None,
    delta: Rational = DEFAULT_DELTA,
    steps: object = None,
    start: object = None,
    aligned: bool = False,
    axes: Any = None,
) -> Any:
    """Draw the effective rank at one depth on ``axes`` (a figure of its own if None): the Axes.

    A shaded box is a certified plateau: for its steps k the rank is between its lower and upper
    side. Other arguments as of :func:`~dmfcheck.report.figures.plateaus_data.rank_by_step`. Raises
    :class:`~dmfcheck.base.validation.BadInput`.

    >>> plot_plateaus("3,1", depth=2, alpha="1/100", eta="1/20").get_xlabel()
    'step k'
    """
    require_axes(axes)
    found = rank_by_step(
        target,
        depth=depth,
        alpha=alpha,
        eta=eta,
        delta=delta,
        steps=steps,
        start=start,
        aligned=aligned,
    )
    if axes is None:
        return plateaus_figure([found]).axes[0]
    draw_plateaus(axes, found)
    axes.set_xlabel("step k")
    return axes


def plateaus_figure(found: Sequence[RankByStep]) -> Any:
    """A figure of its own, one Axes a depth."""
    with styled():
        figure, panels = new_figure(PANEL * len(found) + 0.4, rows=len(found))
        for axes, one in zip(panels, found, strict=True):
            draw_plateaus(axes, one)
        panels[-1].set_xlabel("step k")
    return figure


def draw_plateaus(axes: Any, found: RankByStep) -> None:
    """Draw one depth on an Axes, which may be anybody's."""
    steps = [float(step) for step in found.curve.steps]
    log = _spread_out(found)
    axes.set_xscale("log" if log else "linear")
    for plateau in found.plateaus:
        shade(axes, plateau, found.last)
    axes.plot(steps, found.curve.middle, color=LINE)
    begun = max(1.0, float(found.plateaus[0].start) / BEFORE) if log else 0.0
    axes.set_xlim(begun, float(found.last))
    axes.set_ylim(0.9, _top(found))
    axes.set_ylabel("effective rank")
    problem = found.problem
    begun_at = f"α = {number(problem.alpha)}"
    if problem.starts:
        begun_at = f"α from {number(min(problem.starts[0]))} to {number(problem.alpha)}"
    axes.set_title(
        f"depth {problem.depth}, {begun_at}, η = {number(problem.eta)}; "
        f"boxes: certified plateaus for δ = {number(found.delta)}",
        loc="left",
    )
    # A line of numbers for each plateau stands beside it, not in a box too small for it.
    axes.text(1.02, 0.5, _table(found), transform=axes.transAxes, va="center", fontsize=7.5)
    write_ticks(axes.xaxis, log=log)
    write_ticks(axes.yaxis, log=False)


def _spread_out(found: RankByStep) -> bool:
    shown = [plateau.start for plateau in found.plateaus if plateau.start < found.last]
    return len(shown) > 1 and shown[-1] > SPREAD * max(1, shown[0])


def shade(axes: Any, plateau: Plateau, last: int) -> None:
    """Draw the box of a certified plateau up to step ``last``."""
    from matplotlib.patches import Rectangle

    stop = last if plateau.stop is None else min(plateau.stop, last)
    if plateau.start > stop:
        return
    low, high = float(plateau.lower), float(plateau.upper)
    corner = float(plateau.start), low
    box = Rectangle(corner, float(stop - plateau.start), high - low)
    # The edge shows a plateau of one step, and a broad one that of a rank known exactly.
    flat = high - low < FLAT
    box.set(facecolor=BAND, edgecolor=BAND if flat else EDGE, linewidth=BROAD if flat else 0.7)
    box.set_gid(f"plateau-{plateau.rank}")
    axes.add_patch(box)


def _top(found: RankByStep) -> float:
    """What leaves room above the plateaus, but not for all of the fall from n at the start."""
    uppers = [float(plateau.upper) for plateau in found.plateaus]
    wanted = max([*uppers, found.curve.high[-1]])
    return min(float(found.problem.size), wanted + (wanted - 1) / 2) + 0.1


def _table(found: RankByStep) -> str:
    lines = [_line(plateau) for plateau in found.plateaus[:LISTED]]
    if not lines:
        return "no plateau is certified"
    more = len(found.plateaus) - LISTED
    if more > 0:
        lines.append(f"and {more} more")
    return "\n".join(lines)


def _line(plateau: Plateau) -> str:
    # Rounded outwards.
    low, high = (f"{end / 100:.2f}" for end in _hundredths(plateau))
    where = range_of_steps(plateau.start, plateau.stop)
    places = plateau.recovered
    which = (
        f" ({', '.join(str(i + 1) for i in places)})"
        if places and places[-1] >= len(places)
        else ""
    )
    return f"rank {plateau.rank}{which}: {low} ≤ r ≤ {high}\n\u2003k = {where}".replace(
        "k = from", "k from"
    )


def _hundredths(plateau: Plateau) -> tuple[int, int]:
    return math.floor(plateau.lower * 100), math.ceil(plateau.upper * 100)
