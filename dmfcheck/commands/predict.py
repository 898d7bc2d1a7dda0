"""``dmfcheck predict``: when each eigenvalue is recovered, and where the effective rank rests."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dmfcheck.base.numbers import integer_text, number_text
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar
from dmfcheck.commands.target import chosen_start, chosen_target, written_spectrum

RECOVERED = {
    "limit": "of w(k), the eigenvalue of the product",
    "recovered at step": "the first k with w(k) >= (1 - delta) lambda, certified",
}
RESTING = {
    "effective rank": "||W||_*/||W|| of the largest eigenvalues alone, as many as the rank",
    "at least, at most": "certified bounds of that of W(k), at each of the steps",
}
OTHERS = {"rank": "how many are recovered; which, where they are not the largest"}
"""Of plateaus whose eigenvalues are not recovered in their order."""


def predict(
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
    horizon: Annotated[
        bool | None,
        typer.Option(
            "--horizon/--no-horizon",
            help="Look for the float horizon; by default among 50 distinct eigenvalues at most.",
        ),
    ] = None,
    json_output: options.Json = False,
) -> int:
    """Predict certified recovery times, rank plateaus and how far float64 can follow."""
    from dmfcheck.problems import prediction as theory

    target = chosen_target(matrix, spectrum, aligned=aligned)
    with bar("predict"):
        found = theory.predict(
            written_spectrum(target, spectrum, start),
            depth=depth,
            alpha=alpha,
            eta=eta,
            beta=beta,
            delta=delta,
            start=chosen_start(start),
            aligned=aligned,
        )
        predicted = found.as_json(horizon=horizon)
    if json_output:
        output.print_json(predicted)
    else:
        _print(predicted, theory.HORIZON_STEPS)
    return 0


def _rank(plateau: dict[str, Any]) -> str:
    """The rank, and what is recovered where these are not the largest."""
    rank, places = plateau["rank"], plateau.get("recovered")
    if places is None or places == list(range(1, rank + 1)):
        return str(rank)
    return f"{rank}: {', '.join(map(str, places))}"


def _print(entries: dict[str, Any], examined: int) -> None:
    value = "singular value" if "aligned" in entries else "eigenvalue"
    output.print_table(
        [value, "limit", "recovered at step", ""],
        [
            [
                number_text(entry["value"]),
                "-" if entry["limit"] is None else number_text(entry["limit"]),
                output.steps_text(entry["hitting_time"]) if entry["hitting_time"] else "-",
                entry.get("reason", ""),
            ]
            for entry in entries["eigenvalues"]
        ],
        RECOVERED,
    )
    if entries["plateaus"]:
        print()
        ranks = [_rank(entry) for entry in entries["plateaus"]]
        output.print_table(
            ["rank", "from step", "to step", "effective rank", "at least", "at most"],
            [
                [
                    rank,
                    integer_text(entry["start"]),
                    "on" if entry["stop"] is None else integer_text(entry["stop"]),
                    *(number_text(entry[key]) for key in ("effective_rank", "lower", "upper")),
                ]
                for rank, entry in zip(ranks, entries["plateaus"], strict=True)
            ],
            RESTING if all(map(str.isdigit, ranks)) else OTHERS | RESTING,
        )
    print()
    horizon = entries["float_horizon"]
    if reason := entries.get("float_horizon_reason"):
        print(f"how far float64 follows the exact descent: {reason}")
    elif horizon is None:
        print(f"float64 follows the exact descent for at least {examined} steps")
    else:
        print(f"float64 follows the exact descent up to step {horizon}, and no further for certain")
