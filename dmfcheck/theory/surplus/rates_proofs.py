"""surplus.*: why no theorem of Coq is about it."""

from __future__ import annotations

WITHOUT = dict.fromkeys(
    ("surplus.symmetric", "surplus.asymmetric", "surplus.asymmetric/gap"),
    "an induction over the steps, in notes/surplus.md; not written in Coq yet",
)
