"""edge.solution_literal: why the page of the ledger does not compute its counterexample."""

from __future__ import annotations

NOT_RECOMPUTED = {
    "edge.solution_literal": (
        "its two factors are not those of a start that the page has; dmfcheck verify takes the "
        "one exact step again"
    )
}
