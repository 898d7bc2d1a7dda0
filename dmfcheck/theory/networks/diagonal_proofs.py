"""networks.*: why no theorem of Coq is about it."""

from __future__ import annotations

_BY_HAND = "proved in notes/networks.md; not written in Coq yet"
WITHOUT = {
    "networks.diagonal": "an identity by expansion, in notes/networks.md; not written in Coq yet",
    "networks.diagonal/sign": _BY_HAND,
    "networks.diagonal/jump": _BY_HAND,
    "networks.lazy": _BY_HAND,
    "networks.lazy/moves": _BY_HAND,
}
