"""``dmfcheck plot``: a figure of certified numbers, as a PNG, SVG or PDF file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.commands import options
from dmfcheck.commands.target import chosen_target

if TYPE_CHECKING:
    from collections.abc import Iterable

SECONDS = 300
"""A figure that takes longer is given up."""

UNDECIDED = 3

app = typer.Typer(rich_markup_mode=None, add_completion=False)

File = Annotated[
    str,
    typer.Option("-o", "--output", metavar="FILE", help="Write FILE.png, FILE.svg or FILE.pdf."),
]
Steps = Annotated[
    str | None,
    typer.Option("--steps", metavar="K", help="Draw K steps; by default until all is recovered."),
]


@app.callback()
def plot() -> None:
    """Draw a figure of certified numbers: PNG, SVG or PDF (extra `figures`)."""


@app.command()
def orbit(
    depth: options.Depth,
    alpha: options.Alpha,
    eta: options.Eta,
    file: File,
    matrix: options.Matrix = None,
    spectrum: options.Spectrum = None,
    beta: options.Beta = "0",
    delta: options.Delta = "1/10",
    steps: Steps = None,
) -> int:
    """Draw the eigenvalues of the product by steps, with their certified hitting times."""

    def drawn() -> Any:
        from dmfcheck.report.figures import orbit_data, orbit_figure

        found = orbit_data.orbit(
            chosen_target(matrix, spectrum),
            depth=depth,
            alpha=alpha,
            eta=eta,
            beta=beta,
            delta=delta,
            steps=steps,
        )
        return orbit_figure.orbit_figure(found)

    return _written(file, [matrix], drawn)


def _written(file: str, inputs: Iterable[str | None], drawn: Callable[[], Any]) -> int:
    """Write the figure that ``drawn`` makes, if it is made in time: the exit code."""
    from dmfcheck.base.bounds import within
    from dmfcheck.report.figures.saving import require_figure_file, save
    from dmfcheck.report.figures.style import styled

    require_figure_file(file, [name for name in inputs if name is not None])
    with styled():
        with within(SECONDS) as limit:
            figure = drawn()
        if limit.reached:
            print(f"undecided: the figure is not drawn within {SECONDS} s")
            return UNDECIDED
        save(figure, file)
    return 0
