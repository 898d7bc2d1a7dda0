"""``dmfcheck claims``: the ledger of claims, with what a test run found if its file is given."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.commands import options, output
from dmfcheck.testing.recorded import read_evidence
from dmfcheck.testing.strength import KINDS, proved, strongest
from dmfcheck.testing.table import rate_text

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Claim
    from dmfcheck.theory.formal import Formal

CONSTANT_DEPTHS = range(2, 11)
"""The depths for which a constant's stated value is listed."""


def claims(
    claim_id: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="One claim: step.monotone, FILE.py::id; or all of FILE.py."
        ),
    ] = None,
    evidence: Annotated[
        str | None,
        typer.Option("--evidence", metavar="FILE", help="What `pytest --dmf-json FILE` wrote."),
    ] = None,
    latex: Annotated[
        bool, typer.Option("--latex", help="Print the statement as LaTeX, as --json has it.")
    ] = False,
    json_output: options.Json = False,
) -> int:
    """List the claims: id, what is expected of each, its kind, source and statement."""
    from dmfcheck.hunt.subject import claims_of, read_source, read_subject
    from dmfcheck.theory.ledger import ledger
    from dmfcheck.theory.mutants import mutants

    listed = claim_id is None or claim_id.endswith(".py")
    if claim_id is None:
        chosen = list(ledger().values())
    elif listed:
        chosen = list(claims_of(claim_id, read_source(claim_id)).values())
    else:
        chosen = [read_subject(claim_id).claim()]
    found = {} if evidence is None else read_evidence(evidence)
    wrong: dict[str, list[str]] = {}
    for mutant in mutants().values():
        wrong.setdefault(mutant.claim_id, []).append(mutant.name)
    entries = [
        claim_json(entry, found.get(entry.id, {}), wrong.get(entry.id, ())) for entry in chosen
    ]
    if json_output:
        output.print_json(entries)
    elif listed:
        _print_ledger(entries, with_verdicts=evidence is not None)
    else:
        _print_claim(entries[0], chosen[0], latex=latex)
    return 0


def claim_json(
    entry: Claim, evidence: Mapping[str, Any], mutants: Sequence[str] = ()
) -> dict[str, Any]:
    """A claim with the keys of ``dmfcheck claims --json``; ``mutants`` are the names of its own.

    ``status`` is what is expected of it (holds, refuted, open). In ``evidence``, ``kernel`` has the
    theorems that decide all of it, or None; what a run found is its ``verdict``, and is missing
    without one. ``strongest`` is the kind of the strongest evidence, "none" without any.

    >>> from dmfcheck.theory.ledger import claim
    >>> claim_json(claim("time.two_layer"), {})["status"]
    'holds'
    """
    from dmfcheck.replay.readings.catalogue import readings
    from dmfcheck.theory.ledger import ledger

    own = entry is ledger().get(entry.id)
    known = {**proved(entry.id if own else ""), **evidence}
    return {
        "id": entry.id,
        "status": entry.expected,
        "kind": entry.kind,
        "source": entry.source,
        "statement": entry.statement,
        "constants": [
            {
                "name": constant.name,
                "formula": constant.formula,
                "sharp": constant.sharp,
                "stated": {str(N): str(constant.stated(N)) for N in _depths(entry)},
            }
            for constant in entry.constants
        ],
        "mutants": list(mutants),
        "second_reading": own and entry.id in readings(),
        "strongest": strongest(known),
        "evidence": known,
    }


def _lemmas_text(entry: Claim) -> str:
    """What is said of the proof by lemmas of a built-in claim, "" where there is none."""
    from dmfcheck.commands.lemmas import several
    from dmfcheck.theory.ledger import ledger
    from dmfcheck.theory.proof import proofs

    proof = proofs().get(entry.id)
    if proof is None or entry is not ledger().get(entry.id):
        return ""
    taken = ", ".join(step.name for step in proof.taken)
    depths = several(list(proof.depths or ()))
    glue = f" up to glue ({taken})" if taken else ""
    return f"by lemmas at N = {depths}{glue} (`dmfcheck prove {entry.id}`)"


