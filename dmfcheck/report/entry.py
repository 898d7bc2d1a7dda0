"""One claim as the page shows it: plain data, from the ledger and what a run has found."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from dmfcheck.base.exact_text import parameters_text
from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import Refuted
from dmfcheck.report.formulas import mathml
from dmfcheck.testing.strength import KINDS, amount, strongest
from dmfcheck.testing.table import rate_text
from dmfcheck.theory.formal import formal_statements
from dmfcheck.theory.shown import not_recomputed, recomputed, shown

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Claim
    from dmfcheck.theory.sharp import SharpConstant

SECONDS = 5.0
"""For the certificate of one counterexample."""

LARGEST = 20_000
"""Characters of a certificate that the page has; a longer one is made by the snippet beside it."""

EXPECTED = {"holds": "holds", "refuted": "is false", "open": "is open"}


@dataclass(frozen=True)
class Counterexample:
    """Exact parameters, how to have them judged again, and the certificate if it is short."""

    parameters: Mapping[str, Any]
    text: str
    snippet: str
    certificate: str
    replay: str
    """JSON for the page's own arithmetic: the parameters, and what is to be computed of them."""
    why_not: str
    """Why the page does not compute it, empty where it does."""


@dataclass(frozen=True)
class Entry:
    """What the page has of a claim; ``statement`` is MathML, the rest text."""

    id: str
    status: str
    found: str
    kind: str
    source: str
    statement: str
    latex: str
    variables: tuple[str, ...]
    hypotheses: tuple[str, ...]
    strength: str
    means: str
    evidence: tuple[tuple[str, str], ...]
    constants: tuple[Mapping[str, str], ...]
    tightest: str
    mutants: tuple[str, ...]
    theorems: tuple[str, ...]
    missing: str
    counterexample: Counterexample | None

    @property
    def family(self) -> str:
        """What stands before the dot of the id."""
        return self.id.partition(".")[0]

    @property
    def as_expected(self) -> bool:
        """Whether nothing was found that the ledger does not expect."""
        wanted = {"holds": ("holds", "proved"), "refuted": ("refuted",)}
        return not self.found or self.found in wanted.get(self.status, (self.found,))


def entry(
    claim: Claim,
    evidence: Mapping[str, Any],
    constants: Sequence[SharpConstant],
    mutants: Sequence[str],
) -> Entry:
    """The entry of a built-in claim; ``evidence`` has the keys of ``claims --json``.

    >>> from dmfcheck.theory.ledger import claim
    >>> entry(claim("time.two_layer"), {"certified": 3}, (), ()).strength
    'certified'
    """
    formal = formal_statements().get(claim.id)
    counterexample = _counterexample(claim, evidence)
    if counterexample is not None and strongest(evidence) == "none":
        # No run is told of, but here is a point that was decided just now.
        evidence = {**evidence, "certified": 1}
    strength = strongest(evidence)
    return Entry(
        id=claim.id,
        status=claim.expected,
        found=evidence.get("verdict") or "",
        kind=claim.kind,
        source=claim.source,
        statement=mathml(claim.statement),
        latex=claim.statement,
        variables=tuple(f"{v.range_text()}: {v.meaning}" for v in claim.variables),
        hypotheses=tuple(hypothesis.text for hypothesis in claim.hypotheses),
        strength=strength,
        means=KINDS[strength],
        evidence=tuple(_counts(evidence)),
        constants=tuple(_constants(claim, constants)),
        tightest=_tightest(evidence),
        mutants=tuple(mutants),
        theorems=tuple(f"{theorem.quoted}" for theorem in formal.theorems) if formal else (),
        missing=formal.missing if formal else "",
        counterexample=counterexample,
    )


def _counts(evidence: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = []
    if strongest(evidence) not in ("certified", "swept", "none", "measured"):
        rows.append((strongest(evidence), amount(evidence)))
    for key, name in (
        ("certified", "points certified"),
        ("swept", "float64 points"),
        ("descents", "descents of real matrices"),
        ("refuted", "points where it fails"),
        ("undecided", "points undecided"),
        ("false_alarms", "float64 violations that balls did not confirm"),
    ):
        if evidence.get(key):
            rows.append((name, str(evidence[key])))
    if evidence.get("drawn"):
        share = evidence["satisfied"] / evidence["drawn"]
        within = f"{evidence['satisfied']} of {evidence['drawn']} ({share:.0%})"
        rows.append(("within the hypotheses", within))
    rows += [("rate", rate_text(rate)) for rate in evidence.get("rates", ())]
    return rows


def _constants(claim: Claim, found: Sequence[SharpConstant]) -> list[dict[str, str]]:
    rows = []
    for sharp in found:
        data = sharp.as_json()
        low, high = (end or "not certified" for end in data["digits"])
        rows.append(
            {
                "name": sharp.name,
                "depth": str(sharp.depth),
                "stated": f"{data['stated']:.12g}",
                "low": low,
                "high": high,
                "slack": f"{sharp.slack:.4g}",
            }
        )
    named = {sharp.name for sharp in found}
    rows += [
        dict.fromkeys(("depth", "low", "high", "slack"), "")
        | {"name": constant.name, "stated": constant.formula}
        for constant in claim.constants
        if constant.name not in named
    ]
    return rows


def _tightest(evidence: Mapping[str, Any]) -> str:
    margin = evidence.get("tightest_margin")
    if margin is None:
        return ""
    where = evidence.get("where")
    return f"{margin:.3g}" + (f" at {parameters_text(where)}" if where else "")


def _counterexample(claim: Claim, evidence: Mapping[str, Any]) -> Counterexample | None:
    """That of the run, else the first that is known, each judged here once more."""
    known = [evidence["counterexample"]] if evidence.get("counterexample") else []
    for parameters in (*known, *claim.counterexamples):
        try:
            point = claim.point(**parameters)
        except BadInput as error:
            wrong = f"is none of its points: {error.argument} {error.wrong}"
            raise BadInput(f"the counterexample to {claim.id}", wrong, error.accepted) from None
        verdict = claim.examine(**parameters, seconds=SECONDS)
        if isinstance(verdict, Refuted):
            return _refuted_at(claim, verdict.certificate, point.as_text())
    return None


def _refuted_at(
    claim: Claim, certificate: Mapping[str, Any], parameters: Mapping[str, Any]
) -> Counterexample:
    arguments = ", ".join(f"{name}={value!r}" for name, value in parameters.items())
    text = json.dumps(certificate, indent=1)
    return Counterexample(
        parameters=parameters,
        text=parameters_text(parameters),
        snippet=(
            f'from dmfcheck import claim\n\nprint(claim("{claim.id}").examine({arguments}))\n'
        ),
        certificate=text if len(text) <= LARGEST else "",
        replay=_replay(claim, parameters),
        why_not=not_recomputed().get(claim.id, ""),
    )


def _replay(claim: Claim, parameters: Mapping[str, Any]) -> str:
    if claim.id in shown():
        return json.dumps({"parameters": parameters, "says": asdict(shown()[claim.id])})
    if claim.id in recomputed():
        return json.dumps({"parameters": parameters, "recipe": recomputed()[claim.id]})
    return ""
