"""edge.cycle: why no theorem of Coq is about it."""

from __future__ import annotations

_IDENTITY = "an identity of rational functions, proved in notes/edge.md; not written in Coq yet"
WITHOUT = {
    "edge.cycle": _IDENTITY,
    "edge.cycle/step": (
        "step_convergent leaves no cycle up to 2/N; that corollary is not written in Coq yet"
    ),
    "edge.cycle/amplitude": _IDENTITY,
    "edge.cycle/multiplier": _IDENTITY,
}
