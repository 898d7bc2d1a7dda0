"""order.*: how the page of the ledger computes a counterexample."""

from __future__ import annotations

RECOMPUTED = {
    "order.depth/whole_steps": "whole steps",
    "order.depth_literal": "relative gap",
}
