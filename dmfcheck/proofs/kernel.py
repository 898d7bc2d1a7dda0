"""A claim's theorems, checked by the kernel of Coq exactly as they are quoted."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from dmfcheck.proofs.assumptions import assumptions, unwanted
from dmfcheck.proofs.coq import Refused, Workshop, workshop
from dmfcheck.proofs.files import sources, without_comments
from dmfcheck.theory.formal import Formal, Theorem

CHECKED = "Checked.v"
"""The file that is written beside those of ``formal/``: it has the quoted statements."""

MARK = "== what it assumes"
"""Printed before the axioms of each theorem."""

# The theorem must have the very statement that is quoted: nothing else is tried than itself.
PROOF = "repeat match goal with x : _ |- _ => revert x end; exact @{name}"


@dataclass(frozen=True)
class Checked:
    """What Coq says of a theorem: None as ``assumptions`` if it refuses it, and then ``reason``."""

    theorem: Theorem
    assumptions: list[str] | None
    reason: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether Coq accepts it, and it rests on nothing but what is allowed."""
        return not self.reason

    def as_json(self) -> dict[str, Any]:
        """The entry of ``lemmas`` in ``dmfcheck prove --json``."""
        return {
            "name": self.theorem.name,
            "file": self.theorem.file,
            "check": "kernel",
            "statement": self.theorem.quoted,
            "checked": self.is_shown,
            "assumptions": self.assumptions,
        }


@dataclass(frozen=True)
class KernelProof:
    """The verdict on a claim, what of it is undecided, and each of its theorems.

    ``files`` has the texts that Coq compiled for it, each after what it needs.
    """

    verdict: str
    reason: str
    theorems: list[Checked]
    seconds: float
    files: dict[str, str] = field(default_factory=dict)


def check(formal: Formal, seconds: float) -> KernelProof:
    """Have Coq check every theorem of a claim.

    Raises :class:`~dmfcheck.base.validation.BadInput` where Coq lacks.
    """
    begun = time.monotonic()
    with workshop(seconds) as shop:
        theorems = checked(shop, formal.theorems)
    verdict, reason = _verdict(formal, theorems)
    return KernelProof(verdict, reason, theorems, time.monotonic() - begun, shop.files)


def _verdict(formal: Formal, theorems: list[Checked]) -> tuple[str, str]:
    for entry in theorems:
        if entry.reason:
            return "undecided", entry.reason
    if formal.missing:
        return "undecided", f"the theorems are checked, but do not say {formal.missing}"
    return ("refuted" if formal.refutes else "proved"), ""


def checked(shop: Workshop, theorems: Iterable[Theorem]) -> list[Checked]:
    """What Coq says of each theorem, in order; those of one file are checked together."""
    found: dict[Theorem, Checked] = {}
    for file, group in groupby(theorems, key=lambda theorem: theorem.file):
        members = list(group)
        try:
            shop.compile_all([file])
            printed = printed_after_marks(shop.state(CHECKED, quotation(members)), len(members))
        except Refused as refusal:
            found |= {theorem: Checked(theorem, None, str(refusal)) for theorem in members}
            continue
        for theorem, text in zip(members, printed, strict=True):
            names = assumptions(text)
            bad = unwanted(names)
            reason = f"{theorem.name} assumes {', '.join(bad)}" if bad else ""
            found[theorem] = Checked(theorem, names, reason)
    return list(found.values())


def printed_after_marks(printed: str, count: int) -> list[str]:
    """What stands after each :data:`MARK`; raises :class:`Refused` if there are not so many."""
    parts = printed.split(MARK)[1:]
    if len(parts) != count:
        raise Refused(f"Coq prints what {len(parts)} of {count} theorems rest on")
    return parts


def quotation(theorems: Sequence[Theorem], *, printed: bool = True) -> str:
    """A Coq file that states theorems of one file as quoted, proves each by itself alone.

    If ``printed``, it prints the axioms of each after :data:`MARK`, which takes a second or more.

    >>> "exact @rank_plateau" in quotation([Theorem("rank_plateau", "Plateau.v", ": True")])
    True
    """
    file = theorems[0].file
    # The same modules in the same order, so that every name means what it means there.
    header = re.findall(
        r"^(?:From\s+\w+\s+)?Require\b[^.]*\.",
        without_comments(sources()[file]),
        flags=re.MULTILINE,
    )
    lines = [*header, f"Require Import {file.removesuffix('.v')}.", "Open Scope R_scope."]
    for number, theorem in enumerate(theorems):
        name = f"as_quoted_{number}"
        lines += [
            f"Section Quoted_{number}.",
            theorem.section,
            f"Theorem {name} {theorem.statement}.",
            f"Proof. {PROOF.format(name=theorem.name)}. Qed.",
            f"End Quoted_{number}.",
        ]
        if printed:
            lines += [f'Goal True. idtac "{MARK}". Abort.', f"Print Assumptions {name}."]
    return "\n".join(lines) + "\n"
