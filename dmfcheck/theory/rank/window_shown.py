"""rank.*: how the page of the ledger computes a counterexample."""

from __future__ import annotations

RECOMPUTED = {"rank.window_literal": "window"}
