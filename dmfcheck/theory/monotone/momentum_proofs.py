"""monotone.momentum/order: why no theorem is named."""

from __future__ import annotations

WITHOUT = {
    "monotone.momentum/order": (
        "elementary, an induction over two steps (notes/monotone.md); not written in Coq yet"
    ),
}
