"""The margin of a claim along a parameter, certified at every point, and where it is tightest."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping
from typing import Any

from dmfcheck.claims.claim import Claim
from dmfcheck.report.figures.margin_data import MarginAt, Margins, margins_along
from dmfcheck.report.figures.style import COLOURS, new_figure, require_axes, styled
from dmfcheck.report.figures.ticks import write_ticks
from dmfcheck.report.figures.words import number

__all__ = ["draw_margin", "margin_figure", "plot_margin"]

HOLDS, FAILS, OUTSIDE = COLOURS[1], COLOURS[2], "#dddddd"

SPREAD = 1000
"""From this ratio of two margins on their axis is logarithmic, where none is negative."""

HEIGHT = 3.3


def plot_margin(claim: Claim | str, values: Mapping[str, Any], *, axes: Any = None) -> Any:
    """Draw the margin of a claim, or of one by its id, on ``axes`` (a figure of its own if None).

    One of ``values`` is a range (low, high), the others are fixed. A margin is >= 0 exactly where
    the claim holds; every point is decided in exact rationals or balls. Raises
    :class:`~dmfcheck.base.validation.BadInput`. Returns the Axes.

    >>> at = {"depth": 2, "eigenvalue": 1, "alpha": "1/10", "fraction": "1/2"}
    >>> plot_margin("time.two_layer", {**at, "eta": ("1/100", "1/2")}).get_xlabel()
    'eta: step size'
    """
    from dmfcheck.theory.ledger import claim as of_id

    require_axes(axes)
    found = margins_along(of_id(claim) if isinstance(claim, str) else claim, values)
    if axes is None:
        return margin_figure(found).axes[0]
    draw_margin(axes, found)
    return axes


def margin_figure(found: Margins) -> Any:
    """A figure of its own."""
    with styled():
        figure, (axes,) = new_figure(HEIGHT)
        draw_margin(axes, found)
    return figure


def draw_margin(axes: Any, found: Margins) -> None:
    """Draw on an Axes, which may be anybody's."""
    values = [float(point.value) for point in found.points]
    axes.set_xscale("log" if found.log else "linear")
    log = _logarithmic(found)
    axes.set_yscale("log" if log else "linear")
    if not log:
        axes.axhline(0, color="black", linewidth=0.7)
    _shade_outside(axes, found)
    axes.plot(values, [point.margin for point in found.points], color=HOLDS, linewidth=0.9)
    _marks(axes, found)
    tightest = found.tightest
    where = f"{found.along.name} = {number(tightest.value)}"
    axes.plot(
        [float(tightest.value)],
        [tightest.margin],
        "o",
        markersize=9,
        markerfacecolor="none",
        color="black",
        clip_on=False,
        label=f"tightest: {_signed(tightest.margin)}\nat {where}",
    )
    meaning = f": {found.along.meaning}" if found.along.meaning else ""
    axes.set_xlabel(f"{found.along.name}{meaning}")
    axes.set_ylabel("margin, ≥ 0 where the claim holds")
    fixed = ", ".join(f"{name} = {_plain(value)}" for name, value in found.fixed.items())
    heading = textwrap.wrap(f"{found.claim.id} at {fixed}" if fixed else found.claim.id, 80)
    axes.set_title("\n".join(heading[:3]), loc="left")
    axes.set_xlim(values[0], values[-1])
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), labelspacing=0.9)
    if found.along.shape == "integer" and not found.log:
        axes.xaxis.get_major_locator().set_params(integer=True)
    write_ticks(axes.xaxis, log=found.log)
    write_ticks(axes.yaxis, log=log)


def _plain(value: Any) -> str:
    """A parameter as it is typed: a spectrum without its brackets, nothing with quotes.

    >>> _plain(["1", "1/2"]), _plain([["1", "0"], ["0", "1/2"]])
    ('1,1/2', '[[1,0],[0,1/2]]')
    """
    if not isinstance(value, list):
        return str(value)
    if not any(isinstance(entry, list) for entry in value):
        return ",".join(map(str, value))
    return f"[{','.join(_bracketed(entry) for entry in value)}]"


def _bracketed(entry: Any) -> str:
    text = _plain(entry)
    return text if text.startswith("[") else f"[{text}]"


def _signed(margin: float) -> str:
    return f"{margin:.3g}".replace("-", "−", 1) if margin < 0 else f"{margin:.3g}"


def _logarithmic(found: Margins) -> bool:
    known = [point.margin for point in found.points if not math.isnan(point.margin)]
    return min(known) > 0 and max(known) > SPREAD * min(known)


def _marks(axes: Any, found: Margins) -> None:
    styles = {
        "holds": {"marker": "o", "color": HOLDS, "markersize": 3},
        "refuted": {"marker": "x", "color": FAILS, "markersize": 5},
    }
    for verdict, style in styles.items():
        points = [point for point in found.points if point.verdict == verdict]
        if points:
            axes.plot(
                [float(point.value) for point in points],
                [point.margin for point in points],
                linestyle="none",
                clip_on=False,
                label=f"{verdict}, certified",
                **style,
            )
    undecided = [float(point.value) for point in found.points if point.verdict == "undecided"]
    if undecided:
        axes.plot(
            undecided,
            [0.03] * len(undecided),
            "|",
            color="black",
            markersize=8,
            label="undecided",
            transform=axes.get_xaxis_transform(),
        )


def _shade_outside(axes: Any, found: Margins) -> None:
    label = "outside the hypotheses"
    points = list(found.points)
    for i, point in enumerate(points):
        if point.verdict == "outside hypotheses":
            left, right = _between(points, i - 1, i), _between(points, i, i + 1)
            axes.axvspan(left, right, color=OUTSIDE, linewidth=0, label=label)
            label = "_nolegend_"


def _between(points: list[MarginAt], i: int, j: int) -> float:
    """Halfway between two neighbours, or the end."""
    one, other = points[max(i, 0)], points[min(j, len(points) - 1)]
    return float(one.value + other.value) / 2
