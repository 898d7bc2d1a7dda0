"""order.incremental: why no theorem of Coq is about it."""

from __future__ import annotations

WITHOUT = dict.fromkeys(
    ("order.incremental", "order.incremental/deep"),
    "proved in notes/order.md, along the flow; not written in Coq yet",
)
