"""The two figures of the explorer: eigenvalues and effective rank by steps, on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dmfcheck.base.numbers import nearest, number_text
from dmfcheck.report.explore import keys
from dmfcheck.report.explore.lines import follows_theory
from dmfcheck.report.explore.view import View
from dmfcheck.report.figures.style import COLOURS

__all__ = ["Figures"]

MOST_CURVES = len(COLOURS)
"""Distinct eigenvalues that are drawn, the largest first; more lines are not told apart."""

DASHES = ((), (8, 3), (2, 2), (8, 3, 2, 3), (12, 4), (5, 2), (1, 3))

MARK = (6, 3)
"""Dashes of a step that is marked."""

SHADE = 0.35
"""Of the box of a plateau."""

HEIGHT = 300

ROOM = 0.06
"""Part of an axis that is left free."""

LOWEST_RANK = 0.9

BEFORE = 10
"""The axis begins at this part of the first certified time."""

FARTHEST = 10**300
"""An axis of float64 has no place beyond."""

TOOLS = "xpan,xwheel_zoom,box_zoom,reset,save"

TICKS = """
const [start, end] = [Math.max(cb_data.range.start, 1e-300), cb_data.range.end];
const decades = Math.log10(end / start);
if (!(decades > 0)) return [];
const low = Math.floor(Math.log10(start)), high = Math.ceil(Math.log10(end));
const found = [];
if (decades > 2) {
    const apart = Math.ceil(decades / 5);
    for (let power = Math.ceil(low / apart) * apart; power <= high; power += apart)
        found.push(10 ** power);
} else if (decades > 0.7) {
    for (let power = low; power <= high; power++)
        for (const digit of decades > 1.4 ? [1, 3] : [1, 2, 5]) found.push(digit * 10 ** power);
} else {
    const width = (end - start) / 4, unit = 10 ** Math.floor(Math.log10(width));
    const step = unit * [1, 2, 5, 10].find((digit) => digit * unit >= width);
    for (let tick = Math.ceil(start / step) * step; tick <= end; tick += step) found.push(tick);
}
return found.filter((tick) => start <= tick && tick <= end);
"""
"""So few that their labels do not meet on a phone: powers of ten, or some multiples of them."""


@dataclass
class _Curve:
    """The line of an eigenvalue and the circle at its certified step."""

    line: Any
    circle: Any


class Figures:
    """Drawn once; :meth:`show` changes what is in them."""

    def __init__(self) -> None:
        from bokeh.models import ColumnDataSource, CustomJSTicker, Div, InlineStyleSheet, Range1d
        from bokeh.plotting import figure

        shared = {
            "x_axis_type": "log",
            "x_range": Range1d(1, 10),
            "height": HEIGHT,
            "sizing_mode": "stretch_width",
            "tools": TOOLS,
            "active_scroll": None,
            "toolbar_location": "right",
        }
        name = "eigenvalue w(k) of the product"
        self.above = figure(y_axis_label=name, y_range=Range1d(0, 1), **shared)
        name = "effective rank ‖W‖⁎ / ‖W‖"
        self.below = figure(y_axis_label=name, y_range=Range1d(LOWEST_RANK, 2), **shared)
        self.above.xaxis.axis_label = self.below.xaxis.axis_label = "step k, on a logarithmic scale"
        for axes in (self.above, self.below):
            axes.toolbar.logo = None
            axes.xgrid.grid_line_color = None
            axes.xaxis.ticker = CustomJSTicker(major_code=TICKS)
            axes.ygrid.grid_line_alpha = 0.4
        self._curves = [self._curve(place) for place in range(MOST_CURVES)]
        self._rank = ColumnDataSource({"k": [], "r": []})
        self._boxes = ColumnDataSource({key: [] for key in ("left", "right", "top", "bottom")})
        self.below.quad(
            source=self._boxes, fill_color=COLOURS[5], fill_alpha=SHADE, line_color=COLOURS[1]
        )
        self.below.line("k", "r", source=self._rank, line_width=2, color=COLOURS[0])
        self._horizon, self._onset = self._span(COLOURS[2]), self._span(COLOURS[3])
        named: dict[str, Any] = {
            "stylesheets": [InlineStyleSheet(css=keys.STYLE)],
            "sizing_mode": "stretch_width",
        }
        self.keys_above = Div(text="", **named)
        self.keys_below = Div(text="", **named)

    def _curve(self, place: int) -> _Curve:
        from bokeh.models import ColumnDataSource

        line = ColumnDataSource({"k": [], "w": []})
        circle = ColumnDataSource({"k": [], "w": []})
        colour = COLOURS[place]
        self.above.line(
            "k", "w", source=line, color=colour, line_width=2, line_dash=list(DASHES[place])
        )
        self.above.scatter(
            "k", "w", source=circle, size=9, line_color=colour, fill_color="white", line_width=2
        )
        return _Curve(line, circle)

    def _span(self, colour: str) -> tuple[Any, Any]:
        from bokeh.models import Span

        spans = []
        for axes in (self.above, self.below):
            span = Span(
                dimension="height",
                location=1,
                line_color=colour,
                line_dash=list(MARK),
                line_width=2,
                visible=False,
            )
            axes.add_layout(span)
            spans.append(span)
        return spans[0], spans[1]

    def show(self, view: View) -> None:
        """Draw what is known; what is not is left out."""
        self._show_sizes(view)
        lines = view.lines.found
        if lines is None:
            for curve in self._curves:
                curve.line.data, curve.circle.data = {"k": [], "w": []}, {"k": [], "w": []}
            self._rank.data = {"k": [], "r": []}
            self.keys_above.text = ""
        else:
            steps, values, ranks = lines.thinned()
            # Step 0 has no place on a logarithmic axis.
            k = steps[1:]
            self._show_steps(view, float(steps[-1]))
            self._rank.data = {"k": k, "r": ranks[1:]}
            self._show_curves(view, k, values[1:])
        self._show_plateaus(view)
        _place(self._horizon, None if view.horizon.found is None else view.horizon.found[0])
        onset = None if view.onset.found is None else view.onset.found[0]
        _place(self._onset, None if onset is None else onset[1])
        self._show_keys()

    def _show_keys(self) -> None:
        """What is drawn below, of that alone which is."""
        found = [keys.line_key(COLOURS[0], (), "effective rank")]
        if self._boxes.data["left"]:
            found.append(keys.box_key(COLOURS[5], COLOURS[1], SHADE, "certified plateau"))
        if self._onset[0].visible:
            found.append(keys.line_key(COLOURS[3], MARK, "onset, certified"))
        if self._horizon[0].visible:
            found.append(keys.line_key(COLOURS[2], MARK, "float horizon"))
        self.keys_below.text = keys.keys(found)

    def _show_sizes(self, view: View) -> None:
        """The axes of sizes, which depend on the target and the start alone: they stay still.

        From the identical start a stable descent leaves an eigenvalue < 0 for its limit, 0.
        """
        problem, values = view.asked.problem, view.asked.target.values
        sizes = [0.0, *map(_drawable, values), _drawable(problem.alpha**problem.depth)]
        if follows_theory(problem):
            sizes = [max(0.0, size) for size in sizes]
        room = (max(sizes) - min(sizes)) * ROOM
        self.above.y_range.update(start=min(sizes) - room, end=max(sizes) + room)
        self.below.y_range.end = max(2, len(values)) * (1 + ROOM)

    def _show_steps(self, view: View, last: float) -> None:
        """From some time before the first recovery to the last step."""
        known = view.prediction.found
        times = [entry.hitting_time for entry in known.eigenvalues] if known is not None else []
        first = min((_drawable(time[0]) for time in times if time), default=1.0)
        for axes in (self.above, self.below):
            axes.x_range.start = max(1.0, min(first, last) / BEFORE)
            axes.x_range.end = max(10.0, last)

    def _show_curves(self, view: View, k: Any, values: Any) -> None:
        spectrum = view.asked.target.values
        distinct = list(dict.fromkeys(spectrum))[:MOST_CURVES]
        predicted = view.prediction.found
        part = 1 - view.asked.delta
        items: list[str] = []
        for curve, size in zip(self._curves, distinct, strict=False):
            index = spectrum.index(size)
            time = predicted and predicted.eigenvalues[index].hitting_time
            curve.line.data = {"k": k, "w": values[:, index]}
            at = [max(1.0, _drawable(time[1]))] if time else []
            curve.circle.data = {"k": at, "w": [float(part * size)] * len(at)}
            name = _named(index, nearest(size), spectrum.count(size))
            place = len(items)
            items.append(keys.line_key(COLOURS[place], DASHES[place], name))
        for curve in self._curves[len(items) :]:
            curve.line.data, curve.circle.data = {"k": [], "w": []}, {"k": [], "w": []}
        self.keys_above.text = keys.keys(items)

    def _show_plateaus(self, view: View) -> None:
        predicted, end = view.prediction.found, self.below.x_range.end
        known = predicted.plateaus if predicted is not None else ()
        self._boxes.data = {
            "left": [max(1.0, _drawable(entry.start)) for entry in known],
            "right": [end if entry.stop is None else _drawable(entry.stop) for entry in known],
            "bottom": [float(entry.lower) for entry in known],
            "top": [float(entry.upper) for entry in known],
        }


def _named(index: int, value: float, count: int) -> str:
    times = f" (×{count})" if count > 1 else ""
    return f"λ{_subscript(index + 1)} = {number_text(value).replace('-', '−')}{times}"


def _subscript(number: int) -> str:
    return "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(number))


def _drawable(number: Fraction | int) -> float:
    """The float64 number nearest to it, or the last that an axis has a place for."""
    return float(max(-FARTHEST, min(number, FARTHEST)))


def _place(spans: Sequence[Any], step: int | None) -> None:
    for span in spans:
        span.visible = step is not None
        if step is not None:
            span.location = max(1.0, _drawable(step))
