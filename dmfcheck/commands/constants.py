"""``dmfcheck constants``: stated constants, certified enclosures of the sharp ones, witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar

if TYPE_CHECKING:
    from dmfcheck.theory.sharp import SharpConstant


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
    """Enclose the sharp values of the named constants, and say how far the stated ones are off.

    What the same sources have enclosed before is read from the user's cache.
    """
    from dmfcheck.base import validation
    from dmfcheck.theory.kept_constants import kept_constants
    from dmfcheck.theory.ledger import claim
    from dmfcheck.theory.sharp_catalogue import DEPTHS, by_constant

    if claim_id is not None:
        claim(claim_id)
    N = None if depth is None else validation.whole(depth, "depth", DEPTHS[0], DEPTHS[-1])
    with bar("constants"):
        found = list(kept_constants(claim_id, N, workers=options.processes(None)))
    if json_output:
        output.print_json([entry.as_json() for entry in found])
        return 0
    for (known, name), entries in by_constant(found).items():
        print(f"{known}, {name}")
        output.print_table(
            ["N", "stated", "at least", "at most", "slack"], list(map(_row, entries))
        )
        print()
    for heading, meaning in MEANINGS.items():
        output.print_wrapped(f"{heading}: {meaning}")
    for reason in dict.fromkeys(
        f"{entry.claim}, {entry.name}: {entry.reason}" for entry in found if entry.reason
    ):
        output.print_wrapped(reason)
    return 0


MEANINGS = {
    "N": "depth",
    "at least, at most": "certified ends of the sharp value",
    "slack": "stated / sharp",
}

DIGITS = 20
"""Decimals of a certified end in the table; --json has 25."""


def _row(entry: SharpConstant) -> list[str]:
    from dmfcheck.theory.sharp import decimal_down, decimal_up

    return [
        str(entry.depth),
        f"{float(entry.stated):.12g}",
        "not certified" if entry.low is None else decimal_down(entry.low, DIGITS),
        "not certified" if entry.high is None else decimal_up(entry.high, DIGITS),
        f"{entry.slack:.4g}",
    ]
