"""The pages that are made from the source, so that none of them can say otherwise."""

from __future__ import annotations

from pathlib import Path

from pages import api, arithmetic, claims, conditions, kinds, variables, verdicts


def made(notes: Path) -> dict[str, str]:
    """By file name, the MyST of each page; ``notes`` are those that speak of claims."""
    return {
        "api.md": api.page(),
        "reference/variables.md": variables.page(),
        "reference/arithmetic.md": arithmetic.page(),
        "reference/hypotheses.md": conditions.hypotheses_page(),
        "reference/constants.md": conditions.constants_page(),
        "reference/kinds.md": kinds.page(),
        "reference/verdicts.md": verdicts.page(),
        **claims.pages(notes),
    }
