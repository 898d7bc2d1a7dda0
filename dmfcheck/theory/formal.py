"""The theorem behind a claim: which it is, how it reads, and what of the claim it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dmfcheck.theory.families import by_name

__all__ = ["Formal", "Quoted", "Theorem", "formal_statements", "without_theorem"]


@dataclass(frozen=True)
class Quoted:
    """A definition that theorems speak of: ``text`` as it stands in ``file``, and what it means.

    A definition that changes would change every theorem about it, without a word of theirs.
    """

    file: str
    text: str
    means: str


@dataclass(frozen=True)
class Theorem:
    """A theorem of ``dmfcheck/proofs/formal/``, quoted, so that a change of it is noticed.

    ``statement`` is what stands after its name, up to the full stop; ``section`` the variables and
    hypotheses of the section that it is stated in.

    >>> Theorem("refl", "Some.v", "(x : nat) : x = x").quoted
    'Theorem refl (x : nat) : x = x.'
    """

    name: str
    file: str
    statement: str
    section: str = ""

    @property
    def quoted(self) -> str:
        """The sentence of the file that states it."""
        return f"Theorem {self.name} {self.statement}."


@dataclass(frozen=True)
class Formal:
    """The theorems that say what a claim says, beside each other.

    ``reading`` has a line for each part of the claim: (the claim's LaTeX, how Coq says it).
    ``missing`` says what of the claim no theorem says: where it is not empty, the claim is not
    proved by them. ``stronger`` says what they say beyond it. ``refutes`` says that they prove the
    negation of the claim.
    """

    theorems: tuple[Theorem, ...]
    reading: tuple[tuple[str, str], ...]
    missing: str = ""
    stronger: str = ""
    refutes: bool = False

    @property
    def names(self) -> str:
        """The names of the theorems, as ``claims`` prints them."""
        return ", ".join(theorem.name for theorem in self.theorems)

    @property
    def evidence(self) -> str | None:
        """The names if the theorems decide all of the claim, else None.

        >>> Formal((), (), missing="the limit").evidence is None
        True
        """
        return None if self.missing else self.names


@cache
def formal_statements() -> dict[str, Formal]:
    """By claim id; each file ``<topic>_proofs.py`` of a family may have its own in ``KERNEL``.

    >>> formal_statements()["step.monotone"].theorems[0].file
    'DeepFactorization.v'
    """
    return by_name("_proofs", lambda topic: getattr(topic, "KERNEL", {}).items())


@cache
def without_theorem() -> dict[str, str]:
    """By claim id: why no theorem is about a claim that holds or is refuted.

    Each file ``<topic>_proofs.py`` of a family has its own in ``WITHOUT``; it need not have any.
    What an entry of :func:`formal_statements` leaves out, that entry says itself.

    >>> set(without_theorem()) & set(formal_statements())
    set()
    """
    return by_name("_proofs", lambda topic: getattr(topic, "WITHOUT", {}).items())
