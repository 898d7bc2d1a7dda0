"""``dmfcheck denoise``: early-stopped estimates at each certified plateau, and which to choose."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.base.numbers import integer_text, number_text
from dmfcheck.base.validation import BadInput, shown
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dmfcheck.base.validation import FloatMatrix
    from dmfcheck.problems.denoising_errors import DenoisingErrors
    from dmfcheck.problems.early_stopping import Spectrum, Stopped

SUFFIXES = (".csv", ".npy")


Noisy = Annotated[
    str, typer.Argument(metavar="MATRIX", help="The noisy matrix: a .csv, .npy or .mtx file.")
]
Start = Annotated[
    str | None, typer.Option("--alpha", metavar="A", help="Start; by default a small one.")
]
Step = Annotated[
    str | None,
    typer.Option("--eta", metavar="H", help="Step size; by default 0.9 of the stable one."),
]
Sigma = Annotated[
    str | None,
    typer.Option(
        "--sigma",
        metavar="S",
        help="Standard deviation of the noise in an entry, if known; else estimated.",
    ),
]
Aligned = Annotated[
    bool,
    typer.Option(
        "--aligned",
        help="Start along the singular vectors, as a rectangular matrix always does; this "
        "keeps negative eigenvalues of a symmetric one.",
    ),
]
Truth = Annotated[
    str | None,
    typer.Option("--truth", metavar="FILE", help="The matrix without noise, to compare with."),
]
Destination = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Write the chosen estimate (.csv or .npy)."
    ),
]


def denoise(
    matrix: Noisy,
    depth: options.Depth,
    alpha: Start = None,
    eta: Step = None,
    delta: options.Delta = "1/10",
    sigma: Sigma = None,
    aligned: Aligned = False,
    truth: Truth = None,
    destination: Destination = None,
    json_output: options.Json = False,
) -> int:
    """Denoise a matrix by stopping a deep factorization early, on a certified plateau."""
    from dmfcheck.base import validation
    from dmfcheck.base.files import require_new_place
    from dmfcheck.problems import early_stopping

    N = validation.depth(depth)
    tolerance = validation.proper_fraction(delta, "delta")
    numbers = _numbers(alpha=alpha, eta=eta, sigma=sigma)
    if destination is not None and Path(destination).suffix.lower() not in SUFFIXES:
        suffix = Path(destination).suffix
        raise BadInput("--output", f"has the suffix {suffix!r}", "a .csv or .npy file")
    if destination is not None:
        require_new_place(destination, [name for name in (matrix, truth) if name], "--output")
    with bar("denoise"):
        spectrum, clean = _matrices(matrix, truth, aligned=aligned)
        own_alpha, own_eta = early_stopping.chosen_start(spectrum, N)
        start, step = numbers.get("alpha", own_alpha), numbers.get("eta", own_eta)
        parameters: dict[str, Any] = {"depth": N, "alpha": start, "eta": step}
        found = early_stopping.early_stopped(spectrum, **parameters, delta=tolerance)
        level = float(numbers["sigma"]) if "sigma" in numbers else early_stopping.noise_of(spectrum)
        chosen = early_stopping.choose_plateau(spectrum, found, level)
        errors = None if clean is None else _errors(spectrum, found, clean, level, parameters)
    result = {
        "depth": N,
        "alpha": str(start),
        "eta": str(step),
        "sigma": level,
        "rank_above_noise": early_stopping.rank_above_noise(spectrum, level),
        **as_json(spectrum, found, chosen, errors),
    }
    if destination is not None:
        _write(destination, spectrum, found, chosen)
    if json_output:
        output.print_json(result)
    else:
        _print(result)
    return 3 if chosen is None else 0


def _numbers(**given: str | None) -> dict[str, Fraction]:
    """Those that are given, positive; sigma in float64."""
    from dmfcheck.base import validation

    texts = {name: value for name, value in given.items() if value is not None}
    numbers = {name: validation.positive(value, name) for name, value in texts.items()}
    if "sigma" in numbers and not validation.held_by_float64(numbers["sigma"]):
        wrong = f"is {validation.shown(numbers['sigma'])}, which float64 cannot hold"
        raise BadInput("sigma", wrong, "a noise level of 5e-324 to 1.7e308")
    return numbers


def _matrices(
    matrix: str, truth: str | None, *, aligned: bool
) -> tuple[Spectrum, FloatMatrix | None]:
    """The noisy matrix taken apart, and the one without noise where that is given."""
    from dmfcheck.problems.matrix_files import read_rectangular

    clean = None if truth is None else read_rectangular(truth, "--truth")
    spectrum = _spectrum(matrix, aligned=aligned)
    if clean is not None and clean.shape != spectrum.shape:
        raise BadInput(
            f"--truth {truth}",
            "has the shape {} x {}".format(*clean.shape),
            "the shape of MATRIX, {} x {}".format(*spectrum.shape),
        )
    return spectrum, clean


def _errors(
    spectrum: Spectrum,
    found: Sequence[Stopped],
    clean: FloatMatrix,
    level: float,
    parameters: dict[str, Any],
) -> DenoisingErrors:
    from dmfcheck.problems.denoising_errors import best_step, denoising_errors
    from dmfcheck.problems.early_stopping import FLOAT_STEPS

    errors = denoising_errors(spectrum, found, clean, level)
    last = min(max([entry.step for entry in found], default=0), FLOAT_STEPS)
    best, at = best_step(spectrum, clean, **parameters, steps=last)
    return replace(errors, best=best, best_step=at)


def _spectrum(matrix: str, *, aligned: bool) -> Spectrum:
    import numpy as np

    from dmfcheck.base import validation
    from dmfcheck.problems.early_stopping import decompose
    from dmfcheck.problems.matrix_files import read_rectangular

    array = read_rectangular(matrix)
    if aligned or array.shape[0] != array.shape[1]:
        if not np.any(array):
            raise BadInput(f"MATRIX {matrix}", "is 0", "a matrix with a nonzero entry")
        return decompose(array, "aligned")
    try:
        array = validation.symmetric(array, f"MATRIX {matrix}")
    except BadInput as error:
        takes = "a symmetric matrix, or any other with --aligned, as for a photograph"
        raise BadInput(error.argument, error.wrong, takes) from None
    spectrum = decompose(array, "identical")
    if spectrum.values[0] <= 0:
        raise BadInput(
            f"MATRIX {matrix}",
            "has no positive eigenvalue, and the identical start finds no other",
            "a matrix with one, or --aligned",
        )
    return spectrum


def as_json(
    spectrum: Spectrum,
    found: Sequence[Stopped],
    chosen: int | None,
    errors: DenoisingErrors | None,
) -> dict[str, Any]:
    """The estimates with the keys of ``dmfcheck denoise --json``; errors are Frobenius distances.

    ``chosen`` is the rank of the plateau that the rule picks without the truth (null if no plateau
    is certified), ``oracle`` that of the plateau with the least error.
    """
    plateaus = []
    for index, entry in enumerate(found):
        row: dict[str, Any] = {
            "rank": entry.plateau.rank,
            "start": entry.plateau.start,
            "stop": entry.plateau.stop,
            "step": entry.step,
            "effective_rank": entry.effective_rank,
        }
        if errors is not None:
            row["error"] = errors.plateaus[index].early
            row["threshold_error"] = errors.plateaus[index].threshold
        plateaus.append(row)
    result: dict[str, Any] = {
        "start": spectrum.start,
        "plateaus": plateaus,
        "chosen": None if chosen is None else found[chosen].plateau.rank,
    }
    if errors is not None:
        early = [entry.early for entry in errors.plateaus]
        best = min(range(len(early)), key=early.__getitem__) if early else None
        result["oracle"] = None if best is None else found[best].plateau.rank
        result["errors"] = {
            "best_step": {"step": errors.best_step, "error": errors.best},
            "shrinkage": errors.shrinkage,
            "converged": errors.converged,
            "noisy": errors.noisy,
        }
    return result


def _write(
    destination: str, spectrum: Spectrum, found: Sequence[Stopped], chosen: int | None
) -> None:
    import io

    import numpy as np

    from dmfcheck.base.files import write_whole

    if chosen is None:
        return
    estimate = spectrum.assembled(found[chosen].values)
    if Path(destination).suffix.lower() == ".npy":
        buffer = io.BytesIO()
        np.save(buffer, estimate)
        write_whole(destination, buffer.getvalue(), "--output")
    else:
        lines = [",".join(repr(float(x)) for x in row) + "\n" for row in estimate]
        write_whole(destination, "".join(lines), "--output")


def _print(result: dict[str, Any]) -> None:
    alpha, eta = (shown(Fraction(result[name])) for name in ("alpha", "eta"))
    print(f"{result['start']} start, alpha {alpha}, step size {eta}\n")
    columns = ["rank", "from step", "to step", "stopped at", "effective rank"]
    compared = "errors" in result
    if compared:
        columns += ["error", "threshold at this rank"]
    rows = []
    for entry in result["plateaus"]:
        marks = " chosen" if entry["rank"] == result["chosen"] else ""
        row = [
            str(entry["rank"]),
            integer_text(entry["start"]),
            "on" if entry["stop"] is None else integer_text(entry["stop"]),
            integer_text(entry["step"]),
            number_text(entry["effective_rank"]),
        ]
        if compared:
            marks += " best" if entry["rank"] == result["oracle"] else ""
            row += [number_text(entry["error"]), number_text(entry["threshold_error"])]
        rows.append([*row, marks.strip()])
    output.print_table([*columns, ""], rows, {**MEANINGS, **(COMPARED if compared else {})})
    print()
    if result["chosen"] is None:
        print("no plateau is certified: try a smaller --alpha or a larger --delta")
    else:
        above, sigma = result["rank_above_noise"], number_text(result["sigma"])
        print(f"{above} values stand above noise of standard deviation {sigma}")
    if compared:
        errors = result["errors"]
        at = errors["best_step"]
        print(f"error of the best step ({at['step']}): {number_text(at['error'])}")
        for name in ("shrinkage", "converged", "noisy"):
            print(f"error of {LABELS[name]}: {number_text(errors[name])}")


MEANINGS = {
    "from step, to step": "the certified plateau of this rank",
    "effective rank": "||W||_*/||W|| where it is stopped",
}
COMPARED = {
    "error": "Frobenius distance of the iterate from the truth",
    "threshold at this rank": "the same, of the best approximation of this rank",
}

LABELS = {
    "shrinkage": "the optimal shrinker",
    "converged": "the converged descent",
    "noisy": "the noisy matrix itself",
}
