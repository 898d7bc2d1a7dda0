"""``dmfcheck doctor``: what is installed, and whether it works."""

from __future__ import annotations

from dmfcheck.commands import options, output

BROKEN = 70
"""As after an error inside dmfcheck."""


def doctor(json_output: options.Json = False) -> int:
    """Check versions, extras, caches and Coq, and run a self-test of a few seconds."""
    from dmfcheck.report.installation import installation

    found = []
    for check in installation():
        found.append(check)
        if not json_output:
            mark = "ok" if check.ok else "BROKEN"
            output.print_wrapped(f"{mark}  {check.name}: {output.printable(check.detail)}")
    if json_output:
        output.print_json({"checks": [check.as_json() for check in found]})
    return 0 if all(check.ok for check in found) else BROKEN
