"""The ledger as one page of HTML that loads nothing from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from importlib.util import find_spec
from itertools import groupby
from typing import Any

from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput
from dmfcheck.base.version import __version__
from dmfcheck.report.entry import EXPECTED, Entry, entry
from dmfcheck.report.proof_graph import proof_graph
from dmfcheck.testing.strength import KINDS, proved
from dmfcheck.theory.abstract import SENTENCES
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.mutants import mutants
from dmfcheck.theory.sharp import SharpConstant

NEEDS = ("jinja2", "latex2mathml")
EXTRA = "with the extra report: pip install 'dmfcheck[report]'"

LARGEST = 2_000_000
"""Bytes of the page at most."""


def require_extra(asked: str) -> None:
    """Refuse, by one line that names the extra, where a library of the page is not installed.

    >>> require_extra("report")
    """
    for name in NEEDS:
        if find_spec(name) is None:
            raise BadInput(asked, f"needs {name}", EXTRA)


def ledger_page(
    found: Mapping[str, Mapping[str, Any]], constants: Iterable[SharpConstant] = ()
) -> str:
    """The page of all built-in claims.

    ``found`` has the record of a run by claim id, as `pytest --dmf-json FILE` writes them;
    ``constants`` are enclosures of sharp constants. Every counterexample is judged once more.
    Raises :class:`~dmfcheck.base.validation.BadInput` where Jinja2 or latex2mathml is not
    installed, for a counterexample that is no point of its claim, and for a page of more than
    :data:`LARGEST` bytes.
    """
    require_extra("report")
    from jinja2 import Environment, StrictUndefined

    entries = _entries(found, list(constants))
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.from_string(_resource("ledger.html")).render(
        version=__version__,
        style=_resource("ledger.css"),
        arithmetic=_resource("arithmetic.js"),
        recipes=_resource("recipes.js"),
        script=_resource("ledger.js"),
        sentences=_sentences(entries),
        families=[(name, list(group)) for name, group in groupby(entries, lambda e: e.family)],
        entries=entries,
        expected=EXPECTED,
        kinds=KINDS,
        counts={kind: sum(e.strength == kind for e in entries) for kind in KINDS},
        graph=proof_graph({e.id: _colour(e) for e in entries}),
    )
    if len(page.encode()) > LARGEST:
        wrong = f"makes a page of {len(page.encode())} bytes"
        raise BadInput("what a run found", wrong, f"up to {LARGEST} of them")
    return page


def _entries(
    found: Mapping[str, Mapping[str, Any]], constants: Sequence[SharpConstant]
) -> list[Entry]:
    wrong: dict[str, list[str]] = {}
    for mutant in mutants().values():
        wrong.setdefault(mutant.claim_id, []).append(mutant.name)
    entries = []
    known = sorted(ledger().values(), key=lambda claim: claim.id)
    for claim in counted(known, "claims"):
        evidence = {**proved(claim.id), **found.get(claim.id, {})}
        of_claim = [sharp for sharp in constants if sharp.claim == claim.id]
        entries.append(entry(claim, evidence, of_claim, wrong.get(claim.id, ())))
    return entries


def _sentences(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Each sentence of the abstract with its claims, and what they come to."""
    rows = []
    for name, text in SENTENCES.items():
        own = [entry for entry in entries if entry.source == f"abstract {name}"]
        rows.append({"name": name, "text": text, "claims": own, "verdict": _verdict(own)})
    return rows


def _verdict(entries: Sequence[Entry]) -> str:
    """What the claims about a sentence come to.

    >>> _verdict([])
    'open: measured, not proved'
    """
    statuses = {entry.status for entry in entries}
    if "holds" not in statuses:
        return "false" if "refuted" in statuses else "open: measured, not proved"
    if "refuted" in statuses:
        return "false as literally stated, true in a precise form"
    return "true, in a precise form"


def _colour(entry: Entry) -> str:
    return "false" if entry.status == "refuted" else entry.strength


def _resource(name: str) -> str:
    return (files("dmfcheck.report") / "page" / name).read_text(encoding="utf-8")
