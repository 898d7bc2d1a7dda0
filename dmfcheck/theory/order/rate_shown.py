"""order.*: how the page of the ledger computes a counterexample."""

from __future__ import annotations

RECOMPUTED = {"order.rate_literal": "rate"}
