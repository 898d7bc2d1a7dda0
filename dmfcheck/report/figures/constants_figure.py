"""Stated constants against certified enclosures of the sharp ones, by depth, with their slack."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dmfcheck.base.validation import BadInput
from dmfcheck.report.figures.style import COLOURS, new_figure, require_axes, styled
from dmfcheck.report.figures.ticks import write_ticks
from dmfcheck.theory.sharp import SharpConstant
from dmfcheck.theory.sharp_catalogue import by_constant, sharp_constants

__all__ = ["constants_figure", "draw_constants", "plot_constants"]

COLUMNS = 3
PANEL = 1.55
"""Height of the Axes of a constant, in inches; alone it has twice as much."""

STATED, SHARP = COLOURS[2], COLOURS[1]

BAR: dict[str, Any] = {
    "linestyle": "none",
    "color": SHARP,
    "capsize": 4,
    "capthick": 1.3,
    "elinewidth": 2.4,
}

SPREAD = 8
"""From this ratio of two values on an axis is logarithmic."""


def plot_constants(
    claim_id: str, name: str | None = None, *, depth: int | None = None, axes: Any = None
) -> Any:
    """Draw one named constant of a claim by depth on ``axes`` (a figure of its own if None).

    Circles are stated values, bars enclosures of the sharp ones; an arrow says that an end is not
    certified. The number above is the slack, stated / sharp. Without ``name`` the first constant.
    Raises :class:`~dmfcheck.base.validation.BadInput`. Returns the Axes.

    >>> plot_constants("step.monotone").get_xlabel()
    'depth N'
    """
    require_axes(axes)
    found = by_constant(sharp_constants(claim_id, depth))
    names = [known for known_id, known in found if known_id == claim_id]
    chosen = names[0] if name is None and names else name
    entries = found.get((claim_id, str(chosen)))
    if entries is None:
        raise BadInput("name", f"is {name!r}, no constant of {claim_id}", ", ".join(names))
    if axes is None:
        return constants_figure({(claim_id, str(chosen)): entries}).axes[0]
    draw_constants(axes, entries)
    axes.set_xlabel("depth N")
    return axes


def constants_figure(named: dict[tuple[str, str], list[SharpConstant]]) -> Any:
    """A figure of its own, one Axes a constant."""
    columns = min(COLUMNS, len(named))
    rows = math.ceil(len(named) / columns)
    with styled():
        height = PANEL * 2 if rows == 1 else PANEL * rows + 0.6
        figure, panels = new_figure(height, rows=rows, columns=columns)
        for axes, entries in zip(panels, named.values(), strict=False):
            draw_constants(axes, entries)
        for axes in panels[len(named) :]:
            axes.remove()
        for axes in panels[max(0, len(named) - columns) : len(named)]:
            axes.set_xlabel("depth N")
        for axes in panels[: len(named) : columns]:
            axes.set_ylabel("constant, no unit")
        known: dict[str, Any] = {}
        for axes in panels[: len(named)]:
            known |= dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
        figure.legend(
            known.values(),
            known.keys(),
            loc="outside upper left",
            ncols=len(known),
            title="numbers: slack = stated / sharp",
            title_fontsize=8,
            alignment="left",
            columnspacing=1.2,
            handletextpad=0.4,
        )
    return figure


def draw_constants(axes: Any, entries: Sequence[SharpConstant]) -> None:
    """Draw one constant, at one depth or more, on an Axes, which may be anybody's."""
    depths = [entry.depth for entry in entries]
    stated = [float(entry.stated) for entry in entries]
    ends = [_ends(entry) for entry in entries]
    log = _scale(axes, [*stated, *(end for pair in ends for end in pair)])
    middles = [(low + high) / 2 for low, high in ends]
    reach = [[(high - low) / 2 for low, high in ends]] * 2
    axes.errorbar(depths, middles, yerr=reach, label="sharp, certified enclosure", **BAR)
    _open_ends(axes, entries)
    axes.plot(depths, stated, "o", color=STATED, markerfacecolor="none", label="stated")
    axes.set_xlim(depths[0] - 0.6, depths[-1] + 0.6)
    axes.set_xticks(depths)
    for entry in entries:
        axes.text(
            entry.depth,
            0.99,
            f"{entry.slack:.3g}",
            transform=axes.get_xaxis_transform(),
            ha="center",
            va="top",
            rotation=90,
            fontsize=6.5,
        )
    axes.set_title(f"{entries[0].claim}\n{entries[0].name}", loc="left", fontsize=7.5)
    write_ticks(axes.yaxis, log=log)


def _ends(entry: SharpConstant) -> tuple[float, float]:
    """The enclosure, or its certified end twice."""
    low = entry.high if entry.low is None else entry.low
    high = entry.low if entry.high is None else entry.high
    if low is None or high is None:
        raise ValueError(f"{entry.claim}, {entry.name}: neither end is certified")
    return float(low), float(high)


def _scale(axes: Any, values: Sequence[float]) -> bool:
    """Limits with room for the numbers above; whether the axis is logarithmic."""
    low, high = min(values), max(values)
    if low > 0 and high > SPREAD * low:
        axes.set_yscale("log")
        axes.set_ylim(low / 1.6, high * (high / low) ** 0.9)
        return True
    room = max(high - low, abs(high) / 5)
    axes.set_ylim(low - room / 5, high + room * 0.8)
    return False


def _open_ends(axes: Any, entries: Sequence[SharpConstant]) -> None:
    """An arrow where an end of an enclosure is missing, towards the missing one."""
    low, high = axes.get_ylim()
    for side, arrow, head in (("high", "lolims", "^"), ("low", "uplims", "v")):
        lacking = [entry for entry in entries if getattr(entry, side) is None]
        if not lacking:
            continue
        axes.errorbar(
            [entry.depth for entry in lacking],
            [_ends(entry)[0] for entry in lacking],
            yerr=(high - low) / 9,
            **{**BAR, "elinewidth": 1.2, arrow: True},
        )
        end = "upper" if side == "high" else "lower"
        label = f"no {end} end is certified"
        axes.plot([], [], head, color=SHARP, markersize=6, label=label)
