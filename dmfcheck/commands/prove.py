"""``dmfcheck prove``: the theorem behind a claim, for all parameters, checked by Coq's kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options, output

if TYPE_CHECKING:
    from dmfcheck.proofs.kernel import KernelProof
    from dmfcheck.theory.formal import Formal

MOST_SECONDS = 1e6
CODES = {"proved": 0, "refuted": 1, "undecided": 3}


def prove(
    claim_id: Annotated[str, typer.Argument(metavar="ID", help="A claim that has a theorem.")],
    kernel: Annotated[
        bool, typer.Option("--kernel", help="Have Coq check the theorem (needs coqc).")
    ] = False,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="S", help="How long Coq may take (300).")
    ] = 300.0,
    json_output: options.Json = False,
) -> int:
    """Prove a claim for all parameters: Coq checks its theorem, and what that rests on is printed.

    A theorem that says less than the claim leaves it undecided.
    """
    if not kernel:
        raise BadInput("--kernel", "is missing", "`dmfcheck prove ID --kernel`")
    if not 0 < seconds < MOST_SECONDS:
        raise BadInput("--seconds", f"is {seconds:g}", f"0 < seconds < {MOST_SECONDS:g}")
    formal = _formal_statement(claim_id)
    from dmfcheck.proofs.kernel import check

    found = check(formal, seconds)
    if json_output:
        _print_json(found)
    else:
        _print_text(claim_id, formal, found)
    return CODES[found.verdict]


def _formal_statement(claim_id: str) -> Formal:
    from dmfcheck.theory.formal import formal_statements
    from dmfcheck.theory.ledger import claim, ledger
    from dmfcheck.theory.mutants import mutants

    known = formal_statements()
    if claim_id not in known:
        if claim_id not in ledger() and claim_id not in mutants():
            claim(claim_id)  # refuses it, naming those like it
        raise BadInput("ID", f"is {claim_id!r}, which has no theorem", ", ".join(known))
    return known[claim_id]


def _print_json(found: KernelProof) -> None:
    output.print_json(
        {
            "verdict": found.verdict,
            "method": "kernel",
            "boxes": None,
            "terms": None,
            "seconds": found.seconds,
            "certificate": None,
            "depths": None,
            "lemmas": [entry.as_json() for entry in found.theorems],
            "reason": found.reason or None,
        }
    )


def _print_text(claim_id: str, formal: Formal, found: KernelProof) -> None:
    print(f"{claim_id}: {found.verdict} by kernel ({found.seconds:.1f} s)")
    if found.reason:
        print(f"    {output.printable(found.reason)}")
    for entry in found.theorems:
        print(f"{entry.theorem.file}:")
        for line in [*entry.theorem.section.splitlines(), *entry.theorem.quoted.splitlines()]:
            print(f"    {line}")
        if entry.assumptions is not None:
            print(f"    assumes {', '.join(entry.assumptions) or 'nothing'}")
    if formal.stronger:
        print(f"beyond the claim: {formal.stronger}")
