"""time.quoted: why the page of the ledger computes none of its counterexamples."""

from __future__ import annotations

_WHY = (
    "it compares the steps with a bound of logarithms or a flow time, which are no rational "
    "numbers; dmfcheck verify encloses both"
)

NOT_RECOMPUTED = dict.fromkeys(("time.quoted", "time.quoted/above", "time.quoted/negative"), _WHY)
