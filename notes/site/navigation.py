"""The order of the pages: what stands in the menu of the site."""

from __future__ import annotations

from pathlib import Path

SECTIONS = {
    "Tutorials": "tutorials/verify-the-paper tutorials/your-own-claim tutorials/own-recursion",
    "How to": "command-line explore reading-a-verdict overlay howto/own-dynamics hunting "
    "tighten conjectures howto/cluster howto/shared-machines",
    "Reference": "claims/index reference/variables reference/arithmetic reference/hypotheses "
    "reference/constants reference/kinds reference/verdicts api notation glossary",
    "Theory": "findings flow step edge momentum muon networks paths time order hitting-times "
    "perturbed starts normal monotone monotone-rank weights surplus rank stopping constants "
    "float64 float-horizon",
    "Proofs": "proofs formal ball-orbits own-recursions",
    "Studies": "plateaus-study recovery completion denoising data",
    "Inside": "house benchmarks soaks release",
}
"""By heading, the pages below it; a note that is in none of them comes last."""


def with_navigation(home: str, sources: Path) -> str:
    """The text of the first page, and the menu, which it does not show."""
    named = " ".join(SECTIONS.values()).split()
    others = sorted(path.stem for path in sources.glob("*.md") if path.stem not in named)
    besides = {"Besides": " ".join(others)} if others else {}
    lines = [home]
    for heading, names in {**SECTIONS, **besides}.items():
        lines += ["```{toctree}", ":hidden:", f":caption: {heading}", "", *names.split(), "```", ""]
    return "\n".join(lines)
