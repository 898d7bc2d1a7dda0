"""momentum.effective: why no theorem of Coq is about it."""

from __future__ import annotations

_BY_HAND = "an induction over the steps, in notes/momentum.md; not written in Coq yet"
WITHOUT = {"momentum.effective": _BY_HAND, "momentum.effective/ahead": _BY_HAND}
