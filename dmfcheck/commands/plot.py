"""``dmfcheck plot``: a figure of certified numbers, as a PNG, SVG or PDF file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options
from dmfcheck.commands.bars import bar
from dmfcheck.commands.target import chosen_start, chosen_target, start_file, written_spectrum

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

Depths = Annotated[
    str, typer.Option("--depth", metavar="N,N,...", help="Numbers of factors, one Axes each.")
]
OwnAlpha = Annotated[
    str | None,
    typer.Option("--alpha", metavar="A", help="Start; by default A^N is 1e-4 of the norm."),
]
OwnEta = Annotated[
    str | None,
    typer.Option("--eta", metavar="H", help="Step size; by default 0.9 of the stable one."),
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


@app.command()
def plateaus(
    file: File,
    matrix: options.AnyMatrix = None,
    spectrum: options.Spectrum = None,
    depths: Depths = "2,3,4",
    alpha: OwnAlpha = None,
    start: options.Start = None,
    aligned: options.Aligned = False,
    eta: OwnEta = None,
    delta: options.Delta = "1/10",
    steps: Steps = None,
) -> int:
    """Draw the effective rank by steps at several depths, its certified plateaus shaded."""

    def drawn() -> Any:
        from dmfcheck.report.figures import plateaus_data, plateaus_figure

        target = written_spectrum(chosen_target(matrix, spectrum, aligned=aligned), spectrum, start)
        given = chosen_start(start)
        found = [
            plateaus_data.rank_by_step(
                target,
                depth=depth,
                alpha=alpha,
                eta=eta,
                delta=delta,
                steps=steps,
                start=given,
                aligned=aligned,
            )
            for depth in plateaus_data.depths_of(depths)
        ]
        return plateaus_figure.plateaus_figure(found)

    return _written(file, [matrix, start_file(start)], drawn)


@app.command()
def constants(
    file: File,
    claim_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One claim, such as step.quoted.")
    ] = None,
    depth: Annotated[
        str | None, typer.Option("--depth", metavar="N", help="One depth; 2 to 10 without it.")
    ] = None,
) -> int:
    """Draw stated constants against certified enclosures of the sharp ones, with their slack."""

    def drawn() -> Any:
        from dmfcheck.base.validation import whole
        from dmfcheck.report.figures import constants_figure as figures
        from dmfcheck.theory.kept_constants import kept_constants
        from dmfcheck.theory.ledger import claim
        from dmfcheck.theory.sharp_catalogue import DEPTHS, by_constant

        if claim_id is not None:
            claim(claim_id)
        N = None if depth is None else whole(depth, "depth", DEPTHS[0], DEPTHS[-1])
        found = kept_constants(claim_id, N, workers=options.processes(None))
        return figures.constants_figure(by_constant(found))

    return _written(file, [], drawn)


@app.command()
def margin(
    claim_id: Annotated[
        str, typer.Argument(metavar="ID", help="A claim, a mutant, or FILE.py::claim.id.")
    ],
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME=VALUE...",
            help="Every parameter, one of them as a range: depth=3 eta=1/100..1/4",
        ),
    ],
    file: File,
) -> int:
    """Draw the margin of a claim along a parameter, certified, and where it is tightest."""

    def drawn() -> Any:
        from dmfcheck.hunt.subject import read_subject
        from dmfcheck.report.figures import margin_data, margin_figure

        claim = read_subject(claim_id).claim()
        try:
            found = margin_data.margins_along(claim, margin_data.read_values(values))
        except BadInput as error:
            # NAME=VALUE has no dashes, whatever option has the same name elsewhere.
            argument = f"NAME=VALUE {error.argument}".replace("NAME=VALUE NAME", "NAME")
            raise BadInput(argument, error.wrong, error.accepted) from None
        return margin_figure.margin_figure(found)

    return _written(file, [claim_id.rpartition("::")[0]], drawn)


@app.command()
def proofs(
    file: File,
    claim_id: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="One claim with its parts, or a beginning: rank."),
    ] = None,
    evidence: Annotated[
        str | None,
        typer.Option("--evidence", metavar="FILE", help="What `pytest --dmf-json FILE` wrote."),
    ] = None,
) -> int:
    """Draw the graph of claims, what each rests on and what checks it."""

    def drawn() -> Any:
        from dmfcheck.report.figures import proofs_figure as figures
        from dmfcheck.report.proof_graph import proof_graph
        from dmfcheck.testing.recorded import read_evidence

        chosen = figures.chosen_claims(claim_id)
        found = {} if evidence is None else read_evidence(evidence)
        return figures.proofs_figure(proof_graph(figures.strengths(chosen, found)))

    return _written(file, [evidence], drawn)


def _written(file: str, inputs: Iterable[str | None], drawn: Callable[[], Any]) -> int:
    """Write the figure that ``drawn`` makes, if it is made in time: the exit code."""
    from dmfcheck.base.bounds import within
    from dmfcheck.report.figures.saving import require_figure_file, save
    from dmfcheck.report.figures.style import styled

    require_figure_file(file, [name for name in inputs if name])
    with styled():
        with within(SECONDS) as limit, bar("plot", SECONDS):
            figure = drawn()
        if limit.reached:
            print(f"undecided: the figure is not drawn within {SECONDS} s")
            return UNDECIDED
        save(figure, file)
    return 0
