"""Replay of the lemmas of a claim's proof: that each is shown, as its certificate says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from dmfcheck.claims.claim import Claim, Margin
from dmfcheck.replay.boxes.lemma import require_tree
from dmfcheck.replay.claims import Replayed
from dmfcheck.replay.constants import PROVED_STEP, proved_step
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.rejected import Rejected
from dmfcheck.replay.signs.coefficients import require_shown
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.mutants import mutants
from dmfcheck.theory.own_box import NO_DEPTH, proof_on_box
from dmfcheck.theory.proof import Bernstein, Boxes, Coefficients, Lemma, Proof, proofs

FIELDS = frozenset({"schema", "kind", "claim", "statement", "lemmas"})
LEMMA_FIELDS = {"name", "statement", "check", "depth", "proof"}

Replayer = Callable[[Any, Margin, int, Mapping[str, Fraction], Any], None]

REPLAYERS: Mapping[str, tuple[type, Replayer]] = {
    "coefficients": (Coefficients, require_shown),
    "bernstein": (Bernstein, require_shown),
    "boxes": (Boxes, require_tree),
}
"""(kind of check, what replays it) by the name that a certificate has for it."""


def replay_lemmas(certificate: Mapping[str, Any], user: Mapping[str, Claim]) -> Replayed:
    """Return "holds" if every lemma in it is shown, and none lacks at the depths it has.

    The statements, margins and regions are those of the ledger, the constants those of the claim.
    Raises :class:`Rejected`, and :class:`CannotReplay` for a claim of which there is no proof.
    """
    claim, proof = _known(certificate["claim"], user)
    if certificate["statement"] != claim.statement:
        raise Rejected("the statement is not that of the claim")
    lemmas = certificate["lemmas"]
    if not isinstance(lemmas, list) or not lemmas:
        raise Rejected("it has no lemmas")
    known = _depths(claim)
    seen = [_lemma(entry, proof, known) for entry in lemmas]
    depths = sorted({depth for _, depth in seen})
    shown = [lemma for lemma in proof.steps if isinstance(lemma.check, tuple(_kinds()))]
    if seen != [(lemma.name, depth) for lemma in shown for depth in depths]:
        raise Rejected("a lemma lacks at some depth, or is there twice")
    by_name = {lemma.name: lemma for lemma in proof.steps}
    for entry in lemmas:
        _replay(entry, by_name[entry["name"]], claim)
    return Replayed("holds", note=_note(proof, depths))


def _depths(claim: Claim) -> Sequence[int]:
    """The depths that the claim ranges over: elsewhere a lemma says nothing of it."""
    for variable in claim.variables:
        if variable.name == "depth":
            low = 0 if variable.low is None else int(variable.low)
            return range(low, 1 + (50 if variable.high is None else int(variable.high)))
    return (NO_DEPTH,)


def _kinds() -> list[type]:
    return [kind for kind, _ in REPLAYERS.values()]


def _known(name: Any, user: Mapping[str, Claim]) -> tuple[Claim, Proof]:
    if not isinstance(name, str):
        raise Rejected("the claim has no name")
    if name in proofs():
        return ledger()[name], proofs()[name]
    if name in mutants():
        raise Rejected("no proof is of a mutant")
    if name not in user:
        raise CannotReplay(f"proof of {name[:80]!r}")
    try:
        return user[name], proof_on_box(user[name])
    except ValueError as lack:
        raise CannotReplay(f"proof of {name[:80]!r}: {lack}") from None


def _lemma(entry: Any, proof: Proof, depths: Sequence[int]) -> tuple[str, int]:
    if not isinstance(entry, dict) or set(entry) != LEMMA_FIELDS:
        raise Rejected("a lemma has other fields")
    lemma = next((step for step in proof.steps if step.name == entry["name"]), None)
    if lemma is None or entry["statement"] != lemma.statement:
        raise Rejected("a lemma is none of the proof")
    if isinstance(lemma.check, Boxes) and "boxes" not in REPLAYERS:
        raise CannotReplay("walk through boxes")
    kind, _ = REPLAYERS.get(str(entry["check"]), (None, None))
    if kind is None or not isinstance(lemma.check, kind):
        raise Rejected("a lemma is checked by something else")
    depth = entry["depth"]
    if type(depth) is not int or depth not in depths:
        raise Rejected("the depth of a lemma is none")
    return lemma.name, depth


def _replay(entry: Mapping[str, Any], lemma: Lemma, claim: Claim) -> None:
    depth = entry["depth"]
    constants = {
        c.name: proved_step(depth) if c.formula == PROVED_STEP else c.stated(depth)
        for c in claim.constants
    }
    _, replay = REPLAYERS[entry["check"]]
    margin = getattr(lemma.check, "inequality").margin or claim.margin  # noqa: B009 - any kind
    try:
        replay(lemma.check, margin, depth, constants, entry["proof"])
    except Rejected as rejection:
        raise Rejected(f"{lemma.name} at N = {depth}: {rejection.reason}") from None
    except (CannotReplay, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a margin asks for whatever it likes
        raise CannotReplay(f"margin here: it raises {type(error).__name__}") from None


def _note(proof: Proof, depths: Sequence[int]) -> str:
    """What the certificate does not show of the claim: steps, and depths that it does not name."""
    names = [step.name for step in proof.steps if not isinstance(step.check, tuple(_kinds()))]
    parts = [f"the lemmas; not in the certificate: {', '.join(names)}"] if names else []
    if NO_DEPTH not in depths or len(depths) > 1:
        parts.append(f"shown at N = {', '.join(map(str, depths))} alone")
    return "; ".join(parts)
