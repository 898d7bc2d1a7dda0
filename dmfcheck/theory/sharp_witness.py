"""What a claim says at a witness once one of its constants is changed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import Verdict
from dmfcheck.claims.claim import Claim
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.sharp import SharpConstant

__all__ = ["verdict_at_witness", "with_constant"]


def with_constant(claim_id: str, name: str, value: Fraction) -> Claim:
    """The claim with the constant ``name`` put to ``value`` at every depth.

    Raises :class:`~dmfcheck.base.validation.BadInput` if the claim has no such constant.

    >>> with_constant("step.monotone", "monotone bound", Fraction(1)).constants[0].stated(9)
    Fraction(1, 1)
    """
    subject = claim(claim_id)
    names = [constant.name for constant in subject.constants]
    if name not in names:
        raise BadInput("name", f"is {name!r}, no constant of {claim_id}", ", ".join(names))
    changed = tuple(
        replace(constant, stated=lambda _: value) if constant.name == name else constant
        for constant in subject.constants
    )
    return replace(subject, constants=changed)


def verdict_at_witness(found: SharpConstant, value: Fraction) -> Verdict:
    """The claim with ``value`` for its constant, decided at the witness in balls or rationals.

    Raises :class:`~dmfcheck.base.validation.BadInput` if ``found`` has no witness, or is of a
    constant that the claim does not name.

    >>> from dmfcheck.theory.step.identical_sharp import monotone_bound
    >>> verdict_at_witness(monotone_bound(2), Fraction(51, 100)).name
    'refuted'
    """
    if found.witness is None:
        raise BadInput("found", f"has no witness ({found.method})", "a constant with a witness")
    return with_constant(found.claim, found.name, value).examine(**found.witness)
