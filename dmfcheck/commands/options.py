"""The options that commands share; a value is text until the validation reads it."""

from __future__ import annotations

from typing import Annotated

import typer

from dmfcheck.base import validation
from dmfcheck.base.workers import cores

MOST_WORKERS = 256

Json = Annotated[bool, typer.Option("--json", help="Print JSON; big integers stay integers.")]
Depth = Annotated[str, typer.Option("--depth", metavar="N", help="Number of factors, 2..50.")]
Matrix = Annotated[
    str | None,
    typer.Argument(metavar="[MATRIX]", help="A symmetric matrix: a .csv, .npy or .mtx file."),
]
Spectrum = Annotated[
    str | None,
    typer.Option(
        "--spectrum", metavar="3,2,1/2", help="Exact eigenvalues, in place of a matrix file."
    ),
]
Alpha = Annotated[
    str, typer.Option("--alpha", metavar="A", help="Start: every factor is A times the identity.")
]
OneOfAlpha = Annotated[
    str | None,
    typer.Option("--alpha", metavar="A", help="Start: every factor is A times the identity."),
]
Start = Annotated[
    str | None,
    typer.Option(
        "--start",
        metavar="A,A,...",
        help="In place of --alpha: each factor on every eigenvector, in the order of the spectrum; "
        "rows for W_1; W_2; ... with semicolons; or a file of either.",
    ),
]
Aligned = Annotated[
    bool,
    typer.Option(
        "--aligned",
        help="Start along the singular vectors, as a rectangular matrix always does.",
    ),
]
NEEDED_UNLESS = {(command, "--alpha"): "--start" for command in ("predict", "check")}
"""What a command needs unless another option is given in its place."""

AnyMatrix = Annotated[
    str | None,
    typer.Argument(metavar="[MATRIX]", help="A symmetric or rectangular .csv, .npy or .mtx file."),
]
Eta = Annotated[str, typer.Option("--eta", metavar="H", help="Constant step size.")]
Beta = Annotated[
    str, typer.Option("--beta", metavar="B", help="The first factor starts at (A - B) I instead.")
]
Delta = Annotated[
    str,
    typer.Option(
        "--delta", metavar="D", help="An eigenvalue is recovered at w >= (1 - D) lambda, 0 < D < 1."
    ),
]
Seed = Annotated[str, typer.Option("--seed", metavar="S", help="Seed of every random choice.")]
Workers = Annotated[
    str | None,
    typer.Option("--workers", metavar="W", help="Processes; by default one per core."),
]


Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="tcp://HOST:PORT", help="A running Dask scheduler."),
]


def processes(workers: str | None) -> int:
    """How many processes ``--workers`` asks for: one per core that may be used, if nothing.

    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> processes("3")
    3
    """
    if workers is not None:
        return validation.whole(workers, "workers", 1, MOST_WORKERS)
    return cores()
