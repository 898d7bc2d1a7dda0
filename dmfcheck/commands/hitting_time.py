"""``dmfcheck hitting-time``: the certified first step at which a scaled orbit reaches b."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dmfcheck.base.exact_text import decimal_digits
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar


def hitting_time(
    depth: options.Depth,
    h: Annotated[str, typer.Option("--h", metavar="P/Q", help="Scaled step, 0 < h <= 1/N.")],
    x0: Annotated[str, typer.Option("--x0", metavar="P/Q", help="Start, x0 > 0.")],
    b: Annotated[str, typer.Option("--b", metavar="P/Q", help="Level to reach, 0 < b < 1.")],
    certificate: Annotated[
        str | None,
        typer.Option("--certificate", metavar="FILE", help="Write what `verify` can replay."),
    ] = None,
    json_output: options.Json = False,
) -> int:
    """Certify K, the first k with x_k >= b under x + h x^(N-1) (1 - x^N), however large."""
    from dmfcheck.dynamics.balls.hitting_time import hitting_time as certified

    try:
        with bar("hitting time"):
            found = certified(depth, h, x0, b)
    except ArithmeticError as error:
        if json_output:
            output.print_json({"lo": None, "hi": None, "exact": False, "reason": str(error)})
        print(f"dmfcheck: undecided: {error}", file=sys.stderr)
        return 3
    if certificate is not None:
        from dmfcheck.base import validation
        from dmfcheck.base.certificate import hitting_time_certificate
        from dmfcheck.base.certificate import write as write_certificate

        step, start, level = (validation.rational(value, "number") for value in (h, x0, b))
        write_certificate(
            hitting_time_certificate(
                validation.depth(depth), step, start, level, found.lo, found.hi
            ),
            Path(certificate),
        )
    if json_output:
        output.print_json({"lo": found.lo, "hi": found.hi, "exact": found.exact})
    elif found.exact:
        print(f"K = {decimal_digits(found.lo)}")
    else:
        print(f"{decimal_digits(found.lo)} <= K <= {decimal_digits(found.hi)}")
    return 0 if found.exact else 3
