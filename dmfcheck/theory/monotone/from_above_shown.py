"""monotone.*: how the page of the ledger computes a counterexample."""

from __future__ import annotations

RECOMPUTED = {"monotone.from_above/one_positive": "side of the limit"}
