"""What a claim may be, from the types of `claims/claim.py`."""

from __future__ import annotations

from typing import get_args

from dmfcheck.claims.claim import Expected, Kind
from dmfcheck.claims.domain import Shape
from dmfcheck.testing.strength import KINDS
from dmfcheck.theory.abstract import SENTENCES
from dmfcheck.theory.ledger import ledger
from pages.names import claim_page
from pages.tables import code, table

KIND = {
    "identity": "two sides are equal; the margin is `a.equal(left, right, scale)`",
    "inequality": "a number is >= 0 at every point within the hypotheses",
    "equivalence": "one condition holds exactly where another does",
    "asymptotic": "a limit, said as a bound that an explicit error keeps",
    "empirical": "how often random instances do as is said; a rate, never a proof",
}
EXPECTED = {
    "holds": "true as stated: a refutation would be a discovery, and fails the tests",
    "refuted": "false as stated: the tests pass only where it is refuted, with a certificate",
    "open": "neither is known; hunts go on",
}
SHAPE = {
    "integer": "a whole number, such as the depth",
    "number": "a rational",
    "spectrum": "eigenvalues, largest first",
    "matrix": "rows of numbers",
    "matrices": "several matrices, such as the factors",
}


def page() -> str:
    """Raises ``ValueError`` where the source has a kind that is not told here, or lacks one."""
    claims = list(ledger().values())
    lines = ["# Kinds", "", "What the fields of a claim may say. Counted in the ledger.", ""]
    for heading, said, field, known in (
        ("kind", KIND, "kind", get_args(Kind)),
        ("expected", EXPECTED, "expected", get_args(Expected)),
    ):
        rows = [
            [code(name), text, str(sum(getattr(claim, field) == name for claim in claims))]
            for name, text in said_of_all(said, known).items()
        ]
        lines += [f"## `{heading}`", "", table(["", "means", "claims"], rows), ""]
    rows = [[code(name), text] for name, text in said_of_all(SHAPE, get_args(Shape)).items()]
    lines += ["## `shape` of a variable", "", table(["", "is"], rows), ""]
    lines += ["## `source`", "", "A paper, `derived`, or a sentence of the abstract:", ""]
    for name, sentence in SENTENCES.items():
        own = [claim.id for claim in claims if claim.source == f"abstract {name}"]
        links = ", ".join(f"[{one}](../{claim_page(one)}.md)" for one in own)
        lines += [f"- **{name}** {sentence} {links}"]
    rows = [[code(name), text] for name, text in KINDS.items()]
    lines += ["", "## Evidence, from the strongest on", "", table(["", "is"], rows), ""]
    return "\n".join(lines)


def said_of_all(said: dict[str, str], known: tuple[str, ...]) -> dict[str, str]:
    """``said``, which must have each of ``known`` and no other."""
    if set(said) != set(known):
        raise ValueError(f"kinds.py tells of {sorted(said)}, the source has {sorted(known)}")
    return said
