"""Prints notes/formal.md from the theorems that the claims name: `python .ci/formal_page.py`."""

import re

from dmfcheck.theory.definitions import definitions
from dmfcheck.theory.formal import Formal, Theorem, formal_statements, without_theorem
from dmfcheck.theory.instance import instances, without_instance
from dmfcheck.theory.ledger import ledger

INTRODUCTION = """# Theorems that Coq checks

`dmfcheck prove ID --kernel` compiles what is needed of `dmfcheck/proofs/formal/` with Coq (8.16.1;
Debian's package `coq` alone; up to two minutes the first time), has Coq check that the theorem has
the very statement that is quoted here, and prints what it rests on: the axioms of Coq's standard
real numbers and nothing else, or the claim is undecided.

This page is printed by `.ci/formal_page.py` from `theory/*/*_proofs.py`; tests compare it, and
every quotation with the Coq files. A claim is *proved by kernel* only if its theorems say all of
its statement; otherwise what they leave out is said here, and it has no such proof.

A hitting time is a theorem as well: `dmfcheck hitting-time ... --certificate C.json`,
then `dmfcheck prove C.json --kernel` writes its numbers into a Coq file, which iterates integers,
rounded outwards, up to 100000 steps (`certified_time_sound` in `HittingTimes.v`). Beyond 2000 steps
machine integers are taken where the package `libcoq-bignums` is, and their axioms printed. Beyond
100000 steps nothing is iterated: the corrected time of the flow tells the step of two layers, its
four logarithms enclosed by integers (`far_time_sound` in `FarTimes.v`), up to 10^50 steps.

A counterexample is one too: `dmfcheck prove C.json --kernel` of its certificate, or `prove ID
--kernel` of a mutant, writes the margin of the claim as a formula of named real numbers, with the
claim's hypotheses, and Coq computes their signs on intervals of rationals, rounded outwards
(`counterexample_sound` in `Counterexamples.v`; orbits and times of recovery are the `d`, `porbit`
and `recovered_first` of the theorems). Of a least value the file has the one that is negative, of a
greatest all. What a replay of the certificate rejects is refused before Coq is asked; what Coq then
computes is compared, sign by sign, with what the theorem says. `-o FOLDER` writes all that Coq
compiled: `make` in it has Coq compile it again, without dmfcheck. Logarithms, exponentials,
integrals, float64 and more than 100000 steps are not written: then the answer is undecided. So
these refuted claims are left:

| not exported | because of |
|---|---|
| float.saddle, float.determinant, float.rotation | a descent in float64 |
| monotone.entropy, order.rate_literal, rank.window_literal | a logarithm |
| time.quoted, time.quoted/negative | a logarithm |
| time.flow_difference | a hitting time of more than 100000 steps |
| time.flow_difference/early, time.quoted/above | a hypergeometric function |

| claim | theorem | file | says |
|---|---|---|---|"""

AT_POINT = """## A refutation that needs no reading of dmfcheck

After the inequality of the margin, `dmfcheck prove C.json --kernel` of a refuted claim proves with
the numbers of the certificate that its formal statement is false (`AtPoint.v`): at these numbers
(`..._here`: the text of the definition after its "forall"), and so as a whole (`..._refuted`).

| claim | at the point of a certificate |
|---|---|"""

WITHOUT = """## Claims without a theorem

Those that hold or are refuted, and whose theorem lacks, or leaves something out. Claims that are
open are not listed.

| claim | why |
|---|---|"""


def cell(text: str) -> str:
    """Text in a table: LaTeX as code, for its bars and backslashes."""
    return f"`{text}`".replace("|", "\\|") if "\\" in text else text.replace("|", "\\|")


def amount(formal: Formal) -> str:
    """How much of the claim the theorems decide."""
    if formal.missing:
        return "a part"
    return "that it is false" if formal.refutes else "all of it"


def rows() -> list[str]:
    """The table of claims, in the order of the ledger."""
    lines = []
    for claim_id in ledger():
        if formal := formal_statements().get(claim_id):
            files = ", ".join(dict.fromkeys(theorem.file for theorem in formal.theorems))
            names = formal.names.replace(", ", "`, `")
            lines.append(f"| {claim_id} | `{names}` | {files} | {amount(formal)} |")
    return lines


def unsaid() -> list[str]:
    """The table of the claims that no theorem decides, and why, in the order of the ledger."""
    lines = []
    for claim_id in ledger():
        formal = formal_statements().get(claim_id)
        if formal and formal.missing:
            lines.append(f"| {claim_id} | its theorem does not say {cell(formal.missing)} |")
        elif claim_id in without_theorem():
            lines.append(f"| {claim_id} | {cell(without_theorem()[claim_id])} |")
    return lines


def at_points() -> list[str]:
    """The table of refuted claims: the definitions that a certificate refutes, or why none."""
    lines = []
    for claim_id in ledger():
        if claim_id in instances():
            spoken = "".join(
                theorem.statement for theorem in formal_statements()[claim_id].theorems
            )
            names = dict.fromkeys(re.findall(r"~ (\w+)", spoken))
            lines.append(f"| {claim_id} | {', '.join(f'`{name}`' for name in names)} |")
        elif claim_id in without_instance():
            lines.append(f"| {claim_id} | no: {without_instance()[claim_id]} |")
    return lines


def reading(claim_id: str, formal: Formal) -> list[str]:
    """How each part of a claim reads in Coq, and what is missing or beyond it."""
    lines = [f"## {claim_id}", "", f"`{ledger()[claim_id].statement}`", ""]
    lines += ["| in the claim | in Coq |", "|---|---|"]
    lines += [f"| {cell(latex)} | {cell(coq)} |" for latex, coq in formal.reading]
    lines += ["", f"Not said: {formal.missing}."] if formal.missing else []
    lines += ["", f"Beyond the claim: {formal.stronger}."] if formal.stronger else []
    return [*lines, ""]


def quotation(theorem: Theorem) -> list[str]:
    """The theorem as it stands in its file."""
    text = "\n".join(filter(None, (theorem.section, theorem.quoted)))
    return [f"`{theorem.file}`", "", "```coq", *text.splitlines(), "```", ""]


def page() -> str:
    """The whole page."""
    order = [claim_id for claim_id in ledger() if claim_id in formal_statements()]
    lines = [INTRODUCTION, *rows(), "", AT_POINT, *at_points(), "", WITHOUT, *unsaid(), ""]
    for claim_id in order:
        lines += reading(claim_id, formal_statements()[claim_id])
    lines += ["## The theorems", ""]
    for theorem in dict.fromkeys(t for name in order for t in formal_statements()[name].theorems):
        lines += quotation(theorem)
    lines += [
        "## What they speak of",
        "",
        "Eigenvalues are counted from 0: `lambda 0` is the largest.",
        "",
    ]
    for entry in definitions():
        lines += [
            f"`{entry.file}`: {cell(entry.means)}",
            "",
            "```coq",
            *entry.text.splitlines(),
            "```",
            "",
        ]
    return re.sub(r"\n+$", "\n", "\n".join(lines))


if __name__ == "__main__":
    print(page(), end="")
