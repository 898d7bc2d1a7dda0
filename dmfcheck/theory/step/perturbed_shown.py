"""step.*: how the page of the ledger computes a counterexample."""

from __future__ import annotations

RECOMPUTED = {
    "step.perturbed_sharp/beyond": "never crosses",
    "step.perturbed_sharp/negative_beyond": "never crosses",
}
