"""``dmfcheck overlay``: a recorded run of anyone's code beside what is certified of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.base.numbers import integer_text, number_text
from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar
from dmfcheck.commands.target import chosen_target

if TYPE_CHECKING:
    from dmfcheck.problems.overlay.overlay import Overlay

MOST_NAMES = 6
"""Rows that are named with a reason."""

READING = {
    "certified": "the first step with w >= (1 - delta) lambda, and that of the onset",
    "between": "what the record says of the true step: rounding and steps left out leave room",
}

OF_MARGINS = {"margin": "the tightest on record, >= 0 where the claim holds, within its rounding"}

Recorded = Annotated[
    str,
    typer.Argument(
        metavar="RUN",
        help="Steps and singular values: a .csv, .npz or .json file, or a TensorBoard folder.",
    ),
]
Alpha = Annotated[str, typer.Option("--alpha", metavar="A", help="The loop's own start.")]
Eta = Annotated[str, typer.Option("--eta", metavar="H", help="The loop's own step size.")]
Target = Annotated[
    str | None,
    typer.Option("--target", metavar="MATRIX", help="Its target: a .csv, .npy or .mtx file."),
]
Conventions = Annotated[
    str,
    typer.Option(
        "--convention",
        metavar="WORDS",
        help="What the loop means: half, sum or mean (its loss); identical, gaussian or "
        "orthogonal (its start); factor or end-to-end (what alpha is the size of); float64 or "
        "float32; target=1/2 if it descends on half the target. One line: sum,end-to-end",
    ),
]
File = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Write the figure (.png, .svg, .pdf) or the .json."
    ),
]


def overlay(
    run: Recorded,
    depth: options.Depth,
    eta: Eta,
    alpha: Alpha,
    spectrum: options.Spectrum = None,
    target: Target = None,
    convention: Conventions = "",
    delta: options.Delta = "1/10",
    file: File = None,
    json_output: options.Json = False,
) -> int:
    """Lay certified times, plateaus and claims over a recorded run of your own code."""
    from dmfcheck.problems.overlay import overlay as recorded
    from dmfcheck.problems.overlay.files import read_recorded
    from dmfcheck.problems.overlay.written import as_json, as_text

    drawn = file is not None and Path(file).suffix.lower() != ".json"
    if file is not None:
        _require_place(file, [name for name in (run, target) if name], drawn=drawn)
    wanted = None if spectrum is None and target is None else _target(spectrum, target)
    steps, values = read_recorded(run)
    try:
        with bar("overlay"):
            found = recorded.overlay(
                steps,
                values,
                depth=depth,
                eta=eta,
                alpha=alpha,
                target=wanted,
                convention=convention,
                delta=delta,
            )
    except BadInput as error:
        raise _named(error, run, spectrum) from None
    if file is not None:
        _write(file, found, None if drawn else as_text(found))
    if json_output:
        output.print_json(as_json(found))
    else:
        _print(as_json(found))
    return _code(found)


def _code(found: Overlay) -> int:
    verdicts = {entry.verdict for entry in found.claims}
    if "refuted" in verdicts:
        return 1
    return 3 if found.contradictions or "undecided" in verdicts else 0


def _target(spectrum: str | None, target: str | None) -> Any:
    try:
        return chosen_target(target, spectrum)
    except BadInput as error:
        raise BadInput(
            error.argument.replace("MATRIX", "--target"), error.wrong, error.accepted
        ) from None


def _named(error: BadInput, run: str, spectrum: str | None) -> BadInput:
    """What the file has is named with it, and not as an option of that name elsewhere."""
    argument = error.argument
    if argument in ("steps", "singular_values"):
        argument = f"RUN {run}: {argument}"
    elif argument == "target":
        argument = "--target" if spectrum is None else "--spectrum"
    elif argument.startswith("convention"):
        argument = f"--{argument}"
    return BadInput(argument, error.wrong, error.accepted)


def _require_place(file: str, inputs: list[str], *, drawn: bool) -> None:
    from dmfcheck.base.files import require_new_place

    if not drawn:
        require_new_place(file, inputs, "--output")
        return
    from dmfcheck.report.figures.saving import require_figure_file

    require_figure_file(file, inputs)


def _write(file: str, found: Overlay, text: str | None) -> None:
    if text is not None:
        from dmfcheck.base.files import write_whole

        write_whole(file, text, "--output")
        return
    from dmfcheck.report.figures.overlay_figure import overlay_figure
    from dmfcheck.report.figures.saving import save
    from dmfcheck.report.figures.style import styled

    with styled():
        save(overlay_figure(found), file)


def _print(found: dict[str, Any]) -> None:
    onset = {"eigenvalue": None, **found["onset"]}
    entries = (*found["times"], onset)
    output.print_table(
        ["eigenvalue", "certified", "on record", "between", "verdict"],
        [_row(entry) for entry in entries],
        READING,
    )
    _print_reasons(entries, found["uncertified"])
    if found["plateaus"]:
        print()
        output.print_table(
            ["rank", "certified plateau", "on record", "at least", "at most", "verdict"],
            [_plateau(entry) for entry in found["plateaus"]],
        )
    if found["claims"]:
        print()
        output.print_claims(found["claims"], OF_MARGINS if _below(found["claims"]) else None)
    print()
    for line in _ending(found):
        output.print_wrapped(line)


def _below(claims: Iterable[dict[str, Any]]) -> bool:
    """Whether a margin of what holds is below 0, as rounding makes it."""
    return any(entry["verdict"] == "holds" and (entry["margin"] or 0) < 0 for entry in claims)


def _print_reasons(entries: Iterable[dict[str, Any]], said_below: str) -> None:
    """Why nothing is certified of some rows, each reason once, below the table."""
    rows: dict[str, list[str]] = {}
    for entry in entries:
        if (reason := entry.get("reason", "")) not in ("", said_below):
            rows.setdefault(reason, []).append(_named_row(entry))
    for reason, names in rows.items():
        if len(names) > MOST_NAMES:
            names = [*names[: MOST_NAMES - 2], "...", names[-1]]
        output.print_wrapped(f"{', '.join(names)}: {reason}")


def _named_row(entry: dict[str, Any]) -> str:
    return "onset" if entry["eigenvalue"] is None else number_text(entry["eigenvalue"])


def _row(entry: dict[str, Any]) -> list[str]:
    certified, within = entry["certified"], entry["within"]
    high = within["hi"]
    return [
        _named_row(entry),
        "-" if certified is None else output.steps_text(certified),
        "-" if entry["measured"] is None else integer_text(entry["measured"]),
        f"{within['lo']} on" if high is None else output.steps_text(within),
        entry["verdict"],
    ]


def _plateau(entry: dict[str, Any]) -> list[str]:
    seen = entry["measured"]
    return [
        str(entry["rank"]),
        _range(entry["start"], entry["stop"]),
        "-" if seen is None else _range(seen["start"], seen["stop"]),
        number_text(entry["lower"]),
        number_text(entry["upper"]),
        entry["verdict"],
    ]


def _range(start: int, stop: int | None) -> str:
    first = integer_text(start)
    return f"{first} on" if stop is None else f"{first}..{integer_text(stop)}"


def _ending(found: dict[str, Any]) -> list[str]:
    """Up to where the run is judged, what it contradicts and what it may be instead."""
    from dmfcheck.problems.overlay.verdicts import SHORT

    arithmetic, horizon = found["arithmetic"], found["horizon"]
    lines = []
    if found["uncertified"]:
        lines.append(f"nothing is certified: {found['uncertified']}")
    elif horizon is None:
        lines.append(f"judged up to step {found['judged']}; {arithmetic} follows that far")
    else:
        lines.append(f"judged up to step {horizon}, the last that {arithmetic} follows for certain")
    lines.append(
        f"{len(found['claims'])} claims have a verdict; why {len(found['left_out'])} others have "
        "none is in --json"
    )
    short = sum(entry["reason"] == SHORT for entry in found["left_out"])
    if short:
        lines.append(f"{short} of them: {SHORT}")
    if found["contradictions"]:
        lines.append(f"the run contradicts {', '.join(found['contradictions'])}")
        lines += found["suspected"] or ["no other reading of it was found that explains it"]
    return lines
