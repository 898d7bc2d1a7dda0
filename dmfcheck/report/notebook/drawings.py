"""Small drawings by steps, as SVG in the page: plateaus as boxes, measured values as lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dmfcheck.base.numbers import integer_text
from dmfcheck.report.notebook.parts import Html, text

WIDTH, HEIGHT = 460, 150
LEFT, BOTTOM = 42, 22
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00")

POINTS = 300
"""Of a line at most."""

Line = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Frame:
    """The scales of a drawing: steps 0..last across, ``low``..``high`` upwards."""

    last: float
    low: float
    high: float

    def x(self, step: float) -> float:
        """Where a step is, in units of the drawing."""
        return LEFT + (WIDTH - LEFT - 6) * min(step, self.last) / (self.last or 1)

    def y(self, value: float) -> float:
        """Where a value is."""
        share = (value - self.low) / ((self.high - self.low) or 1)
        return round((HEIGHT - BOTTOM) - (HEIGHT - BOTTOM - 8) * share, 2)

    def drawn(self, marks: Sequence[str], title: str, upwards: str) -> Html:
        """The whole drawing, with its ends written beside it."""
        label = '<text x="{}" y="{}" text-anchor="{}" font-size="11" fill="currentColor">{}</text>'
        labels = [
            label.format(LEFT - 4, self.y(self.high) + 8, "end", f"{self.high:.3g}"),
            label.format(LEFT - 4, self.y(self.low), "end", f"{self.low:.3g}"),
            label.format(LEFT, HEIGHT - 6, "start", "0"),
            label.format(WIDTH - 6, HEIGHT - 6, "end", integer_text(round(self.last))),
            label.format((LEFT + WIDTH) / 2, HEIGHT - 6, "middle", f"step k; {text(upwards)}"),
        ]
        axes = f'<path d="M{LEFT} 6V{HEIGHT - BOTTOM}H{WIDTH}" fill="none" stroke="currentColor"/>'
        return Html(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{text(title)}">'
            f"<title>{text(title)}</title>{''.join(marks)}{axes}{''.join(labels)}</svg>"
        )


def boxes(found: Sequence[tuple[int, int | None, float, float]], title: str, upwards: str) -> Html:
    """Boxes (first step, last one or None, low, high), as certified plateaus are.

    >>> boxes([(3, 9, 1.0, 1.1), (12, None, 1.9, 2.0)], "plateaus", "rank").count("<rect")
    2
    """
    ends = [end for first, last, _, _ in found for end in (first, last) if end is not None]
    last_step = 1.25 * float(min(max(ends), 10**300))
    frame = Frame(last_step, min(b[2] for b in found), max(b[3] for b in found))
    marks = []
    for first, last, low, high in found:
        left = frame.x(float(min(first, 10**300)))
        right = frame.x(last_step if last is None else float(min(last, 10**300)))
        top, height = frame.y(high), max(frame.y(low) - frame.y(high), 2)
        marks.append(
            f'<rect x="{left:.2f}" y="{top:.2f}" width="{max(right - left, 2):.2f}" '
            f'height="{height:.2f}" fill="#9ecae1" stroke="#5a9bc4"/>'
        )
    return frame.drawn(marks, title, upwards)


def lines(found: Sequence[Line], title: str, upwards: str) -> Html:
    """Lines through (step, value); a value that is not finite breaks its line.

    >>> lines([[(0, 1.0), (5, 2.0)]], "values", "w").count("<polyline")
    1
    """
    finite = [point for line in found for point in line if math.isfinite(point[1])]
    if not finite:
        return Html("")
    values = [value for _, value in finite]
    frame = Frame(max(step for step, _ in finite), min(values), max(values))
    marks = []
    for index, line in enumerate(found):
        thin = line[:: max(1, len(line) // POINTS)]
        for piece in _pieces([*thin, line[-1]]):
            path = " ".join(f"{frame.x(step):.2f},{frame.y(value):.2f}" for step, value in piece)
            colour = COLOURS[index % len(COLOURS)]
            marks.append(f'<polyline points="{path}" fill="none" stroke="{colour}"/>')
    return frame.drawn(marks, title, upwards)


def _pieces(line: Line) -> list[list[tuple[float, float]]]:
    pieces: list[list[tuple[float, float]]] = [[]]
    for step, value in line:
        if math.isfinite(value):
            pieces[-1].append((step, value))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]
