"""float.*: why the page of the ledger computes none of their counterexamples."""

from __future__ import annotations

_WHY = (
    "it rests on a float64 descent of matrices by numpy, whose rounding a browser does not repeat; "
    "dmfcheck verify runs it again"
)

NOT_RECOMPUTED = dict.fromkeys(("float.saddle", "float.determinant", "float.rotation"), _WHY)
