"""reduction.*: how the page of the ledger computes a counterexample."""

from __future__ import annotations

RECOMPUTED = {"reduction.nonnormal": "stays diagonal"}
