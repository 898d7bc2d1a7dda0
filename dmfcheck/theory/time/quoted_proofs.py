"""time.quoted: why no theorem of Coq is about it."""

from __future__ import annotations

_BY_HAND = (
    "a proof by hand in notes/time.md, by convexity of the flow's time; not written in Coq yet"
)
_A_POINT = (
    "refuted at one step of a rational orbit, whose bound is a logarithm: "
    "the certificate replays, a Coq file was not written"
)
WITHOUT = {
    "time.quoted": _A_POINT,
    "time.quoted/above": _A_POINT,
    "time.quoted/negative": _A_POINT,
    "time.quoted/short": _BY_HAND,
    "time.quoted_repaired": _BY_HAND,
    "time.quoted_repaired/above": _BY_HAND,
    "time.quoted_repaired/negative": _BY_HAND,
    "time.quoted_repaired/far": _BY_HAND,
    "time.quoted_repaired/sharper": _BY_HAND,
}
