"""A claim with one of its named constants scaled: a claim of its own, with an id that says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from dmfcheck.base import validation
from dmfcheck.base.exact_text import rational_text
from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim, Constant

__all__ = ["base_of", "constant_of", "resolved", "scaled", "scaled_id", "short_name"]

SCALED = re.compile(r"(?P<base>.+)@(?P<constant>[^@*]+)\*(?P<factor>[1-9]\d*(?:/[1-9]\d*)?)")
"""The id of a scaled claim, as in ``step.monotone@monotone_bound*3/2``."""


def short_name(name: str) -> str:
    """The name of a constant as an id has it: letters and digits, ``_`` for all else.

    >>> short_name("share of (1-delta) lambda_L / delta")
    'share_of_1_delta_lambda_L_delta'
    """
    return re.sub(r"\W+", "_", name).strip("_")


def constant_of(claim: Claim, name: str, argument: str = "name") -> Constant:
    """The constant of ``claim`` that ``name`` says, in full or as an id has it.

    Raises :class:`~dmfcheck.base.validation.BadInput` naming ``argument`` and what there is.

    >>> from dmfcheck import claim
    >>> constant_of(claim("step.monotone"), "monotone_bound").formula
    '1/N'
    """
    for constant in claim.constants:
        if name == constant.name or short_name(name) == short_name(constant.name):
            return constant
    if not claim.constants:
        wrong = f"is {name!r:.60}, and {claim.id} has no named constants"
        raise BadInput(argument, wrong, "a constant of a claim that has some")
    names = ", ".join(repr(constant.name) for constant in claim.constants)
    raise BadInput(argument, f"is {name!r:.60}, no constant of {claim.id}", names)


def scaled_id(claim_id: str, name: str, factor: Fraction) -> str:
    """The id of the claim with a constant times ``factor``.

    >>> scaled_id("step.monotone", "monotone bound", Fraction(3, 2))
    'step.monotone@monotone_bound*3/2'
    """
    return f"{claim_id}@{short_name(name)}*{rational_text(factor)}"


def scaled(claim: Claim, name: str, factor: object) -> Claim:
    """``claim`` with its constant ``name`` times a rational ``factor`` > 0, at every depth.

    It says what the claim says with the other value, so that nothing is expected of it, no proof
    speaks for it, and known counterexamples are dropped. The texts of hypotheses stay: where one
    has the constant, it has the scaled one. Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> from dmfcheck import claim
    >>> double = scaled(claim("step.monotone"), "monotone bound", 2)
    >>> double.id, double.constants[0].stated(3)
    ('step.monotone@monotone_bound*2', Fraction(2, 3))
    """
    times = validation.positive(factor, "factor")
    constant = constant_of(claim, name)

    def value(depth: int) -> Fraction:
        return times * constant.stated(depth)

    text = rational_text(times)
    other = replace(constant, stated=value, formula=f"{text} * ({constant.formula})", sharp=False)
    constants = tuple(other if known is constant else known for known in claim.constants)
    return replace(
        claim,
        id=scaled_id(claim.id, constant.name, times),
        statement=rf"{claim.statement} \quad (\text{{{constant.name}}} \times {text})",
        source="derived",
        expected="open",
        constants=constants,
        derivation=None,
        counterexamples=(),
        former=(),
    )


def base_of(claim_id: str) -> str:
    """The id of the claim that a scaled one is made of; any other id as it is.

    >>> base_of("step.monotone@monotone_bound*3/2"), base_of("step.monotone")
    ('step.monotone', 'step.monotone')
    """
    found = SCALED.fullmatch(claim_id)
    return found["base"] if found else claim_id


def resolved(claim_id: str, known: Callable[[str], Claim]) -> Claim | None:
    """The scaled claim of that id, made of the one that ``known`` has; None for any other id.

    Raises what ``known`` raises for the id of the claim that is scaled, and
    :class:`~dmfcheck.base.validation.BadInput` for a constant that it has not.

    >>> from dmfcheck import claim
    >>> resolved("step.monotone@monotone_bound*2", claim).constants[0].formula
    '2 * (1/N)'
    >>> resolved("step.monotone", claim) is None
    True
    """
    found = SCALED.fullmatch(claim_id)
    if found is None:
        return None
    made = scaled(_any_scaled(found["base"], known), found["constant"], Fraction(found["factor"]))
    # Only the canonical id is one: 4/2 is not.
    if made.id != claim_id:
        raise BadInput("ID", f"is {claim_id!r:.90}", made.id)
    return made


def _any_scaled(claim_id: str, known: Callable[[str], Claim]) -> Claim:
    """A claim that ``known`` has, or a scaled one."""
    try:
        return known(claim_id)
    except BadInput:
        made = resolved(claim_id, known)
        if made is None:
            raise
        return made
