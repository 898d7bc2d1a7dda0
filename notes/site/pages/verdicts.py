"""Verdicts and exit codes, from `base/verdict.py` and `commands/main.py`."""

from __future__ import annotations

import inspect

from dmfcheck.base import verdict
from dmfcheck.commands import main
from pages.kinds import said_of_all
from pages.tables import code, table

OPENING = """# Verdicts and exit codes

`claim.examine(...)` and every command answer with one of these. A verdict is not a truth value:
compare its `.name`. [How to read a verdict](../reading-a-verdict.md) says what stands behind each.
This page is made from the source.
"""
EXIT_CODES = {
    "0": "holds, proved, or done",
    "1": "refuted by a certified counterexample; of `verify`: a certificate is rejected",
    str(main.BAD_INPUT): "bad input: one line names the argument, what is wrong, what is accepted",
    "3": "undecided, or outside the hypotheses",
    str(main.INTERNAL_ERROR): "an error inside dmfcheck, or something broken that `doctor` found",
    str(main.OUTPUT_ERROR): "the output cannot be written",
    str(main.INTERRUPTED): "interrupted",
    str(main.CLOSED_PIPE): "the reader of a pipe has gone",
}


def page() -> str:
    """The classes of verdicts with their codes, and all exit codes."""
    kinds = [kind for kind in vars(verdict).values() if _is_verdict(kind)]
    rows = [
        [code(one.name), code(kind.__name__), _says(kind), str(one.exit_code)]
        for kind in kinds
        for one in [kind.__new__(kind)]
    ]
    said_of_all({row[3]: "" for row in rows}, ("0", "1", "3"))
    codes = [[number, text] for number, text in EXIT_CODES.items()]
    return "\n".join(
        [
            OPENING,
            table(["name", "class of `dmfcheck.base.verdict`", "means", "exit code"], rows),
            "",
            "## Exit codes",
            "",
            table(["code", "after"], codes),
            "",
        ]
    )


def _is_verdict(kind: object) -> bool:
    return (
        inspect.isclass(kind) and issubclass(kind, verdict.Verdict) and kind is not verdict.Verdict
    )


def _says(kind: type) -> str:
    first = (kind.__doc__ or "").split("\n\n")[0]
    return " ".join(first.replace("``", "`").split())
