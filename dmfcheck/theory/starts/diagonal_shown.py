"""starts.order_literal: why the page of the ledger does not compute its counterexample."""

from __future__ import annotations

NOT_RECOMPUTED = {
    "starts.order_literal": (
        "it is about levels of two eigenvalues, which the page has no measure of; dmfcheck verify "
        "takes its steps again"
    )
}
