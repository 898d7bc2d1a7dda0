"""The negation of a claim's formal statement, at the point of a counterexample."""

from __future__ import annotations

import re

from dmfcheck.base.verdict import CannotSay
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.point import Point
from dmfcheck.proofs.counterexample.term import CannotWrite, Page
from dmfcheck.proofs.counterexample.written import Written
from dmfcheck.proofs.files import sources, without_comments
from dmfcheck.proofs.kernel import MARK
from dmfcheck.theory.formal import Theorem
from dmfcheck.theory.instance import BITS, Instance, instances, without_instance
from dmfcheck.theory.ledger import ledger

AT_POINT = "AtPoint.v"
"""The file of ``formal/`` that decides hypotheses and conclusions at a point."""

PRECISIONS = (64, 128, 256, 512, 1024)
"""Bits after the point, tried one after the other."""


def negations(claim: Claim, point: Point) -> list[Instance]:
    """The formal statements that the point refutes; none where the claim has none of them.

    Raises :class:`CannotWrite` where it has one, and the point does not refute it.

    >>> from dmfcheck.theory.ledger import claim
    >>> literal = claim("monotone.literal")
    >>> point = literal.point(**literal.counterexamples[1])
    >>> [found.definition for found in negations(literal, point)]
    ['monotone_literal']
    """
    known = ledger().get(claim.id)
    if known is None or known.margin is not claim.margin:
        return []  # a claim of somebody's own may have any id
    if claim.id in without_instance():
        raise CannotWrite(without_instance()[claim.id])
    at = instances().get(claim.id)
    if at is None:
        return []
    arithmetic = Written(Page())
    try:
        return list(at(arithmetic, arithmetic.read(point)))
    except CannotSay as cannot:
        raise CannotWrite(str(cannot)) from None


def stated(instance: Instance) -> tuple[list[str], str]:
    """The names that a definition of ``formal/`` speaks of all of, and what it says of them.

    >>> names, body = stated(Instance("monotone_literal", "RefutedClaims.v", {}, ""))
    >>> names, body.startswith("(2 <= N)%nat -> (forall i j, ")
    (['N', 'n', 'lambda', 'alpha', 'eta'], True)
    """
    text = without_comments(sources()[instance.file])
    found = re.search(
        rf"^Definition {instance.definition}\b[^=]*: Prop :=\s*forall ([^,]*),\s*(.*?)\.\n\n",
        text,
        re.DOTALL | re.MULTILINE,
    )
    if found is None:
        raise CannotWrite(f"a definition {instance.definition} that speaks of all parameters")
    names = re.sub(r":[^()]*\)|[()]", " ", found[1]).split()
    return names, found[2]


def theorems(instance: Instance) -> list[tuple[Theorem, str]]:
    """The statement at the point is false, and so is it for all parameters; with their proofs."""
    names, body = stated(instance)
    if list(instance.values) != names:
        raise CannotWrite(f"values of {', '.join(names)}")
    lets = "\n".join(f"  let {name} := {value} in" for name, value in instance.bound.items())
    tried = " | ".join(instance.contradiction.replace(BITS, str(bits)) for bits in PRECISIONS)
    here, whole = (f"{instance.definition}_{what}" for what in ("here", "refuted"))
    given = "".join(f" ({value})" for value in (instance.parameters or {}).values())
    values = " ".join(f"({value})" for value in instance.values.values())
    return [
        (
            Theorem(here, AT_POINT, f":\n{lets}\n  ~ (\n    {body})"),
            f"cbv zeta; intros C; hypotheses_of C; first [{tried}].",
        ),
        (
            Theorem(whole, instance.file, f": ~ {instance.definition}{given}"),
            f"intros C; exact ({here} (C {values})).",
        ),
    ]


def negation_file(instance: Instance) -> tuple[list[Theorem], str]:
    """Both theorems, and the file that proves them and prints what each rests on."""
    told = theorems(instance)
    modules = " ".join(name.removesuffix(".v") for name in (instance.file, AT_POINT))
    lines = [
        "Require Import Reals Lra Lia ZArith NArith QArith List.",
        "Require Import Descent Rank DeepFactorization Perturbed Times RefutedClaims.",
        f"Require Import {modules}.",
        "Import ListNotations.",
        "Open Scope R_scope.",
    ]
    for theorem, proof in told:
        lines += [theorem.quoted, f"Proof. {proof} Qed."]
    for theorem, _ in told:
        lines += [f'Goal True. idtac "{MARK}". Abort.', f"Print Assumptions {theorem.name}."]
    return [theorem for theorem, _ in told], "\n".join(lines) + "\n"
