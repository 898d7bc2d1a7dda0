"""``dmfcheck derive``: the closed forms at a depth, each with its symbolic check."""

from __future__ import annotations

from typing import Annotated

import typer

from dmfcheck.base import validation
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar


def derive(
    depth: options.Depth,
    latex: Annotated[bool, typer.Option("--latex", help="Print formulas as LaTeX.")] = False,
    json_output: options.Json = False,
) -> int:
    """Derive the closed forms at a depth, each checked symbolically.

    What the same sources have derived before is read from the user's cache.
    """
    factors = validation.depth(depth)
    with bar("derive"):
        from dmfcheck.dynamics.kept_derivations import kept_derivations

        found = kept_derivations(factors)
    if json_output:
        output.print_json({"depth": factors, **found})
    else:
        for key, entry in found.items():
            print(f"{key}: {'checked' if entry['checked'] else 'NOT CHECKED'} ({entry['claim']})")
            print(f"    {entry['statement']}")
            print(f"    {entry['latex' if latex else 'expression']}")
    return 0 if all(entry["checked"] for entry in found.values()) else 3
