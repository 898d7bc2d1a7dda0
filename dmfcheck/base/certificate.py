"""Certificates: what was decided, from which exact numbers, in a file that can be replayed.

A certificate is JSON with integers, exact rationals as text (``"p/q"``) and balls as the integer
pairs of :func:`dmfcheck.dynamics.balls.balls.exact_ball_to_json`. :mod:`dmfcheck.replay` decides it
again from the file alone, with other arithmetic. The digest only catches accidents; what rejects
a forged certificate is the replay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from dmfcheck.base.exact_text import json_text, rational_text

SCHEMA = "dmfcheck-certificate/1"


def seal(body: Mapping[str, Any]) -> dict[str, Any]:
    """``body`` with the schema and its digest.

    >>> sorted(seal({"kind": "claim"}))
    ['digest', 'kind', 'schema']
    """
    content = {"schema": SCHEMA, **body}
    return {**content, "digest": digest(content)}


def hitting_time_certificate(
    depth: int, h: Fraction, x0: Fraction, b: Fraction, lo: int, hi: int
) -> dict[str, Any]:
    """The certificate of lo <= K <= hi, K = min{k : x_k >= b} under x + h x^{N-1}(1 - x^N).

    >>> hitting_time_certificate(2, Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), 3, 3)["hi"]
    3
    """
    return seal(
        {
            "kind": "hitting_time",
            "depth": depth,
            "h": rational_text(h),
            "x0": rational_text(x0),
            "b": rational_text(b),
            "lo": lo,
            "hi": hi,
        }
    )


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content without its digest, in canonical JSON.

    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1, "digest": "any"})
    True
    """
    rest = {name: value for name, value in content.items() if name != "digest"}
    text = json_text(rest, sort_keys=True, compact=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def write(certificate: Mapping[str, Any], path: Path) -> None:
    """Write a certificate whole or not at all."""
    from dmfcheck.base.files import write_whole

    write_whole(path, json_text(certificate, indent=2) + "\n")
