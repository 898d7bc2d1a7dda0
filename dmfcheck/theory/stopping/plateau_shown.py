"""stopping.*: how the page of the ledger computes a counterexample."""

from __future__ import annotations

RECOMPUTED = {"stopping.always_better": "never better"}
