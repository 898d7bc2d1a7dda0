"""Lemmas checked at a depth, each by what its check asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from dmfcheck.base.exact_text import rational_text
from dmfcheck.claims.claim import Claim, Constants, Margin
from dmfcheck.proofs.coefficients import Shown, show
from dmfcheck.proofs.ratio import NotShown, Polynomial
from dmfcheck.theory.proof import Bernstein, Boxes, Check, Coefficients, Lemma, Symbolic

MOST_WRITTEN = 200_000
"""Terms of a lemma at one depth that a certificate has at most."""


@dataclass(frozen=True)
class Outcome:
    """What showed a lemma at one depth: ``terms`` or ``boxes``, and the entry of a certificate.

    ``entry`` is None where there is nothing to replay, or too much.
    """

    entry: Any = None
    terms: int = 0
    boxes: int = 0


def check_lemma(lemma: Lemma, claim: Claim, depth: int) -> Outcome:
    """Check a lemma of ``claim`` at one depth; raises :class:`~dmfcheck.proofs.ratio.NotShown`.

    The constants are those that ``claim`` states, and the margin is its own where the lemma has
    none.
    """
    kind = type(lemma.check)
    if kind not in METHODS:
        raise NotShown("no machine checks it")
    constants: Constants = {c.name: c.stated(depth) for c in claim.constants}
    own = partial(claim.value, claim.margin)
    return METHODS[kind](lemma.check, own, depth, constants)


def _symbolic(check: Any, _own: Margin, depth: int, _constants: Constants) -> Outcome:
    from dmfcheck.dynamics.symbols.catalogue import derive

    derived = derive(check.derivation, depth)
    if not derived.checked:
        raise NotShown(f"an identity of {check.derivation} is not 0")
    return Outcome(terms=len(derived.identities))


def _coefficients(check: Any, own: Margin, depth: int, constants: Constants) -> Outcome:
    shown = show(check, check.inequality.margin or own, depth, constants)
    terms = sum(one.terms for one in shown)
    written = sum(len(one.quotient) + len(one.denominator) for one in shown)
    entry = [_entry(one) for one in shown] if written <= MOST_WRITTEN else None
    return Outcome(entry, terms)


def _entry(shown: Shown) -> dict[str, Any]:
    return {
        "quotient": _written(shown.quotient),
        "denominator": _written(shown.denominator),
        "parts": [[[rational_text(end) for end in ends] for ends in part] for part in shown.parts],
        "terms": shown.terms,
    }


def _written(polynomial: Polynomial) -> list[list[Any]]:
    """[[powers], "p/q"] of every term, the largest powers first."""
    return [
        [list(map(int, powers)), str(coefficient)]
        for powers, coefficient in sorted(polynomial.to_dict().items(), reverse=True)
    ]


def _boxes(check: Any, own: Margin, depth: int, constants: Constants) -> Outcome:
    from dmfcheck.proofs.boxes.lemma import show_by_boxes

    words, count = show_by_boxes(check, check.inequality.margin or own, depth, constants)
    return Outcome({"tree": " ".join(words)}, boxes=count)


Method = Callable[[Any, Margin, int, Constants], Outcome]

METHODS: Mapping[type[Check], Method] = {
    Symbolic: _symbolic,
    Coefficients: _coefficients,
    Bernstein: _coefficients,
    Boxes: _boxes,
}
"""``method(check, the claim's own margin, depth, constants)`` of each kind of check."""

NAMES: Mapping[type[Check], str] = {
    Symbolic: "symbolic",
    Coefficients: "coefficients",
    Bernstein: "bernstein",
    Boxes: "boxes",
}
"""What certificates and JSON call them."""
