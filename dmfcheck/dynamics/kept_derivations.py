"""The closed forms that these sources derived and checked before, or derive and check now.

SymPy is not imported for those that were.
"""

from __future__ import annotations

from typing import Any

from dmfcheck.base.kept_result import kept_result
from dmfcheck.base.sources import sources_key

__all__ = ["KEPT", "MOST", "kept_derivations"]

KEPT = "derivations"
"""The folder in the user's cache."""

MOST = 64
"""Files at most, each of one depth; the oldest goes."""

LARGEST = 4_000_000
"""Bytes of a file at most; that of depth 50 has a hundredth."""


def kept_derivations(depth: int) -> dict[str, dict[str, Any]]:
    """What ``dmfcheck.dynamics.symbols.as_json`` says of the closed forms at ``depth``.

    Where one did not check, all are derived anew another time.

    >>> kept_derivations(2)["logistic"]["checked"]
    True
    """
    unchecked: dict[str, dict[str, Any]] = {}

    def find() -> dict[str, dict[str, Any]] | None:
        from dmfcheck.dynamics import symbols

        found = symbols.as_json(symbols.derivations(depth))
        if all(entry["checked"] for entry in found.values()):
            return found
        unchecked.update(found)
        return None

    kept = kept_result(KEPT, sources_key(), str(depth), find, most=MOST, largest=LARGEST)
    return unchecked if kept is None else dict(kept)
