"""starts.*: why no theorem of Coq is about them."""

from __future__ import annotations

_AS_EQUAL = "proved in notes/starts.md, as order_is_preserved is for equal starts; not in Coq yet"
WITHOUT = {
    "starts.order": _AS_EQUAL,
    "starts.between": _AS_EQUAL,
    "starts.order_literal": (
        "refuted at exact steps: Coq computes those of its certificate; a formal statement was "
        "not written"
    ),
}
