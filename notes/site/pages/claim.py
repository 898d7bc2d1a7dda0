"""The page of one claim."""

from __future__ import annotations

from collections.abc import Iterable

from formulas import in_line

from dmfcheck.claims.claim import Claim
from dmfcheck.report.entry import Counterexample, Entry, entry
from dmfcheck.testing.strength import CHECKS, KINDS, proved
from dmfcheck.theory.formal import formal_statements, without_theorem
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.mutants import mutants
from dmfcheck.theory.proof import Lemma, proofs
from pages.tables import code, plain, table

STATUS = {"holds": "true", "refuted": "false", "open": "open"}


def claim_entry(claim: Claim) -> Entry:
    """What is known of a claim before anything is run; a counterexample is judged here again."""
    broken = [f"{one.name}: {one.broken}" for one in mutants().values() if one.claim_id == claim.id]
    return entry(claim, proved(claim.id), (), broken)


def claim_page_text(shown: Entry, spoken_of: Iterable[tuple[str, str]]) -> str:
    """The page; ``spoken_of`` are (title, address) of the sections that speak of the claim."""
    claim = ledger()[shown.id]
    family = f"[Claims](../index.md) / [{shown.family}](index.md)"
    # Not in the menu: with so many entries on every page it would be most of the site.
    lines = ["---", "orphan: true", "---", f"# {shown.id}", "", family, ""]
    lines += ["```{container} statement", in_line(shown.latex), "```", ""]
    lines += ["", f"{badge(shown)} {_evidence(shown)}", ""]
    lines += [f"{shown.kind}, source: {shown.source}.", ""]
    lines += ["## Where", ""]
    lines += [f"- {code(v.range_text())}: {v.meaning}" for v in claim.variables]
    lines += ["", "given", ""] if claim.hypotheses else [""]
    lines += [f"- {code(one.text)}{' (strict)' if one.strict else ''}" for one in claim.hypotheses]
    if claim.constants:
        rows = [
            [one.name, code(one.formula), "stated to be" if one.sharp else "not stated to be"]
            for one in claim.constants
        ]
        lines += ["", "## Constants", "", table(["name", "stated", "sharp"], rows), ""]
    if shown.counterexample:
        lines += _counterexample(shown.counterexample)
    lines += _theorems(shown) + _proof(shown.id)
    if shown.mutants:
        lines += ["## Wrong claims that are refuted", "", *(f"- {m}" for m in shown.mutants), ""]
    if links := [f"- [{title}]({address})" for title, address in spoken_of]:
        lines += ["## In the notes", "", *links, ""]
    return "\n".join([*lines, "## On the command line", "", *_commands(shown), ""])


def badge(shown: Entry) -> str:
    """Whether it is true as it is stated."""
    return f"[{STATUS[shown.status]}]{{.badge .{shown.status}}}"


def _evidence(shown: Entry) -> str:
    if shown.strength == "none":
        return "no proof for all parameters; every run of the property tests looks at it again."
    refuted = "that it is false is " if shown.status == "refuted" else ""
    return f"{shown.strength}: {refuted}{KINDS[shown.strength]}."


def _counterexample(found: Counterexample) -> list[str]:
    lines = ["## Counterexample", "", f"Exactly, at {code(found.text)}:", ""]
    lines += ["```python", found.snippet.rstrip(), "```", ""]
    if found.certificate:
        lines += ["<details><summary>Certificate, for <code>dmfcheck verify</code></summary>", ""]
        lines += ["```json", found.certificate, "```", "", "</details>", ""]
    return lines


def _theorems(shown: Entry) -> list[str]:
    formal = formal_statements().get(shown.id)
    if formal is None:
        reason = without_theorem().get(shown.id)
        return ["## Theorem", "", f"None: {plain(reason)}.", ""] if reason else []
    lines = [
        "## Theorem",
        "",
        "Checked by Coq for all parameters ([what its words mean](../../formal.md)):",
        "",
    ]
    for theorem in formal.theorems:
        text = "\n".join(filter(None, (theorem.section, theorem.quoted)))
        lines += [f"{code(theorem.file)}", "", "```coq", text, "```", ""]
    lines += ["It says that the claim is false.", ""] if formal.refutes else []
    lines += [f"It does not say {plain(formal.missing.rstrip('.'))}.", ""] if formal.missing else []
    lines += (
        [f"Beyond the claim: {plain(formal.stronger.rstrip('.'))}.", ""] if formal.stronger else []
    )
    return lines


def _proof(claim_id: str) -> list[str]:
    proof = proofs().get(claim_id)
    if proof is None:
        return []
    rows = [_row(step) for step in proof.steps]
    headings = ["step", "says", "checked by", "at N =", "rests on"]
    return [
        "## Proof",
        "",
        "`dmfcheck prove` checks it step by step:",
        "",
        table(headings, rows),
        "",
    ]


def _row(step: Lemma) -> list[str]:
    check = CHECKS.get(type(step.check), "a human takes it")
    depths = "" if step.depths is None else _ranges(step.depths)
    says = in_line(step.statement) if "\\" in step.statement else plain(step.statement)
    return [step.name, says, check, depths, ", ".join(step.rests_on)]


def _ranges(numbers: tuple[int, ...]) -> str:
    """Whole numbers in order, several in a row as first-last."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in found)


def _commands(shown: Entry) -> list[str]:
    name = shown.id
    lines = ["```console", f"$ dmfcheck claims {name}"]
    lines += [f"$ dmfcheck prove {name}"] if name in proofs() else []
    lines += [f"$ dmfcheck prove {name} --kernel"] if name in formal_statements() else []
    lines += [f"$ dmfcheck mutants {name}"] if shown.mutants else []
    lines += [f"$ dmfcheck hunt {name} -o found"] if shown.kind != "empirical" else []
    return [*lines, "```"]
