"""The gallery: a page for each claim, one for each family, and one of all, from the ledger."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from formulas import in_line

from dmfcheck.report.entry import EXPECTED, Entry
from dmfcheck.theory.abstract import SENTENCES
from dmfcheck.theory.families import HERE
from dmfcheck.theory.ledger import ledger
from pages.claim import badge, claim_entry, claim_page_text
from pages.mentions import mentions
from pages.names import claim_page
from pages.tables import table

OPENING = """# Claims

Every claim of the ledger has a page: its statement, hypotheses, evidence, theorem and, where it is
false, an exact counterexample. `dmfcheck report` makes the same as one page that can be searched,
with what a run found. These pages are made from the ledger.
"""


def pages(notes: Path) -> dict[str, str]:
    """By file name; ``notes`` are those that are searched for what speaks of a claim."""
    entries = [claim_entry(claim) for claim in sorted(ledger().values(), key=lambda one: one.id)]
    spoken_of = mentions(notes)
    made = {"claims/index.md": _gallery(entries)}
    for family, group in groupby(entries, lambda entry: entry.family):
        members = list(group)
        made[f"claims/{family}/index.md"] = _family(family, members)
        for entry in members:
            name = f"{claim_page(entry.id)}.md"
            if name in made:
                raise ValueError(f"two claims have the page {name}")
            made[name] = claim_page_text(entry, spoken_of.get(entry.id, ()))
    return made


def _gallery(entries: list[Entry]) -> str:
    families = {family: list(group) for family, group in groupby(entries, lambda e: e.family)}
    rows = [
        [f"[{family}]({family}/index.md)", str(len(group)), *_counts(group)]
        for family, group in families.items()
    ]
    lines = [OPENING, "## By sentence of the abstract", ""]
    for name, sentence in SENTENCES.items():
        own = [entry for entry in entries if entry.source == f"abstract {name}"]
        links = ", ".join(_link(entry, "") + _mark(entry) for entry in own)
        lines += [f"**{name}** {sentence}  ", links, ""]
    headings = ["family", "claims", *EXPECTED.values()]
    lines += [
        "## By family",
        "",
        table(headings, rows),
        "",
        _toctree([f"{f}/index" for f in families]),
    ]
    return "\n".join(lines)


def _family(family: str, entries: list[Entry]) -> str:
    lines = [f"# {_title(family)}", ""]
    for entry in entries:
        lines += [f"**{_link(entry, '../')}** {badge(entry)} {entry.strength}", ""]
        lines += [f"{in_line(entry.latex)}", ""]
    return "\n".join(lines)


def _title(family: str) -> str:
    """What the package of the family says of itself, if it is named so."""
    package = HERE / family / "__init__.py"
    if not package.exists():
        return f"{family}.\\*"
    text = package.read_text(encoding="utf-8").strip().strip('"').rstrip(".")
    return text.replace("*", "\\*")


def _link(entry: Entry, up: str) -> str:
    return f"[{entry.id}]({up}{claim_page(entry.id).removeprefix('claims/')}.md)"


def _mark(entry: Entry) -> str:
    return "" if entry.status == "holds" else f" ({EXPECTED[entry.status]})"


def _counts(entries: list[Entry]) -> list[str]:
    return [str(sum(entry.status == status for entry in entries) or "") for status in EXPECTED]


def _toctree(names: list[str]) -> str:
    return "\n".join(["```{toctree}", ":hidden:", "", *names, "```", ""])
