"""The numbers along an axis, in characters: matplotlib's own powers fall apart in an SVG."""

from __future__ import annotations

import math
from typing import Any

from dmfcheck.report.figures.words import power_of_ten

__all__ = ["write_ticks"]

MINUS = "\N{MINUS SIGN}"


def write_ticks(axis: Any, *, log: bool) -> None:
    """Have an axis say its numbers: 10⁻² along a logarithmic one, ×10⁹ at the end of an even one.

    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> axes.set_xscale("log")
    >>> write_ticks(axes.xaxis, log=True)
    >>> axes.xaxis.get_major_formatter()(1e-3)
    '10⁻³'
    """
    from matplotlib.ticker import LogFormatter, NullFormatter, ScalarFormatter

    class Powers(LogFormatter):
        """Powers of ten, and nothing between them."""

        def __call__(self, x: float, pos: int | None = None) -> str:
            exponent = math.log10(x) if x > 0 else 0.5
            whole = round(exponent)
            return power_of_ten(whole) if abs(exponent - whole) < 1e-6 else ""

    class Plain(ScalarFormatter):
        """Numbers, and the power that they are multiplied by."""

        def get_offset(self) -> str:
            written = str(super().get_offset())
            if not written.startswith("1e"):
                return written
            # As the style has it, the sign of the power is a minus, not a hyphen.
            return f"×{power_of_ten(int(written[2:].replace(MINUS, '-')))}"

    if log:
        axis.set_major_formatter(Powers())
        axis.set_minor_formatter(NullFormatter())
    else:
        axis.set_major_formatter(Plain(useOffset=False))
