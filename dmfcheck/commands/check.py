"""``dmfcheck check``: run the real matrix descent and hold every applicable claim against it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.base.numbers import number_text
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar
from dmfcheck.commands.target import chosen_start, chosen_target, written_spectrum

if TYPE_CHECKING:
    from dmfcheck.problems.descent_check import DescentCheck

EXIT_CODES = {"refuted": 1, "undecided": 3}
"""Verdicts that end in something other than 0; where both occur the refutation counts."""
MEASURED = ("recovered at step", "predicted")


def check(
    *,
    matrix: options.AnyMatrix = None,
    depth: options.Depth,
    alpha: options.OneOfAlpha = None,
    start: options.Start = None,
    eta: options.Eta,
    aligned: options.Aligned = False,
    spectrum: options.Spectrum = None,
    beta: options.Beta = "0",
    delta: options.Delta = "1/10",
    steps: Annotated[
        str | None,
        typer.Option("--steps", metavar="K", help="Steps to run; by default what is needed."),
    ] = None,
    seed: options.Seed = "0",
    json_output: options.Json = False,
) -> int:
    """Run the real matrix descent and hold every claim that applies against it."""
    from dmfcheck.problems import asked

    target = chosen_target(matrix, spectrum, aligned=aligned)
    with bar("descent") as progress:
        result = asked.check(
            written_spectrum(target, spectrum, start),
            depth=depth,
            alpha=alpha,
            eta=eta,
            beta=beta,
            delta=delta,
            steps=steps,
            seed=seed,
            progress=progress,
            start=chosen_start(start),
            aligned=aligned,
        )
    if json_output:
        output.print_json(as_json(result))
    else:
        _print(as_json(result))
    codes = {EXIT_CODES.get(entry.verdict, 0) for entry in result.claims}
    return next((code for code in (1, 3) if code in codes), 0)


def as_json(result: DescentCheck) -> dict[str, Any]:
    """The outcome with the keys of ``dmfcheck check --json``; a margin that is no number is null.

    ``recorded`` counts the iterates that claims were held against. ``float_horizon`` is the step
    at which the descent was stopped because rounding could have left the exact orbit beyond it,
    null if that is later than ``steps``. ``stopped`` is "done", "step limit", "float horizon" or
    "left float64"; ``next_recovery`` the first one predicted later.
    """
    later = result.next_recovery
    return {
        "claims": [
            {
                "id": entry.id,
                "verdict": entry.verdict,
                "margin": _finite(entry.margin),
                "detail": entry.detail,
            }
            for entry in result.claims
        ],
        "eigenvalues": result.eigenvalues,
        "steps": result.steps,
        "recorded": result.recorded,
        "float_horizon": result.horizon,
        "stopped": result.stopped,
        "next_recovery": None if later is None else {"lo": later[0], "hi": later[1]},
        **({"aligned": True} if result.aligned else {}),
    }


def _finite(margin: float | None) -> float | None:
    return None if margin is None or not math.isfinite(margin) else margin


def _print(entries: dict[str, Any]) -> None:
    output.print_claims(
        entries["claims"], {"margin": ">= 0 where the claim holds, on this descent"}
    )
    print()
    output.print_table(
        ["singular value" if "aligned" in entries else "eigenvalue", *MEASURED],
        [
            [
                number_text(entry["value"]),
                "-" if entry["measured"] is None else str(entry["measured"]),
                output.steps_text(entry["predicted"]) if entry["predicted"] else "-",
            ]
            for entry in entries["eigenvalues"]
        ],
        {"predicted": "the certified step, beside the one that the real descent took"},
    )
    print()
    print(_ending(entries))


def _ending(entries: dict[str, Any]) -> str:
    """How many steps were run, what ended them, and what lies beyond them."""
    from dmfcheck.problems.asked import MOST_STEPS

    steps, later = entries["steps"], entries["next_recovery"]
    if entries["stopped"] == "left float64":
        return f"{steps} steps; the next iterate is not in float64"
    if 0 < entries["recorded"] <= steps:
        steps = f"{steps} steps, {entries['recorded']} on record"
    else:
        steps = f"{steps} steps"
    if entries["stopped"] == "float horizon":
        return f"{steps}, the last that float64 follows for certain"
    if later is None:
        return steps
    what = "first predicted recovery"
    if any(entry["measured"] is not None for entry in entries["eigenvalues"]):
        what = "next predicted recovery"
    limit = ", the limit" if entries["stopped"] == "step limit" else ""
    advice = (
        f"--steps {later['hi']} reaches it"
        if later["hi"] <= MOST_STEPS
        else f"beyond the {MOST_STEPS} steps that --steps takes at most"
    )
    return f"{steps}{limit}; the {what} is at step {output.steps_text(later)}: {advice}"
