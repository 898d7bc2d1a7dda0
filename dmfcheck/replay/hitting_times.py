"""Replay of certified hitting times: see :mod:`dmfcheck.replay.passage`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.passage import bracket
from dmfcheck.replay.reading import SCHEMA, digest, rational, read
from dmfcheck.replay.rejected import Rejected

FIELDS = frozenset({"schema", "kind", "depth", "h", "x0", "b", "lo", "hi"})


def replay_hitting_time(certificate: Mapping[str, Any]) -> str:
    """Return the verdict "holds" if lo <= K <= hi, K = min{k : x_k >= b}.

    Raises :class:`~dmfcheck.replay.lacking.CannotReplay` where the bracket found here is wider
    than the one to be verified but does not contradict it.
    """
    N, h, x0, b = _parameters(certificate)
    lo, hi = _ends(certificate)
    found_lo, found_hi = bracket(N, h, x0, b, hi)
    if found_hi < lo or found_lo > hi:
        raise Rejected(f"the hitting time lies in {found_lo}..{found_hi}")
    if found_lo < lo or found_hi > hi:
        raise CannotReplay("bracket as narrow as this one")
    return "holds"


def opened(path: Path) -> tuple[int, Fraction, Fraction, Fraction, int, int]:
    """(N, h, x_0, b, lo, hi) of the certificate in a file; that it is true is not decided.

    Raises :class:`~dmfcheck.base.validation.BadInput` if the file cannot be read, and
    :class:`~dmfcheck.replay.rejected.Rejected` if it is no certificate of a hitting time.
    """
    content = read(path)
    if content.get("schema") != SCHEMA or set(content) != FIELDS | {"digest"}:
        raise Rejected("it is no certificate of a hitting time")
    if content["digest"] != digest(content):
        raise Rejected("the digest is not that of the content")
    return *_parameters(content), *_ends(content)


def _ends(certificate: Mapping[str, Any]) -> tuple[int, int]:
    lo, hi = certificate["lo"], certificate["hi"]
    for value in (lo, hi):
        if isinstance(value, bool) or not isinstance(value, int):
            raise Rejected("lo and hi must be integers")
    if not 0 <= lo <= hi:
        raise Rejected("lo and hi are out of order")
    return lo, hi


def _parameters(certificate: Mapping[str, Any]) -> tuple[int, Fraction, Fraction, Fraction]:
    depth = certificate["depth"]
    if isinstance(depth, bool) or not isinstance(depth, int):
        raise Rejected("the depth is not an integer")
    try:
        N = validation.depth(depth)
    except BadInput as error:
        raise Rejected(str(error)) from None
    h, x0, b = (rational(certificate[name], name) for name in ("h", "x0", "b"))
    if min(h, x0, b) <= 0 or h * N > 1 or b >= 1:
        raise Rejected("not 0 < h <= 1/N, 0 < x0 and 0 < b < 1")
    return N, h, x0, b
