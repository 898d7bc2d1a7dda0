"""``dmfcheck constants``: stated constants, certified enclosures of the sharp ones, witnesses."""

from __future__ import annotations

from typing import Annotated

import typer

from dmfcheck.commands import options, output


def constants(
    claim_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One claim, such as step.monotone.")
    ] = None,
    depth: Annotated[
        str | None,
        typer.Option("--depth", metavar="N", help="One depth; 2 to 10 without it."),
    ] = None,
    json_output: options.Json = False,
) -> int:
    """Enclose the sharp values of the named constants, and say how far the stated ones are off."""
    from dmfcheck.base import validation
    from dmfcheck.theory.ledger import claim
    from dmfcheck.theory.sharp_catalogue import DEPTHS, sharp_constants

    if claim_id is not None:
        claim(claim_id)
    N = None if depth is None else validation.whole(depth, "depth", DEPTHS[0], DEPTHS[-1])
    found = list(sharp_constants(claim_id, N))
    if json_output:
        output.print_json([entry.as_json() for entry in found])
        return 0
    rows = []
    for entry in found:
        data = entry.as_json()
        low, high = (end or "not certified" for end in data["digits"])
        rows.append(
            [
                entry.claim,
                entry.name,
                str(entry.depth),
                f"{data['stated']:.12g}",
                low,
                high,
                f"{entry.slack:.4g}",
            ]
        )
    output.print_table(["claim", "constant", "N", "stated", "at least", "at most", "slack"], rows)
    for reason in dict.fromkeys(
        f"{entry.claim}, {entry.name}: {entry.reason}" for entry in found if entry.reason
    ):
        print(reason)
    return 0
