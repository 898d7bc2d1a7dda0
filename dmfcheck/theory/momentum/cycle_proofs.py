"""momentum.cycle: why no theorem of Coq is about it."""

from __future__ import annotations

_IDENTITY = "an identity of rational functions, proved in notes/momentum.md; not written in Coq yet"
_BEYOND = "from edge.cycle/step by another step; that corollary is not written in Coq yet"
WITHOUT = {
    "momentum.cycle": _IDENTITY,
    "momentum.cycle/step": _BEYOND,
    "momentum.cycle/nesterov": _IDENTITY,
    "momentum.cycle/nesterov_step": _BEYOND,
    "momentum.cycle/multiplier": _IDENTITY,
}
