"""dmfcheck: theory verification for gradient descent on deep matrix factorization."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dmfcheck.claims.ledger import claim as claim
    from dmfcheck.problem import Problem as Problem
    from dmfcheck.validation import BadInput as BadInput

__version__ = "0.1.0"
__all__ = ["BadInput", "Problem", "claim"]

_HOMES = {
    "BadInput": "dmfcheck.validation",
    "Problem": "dmfcheck.problem",
    "claim": "dmfcheck.claims.ledger",
}


def __getattr__(name: str) -> object:
    # The heavy modules behind these names load when first asked for: `dmfcheck --help` is instant.
    if name not in _HOMES:
        raise AttributeError(f"module 'dmfcheck' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
