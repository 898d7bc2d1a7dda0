"""float.*: why no theorem is about them."""

from __future__ import annotations

WITHOUT = {
    "float.saddle": "it is about float64 arithmetic, with its roundings; Coq has none of it here",
    "float.determinant": "it is about float64 arithmetic, with its roundings; Coq has none of it here",
    "float.rotation": "it is about float64 values of sine and cosine, which Coq has not here",
}
