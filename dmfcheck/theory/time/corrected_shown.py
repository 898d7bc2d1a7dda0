"""time.*: why the page of the ledger computes none of their counterexamples."""

from __future__ import annotations

_WHY = (
    "it compares the steps with a flow time, an integral that is no rational number, after as many "
    "as a million steps; dmfcheck verify encloses both"
)

NOT_RECOMPUTED = dict.fromkeys(("time.flow_difference", "time.flow_difference/early"), _WHY)
