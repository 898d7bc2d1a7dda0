"""dmfcheck: theory verification for gradient descent on deep matrix factorization."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dmfcheck.base.problem import Problem as Problem
    from dmfcheck.base.validation import BadInput as BadInput
    from dmfcheck.base.version import __version__ as __version__
    from dmfcheck.theory.ledger import claim as claim

# Long strings: pytest loads this file in every run of the machine, and Hypothesis would draw short
# ones in the tests of other projects (see dmfcheck.testing.pytest_plugin).
_NAMES = "BadInput Problem claim __version__".split()
_HOMES = dict(
    zip(_NAMES, "base.validation base.problem theory.ledger base.version".split(), strict=True)
)


def __getattr__(name: str) -> object:
    # The heavy modules behind these names load when first asked for: `dmfcheck --help` is instant.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
