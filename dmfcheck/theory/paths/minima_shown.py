"""paths.settles_literal: why the page of the ledger does not compute its counterexample."""

from __future__ import annotations

NOT_RECOMPUTED = {
    "paths.settles_literal": (
        "it has several paths, which the page has not; dmfcheck verify takes the one exact step "
        "again"
    )
}
