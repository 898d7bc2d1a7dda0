"""A figure's file: refused before anything is computed, then written whole, the same every time."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dmfcheck.base.files import require_new_place
from dmfcheck.base.validation import BadInput
from dmfcheck.report.figures.style import require_matplotlib

__all__ = ["require_figure_file", "save"]

METADATA: dict[str, dict[str, Any]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": None},
    ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
"""By the ending of the name: what would say when a file was made, or by which release, left out."""

PIXELS_PER_INCH = 200


def require_figure_file(path: str, inputs: Iterable[str] = (), argument: str = "--output") -> None:
    """Refuse what cannot become a figure: another ending, no folder, a file that is an input.

    Raises :class:`~dmfcheck.base.validation.BadInput`, also where matplotlib is not installed.

    >>> require_figure_file("orbit.jpg")
    Traceback (most recent call last):
    dmfcheck.base.validation.BadInput: --output orbit.jpg ends in '.jpg'; accepted: a name that ends in .png, .svg or .pdf
    """  # noqa: E501 - a line of output
    require_matplotlib()
    ending = Path(path).suffix
    if ending.lower() not in METADATA:
        wrong = f"ends in {ending!r}" if ending else "has no ending"
        accepted = "a name that ends in .png, .svg or .pdf"
        raise BadInput(f"{argument} {path}".strip(), wrong, accepted)
    require_new_place(path, inputs, argument)


def save(figure: Any, path: str | os.PathLike[str], argument: str = "--output") -> None:
    """Write the figure to ``path``, in the format that its ending names, within :func:`styled`.

    One figure always gives the same bytes. Raises :class:`~dmfcheck.base.validation.BadInput`
    where the file cannot be written; then whatever stood there still does.
    """
    from dmfcheck.base.files import write_whole

    ending = Path(path).suffix.lower()
    buffer = io.BytesIO()
    options = {"dpi": PIXELS_PER_INCH} if ending == ".png" else {}
    figure.savefig(buffer, format=ending[1:], metadata=METADATA[ending], **options)
    write_whole(path, buffer.getvalue(), argument)
