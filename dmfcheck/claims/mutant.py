"""A mutant: a claim with one thing wrong, which the suite must refute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dmfcheck.claims.claim import Claim, Constant, Hypothesis, Margin
from dmfcheck.claims.domain import Variable

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


@dataclass(frozen=True)
class Mutant:
    """A wrong claim and where to look for its refutation.

    ``name`` is unique; ``claim_id`` is the claim that was broken and ``broken`` says how, in a few
    words. ``claim`` is the wrong claim itself, and ``strategy`` makes the Hypothesis strategy on
    whose points it must be refuted (called late, so that claims never import Hypothesis).
    """

    name: str
    claim_id: str
    broken: str
    claim: Claim
    strategy: Callable[[], SearchStrategy[Mapping[str, Any]]]


def mutate(
    original: Claim,
    suffix: str,
    broken: str,
    strategy: Callable[[], SearchStrategy[Mapping[str, Any]]],
    *,
    margin: Margin | None = None,
    constant: Constant | None = None,
    without: Hypothesis | None = None,
    given: Hypothesis | None = None,
    ranging: Variable | None = None,
) -> Mutant:
    """``original`` with another margin, another value of a constant, or a hypothesis dropped.

    A false claim is mutated into one that is still false: ``given`` adds a hypothesis that does
    not save it. ``ranging`` replaces the variable of the same name. Raises ``KeyError`` if
    ``without`` is none of its hypotheses, or if it has no constant or variable of that name.
    """
    changed = original if without is None else original.without_hypothesis(without)
    if given is not None:
        changed = replace(changed, hypotheses=(*changed.hypotheses, given))
    if ranging is not None:
        if ranging.name not in {known.name for known in original.variables}:
            raise KeyError(ranging.name)
        box = tuple(
            ranging if known.name == ranging.name else known for known in original.variables
        )
        changed = replace(changed, variables=box)
    if margin is not None:
        changed = replace(changed, margin=margin)
    if constant is not None:
        if constant.name not in {known.name for known in original.constants}:
            raise KeyError(constant.name)
        values = tuple(
            constant if known.name == constant.name else known for known in original.constants
        )
        changed = replace(changed, constants=values)
    name = f"{original.id}~{suffix}"
    # A mutant is judged like a claim, but no symbolic proof speaks for it.
    changed = replace(changed, id=name, expected="refuted", derivation=None, counterexamples=())
    return Mutant(name, original.id, broken, changed, strategy)


def swap_hypothesis(original: Claim, dropped: Hypothesis, replacement: Hypothesis) -> Claim:
    """``original`` with ``replacement`` for its hypothesis ``dropped``.

    Raises ``KeyError`` if that is none of its hypotheses.
    """
    rest = original.without_hypothesis(dropped).hypotheses
    return replace(original, hypotheses=(*rest, replacement))


def turned(claim: Claim) -> Margin:
    """The inequality of ``claim`` turned round."""
    return lambda a, p, c: -claim.margin(a, p, c)


def with_value(constant: Constant, value: Fraction, formula: str | None = None) -> Constant:
    """``constant`` with another value, the same at every depth.

    >>> half = Constant("bound", lambda N: Fraction(1, N), "1/N", sharp=True)
    >>> with_value(half, Fraction(2, 3)).formula
    '2/3'
    """
    return replace(constant, stated=lambda _: value, formula=formula or str(value))
