"""Which sections of the notes have a claim in their heading."""

from __future__ import annotations

import re
from pathlib import Path

from dmfcheck.theory.ledger import ledger


def mentions(notes: Path) -> dict[str, list[tuple[str, str]]]:
    """By claim id, (title, address from the page of a claim) of each note that names it."""
    found: dict[str, list[tuple[str, str]]] = {}
    ids = sorted(ledger(), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w./~-])(?:{'|'.join(map(re.escape, ids))})(?![\w/~]|\.\w)")
    for path in sorted(notes.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        title = text.split("\n", 1)[0].lstrip("# ")
        for claim_id in dict.fromkeys(pattern.findall(text)):
            found.setdefault(claim_id, []).append((title, f"../../{path.name}"))
    return found
