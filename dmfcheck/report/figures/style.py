"""How figures look: one style, that is read in colour, by the colour-blind and in grey alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dmfcheck.base.validation import BadInput

__all__ = [
    "COLOURS",
    "DASHES",
    "WIDTH",
    "new_figure",
    "require_axes",
    "require_matplotlib",
    "styled",
]

COLOURS = ("#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
"""Okabe and Ito's, which the colour-blind tell apart, the dark ones first."""

DASHES: tuple[Any, ...] = ("-", (0, (6, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)), (0, (10, 3)))
"""Lines that are told apart without colours; of another number than the colours."""

STYLE: dict[str, Any] = {
    "axes.grid": False,
    "axes.labelsize": 9,
    "axes.linewidth": 0.7,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 8.5,
    "axes.unicode_minus": True,
    "figure.constrained_layout.use": True,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "sans-serif"],
    "font.size": 9,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "lines.linewidth": 1.4,
    "lines.markersize": 4.5,
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": "dmfcheck",
    "xtick.labelsize": 8,
    "xtick.major.width": 0.7,
    "ytick.labelsize": 8,
    "ytick.major.width": 0.7,
}
"""Text of a PDF or SVG stays text; names in an SVG are salted with a constant, not at random. The
font comes with matplotlib; where an SVG is shown without it, Verdana has the same widths."""

WIDTH = 6.8
"""Of a figure, in inches: a page's."""


def require_matplotlib() -> None:
    """Raise :class:`~dmfcheck.base.validation.BadInput` where matplotlib is not installed."""
    try:
        import matplotlib.figure  # noqa: F401
    except ImportError:
        wrong = "draws with matplotlib, which is not installed"
        raise BadInput("plot", wrong, "pip install 'dmfcheck[figures]'") from None


@contextmanager
def styled() -> Iterator[None]:
    """The style within the block, where a figure has to be made, drawn on and saved.

    >>> import matplotlib
    >>> with styled():
    ...     matplotlib.rcParams["svg.fonttype"]
    'none'
    """
    require_matplotlib()
    import matplotlib

    # From matplotlib's own defaults, so that no matplotlibrc of this machine changes a figure.
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(STYLE)
        yield


def new_figure(height: float, rows: int = 1, columns: int = 1) -> tuple[Any, list[Any]]:
    """A figure of a page's width and ``height`` inches, and its Axes, row by row.

    It belongs to no window and to no list of open figures.

    >>> with styled():
    ...     len(new_figure(3, rows=2)[1])
    2
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height))
    return figure, list(figure.subplots(rows, columns, squeeze=False).flat)


def require_axes(axes: object) -> None:
    """Raise :class:`~dmfcheck.base.validation.BadInput` unless ``axes`` is an Axes, or None.

    >>> require_axes(None)
    """
    require_matplotlib()
    from matplotlib.axes import Axes

    if axes is not None and not isinstance(axes, Axes):
        raise BadInput("axes", f"is of type {type(axes).__name__}", "an Axes of matplotlib")