def _formal(entry: Claim) -> Formal | None:
    """The formal statement of a built-in claim, None of any other."""
    from dmfcheck.theory.formal import formal_statements
    from dmfcheck.theory.ledger import ledger

    return formal_statements().get(entry.id) if entry is ledger().get(entry.id) else None


def _depths(entry: Claim) -> list[int]:
    """Those of the listed depths that the claim ranges over."""
    variable = next((v for v in entry.variables if v.name == "depth"), None)
    if variable is None or variable.low is None or variable.high is None:
        return list(CONSTANT_DEPTHS)
    return [N for N in CONSTANT_DEPTHS if variable.low <= N <= variable.high]


MEANINGS = {
    "expected": "what is expected of the claim",
    "source": "C1 to C6 are sentences of the abstract; else a paper, or derived here",
}
OF_A_RUN = {
    "found": "what the run found",
    "within hypotheses": "the share of the drawn examples",
}


def _print_ledger(entries: list[dict[str, Any]], *, with_verdicts: bool) -> None:
    keys = ["id", "status", "kind", "source", "strongest"]
    rows = [[entry[key].removeprefix("abstract ") for key in keys] for entry in entries]
    columns = ["id", "expected", *keys[2:]]
    if with_verdicts:
        columns += ["found", "within hypotheses"]
        for row, entry in zip(rows, entries, strict=True):
            row.append(entry["evidence"].get("verdict", "-"))
            row.append(_acceptance(entry["evidence"]))
    found = [kind for kind in KINDS if any(entry["strongest"] == kind for entry in entries)]
    meanings = {**MEANINGS, **(OF_A_RUN if with_verdicts else {})}
    meanings["strongest evidence"] = "; ".join(f"{kind}, {KINDS[kind]}" for kind in found)
    output.print_table(columns, rows, meanings)


def _acceptance(evidence: Mapping[str, Any]) -> str:
    drawn = evidence.get("drawn")
    return f"{evidence['satisfied'] / drawn:.0%}" if drawn else "-"


def _readable(statement: str) -> str:
    """The statement in characters, or its LaTeX where the output has not all of them."""
    from dmfcheck.base.unicode_math import unicode_math

    text = output.printable(unicode_math(statement))
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeError, LookupError):
        return output.printable(statement).encode("ascii", "backslashreplace").decode()
    return text


def _print_claim(entry: dict[str, Any], claim: Claim, *, latex: bool) -> None:
    print(f"{entry['id']}: expected {entry['status']} ({entry['kind']}, {entry['source']})")
    if latex:
        print(f"    {entry['statement']}")
    else:
        output.print_wrapped(_readable(entry["statement"]), "    ")
    for variable in claim.variables:
        print(f"    for {variable.range_text()}: {variable.meaning}")
    for hypothesis in claim.hypotheses:
        print(f"    if {hypothesis.text}")
    for constant in claim.constants:
        print(f"    with {constant.name} = {constant.formula}")
    if claim.study is not None:
        print(f"    `dmfcheck study {claim.study}` measures the rate at which it does")
    evidence = entry["evidence"]
    if evidence.get("rates"):
        print("    found:")
        for rate in evidence["rates"]:
            print(f"    {rate_text(rate)}")
    elif evidence.get("verdict"):
        print(
            f"    found: {evidence['verdict']}, {evidence.get('satisfied')} of "
            f"{evidence.get('drawn')} examples within the hypotheses"
        )
        for hypothesis in claim.hypotheses if evidence.get("binding") else ():
            times = evidence["binding"].get(hypothesis.text, 0)
            print(f"    tightest in {times} of them: {hypothesis.text}")
    print(f"    strongest evidence: {KINDS[entry['strongest']]}")
    if formal := _formal(claim):
        output.print_wrapped(
            f"by theorem: {formal.names} (`dmfcheck prove {claim.id} --kernel`)", "    "
        )
        if formal.missing:
            output.print_wrapped(f"which does not say {formal.missing}", "    ")
    if line := _lemmas_text(claim):
        output.print_wrapped(line, "    ")
    if entry["second_reading"]:
        print("    `dmfcheck verify` reads its statement a second time")
    if entry["mutants"]:
        output.print_wrapped(f"mutants: {', '.join(entry['mutants'])}", "    ")
