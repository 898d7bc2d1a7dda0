"""edge.four_factors: why no theorem of Coq is about it."""

from __future__ import annotations

WITHOUT = {
    "edge.four_factors": "an identity by expansion, in notes/edge.md; not written in Coq yet",
    "edge.four_factors/falls": "proved in notes/edge.md; not written in Coq yet",
    "edge.four_factors/repels": "proved in notes/edge.md; not written in Coq yet",
}
