"""edge.solution_literal: why the page of the ledger does not compute its counterexample."""

from __future__ import annotations

NOT_RECOMPUTED = {
    "edge.solution_literal": (
        "it has two factors that are no start of the page; dmfcheck verify takes the one exact "
        "step again"
    )
}
