"""``dmfcheck explore``: a page of sliders in the browser of this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from dmfcheck.base import validation
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar

LARGEST_PORT = 65_535


def explore(
    port: Annotated[
        str, typer.Option("--port", metavar="P", help="Where to listen; 0 is any that is free.")
    ] = "0",
    json_output: options.Json = False,
) -> int:
    """Explore: sliders for depth, start, step, spectrum and update; answers while they move.

    The address that is printed opens the page, on this machine and with its token alone. A matrix
    of one's own is loaded there. Until Ctrl-C (extra `explore`).
    """
    from dmfcheck.report.explore.serving import Explorer, require_extra

    number = validation.whole(port, "port", 0, LARGEST_PORT)
    require_extra()
    with bar("explore"):
        explorer = Explorer(number)
    address = explorer.new_address()
    if json_output:
        output.print_json({"address": address})
    else:
        # At once: Ctrl-C may come as soon as the address is read.
        print(f"open {address}\nCtrl-C ends\n", end="")
    explorer.run()
    return 0
